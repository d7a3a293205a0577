import { DynamoFilter, type EventFilter, FilterMatch, KafkaFilter, KinesisFilter, MqFilter, SqsFilter } from '../../lib';

type Row = [string, () => EventFilter, string];

const image = (attributes: any) => () => DynamoFilter.pattern({ dynamodb: { NewImage: attributes } });
const NEVER = 'got one that none has, so nothing would match';
const TYPES = 'S, N, B, SS, NS, BS, BOOL, NULL, L, M';

describe('refused, as the source never sends it', () => {
  test.each<Row>([
    [
      'data for SQS',
      () => SqsFilter.pattern({ data: { a: ['x'] } }),
      `SqsFilter.pattern: 'data' must be a key that records of SQS have, ${NEVER}; write 'body'`,
    ],
    [
      'Body for SQS',
      () => SqsFilter.pattern({ Body: { a: ['x'] } }),
      `'Body' must be a key that records of SQS have, ${NEVER}; write 'body'`,
    ],
    [
      'Records for SQS',
      () => SqsFilter.pattern({ Records: { body: ['x'] } }),
      `'Records' must be a key that records of SQS have, ${NEVER}; write 'body'`,
    ],
    ['a typing error', () => SqsFilter.pattern({ atributes: { SenderId: ['x'] } }), `${NEVER}; write 'attributes'`],
    [
      'an unheard-of key',
      () => SqsFilter.pattern({ shop: ['x'] }),
      `'shop' must be a key that records of SQS have, ${NEVER}; there are body, messageId, `,
    ],
    ['a key of every object', () => SqsFilter.pattern({ toString: ['x'] }), `${NEVER}; there are body, `],
    [
      'a key inside $or',
      () => SqsFilter.pattern({ $or: [{ data: ['x'] }, { body: ['x'] }] }),
      `'data' must be a key that records of SQS have`,
    ],
    [
      'kinesis for Kinesis',
      () => KinesisFilter.pattern({ kinesis: { data: { a: ['x'] } } }),
      `'kinesis' must be a key that records of Kinesis have, ${NEVER}; write 'data'`,
    ],
    ['value for Kinesis', () => KinesisFilter.pattern({ value: { a: ['x'] } }), `write 'data'`],
    [
      'data for Kafka',
      () => KafkaFilter.pattern({ data: { a: ['x'] } }),
      `'data' must be a key that records of Kafka have, ${NEVER}; write 'value'`,
    ],
    [
      'body for MQ',
      () => MqFilter.pattern({ body: { a: ['x'] } }),
      `'body' must be a key that records of Amazon MQ have, ${NEVER}; write 'data'`,
    ],
    [
      'body for DynamoDB',
      () => DynamoFilter.pattern({ body: { a: ['x'] } }),
      `'body' must be a key that records of DynamoDB have, ${NEVER}; write 'dynamodb'`,
    ],
    ['NewImage for DynamoDB', () => DynamoFilter.pattern({ NewImage: { a: { S: ['x'] } } }), `${NEVER}; write 'dynamodb.NewImage'`],
    [
      'dynamodb.newImage',
      () => DynamoFilter.pattern({ dynamodb: { newImage: { a: ['x'] } } }),
      `'dynamodb.newImage' must be a key that records of DynamoDB have, ${NEVER}; write 'dynamodb.NewImage'`,
    ],
    [
      'an unheard-of key in dynamodb',
      () => DynamoFilter.pattern({ dynamodb: { shop: ['x'] } }),
      `'dynamodb.shop' must be a key that records of DynamoDB have, ${NEVER}; there are Keys, NewImage, OldImage`,
    ],
    [
      'a number for text',
      () => SqsFilter.pattern({ attributes: { ApproximateReceiveCount: [{ numeric: ['>', 1] }] } }),
      `'attributes.ApproximateReceiveCount' must ask for a text, as SQS sends one, got {"numeric":[">",1]}; write it in quotes`,
    ],
    [
      'text for a number',
      () => KinesisFilter.pattern({ approximateArrivalTimestamp: [{ prefix: '17' }] }),
      `'approximateArrivalTimestamp' must ask for a number, as Kinesis sends one, got {"prefix":"17"}; write it without quotes, or use numeric`,
    ],
    [
      'fields of a text',
      () => SqsFilter.pattern({ messageId: { a: ['x'] } }),
      `'messageId' must be a list of values, got {"a":["x"]}; SQS sends a text there, which has no fields`,
    ],
    [
      'exists on attributes',
      () => SqsFilter.pattern({ attributes: [{ exists: true }] }),
      `'attributes' must be an object, got [{"exists":true}]; name a field in it`,
    ],
    [
      'plain text for Kinesis',
      () => KinesisFilter.pattern({ data: ['x'] }),
      `'data' must be an object, got ["x"]; Kinesis takes no filter on plain text; name a field of the JSON`,
    ],
    [
      'plain text for DynamoDB',
      () => DynamoFilter.pattern({ dynamodb: ['x'] }),
      `'dynamodb' must be an object, got ["x"]; name Keys, NewImage or OldImage in it`,
    ],
    [
      'eventName in small letters',
      () => DynamoFilter.eventName('insert'),
      `DynamoFilter.eventName: 'eventName' must be INSERT, MODIFY or REMOVE, got "insert"; write 'INSERT'`,
    ],
    ['DELETE', () => DynamoFilter.eventName('INSERT', 'DELETE'), `got "DELETE"; write 'REMOVE'`],
    ['another event', () => DynamoFilter.eventName('TTL'), `got "TTL"; streams know no other`],
    ['no event', () => DynamoFilter.eventName(), `'eventName' must list at least one value`],
    [
      'a number in N',
      image({ age: { N: [42] } }),
      `'dynamodb.NewImage.age.N' must list texts, as streams send N as text, got 42; write "42"`,
    ],
    [
      'numeric in N',
      image({ age: { N: [{ numeric: ['>', 5] }] } }),
      `'dynamodb.NewImage.age.N' must not use numeric, as streams send numbers as text and it would never match, got {"numeric":[">",5]}`,
    ],
    [
      'text in BOOL',
      image({ ok: { BOOL: ['true'] } }),
      `'dynamodb.NewImage.ok.BOOL' must list true or false, got "true"; write it without quotes and operators`,
    ],
    [
      'no type',
      image({ age: ['42'] }),
      `'dynamodb.NewImage.age' must have its type between name and values, got ["42"]; name the type, as in { age: { S: [...] } }`,
    ],
    [
      'no type for what is missing',
      image({ age: [{ exists: false }] }),
      `'dynamodb.NewImage.age' must have its type between name and values, got [{"exists":false}]`,
    ],
    ['no type inside $or', image({ $or: [{ a: ['x'] }, { b: { S: ['y'] } }] }), `'dynamodb.NewImage.a' must have its type`],
    [
      'a map without M',
      image({ home: { city: { S: ['x'] } } }),
      `'dynamodb.NewImage.home.city' must be a type of attribute, got "city"; write one of ${TYPES}, as in { S: ["paid"] }; fields of a map lie below M`,
    ],
    [
      'a list as L',
      image({ tags: { L: ['a'] } }),
      `'dynamodb.NewImage.tags.L' must be an object, got ["a"]; ask for what lies in it, as in { L: { S: ["a"] } }`,
    ],
    [
      'fields of a text attribute',
      image({ age: { S: { a: ['x'] } } }),
      `'dynamodb.NewImage.age.S' must be a list of values, got {"a":["x"]}; an attribute of type S has no fields`,
    ],
    [
      'exists on an image',
      () => DynamoFilter.pattern({ dynamodb: { NewImage: [{ exists: true }] } }),
      `'dynamodb.NewImage' must be an object, got [{"exists":true}]; name an attribute in it; "exists" sees values only`,
    ],
    [
      'a range of a DynamoDB number',
      () => DynamoFilter.newImage({ age: FilterMatch.numberAbove(5) }),
      `DynamoFilter.newImage: 'dynamodb.NewImage.age.N' must not use numeric`,
    ],
    [
      'values of two types',
      () => DynamoFilter.keys({ id: ['a', 1] }),
      `DynamoFilter.keys: 'dynamodb.Keys.id' must have values of one type, got ["a",1]; make a filter for each type: the filters of a list are alternatives`,
    ],
    [
      'a type that cannot be told',
      () => DynamoFilter.oldImage({ age: FilterMatch.missing() }),
      `DynamoFilter.oldImage: 'dynamodb.OldImage.age' must tell the type of the attribute, got [{"exists":false}]; name the type of the attribute, as in { S: FilterMatch.missing() }`,
    ],
    [
      'a number with an exponent',
      () => DynamoFilter.newImage({ age: [1e-7] }),
      `'dynamodb.NewImage.age' must have numbers that can be written without exponent, up to 9007199254740991, got 1e-7; write it as DynamoDB does, as in { N: ["123"] }`,
    ],
    [
      'a number beyond 2^53',
      () => DynamoFilter.newImage({ age: FilterMatch.anythingBut(2 ** 60) }),
      `got 1152921504606847000; write it as DynamoDB does`,
    ],
    [
      'attributes that are none',
      () => DynamoFilter.newImage(['a'] as any),
      `'dynamodb.NewImage' must be an object, got ["a"]; name an attribute in it`,
    ],
    [
      'a scalar attribute',
      () => DynamoFilter.newImage({ status: 'paid' }),
      `'dynamodb.NewImage.status' must be a list of values, got "paid"; write ["paid"]`,
    ],
    [
      'a text as the fields of a body',
      () => SqsFilter.body('x' as any),
      `SqsFilter.body: 'body' must be an object, got "x"; name a field in it, as in { type: ["order"] }; for plain text use SqsFilter.bodyText`,
    ],
    ['a list as the fields of a body', () => SqsFilter.body(['x'] as any), `for plain text use SqsFilter.bodyText`],
    ['no fields of a body', () => SqsFilter.body(undefined as any), `'body' must be an object, got undefined`],
    [
      'no fields of data',
      () => KinesisFilter.data(undefined as any),
      `KinesisFilter.data: 'data' must be an object, got undefined; name a field in it`,
    ],
    ['no fields of a value', () => KafkaFilter.value(undefined as any), `for plain text use KafkaFilter.valueText`],
    ['no fields of MQ data', () => MqFilter.data(undefined as any), `for plain text use MqFilter.dataText`],
    [
      'a number as a Kafka key',
      () => KafkaFilter.key(5),
      `KafkaFilter.key: 'key' must ask for a text, as Kafka sends one, got 5; write it in quotes`,
    ],
    [
      'anything but a number in N',
      image({ age: { N: [{ 'anything-but': [42] }] } }),
      `must list texts, as streams send N as text, got 42; write "42"`,
    ],
    [
      'zeros around a number',
      image({ age: { N: ['1.0'] } }),
      `'dynamodb.NewImage.age.N' must list numbers as DynamoDB writes them, got "1.0"`,
    ],
    ['no number in NS', image({ age: { NS: [{ 'anything-but': ['x'] }] } }), `must list numbers as DynamoDB writes them, got "x"`],
    ['a prefix in BOOL', image({ ok: { BOOL: [{ prefix: 't' }] } }), `must list true or false, got {"prefix":"t"}`],
    ['NULL that is false', image({ ok: { NULL: [false] } }), `'dynamodb.NewImage.ok.NULL' must list true, got false`],
    [
      'a key that is a map',
      () => DynamoFilter.keys({ id: { a: ['x'] } }),
      `'dynamodb.Keys.id' must have a type that keys may have: S, N, B, got "M"`,
    ],
    [
      'a number beside the images',
      () => DynamoFilter.pattern({ dynamodb: { SequenceNumber: [1] } }),
      `'dynamodb.SequenceNumber' must ask for a text`,
    ],
    ['an excluded event', () => DynamoFilter.pattern({ eventName: [{ 'anything-but': ['DELETE'] }] }), `got "DELETE"; write 'REMOVE'`],
    ['an unheard-of attribute', () => SqsFilter.pattern({ attributes: { SenderID: ['x'] } }), `${NEVER}; write 'SenderId'`],
    [
      'a value without its kind',
      () => SqsFilter.pattern({ messageAttributes: { type: ['x'] } }),
      `'messageAttributes.type' must be an object with one of stringValue, binaryValue, stringListValues, binaryListValues, dataType, got ["x"]`,
    ],
    ['an unheard-of kind', () => SqsFilter.pattern({ messageAttributes: { type: { StringValue: ['x'] } } }), `write 'stringValue'`],
    ['a number as message attribute', () => SqsFilter.pattern({ messageAttributes: { n: { stringValue: [5] } } }), `must ask for a text`],
    ['messageAttributes without a name', () => SqsFilter.pattern({ messageAttributes: ['x'] }), `'messageAttributes' must be an object`],
    [
      'anything but a number of a text',
      () => SqsFilter.pattern({ messageId: [{ 'anything-but': [5] }] }),
      `'messageId' must ask for a text`,
    ],
    ['a number as plain text', () => SqsFilter.bodyText(42), `SqsFilter.bodyText: 'body' must ask for a text, as SQS sends one, got 42`],
    [
      'a text as boolean',
      () => MqFilter.pattern({ redelivered: ['false'] }),
      `'redelivered' must ask for a boolean, as Amazon MQ sends one`,
    ],
    [
      'JSON and text at once',
      () => SqsFilter.pattern({ $or: [{ body: ['ping'] }, { body: { type: ['x'] } }] }),
      `'body' must be asked for as JSON or as plain text, got both, in alternatives; make a filter of each`,
    ],
    [
      'another source',
      () => SqsFilter.body({ a: ['x'] }).alsoMatching(MqFilter.data({ a: ['x'] })),
      `EventFilter.alsoMatching: 'other' must be a filter for SQS, got one for Amazon MQ; make it with SqsFilter`,
    ],
    [
      'the same field again',
      () => SqsFilter.body({ a: ['x'] }).alsoMatching(SqsFilter.body({ a: ['y'] })),
      `'body.a' must be asked for by one of the two filters, got it in both; leave it out of one`,
    ],
    [
      'the same field again, once with values and once with fields',
      () => SqsFilter.body({ a: ['x'] }).alsoMatching(SqsFilter.body({ a: { b: ['y'] } })),
      `'body.a' must be asked for by one of the two filters, got it in both; leave it out of one`,
    ],
    [
      'the same field in $or',
      () => SqsFilter.body({ a: ['x'] }).alsoMatching(SqsFilter.body({ $or: [{ a: ['y'] }, { b: ['z'] }] })),
      `EventFilter.alsoMatching: 'body.a' must be asked for once`,
    ],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

test.each<[string, (pattern: any) => EventFilter]>([
  ['DynamoFilter', DynamoFilter.pattern],
  ['KafkaFilter', KafkaFilter.pattern],
  ['KinesisFilter', KinesisFilter.pattern],
  ['MqFilter', MqFilter.pattern],
  ['SqsFilter', SqsFilter.pattern],
])('an error about a whole pattern names %s, which got it', (name, make) => {
  expect(() => make({ shop: ['x'] })).toThrow(new RegExp(`^${name}\\.pattern: 'shop' must be a key that records of`));
});

test.each([undefined, null, 'paid', ['paid']])('an image of %j is refused in one sentence', (attributes) => {
  expect(() => DynamoFilter.newImage(attributes as never)).toThrow(
    /^DynamoFilter\.newImage: 'dynamodb\.NewImage' must be an object, got \S+; name an attribute in it, as in \{ status: \["paid"\] \}$/,
  );
});
