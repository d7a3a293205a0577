import { type Answer, anyOf, bothOf, covers, listed, Statement } from '../../../lib/template-model/permissions/statements';

test.each<[string, string, boolean]>([
  ['sqs:SendMessage', 'sqs:SendMessage', true],
  ['SQS:sendmessage', 'sqs:SendMessage', true],
  ['sqs:SendMessages', 'sqs:SendMessage', false],
  ['sqs:SendMessagE', 'sqs:SendMessagA', false],
  ['sqs:*', 'sqs:SendMessage', true],
  ['SQS:S*Message', 'sqs:SendMessage', true],
  ['sqs:Send*', 'sns:SendMessage', false],
  ['*', 'sqs:SendMessage', true],
  ['sqs:Send', 'sqs:SendMessage', false],
  ['sqs:?endMessage', 'sqs:SendMessage', true],
  ['sqs:?SendMessage', 'sqs:SendMessage', false],
  ['orders.fifo*', 'ordersxfifo', false],
  ['a+b(c)[d]{e}^$|*', 'a+b(c)[d]{e}^$|f', true],
  ['two*lines', 'two\nlines', true],
])('%s covers %s: %s', (pattern, text, expected) => {
  expect(covers(pattern, text)).toBe(expected);
});

test.each<[Answer[], Answer]>([
  [[], false],
  [[false, false], false],
  [[false, true], true],
  [[undefined, true], true],
  [[false, undefined, false], undefined],
])('any of %j: %s', (answers, answer) => {
  expect(anyOf(answers)).toBe(answer);
});

test.each<[Answer, Answer, Answer]>([
  [true, true, true],
  [true, false, false],
  [true, undefined, undefined],
  [undefined, true, undefined],
  [undefined, false, false],
  [undefined, undefined, undefined],
])('both of %s and %s: %s', (one, other, answer) => {
  expect(bothOf(one, () => other)).toBe(answer);
});

test('the second is not asked where the first says no', () => {
  const other = jest.fn();
  expect(bothOf(false, other)).toBe(false);
  expect(other).not.toHaveBeenCalled();
});

test.each<[unknown, unknown[]]>([
  [undefined, []],
  ['a', ['a']],
  [
    ['a', 'b'],
    ['a', 'b'],
  ],
])('%j as a list', (value, list) => {
  expect(listed(value as string)).toEqual(list);
});

describe('a statement', () => {
  const statement = (fields: object) => new Statement(fields as Record<string, string>);

  test.each<[object, boolean]>([
    [{}, false],
    [{ Condition: {} }, false],
    [{ Condition: { Bool: { a: 'true' } } }, true],
  ])('%j has a condition: %s', (fields, has) => expect(statement(fields).hasCondition).toBe(has));

  test.each<[object, Answer]>([
    [{ Principal: '*' }, true],
    [{ Principal: { AWS: '*' } }, true],
    [{ Principal: { Service: 'sns.amazonaws.com' } }, true],
    [{ Principal: { Service: ['sqs.amazonaws.com', 'sns.amazonaws.com'] } }, true],
    [{ Principal: { Service: 'sns.eu-west-1.amazonaws.com' } }, undefined],
    [{ Principal: { Service: 'sqs.amazonaws.com' } }, false],
    [{ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, false],
    [{ NotPrincipal: { Service: 'sqs.amazonaws.com' } }, undefined],
    [{}, false],
  ])('%j is for SNS: %s', (fields, answer) => expect(statement(fields).isFor('sns.amazonaws.com')).toBe(answer));

  test.each<[object, boolean]>([
    [{ Principal: '*' }, true],
    [{ Principal: { AWS: ['*'] } }, true],
    [{ Principal: { AWS: '111122223333' } }, false],
    [{ Principal: '*', NotPrincipal: '*' }, false],
  ])('%j is for everybody: %s', (fields, is) => expect(statement(fields).isForEverybody).toBe(is));

  test.each<[object, boolean]>([
    [{ Principal: { AWS: '111122223333' } }, true],
    [{ Principal: { AWS: 'arn:aws:iam::111122223333:role/orders' } }, true],
    [{ Principal: { AWS: '1111222233334' } }, false],
    [{ Principal: { AWS: 'a111122223333' } }, false],
    [{ Principal: { Service: 'sns.amazonaws.com' } }, false],
  ])('%j is for an account: %s', (fields, is) => expect(statement(fields).isForAccount).toBe(is));

  test.each<[unknown, boolean]>([
    ['sqs:SendMessage', true],
    ['sqs:Send*', true],
    ['sqs:*', false],
    ['*', false],
    [['sqs:*', 'sqs:SendMessage'], true],
    [undefined, false],
  ])('%j is narrowly about sending: %s', (Action, is) => expect(statement({ Action }).isNarrowlyAbout('sqs:SendMessage')).toBe(is));

  test.each<[unknown, boolean]>([
    ['sqs:SendMessage', true],
    [['sqs:SendMessage', 'sns:Publish'], true],
    [['sqs:SendMessage', 's3:PutObject'], false],
    ['*', false],
    [undefined, false],
  ])('%j is of SQS and SNS alone: %s', (Action, is) => expect(statement({ Action }).isOnlyOf(['sqs', 'sns'])).toBe(is));
});
