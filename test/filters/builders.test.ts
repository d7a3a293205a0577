import { Fn, type Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { DynamoFilter, type EventFilter, FilterMatch, KafkaFilter, KinesisFilter, MqFilter, SqsFilter } from '../../lib';
import { only, orders, stackOf } from '../harness';

test.each<[string, any, any[]]>([
  ['oneOf', FilterMatch.oneOf('a', 1, null), ['a', 1, null]],
  ['prefix', FilterMatch.prefix('a'), [{ prefix: 'a' }]],
  ['suffix', FilterMatch.suffix('a'), [{ suffix: 'a' }]],
  ['ignoringCase', FilterMatch.ignoringCase('a'), [{ 'equals-ignore-case': 'a' }]],
  ['anythingBut', FilterMatch.anythingBut('a', 'b'), [{ 'anything-but': ['a', 'b'] }]],
  ['numberEqualTo', FilterMatch.numberEqualTo(5), [{ numeric: ['=', 5] }]],
  ['numberAbove', FilterMatch.numberAbove(5), [{ numeric: ['>', 5] }]],
  ['numberAtLeast', FilterMatch.numberAtLeast(5), [{ numeric: ['>=', 5] }]],
  ['numberBelow', FilterMatch.numberBelow(5), [{ numeric: ['<', 5] }]],
  ['numberAtMost', FilterMatch.numberAtMost(5), [{ numeric: ['<=', 5] }]],
  ['numberBetween', FilterMatch.numberBetween(1, 5), [{ numeric: ['>=', 1, '<=', 5] }]],
  ['present', FilterMatch.present(), [{ exists: true }]],
  ['missing', FilterMatch.missing(), [{ exists: false }]],
  ['undocumented', FilterMatch.undocumented('wildcard', 'a*', 'seen to work'), [{ wildcard: 'a*' }]],
])('FilterMatch.%s, alone and among values', (_, match, list) => {
  expect(JSON.parse(SqsFilter.body({ t: match, deep: { t: [true, match] } }).pattern)).toEqual({
    body: { t: list, deep: { t: [true, ...list] } },
  });
});

test.each<[string, EventFilter, any]>([
  ['SqsFilter.body', SqsFilter.body({ t: ['a'] }), { body: { t: ['a'] } }],
  ['SqsFilter.bodyText', SqsFilter.bodyText('a', FilterMatch.prefix('b')), { body: ['a', { prefix: 'b' }] }],
  ['SqsFilter.pattern', SqsFilter.pattern({ attributes: { SenderId: ['me'] } }), { attributes: { SenderId: ['me'] } }],
  ['SqsFilter.fromJson', SqsFilter.fromJson('{"body":{"t":["a"]}}'), { body: { t: ['a'] } }],
  ['KinesisFilter.data', KinesisFilter.data({ t: ['a'] }), { data: { t: ['a'] } }],
  ['KinesisFilter.pattern', KinesisFilter.pattern({ partitionKey: ['p'] }), { partitionKey: ['p'] }],
  ['KinesisFilter.fromJson', KinesisFilter.fromJson('{"data":{"t":["a"]}}'), { data: { t: ['a'] } }],
  ['KafkaFilter.value', KafkaFilter.value({ t: ['a'] }), { value: { t: ['a'] } }],
  ['KafkaFilter.valueText', KafkaFilter.valueText('a'), { value: ['a'] }],
  ['KafkaFilter.key', KafkaFilter.key(FilterMatch.prefix('a')), { key: [{ prefix: 'a' }] }],
  ['KafkaFilter.pattern', KafkaFilter.pattern({ partition: [0, 1] }), { partition: [0, 1] }],
  ['KafkaFilter.fromJson', KafkaFilter.fromJson('{"value":["a"]}'), { value: ['a'] }],
  ['MqFilter.data', MqFilter.data({ t: ['a'] }), { data: { t: ['a'] } }],
  ['MqFilter.dataText', MqFilter.dataText('a'), { data: ['a'] }],
  ['MqFilter.pattern', MqFilter.pattern({ redelivered: [false] }), { redelivered: [false] }],
  ['MqFilter.fromJson', MqFilter.fromJson('{"data":["a"]}'), { data: ['a'] }],
  ['DynamoFilter.eventName', DynamoFilter.eventName('INSERT', 'MODIFY'), { eventName: ['INSERT', 'MODIFY'] }],
  ['DynamoFilter.oldImage', DynamoFilter.oldImage({ a: ['x'] }), { dynamodb: { OldImage: { a: { S: ['x'] } } } }],
  ['DynamoFilter.keys', DynamoFilter.keys({ id: [7] }), { dynamodb: { Keys: { id: { N: ['7'] } } } }],
  [
    'DynamoFilter.pattern',
    DynamoFilter.pattern({ dynamodb: { SizeBytes: [{ numeric: ['>', 9] }] } }),
    { dynamodb: { SizeBytes: [{ numeric: ['>', 9] }] } },
  ],
  ['DynamoFilter.fromJson', DynamoFilter.fromJson('{"eventName":["REMOVE"]}'), { eventName: ['REMOVE'] }],
])('%s', (_, filter, pattern) => {
  expect(JSON.parse(filter.pattern)).toEqual(pattern);
  expect(filter.criteria).toEqual({ pattern: filter.pattern });
});

test.each<[string, any, any]>([
  ['texts', ['a', FilterMatch.prefix('b')], { S: ['a', { prefix: 'b' }] }],
  ['numbers', [42, -1.5, 0], { N: ['42', '-1.5', '0'] }],
  ['true and false', [true, false], { BOOL: [true, false] }],
  ['null', [null], { NULL: [true] }],
  ['anything but numbers', FilterMatch.anythingBut(1, 2), { N: [{ 'anything-but': ['1', '2'] }] }],
  ['anything but a text', FilterMatch.anythingBut('a'), { S: [{ 'anything-but': ['a'] }] }],
  ['in any case', FilterMatch.ignoringCase('a'), { S: [{ 'equals-ignore-case': 'a' }] }],
  ['a map', { city: ['x'], geo: { lat: [1] } }, { M: { city: { S: ['x'] }, geo: { M: { lat: { N: ['1'] } } } } }],
  ['a map with alternatives', { $or: [{ a: ['x'] }, { b: [1] }] }, { M: { $or: [{ a: { S: ['x'] } }, { b: { N: ['1'] } }] } }],
  ['a type that is named', { SS: ['x'] }, { SS: ['x'] }],
  ['a list that is named', { L: { S: ['x'] } }, { L: { S: ['x'] } }],
  ['what is missing', { N: FilterMatch.missing() }, { N: [{ exists: false }] }],
  ['an operator insisted on', FilterMatch.undocumented('wildcard', 'a*', 'seen'), { S: [{ wildcard: 'a*' }] }],
  ['an operator insisted on among values', ['x', FilterMatch.undocumented('wildcard', 'a*', 'seen')], { S: ['x', { wildcard: 'a*' }] }],
  ['a value or none', ['x', FilterMatch.missing()], { S: ['x', { exists: false }] }],
  ['null or nothing', [null, FilterMatch.missing()], { NULL: [true, { exists: false }] }],
  ['types in alternatives', { $or: [{ S: ['x'] }, { N: ['1'] }] }, { $or: [{ S: ['x'] }, { N: ['1'] }] }],
])('DynamoFilter.newImage writes the type of %s', (_, values, typed) => {
  expect(JSON.parse(DynamoFilter.newImage({ a: values }).pattern)).toEqual({ dynamodb: { NewImage: { a: typed } } });
});

test('both of two filters', () => {
  const filter = DynamoFilter.eventName('INSERT')
    .alsoMatching(DynamoFilter.newImage({ status: ['paid'] }))
    .alsoMatching(DynamoFilter.keys({ pk: FilterMatch.undocumented('wildcard', 'o*', 'seen') }));
  expect(JSON.parse(filter.pattern)).toEqual({
    eventName: ['INSERT'],
    dynamodb: { NewImage: { status: { S: ['paid'] } }, Keys: { pk: { S: [{ wildcard: 'o*' }] } } },
  });
});

test('fields that every object has are joined like others', () => {
  const filter = SqsFilter.body({ toString: ['x'] }).alsoMatching(SqsFilter.body({ constructor: ['y'] }));
  expect(JSON.parse(filter.pattern)).toEqual({ body: { toString: ['x'], constructor: ['y'] } });
});

test('what is insisted on is not checked for its source', () => {
  const seen = FilterMatch.undocumented('numeric', ['=', 5], 'seen');
  expect(JSON.parse(SqsFilter.bodyText(seen).pattern)).toEqual({ body: [{ numeric: ['=', 5] }] });
});

test('the text is the same in whatever order the fields are set, as languages have maps without an order', () => {
  const text = '{"body":{"a":["z","y"],"b":{"c":[1],"d":[2]}}}';
  expect(SqsFilter.body({ b: { d: [2], c: [1] }, a: ['z', 'y'] }).pattern).toBe(text);
  expect(SqsFilter.fromJson('{"body":{"b":{"d":[2],"c":[1]},"a":["z","y"]}}').pattern).toBe(text);
});

describe("CDK's own event sources take them", () => {
  const filtersOf = (stack: Stack) => only(Template.fromStack(stack), 'AWS::Lambda::EventSourceMapping').FilterCriteria.Filters;

  test('SQS, on a hardened function', () => {
    const stack = stackOf();
    const queue = new sqs.Queue(stack, 'Queue');
    orders(stack).addEventSource(
      new SqsEventSource(queue, { filters: [SqsFilter.body({ type: ['order'] }).criteria, SqsFilter.bodyText('ping').criteria] }),
    );
    expect(filtersOf(stack)).toEqual([{ Pattern: '{"body":{"type":["order"]}}' }, { Pattern: '{"body":["ping"]}' }]);
  });

  test('DynamoDB, with a value that is known only later', () => {
    const stack = stackOf();
    const table = new dynamodb.Table(stack, 'Table', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      stream: dynamodb.StreamViewType.NEW_IMAGE,
    });
    const filter = DynamoFilter.newImage({ tenant: [stack.region], limit: [Token.asNumber(Fn.ref('Limit'))] });
    orders(stack).addEventSource(
      new DynamoEventSource(table, { startingPosition: lambda.StartingPosition.LATEST, filters: [filter.criteria] }),
    );
    expect(filtersOf(stack)).toEqual([
      {
        Pattern: {
          'Fn::Join': [
            '',
            ['{"dynamodb":{"NewImage":{"limit":{"N":["', { Ref: 'Limit' }, '"]},"tenant":{"S":["', { Ref: 'AWS::Region' }, '"]}}}}'],
          ],
        },
      },
    ]);
  });
});

test.each([undefined, null, 7, {}])('%p is no text of JSON', (text) => {
  const message = /^SqsFilter\.fromJson: 'pattern' must be a text of JSON, got .*; pass JSON\.stringify\(pattern\)$/;
  expect(() => SqsFilter.fromJson(text as never)).toThrow(message);
});
