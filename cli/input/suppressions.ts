import { ID_NAMESPACE } from '../../lib/core/ids';
import { nearest } from '../../lib/core/input/nearest';
import { refuse, shownBriefly } from '../refusal';

/** A rule that is left out, and why. */
export interface Suppression {
  readonly rule: string;
  /** A logical id, or the path of a construct, for what is on or below it; everywhere where it is absent. */
  readonly at?: string;
  /** The files of templates, with `*` for any text; all where it is absent. */
  readonly path?: string;
  readonly reason: string;
  /** As the user wrote it. */
  readonly from: string;
}

const PREFIX = `${ID_NAMESPACE}::`;

/** The bare id of a rule that exists. */
export function ruleNamed(from: string, id: string, known: readonly string[]): string {
  const bare = id.replace(PREFIX, '');
  if (known.includes(bare)) return bare;
  const right = nearest(bare, known);
  const fix = right === undefined ? "'cdk-hardened-lambda explain' lists them" : `did you mean ${right}`;
  return refuse(`${from}: must name a rule, got ${shownBriefly(id)}; ${fix}`);
}

/** `ID=reason`. */
export function suppressionOf(text: string, known: readonly string[]): Suppression {
  const [id, ...reason] = text.split('=');
  if (reason.join('=').trim() === '') refuse(`--suppress: must have a reason, got ${shownBriefly(text)}; write ${id}='why'`);
  return { rule: ruleNamed('--suppress', id.trim(), known), reason: reason.join('=').trim(), from: `--suppress ${id}` };
}

/** Items of a list: `id`, `reason`, and where it is not for all, `at` or `path`. */
export function suppressionsIn(from: string, entries: unknown, known: readonly string[]): Suppression[] {
  if (!Array.isArray(entries)) {
    return refuse(`${from}: must be a list of suppressions, got ${shownBriefly(entries)}; write '- id: ...' and 'reason: ...'`);
  }
  return entries.map((entry, index) => suppressionIn(`${from}, entry ${index + 1}`, fieldsOf(entry), known));
}

function suppressionIn(from: string, fields: Readonly<Record<string, unknown>>, known: readonly string[]): Suppression {
  checkKeys(from, fields, ['id', 'reason', 'at', 'path']);
  return {
    rule: ruleIn(from, fields, known),
    at: textIn(from, fields, 'at', 'a logical id or the path of a construct'),
    path: textIn(from, fields, 'path', "the path of a template, with '*' for any text"),
    reason: reasonIn(from, fields),
    from,
  };
}

export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

export function checkKeys(from: string, fields: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  const unknown = Object.keys(fields).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  refuse(`${from}: must have ${known.map((key) => `'${key}'`).join(', ')} only, got ${shownBriefly(unknown)}; remove it`);
}

export function ruleIn(from: string, { id }: Readonly<Record<string, unknown>>, known: readonly string[]): string {
  if (typeof id !== 'string')
    return refuse(`${from}: 'id' must be the id of a rule, got ${shownBriefly(id)}; write for example 'id: RoleShared'`);
  return ruleNamed(from, id, known);
}

export function reasonIn(from: string, { reason }: Readonly<Record<string, unknown>>): string {
  if (typeof reason === 'string' && reason.trim() !== '') return reason;
  return refuse(`${from}: 'reason' must be a text, got ${shownBriefly(reason)}; write why, for a reviewer`);
}

export function textIn(from: string, fields: Readonly<Record<string, unknown>>, key: string, what: string): string | undefined {
  const text = fields[key];
  if (text === undefined || (typeof text === 'string' && text !== '')) return text;
  return refuse(`${from}: '${key}' must be ${what}, got ${shownBriefly(text)}; omit it for all`);
}
