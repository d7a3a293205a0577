import { readFileSync } from 'node:fs';
import { type PayloadOptions, payloadOf } from '../invoke/payload';
import { refuse } from '../refusal';

export interface WeightedPayload {
  readonly weight: number;
  readonly payload: string;
}

export interface PayloadsOptions extends PayloadOptions {
  readonly payloads?: string;
}

/** One payload, or those of a file with their weights. */
export function payloadsOf(options: PayloadsOptions): WeightedPayload[] {
  if (options.payloads === undefined) return [{ weight: 1, payload: payloadOf(options) }];
  if (options.payload !== undefined || options.event !== undefined)
    refuse("'--payloads' can't be combined with '--payload' or '--event'; remove one");
  const list = read(options.payloads);
  const isValid = Array.isArray(list) && list.length > 0 && list.every((each) => Number(each?.weight) > 0 && each.payload !== undefined);
  if (!isValid)
    return refuse(`'--payloads' must be a file with a list such as [{"weight":3,"payload":{}}], got something else; correct it`);
  return list.map(({ weight, payload }) => ({ weight: Number(weight), payload: JSON.stringify(payload) }));
}

function read(file: string): { weight?: unknown; payload?: unknown }[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return refuse(`'--payloads' must be a JSON file, got '${(error as Error).message}'; check the path`);
  }
}

/** So many payloads, each in the share of its weight, the same for every memory size. */
export function spread(payloads: readonly WeightedPayload[], count: number): string[] {
  const total = payloads.reduce((sum, { weight }) => sum + weight, 0);
  const used = payloads.map(() => 0);
  return Array.from({ length: count }, (_, index) => {
    const lacking = payloads.map(({ weight }, at) => (weight / total) * (index + 1) - used[at]);
    const next = lacking.indexOf(Math.max(...lacking));
    used[next] += 1;
    return payloads[next].payload;
  });
}
