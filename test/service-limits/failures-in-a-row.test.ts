import { failuresInARow } from '../../lib/service-limits/failures-in-a-row';

const HOUR = 3600;

test.each([
  ['one attempt fails in one period', HOUR, 3, 0, 60, 1],
  ['the second attempt may be in the next period', HOUR, 3, 1, 60, 2],
  ['two minutes before the third leave a whole minute without a failure', HOUR, 3, 2, 60, 2],
  ['three attempts within five minutes touch two periods of them', HOUR, 3, 2, 300, 2],
  ['a long timeout spreads them over three', HOUR, 300, 2, 300, 3],
  ['periods of ten seconds hold one attempt each', HOUR, 3, 2, 10, 1],
  ['runs that follow closely may fail in every period', 60, 3, 2, 60, Number.POSITIVE_INFINITY],
  ['a gap of two periods is the least that surely holds a whole one', 120, 3, 0, 60, 1],
  ['the time that attempts take is no gap', 840, 300, 2, 60, Number.POSITIVE_INFINITY],
  ['a gap of less is not', 119, 3, 0, 60, Number.POSITIVE_INFINITY],
])('%s', (_, interval, timeout, retries, period, most) => {
  expect(failuresInARow(interval, timeout, retries, period)).toBe(most);
});
