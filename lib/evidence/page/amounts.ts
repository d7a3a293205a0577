import type { CostEvidence } from '../cost/cost-evidence';
import { amountOf, type Term } from '../cost/terms';
import { html, type Markup } from './markup';

/** Terms that differ in their count alone are one. @internal */
export function merged(terms: readonly Term[]): Term[] {
  const sums = new Map<string, Term>();
  for (const one of terms) {
    const key = [one.price, one.times.join('*'), one.by ?? ''].join('|');
    const known = sums.get(key);
    sums.set(key, known ? { ...known, count: known.count + one.count } : one);
  }
  return [...sums.values()];
}

/** @internal */
export const usd = (amount: number): string => (amount !== 0 && Math.abs(amount) < 0.005 ? amount.toPrecision(1) : amount.toFixed(2));

/** A cell with an amount that follows the assumptions: the page computes it from its terms. @internal */
export function amountCell(terms: readonly Term[], { prices, assumptions }: CostEvidence, name: 'td' | 'strong' = 'td'): Markup {
  const few = merged(terms);
  const amount = few.reduce((sum, one) => sum + amountOf(one, prices, assumptions), 0);
  const encoded = few
    .map(({ price, count, times, by }) => [price, Number(count.toPrecision(9)), times.join('*'), by ?? ''].join('|'))
    .join(';');
  if (few.length === 0) return name === 'td' ? html`<td class="number">0.00` : html`<strong class="number">0.00</strong>`;
  return name === 'td'
    ? html`<td class="number" data-terms="${encoded}">${usd(amount)}`
    : html`<strong class="number" data-terms="${encoded}">${usd(amount)}</strong>`;
}
