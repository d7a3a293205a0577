const ascending = (values: number[]): number[] => [...values].sort((one, other) => one - other);

/** The value below which that share of all values is, interpolated between two values. */
export function quantile(values: number[], share: number): number {
  const sorted = ascending(values);
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

export const median = (values: number[]): number => quantile(values, 0.5);

/** Where the true median lies with 95% confidence: the values whose ranks a fair coin tossed so often stays between. */
export function medianInterval(values: number[]): [number, number] {
  const sorted = ascending(values);
  let rank = 0;
  let tail = 0.5 ** sorted.length;
  let term = tail;
  while (tail <= 0.025) {
    rank++;
    term *= (sorted.length - rank + 1) / rank;
    tail += term;
  }
  // Too few values to be sure of anything: all of their range.
  const cut = Math.max(rank - 1, 0);
  return [sorted[cut], sorted[sorted.length - 1 - cut]];
}

export function shuffled<T>(values: readonly T[]): T[] {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last--) {
    const drawn = Math.floor(Math.random() * (last + 1));
    [result[last], result[drawn]] = [result[drawn], result[last]];
  }
  return result;
}
