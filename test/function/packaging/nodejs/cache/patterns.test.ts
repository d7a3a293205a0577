import { matchOf } from '../../../../../lib/function/packaging/nodejs/cache/patterns';
import { partsOf } from '../../../../../lib/function/packaging/nodejs/cache/resolution';
import { textsIn } from '../../../../../lib/function/packaging/nodejs/cache/texts-in';

test.each([
  ['a', 'a', ''],
  ['a', 'b', undefined],
  ['a', 'ab', undefined],
  ['*', 'x', 'x'],
  ['*', '', ''],
  ['a*', 'abc', 'bc'],
  ['a*', 'bc', undefined],
  ['*c', 'abc', 'ab'],
  ['*c', 'ab', undefined],
  ['@/*/x', '@/y/z/x', 'y/z'],
  ['a*a', 'aa', ''],
  ['a*a', 'a', undefined],
  ['ab*b', 'ab', undefined],
  ['a**', 'abc*', 'bc'],
])('the star of %j is in %j, for %j', (pattern, specifier, expected) => {
  expect(matchOf(pattern, specifier)).toBe(expected);
});

test.each<[unknown, string[]]>([
  ['a', ['a']],
  [
    ['a', ['b', { c: 'd' }]],
    ['a', 'b', 'd'],
  ],
  [{ import: './a.mjs', require: { node: './a.cjs', default: null }, other: 1 }, ['./a.mjs', './a.cjs']],
  [null, []],
  [undefined, []],
  [1, []],
  [false, []],
])('the texts in %j are %j', (value, expected) => {
  expect(textsIn(value)).toEqual(expected);
});

test('an input is its path and its imports', () => {
  expect(partsOf('src/a.ts')).toEqual({ path: 'src/a.ts', imports: [] });
  expect(partsOf('src/a.ts\0./b\0dep')).toEqual({ path: 'src/a.ts', imports: ['./b', 'dep'] });
});
