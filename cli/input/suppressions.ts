import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { nearest } from '../../lib/core/nearest';
import { refuse, shownBriefly } from '../refusal';

/** What is allowed, and why. */
export interface Allowance {
  readonly rule: string;
  /** A logical id, or the path of a construct, for what is on or below it; everywhere where it is absent. */
  readonly at?: string;
  readonly reason: string;
  /** As the user wrote it. */
  readonly from: string;
}

const PREFIX = 'HardenedLambda::';

/** The bare id of a rule that exists. */
export function ruleNamed(from: string, id: string, known: readonly string[]): string {
  const bare = id.replace(PREFIX, '');
  if (known.includes(bare)) return bare;
  const right = nearest(bare, known);
  const fix = right === undefined ? "'cdk-hardened-lambda explain' lists them" : `did you mean ${right}`;
  return refuse(`${from}: must name a rule, got ${shownBriefly(id)}; ${fix}`);
}

/** `ID=reason`. */
export function skipped(text: string, known: readonly string[]): Allowance {
  const [id, ...reason] = text.split('=');
  if (reason.join('=').trim() === '') refuse(`--skip: must have a reason, got ${shownBriefly(text)}; write ${id}='why it is meant'`);
  return { rule: ruleNamed('--skip', id.trim(), known), reason: reason.join('=').trim(), from: `--skip ${id}` };
}

/** A list in YAML or JSON: `- id: RoleShared`, `reason: see ADR 12`, and where it is not for all, `at: Shop/Orders`. */
export function allowancesIn(file: string, known: readonly string[]): Allowance[] {
  if (!existsSync(file)) refuse(`--allow: must be a file, got ${file}, which is not there; check the path`);
  const entries = parsed(file);
  if (!Array.isArray(entries))
    refuse(`${file}: must be a list of what is allowed, got ${shownBriefly(entries)}; write '- id: ...' and 'reason: ...'`);
  return (entries as unknown[]).map((entry, index) => allowance(`${file}, entry ${index + 1}`, entry, known));
}

function parsed(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'), { logLevel: 'error' }) ?? [];
  } catch (error) {
    return refuse(`${file}: must be YAML or JSON, got neither: ${(error as Error).message.split('\n')[0]}`);
  }
}

function allowance(from: string, entry: unknown, known: readonly string[]): Allowance {
  const { id, at, reason, ...others } = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>;
  if (typeof id !== 'string') refuse(`${from}: 'id' must be the id of a rule, got ${shownBriefly(id)}; write for example 'id: RoleShared'`);
  if (typeof reason !== 'string' || reason.trim() === '') {
    refuse(`${from}: 'reason' must say why, got ${shownBriefly(reason)}; a reviewer reads it`);
  }
  if (at !== undefined && (typeof at !== 'string' || at === '')) {
    refuse(`${from}: 'at' must be a logical id or the path of a construct, got ${shownBriefly(at)}; leave it out for all`);
  }
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) refuse(`${from}: must have 'id', 'reason' and 'at', got ${shownBriefly(unknown)}; leave it out`);
  return { rule: ruleNamed(from, id as string, known), at: at as string | undefined, reason: reason as string, from };
}

/** Whether it is for what is found there. */
export const isFor = ({ rule, at }: Allowance, foundRule: string, logicalId: string, path: string | undefined): boolean =>
  rule === foundRule && (at === undefined || at === logicalId || path === at || (path?.startsWith(`${at}/`) ?? false));
