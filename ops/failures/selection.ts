import { grammarFindings } from '../../lib/filters/engine/grammar';
import { patternMatches } from '../../lib/filters/engine/matcher';
import { type FunctionName, functionOfArn } from '../names/functions';
import { refuse } from '../refusal';
import { pastTime } from '../terminal/durations';
import type { FailureRecord } from './record';

export interface SelectionOptions {
  readonly where?: string;
  readonly since?: string;
  readonly error?: string;
}

/** Which failures are meant. */
export interface Selection {
  readonly isNarrowed: boolean;
  readonly takes: (record: FailureRecord, sentAt: number) => boolean;
}

/** What the options ask for, and what is the function's own in a queue that others share. */
export function selectionOf({ where, since, error }: SelectionOptions, fn: FunctionName | undefined, now: number): Selection {
  const pattern = where === undefined ? undefined : patternOf(where);
  const from = since === undefined ? undefined : pastTime('--since', since, now);
  const text = error?.toLowerCase();
  return {
    isNarrowed: where !== undefined || since !== undefined || error !== undefined,
    takes: (record, sentAt) =>
      isOf(fn, record) &&
      (from === undefined || sentAt >= from) &&
      (text === undefined || record.error.toLowerCase().includes(text)) &&
      (pattern === undefined || patternMatches(pattern, record.view as Record<string, unknown>)),
  };
}

/** Records name their function; dead letters do not, and are those of every function that shares the queue. */
export const isOf = (fn: FunctionName | undefined, { functionArn }: FailureRecord): boolean =>
  fn === undefined || functionArn === undefined || functionOfArn(functionArn)?.name === fn.name;

function patternOf(text: string): Record<string, unknown> {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch (error) {
    return refuse(
      `'--where' must be a filter pattern in JSON, got '${text}' (${(error as Error).message}); write it as '{"requestPayload":{"type":["order"]}}'`,
    );
  }
  const [finding] = grammarFindings(pattern);
  if (finding) return refuse(`'--where': ${finding.message}`);
  return pattern as Record<string, unknown>;
}
