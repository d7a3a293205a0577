import { nearest } from '../../../lib/core/input/nearest';

const NAMES = ['Errors', 'Throttles', 'Duration', 'IteratorAge'];

test.each([
  ['Error', 'Errors'],
  ['errrors', 'Errors'],
  ['iterator-age', 'IteratorAge'],
  ['Throtles', 'Throttles'],
  ['Invocations', undefined],
  ['', undefined],
  ['ErrorsAndMore', undefined],
])('%s is near to %s', (name, expected) => expect(nearest(name, NAMES)).toBe(expected));

test('what is as long as a template may be is answered at once', () => {
  const start = performance.now();
  for (let round = 0; round < 100; round++) expect(nearest('x'.repeat(1_000_000), NAMES)).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(5_000);
});
