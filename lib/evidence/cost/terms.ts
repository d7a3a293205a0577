import type { PriceId, PriceList } from './prices';

/** What a reader of the page may change. @internal */
export interface Assumption {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  /** What one unit is in the formula: a percentage is a hundredth. */
  readonly scale: number;
}

/** @internal */
export const ASSUMPTIONS = [
  { id: 'duration', label: 'Billed duration of an invocation', unit: 'ms', value: 100, scale: 0.001 },
  { id: 'logSize', label: 'Logs of an invocation', unit: 'KB', value: 2, scale: 1e-6 },
  { id: 'traced', label: 'Invocations that are traced', unit: '%', value: 5, scale: 0.01 },
  { id: 'failed', label: 'Events that fail after all retries', unit: '%', value: 0.1, scale: 0.01 },
  { id: 'batch', label: 'Messages in a batch of a queue', unit: '', value: 1, scale: 1 },
] as const satisfies readonly Assumption[];

/** @internal */
export type AssumptionId = (typeof ASSUMPTIONS)[number]['id'];

/** A price, times a count, times what is assumed; divided by what is assumed to be together. @internal */
export interface Term {
  readonly what: string;
  readonly price: PriceId;
  readonly count: number;
  readonly times: readonly AssumptionId[];
  readonly by?: AssumptionId;
}

/** @internal */
export const term = (what: string, price: PriceId, count: number, times: readonly AssumptionId[] = [], by?: AssumptionId): Term => ({
  what,
  price,
  count,
  times,
  ...(by && { by }),
});

/** @internal */
export function amountOf({ price, count, times, by }: Term, { prices }: PriceList, assumptions: readonly Assumption[]): number {
  const assumed = (id: AssumptionId): number => {
    const { value, scale } = assumptions.find((one) => one.id === id) as Assumption;
    return value * scale;
  };
  const product = times.reduce((amount, id) => amount * assumed(id), prices[price].usd * count);
  return by ? product / assumed(by) : product;
}

/** @internal */
export const totalOf = (terms: readonly Term[], prices: PriceList, assumptions: readonly Assumption[]): number =>
  terms.reduce((sum, one) => sum + amountOf(one, prices, assumptions), 0);
