import * as fc from 'fast-check';
import { coversPieces, coversText } from '../../../lib/core/aws/wildcards';

test.each<[string, string, boolean]>([
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['logs:*', 'logs:PutLogEvents', true],
  ['LOGS:putlogevents', 'logs:PutLogEvents', true],
  ['logs:Put*', 'logs:GetLogEvents', false],
  ['*Events', 'logs:PutLogEvents', true],
  ['*Events', 'logs:PutLogEvent', false],
  ['l*P*E*s', 'logs:PutLogEvents', true],
  ['logs:*Log*Log*', 'logs:PutLogEvents', false],
  ['logs:Pu?LogEvents', 'logs:PutLogEvents', true],
  ['logs:Put?', 'logs:Put', false],
  ['a*a', 'a', false],
  ['ab*ba', 'aba', false],
  ['*a*', 'b', false],
  ['**', '', true],
  ['a.c', 'abc', false],
  ['[a]', 'a', false],
])('%s covers %s: %s', (pattern, text, isCovered) => expect(coversText(pattern, text)).toBe(isCovered));

test('agrees with an expression, where one is quick', () => {
  const sign = fc.constantFrom('a', 'b', '*', '?');
  const expression = (pattern: string) => new RegExp(`^${pattern.replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 8 }), fc.array(fc.constantFrom('a', 'b'), { maxLength: 10 }), (signs, letters) => {
      const [pattern, text] = [signs.join(''), letters.join('')];
      expect(coversText(pattern, text)).toBe(expression(pattern).test(text));
    }),
    { numRuns: 3000, seed: 5 },
  );
});

test.each([
  ['many wildcards', `${'*a'.repeat(900)}*b`, 'a'.repeat(2000)],
  ['long pieces', `${'*'}${'a'.repeat(1000)}b*`, 'a'.repeat(2000)],
  ['pieces with wildcards for one character', `*${'?a'.repeat(500)}b*`, 'a'.repeat(2000)],
  ['more than AWS accepts', `${'*a'.repeat(100_000)}b`, 'a'.repeat(100_000)],
])('%s take no time', (_what, pattern, text) => {
  const began = performance.now();
  for (let times = 0; times < 10; times++) expect(coversText(pattern, text)).toBe(false);
  expect(performance.now() - began).toBeLessThan(500);
});

test('pieces are text: nothing in them is a wildcard', () => {
  expect(coversPieces(['a?', 'c'], 'a?bc')).toBe(true);
  expect(coversPieces(['a?', 'c'], 'abbc')).toBe(false);
});
