import { Aws, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { SqsFilter } from '../../lib';
import { grammarFindings } from '../../lib/filters/engine/grammar';
import { QUEUE } from '../../lib/filters/engine/queue-source';
import { missedBySns } from '../../lib/filters/engine/sns-envelope';
import { sourceFindings } from '../../lib/filters/engine/source-checks';
import { holdsUnresolved, isUnresolved, withValues } from '../../lib/filters/engine/unresolved';
import { withMarkedTokens } from '../../lib/filters/marked-tokens';

const text = Token.asString(Fn.ref('Type'));
const number = Token.asNumber(Fn.ref('Limit'));

test.each<[string, unknown]>([
  ['text', text],
  ['text in text', `a-${text}`],
  ['a number', number],
  ['a list', Lazy.list({ produce: () => ['a'] })],
  ['anything', Lazy.any({ produce: () => 1 })],
])('%s is marked, and restored', (_, token) => {
  const marked = withMarkedTokens({ body: { a: [token, { prefix: token }], [`k-${text}`]: ['x'] } }) as any;
  expect(isUnresolved(marked.body.a[0])).toBe(true);
  expect(isUnresolved(marked.body.a[1].prefix)).toBe(true);
  expect(holdsUnresolved(marked)).toBe(true);
  expect(withValues(marked)).toEqual({ body: { a: [token, { prefix: token }], [`k-${text}`]: ['x'] } });
});

test('what is known is left as it is', () => {
  const pattern = { body: { a: ['x', 1, true, null, { numeric: ['>', 1] }] }, $or: [{ b: ['c'] }] };
  expect(withMarkedTokens(pattern)).toEqual(pattern);
  expect(holdsUnresolved(withMarkedTokens(pattern))).toBe(false);
});

describe('of the name of a field', () => {
  const marked = (pattern: object) => withMarkedTokens(pattern) as Record<string, unknown>;

  test('nothing is checked', () => {
    expect(sourceFindings(QUEUE, marked({ [text]: ['a'], attributes: { [text]: ['a'] } }), new Set())).toEqual([]);
    expect(missedBySns(marked({ body: { [text]: ['a'] } }))).toBeUndefined();
  });

  test('a sentence has no mark', () => {
    const [{ path, message }] = grammarFindings(marked({ body: { [Aws.REGION]: 'a' } }));
    expect(path).toBe(`body.${Aws.REGION}`);
    expect(message).toBe(`'body.${Aws.REGION}' must be a list of values, got "a"; write ["a"]`);
  });
});

test.each<[string, any, string]>([
  ['text as bound', { a: [{ numeric: ['>', text] }] }, `'body.a' must have a number after ">", got ["${text}"]`.slice(0, 40)],
  ['text beside a range', { a: [text, { numeric: ['>', 1] }] }, "'body.a' must not have text beside a range of numbers"],
])('whether it is text is known: %s', (_, fields, sentence) => {
  expect(() => SqsFilter.body(fields)).toThrow(sentence);
});

test('equal values are one in alternatives, others are not', () => {
  const alternatives = (one: unknown[], other: unknown[]) => () =>
    SqsFilter.body({
      $or: [
        { a: one, b: ['x'] },
        { a: other, b: ['x', 'y'] },
      ],
    });
  expect(alternatives([number], [number])).toThrow('must');
  expect(alternatives([text], [text])).toThrow('must');
  expect(alternatives([number], [Token.asNumber(Fn.ref('Other'))])).not.toThrow();
  expect(alternatives([text], [Token.asString(Fn.ref('Other'))])).not.toThrow();
});

test('alternatives that only a deployment knows are not checked', () => {
  const $or = Lazy.any({ produce: () => [{ a: ['x'] }, { b: ['y'] }] });
  expect(() => SqsFilter.body({ $or })).not.toThrow();
});

test('a text that only a deployment knows is text of JSON, whatever is in it', () => {
  const { pattern } = SqsFilter.body({ title: [Lazy.string({ produce: () => 'the "new" shop' })] });
  expect(JSON.parse(new Stack().resolve(pattern))).toEqual({ body: { title: ['the "new" shop'] } });
});

test('a fault in alternatives at the root is named by its field', () => {
  expect(() => SqsFilter.pattern({ $or: [{ body: 'x' }, { messageId: ['y'] }] })).toThrow(/'body' must be a list of values, got "x"/);
});
