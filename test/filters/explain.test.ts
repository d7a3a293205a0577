import { Aws } from 'aws-cdk-lib';
import { DynamoFilter, type EventFilter, FilterMatch, KafkaFilter, KinesisFilter, MqFilter, SqsFilter } from '../../lib';

const base64 = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');

const DELETED =
  'Unless another filter lets it through, Lambda deletes the message from the queue; it never reaches the queue of a redrive policy.';
const PASSED =
  'Unless another filter lets it through, Lambda moves past the record; the function never sees it, and it stays in the stream until its retention ends.';
const SKIPPED =
  'Unless another filter lets it through, Lambda skips the record and commits its offset with those of its batch; the function never sees it.';
const GONE =
  'Unless another filter lets it through, Lambda acknowledges the message; the broker keeps no copy, and the function never sees it.';

type Row = [string, EventFilter, any, string];

const order = SqsFilter.body({ type: ['order', FilterMatch.prefix('order.')], total: FilterMatch.numberBetween(1, 5) });
const ODD = Buffer.from([0xff, 0xfe, 0xfd]).toString('base64');

describe('what matches', () => {
  test.each<Row>([
    ['a message', order, { body: '{"type":"order.new","total":5}' }, 'delivered'],
    ['a message whose body was not written out', order, { body: { type: 'order', total: 1 } }, 'delivered'],
    ['plain text', SqsFilter.bodyText('ping'), { body: 'ping' }, 'delivered'],
    ['a number as plain text', SqsFilter.bodyText('42'), { body: '42' }, 'delivered'],
    [
      'a message by its attributes',
      SqsFilter.pattern({ attributes: { SenderId: ['me'] } }),
      { body: 'x', attributes: { SenderId: 'me' } },
      'delivered',
    ],
    ['a record of Kinesis', KinesisFilter.data({ a: ['x'] }), { kinesis: { data: base64({ a: 'x' }) } }, 'delivered'],
    [
      'a record of Kinesis by its key',
      KinesisFilter.pattern({ partitionKey: ['p'] }),
      { kinesis: { data: base64('x'), partitionKey: 'p' } },
      'delivered',
    ],
    ['a record of DynamoDB', DynamoFilter.newImage({ n: [42] }), { dynamodb: { NewImage: { n: { N: '42' } } } }, 'delivered'],
    ['a removal', DynamoFilter.eventName('REMOVE'), { eventName: 'REMOVE', dynamodb: {} }, 'delivered'],
    ['a record of Kafka', KafkaFilter.value({ a: ['x'] }), { value: base64({ a: 'x' }) }, 'delivered'],
    ['a record of Kafka by its key', KafkaFilter.key('{"k":1}'), { key: base64('{"k":1}'), value: base64('x') }, 'delivered'],
    [
      'text for a filter on JSON, at Kafka',
      KafkaFilter.value({ a: ['x'] }),
      { value: base64('text') },
      "delivered: 'value' expected JSON, found plain text, so Kafka ignores what the filter asks of it",
    ],
    [
      'JSON for a filter on text, at MQ',
      MqFilter.dataText('x'),
      { data: base64({}) },
      "delivered: 'data' expected plain text, found JSON, so Amazon MQ ignores what the filter asks of it",
    ],
    [
      'bytes at MQ',
      MqFilter.dataText('x'),
      { data: ODD },
      "delivered: 'data' expected plain text, found bytes that are no text, so Amazon MQ ignores what the filter asks of it",
    ],
  ])('%s', (_, filter, record, words) => {
    expect(filter.matches(record)).toBe(true);
    expect(filter.explain(record)).toBe(words);
  });
});

describe('what is not, why, and what becomes of it', () => {
  test.each<Row>([
    [
      'other values',
      order,
      { body: '{"type":"refund","total":9}' },
      `'body.type' expected "order" or text that begins with "order.", found "refund"; 'body.total' expected a number >= 1 and <= 5, found 9. ${DELETED}`,
    ],
    [
      'no values',
      order,
      { body: '{"total":1}' },
      `'body.type' expected "order" or text that begins with "order.", found nothing. ${DELETED}`,
    ],
    [
      'a number in quotes',
      order,
      { body: '{"type":"order","total":"3"}' },
      `'body.total' expected a number >= 1 and <= 5, found "3". ${DELETED}`,
    ],
    ['no body', SqsFilter.bodyText('x'), {}, `'body' expected "x", found nothing. ${DELETED}`],
    ['text for JSON', order, { body: 'hello' }, `'body' expected JSON, found plain text. ${DELETED}`],
    [
      'text for what may be missing',
      SqsFilter.body({ a: FilterMatch.missing() }),
      { body: 'hello' },
      `'body' expected JSON, found plain text. ${DELETED}`,
    ],
    ['JSON for text', SqsFilter.bodyText('x'), { body: '{}' }, `'body' expected plain text, found JSON. ${DELETED}`],
    [
      'an object for a value',
      SqsFilter.body({ a: FilterMatch.present() }),
      { body: '{"a":{"k":1,"l":{"m":2}}}' },
      `'body.a' expected any value, found an object with k, l. ${DELETED}`,
    ],
    [
      'a value that should be missing',
      SqsFilter.body({ a: FilterMatch.missing() }),
      { body: '{"a":1}' },
      `'body.a' expected no value, found 1. ${DELETED}`,
    ],
    [
      'the nearest alternative',
      SqsFilter.body({ $or: [{ a: ['x'], b: ['y'] }, { c: FilterMatch.suffix('z') }] }),
      { body: '{"d":1}' },
      `'body.c' expected text that ends with "z", found nothing. ${DELETED}`,
    ],
    [
      'an excluded value',
      SqsFilter.body({ a: FilterMatch.anythingBut('x', 'y') }),
      { body: '{"a":"x"}' },
      `'body.a' expected anything but "x", "y", found "x". ${DELETED}`,
    ],
    [
      'another case',
      SqsFilter.body({ a: [FilterMatch.ignoringCase('x'), FilterMatch.numberEqualTo(3)] }),
      { body: '{"a":"y"}' },
      `'body.a' expected "x" in upper or lower case or a number = 3, found "y". ${DELETED}`,
    ],
    [
      'many values',
      SqsFilter.body({ a: [0] }),
      { body: '{"a":[1,2,3,4,5,6]}' },
      `'body.a' expected 0, found 1, 2, 3, 4, 5, .... ${DELETED}`,
    ],
    [
      'two elements of a list',
      SqsFilter.body({ i: { k: ['a'], v: [2] } }),
      { body: '{"i":[{"k":"a","v":1},{"k":"b","v":2}]}' },
      `each field is found, but not all of them in one element of a list. ${DELETED}`,
    ],
    [
      'an operator that was insisted on',
      SqsFilter.body({ a: FilterMatch.undocumented('wildcard', 'a*', 'seen') }),
      { body: '{"a":"b"}' },
      `'body.a' expected {"wildcard":"a*"}, found "b". ${DELETED}`,
    ],
    [
      'a record of Kinesis',
      KinesisFilter.data({ a: ['x'] }),
      { kinesis: { data: base64('text') } },
      `'data' expected JSON, found plain text. ${PASSED}`,
    ],
    [
      'bytes in Kinesis',
      KinesisFilter.data({ a: ['x'] }),
      { kinesis: { data: ODD } },
      `'data' expected JSON, found bytes that are no text. ${PASSED}`,
    ],
    [
      'a record of DynamoDB',
      DynamoFilter.newImage({ n: [42] }),
      { dynamodb: { NewImage: { n: { N: '41' } } } },
      `'dynamodb.NewImage.n.N' expected "42", found "41". ${PASSED}`,
    ],
    [
      'no image',
      DynamoFilter.oldImage({ n: [42] }),
      { dynamodb: { Keys: { n: { N: '42' } } } },
      `'dynamodb.OldImage.n.N' expected "42", found nothing. ${PASSED}`,
    ],
    ['a record of Kafka', KafkaFilter.value({ a: ['x'] }), { value: base64({ a: 'y' }) }, `'value.a' expected "x", found "y". ${SKIPPED}`],
    [
      'text at Kafka, and another topic',
      KafkaFilter.pattern({ value: { a: ['x'] }, topic: ['t'] }),
      { topic: 'u', value: base64('text') },
      `'value' expected JSON, found plain text, so Kafka ignores what the filter asks of it; 'topic' expected "t", found "u". ${SKIPPED}`,
    ],
    ['a message of MQ', MqFilter.dataText('x'), { data: base64('y') }, `'data' expected "x", found "y". ${GONE}`],
  ])('%s', (_, filter, record, words) => {
    expect(filter.matches(record)).toBe(false);
    expect(filter.explain(record)).toBe(`not delivered: ${words}`);
  });
});

describe('refused', () => {
  test.each<[string, () => unknown, string]>([
    [
      'a record that is none',
      () => order.matches('{}' as any),
      `EventFilter.matches: 'record' must be an object, got "{}"; pass one of the records of an event`,
    ],
    ['no record', () => order.explain(undefined as any), `EventFilter.explain: 'record' must be an object, got undefined`],
    [
      'data that was not encoded',
      () => KafkaFilter.value({ a: ['x'] }).matches({ value: '{"a":"x"}' }),
      `'value' must be Base64, as Lambda delivers it, got "{\\"a\\":\\"x\\"}"; encode it, or pass the object that it says`,
    ],
    [
      'a filter that is known only later',
      () => SqsFilter.body({ a: [Aws.REGION] }).matches({ body: '{}' }),
      `EventFilter.matches: 'pattern' must be known, got one with values that are known only once deployed; test a filter without values of CloudFormation`,
    ],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });
});
