import { medianInterval, quantile } from '../../../verify/bench/statistics';
import { summarize } from '../../../verify/bench/summary';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

test('a quantile is interpolated between two values', () => {
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([1, 2], 0.5)).toBe(1.5);
  expect(quantile(upTo(11), 0.1)).toBe(2);
  expect(quantile([7], 0.9)).toBe(7);
});

test.each([
  // The ranks that tables of the sign test give for 95 %.
  [5, 1, 5],
  [6, 1, 6],
  [11, 2, 10],
  [21, 6, 16],
  [25, 8, 18],
])('the median of %i values lies between the ranks %i and %i', (count, low, high) => {
  expect(medianInterval(upTo(count).reverse())).toEqual([low, high]);
});

describe('the verdict', () => {
  const verdictOf = (ratios: number[]): string =>
    summarize({ what: '', unit: 'ms', pairs: ratios.map((ratio) => ({ subject: ratio * 100, counterpart: 100 })) }).verdict;

  test.each([
    ['good', [1.0, 1.01, 1.04, 1.04, 1.04, 1.04, 1.4]],
    ['unclear', [1.0, 1.12, 1.12, 1.12, 1.12, 1.12, 1.4]],
    ['too high', [1.11, 1.12, 1.12, 1.12, 1.12, 1.12, 1.4]],
  ])('is %s', (verdict, ratios) => {
    expect(verdictOf(ratios)).toBe(verdict);
  });

  test('is about the limit of the comparison, where it has one', () => {
    const pairs = Array.from({ length: 7 }, () => ({ subject: 200, counterpart: 100 }));
    expect(summarize({ what: '', unit: 'ms', pairs, limit: 2.5 }).verdict).toBe('good');
    expect(summarize({ what: '', unit: 'ms', pairs, limit: 1.7 }).verdict).toBe('too high');
  });
});
