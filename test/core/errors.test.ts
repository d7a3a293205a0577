import { App, Token } from 'aws-cdk-lib';
import { checkGiven, got, refuse } from '../../lib/core/errors';
import { checkReason } from '../../lib/core/reasons';
import { checkText, type Texts } from '../../lib/core/texts';
import { withoutUndefined } from '../../lib/core/without-undefined';
import { stackOf } from '../harness';

test.each([
  ['the path of a construct', stackOf(), 'Shop: no'],
  ['the app, which has none', new App(), 'App: no'],
])('a refusal starts with %s', (_, scope, message) => {
  expect(() => refuse(scope, 'no')).toThrow(new Error(message));
});

test.each<[unknown, string]>([
  ['5', '"5"'],
  [5, '5'],
  [true, 'true'],
  [null, 'null'],
  [undefined, 'undefined'],
  [[1], 'a list'],
  [{ a: 1 }, 'an object'],
])('%j was got as %s', (value, text) => expect(got(value)).toBe(text));

test.each([0, '', false])('%j is given', (value) => {
  expect(() => checkGiven(stackOf(), 'size', value, '5')).not.toThrow();
});

test.each([undefined, null])('%s is not given', (value) => {
  expect(() => checkGiven(stackOf(), 'size', value, '5')).toThrow(
    new Error(`Shop: 'size' must be given, got ${value}; pass for example 5`),
  );
});

describe('a text', () => {
  const TEXTS: Texts = { pattern: /^[a-z]+$/, rule: 'small letters', fix: 'write it small' };
  const check = (text: unknown) => () => checkText(stackOf(), 'name', text as string, TEXTS);

  test.each([undefined, 'orders', Token.asString({ Ref: 'Name' })])('may be %p', (text) => expect(check(text)).not.toThrow());

  test.each<[unknown, string]>([
    ['Orders', '"Orders"'],
    ['', '""'],
    [5, '5'],
    ['X'.repeat(61), `"${'X'.repeat(60)}"`],
  ])('may not be %p', (text, shown) => {
    expect(check(text)).toThrow(new Error(`Shop: 'name' must be small letters, got ${shown}; write it small`));
  });
});

describe('a reason', () => {
  const check = (reason: unknown) => () => checkReason(stackOf(), 'leaveOut', reason as string);

  test.each(['x', Token.asString({ Ref: 'Why' })])('may be %p', (reason) => expect(check(reason)).not.toThrow());

  test.each<[unknown, string]>([
    ['', '""'],
    [' \n', '" \\n"'],
    [undefined, 'undefined'],
    [5, '5'],
  ])('may not be %p', (reason, shown) => {
    expect(check(reason)).toThrow(
      new Error(`Shop: 'leaveOut' must have a reason, got ${shown}; write the reason in a few words; it is in the template for reviewers`),
    );
  });
});

test('undefined and null are not set; 0, false and an empty text are', () => {
  expect(withoutUndefined({ a: undefined, b: null, c: 0, d: false, e: '' })).toEqual({ c: 0, d: false, e: '' });
  expect(Object.keys(withoutUndefined({ a: undefined, b: null }))).toEqual([]);
});
