import { patternMatches } from '../../lib/filters/engine/matcher';

/** Each as AWS's engine answers it; found by `npx projen filters:corpus`. */
test.each<[string, any, any, boolean]>([
  ['a sharp s is SS in any case', { a: [{ 'equals-ignore-case': 'ß' }] }, { a: 'SS' }, true],
  ['but not a capital sharp s', { a: [{ 'equals-ignore-case': 'ß' }] }, { a: 'ẞ' }, false],
  ['a final sigma is a capital one', { a: [{ 'equals-ignore-case': 'ς' }] }, { a: 'Σ' }, true],
  ['no sign beyond U+FFFF is itself in any case', { a: [{ 'equals-ignore-case': '😀' }] }, { a: '😀' }, false],
  ['half a sign is a question mark', { a: [{ prefix: '\ud83d' }] }, { a: '?' }, true],
  ['in an equality too', { a: ['?'] }, { a: '\ud83d' }, true],
  ['the empty text begins with a quote', { a: [{ prefix: '"' }] }, { a: '' }, true],
  ['signs of regular expressions are signs', { a: [{ prefix: 'a.(' }] }, { a: 'a.(b' }, true],
  ['a dot is no wildcard', { a: [{ suffix: '.b' }] }, { a: 'aab' }, false],
  ['a star that is escaped', { a: [{ wildcard: 'a\\*' }] }, { a: 'ab' }, false],
  ['a value in a list goes with an object in it', { a: { b: ['x'] }, $or: [{ a: [5] }, { c: ['y'] }] }, { a: [5, { b: 'x' }] }, true],
  ['a value in a list in a list does not', { a: { b: ['x'] }, $or: [{ a: [5] }, { c: ['y'] }] }, { a: [[5], { b: 'x' }] }, false],
  ['what is missing is missing in the element', { a: { b: ['x'], c: [{ exists: false }] } }, { a: [{ b: 'x' }, { c: 1 }] }, true],
  ['unless it comes first by name', { a: { d: ['x'], c: [{ exists: false }] } }, { a: [{ d: 'x' }, { c: 1 }] }, false],
  ['an address with a space is none', { a: [{ cidr: '10.0.0.0/8' }] }, { a: '10.0.0.1 ' }, false],
])('%s', (_, pattern, event, matches) => {
  expect(patternMatches(pattern, event)).toBe(matches);
});
