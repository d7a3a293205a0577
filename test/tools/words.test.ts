import { maxAgeOf, retriesOf, spell } from '../../tools/catalogue/words';

test.each([
  [1, '1 second'],
  [300, '5 minutes'],
  [3600, '1 hour'],
  [5400, '90 minutes'],
  [1209600, '14 days'],
])('%i seconds are %s', (seconds, words) => {
  expect(spell(seconds)).toBe(words);
});

test("without a value, Lambda's defaults are shown", () => {
  expect([retriesOf(undefined), retriesOf(1), retriesOf(0)]).toEqual(['2 retries', '1 retry', '0 retries']);
  expect([maxAgeOf(undefined), maxAgeOf(60)]).toEqual(['6 hours', '1 minute']);
});
