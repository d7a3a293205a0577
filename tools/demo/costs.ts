import { PRICES, type Price } from '../catalogue/prices';
import type { Resource } from './synthesis';

export interface CostItem {
  readonly type: string;
  readonly count: number;
  /** USD a month without traffic. */
  readonly idle: number;
  readonly paidFor: string;
}

export const idleCostOf = (resource: Resource): number => priceOf(resource).idle(resource.properties);

/** By type, the most expensive first. */
export function costsOf(resources: Resource[]): CostItem[] {
  const types = [...new Set(resources.map(({ type }) => type))].sort();
  return types
    .map((type) => {
      const ofType = resources.filter((resource) => resource.type === type);
      return { type, count: ofType.length, idle: sum(ofType.map(idleCostOf)), paidFor: priceOf(ofType[0]).paidFor };
    })
    .sort((one, other) => other.idle - one.idle);
}

export const countOf = (items: CostItem[]): number => sum(items.map(({ count }) => count));
export const totalOf = (items: CostItem[]): number => sum(items.map(({ idle }) => idle));
export const usd = (amount: number): string => amount.toFixed(2);

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

function priceOf({ type, path }: Resource): Price {
  const price = PRICES[type];
  if (price === undefined) throw new Error(`${path}: there is no price for ${type}; add it to tools/catalogue/prices.ts`);
  return price;
}
