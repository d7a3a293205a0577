import { DynamoFilter, type EventFilter, FilterMatch, KafkaFilter, KinesisFilter, MqFilter, SqsFilter } from '../../lib';
import { BROKER, KAFKA } from '../../lib/filters/engine/broker-source';
import { QUEUE } from '../../lib/filters/engine/queue-source';
import { DYNAMO, KINESIS } from '../../lib/filters/engine/stream-source';
import { DIFFERENCES } from '../../verify/filter-corpus/differences';
import { code, fenced, page, table } from './markdown';

const SOURCES = [
  { source: QUEUE, written: "SqsFilter.body({ type: ['order'] })", otherFormat: 'is deleted' },
  { source: KINESIS, written: "KinesisFilter.data({ type: ['order'] })", otherFormat: 'is skipped' },
  { source: DYNAMO, written: "DynamoFilter.newImage({ status: ['paid'] })", otherFormat: 'does not occur' },
  { source: KAFKA, written: "KafkaFilter.value({ type: ['order'] })", otherFormat: 'is delivered: the filter is ignored' },
  { source: BROKER, written: "MqFilter.data({ type: ['order'] })", otherFormat: 'is delivered: the filter is ignored' },
];

/** Patterns that are refused; the page shows the error of each. */
const REFUSED: readonly (readonly [string, string, () => EventFilter])[] = [
  ['Not JSON, or text after it', '{"body":{"a":["x"]}} x', () => SqsFilter.fromJson('{"body":{"a":["x"]}} x')],
  ['A key of another source', "{ data: { a: ['x'] } }", () => SqsFilter.pattern({ data: { a: ['x'] } })],
  ['A scalar', "{ type: 'order' }", () => SqsFilter.body({ type: 'order' })],
  ['An empty list', '{ type: [] }', () => SqsFilter.body({ type: [] })],
  ['An unknown operator', "{ type: [{ startsWith: 'a' }] }", () => SqsFilter.body({ type: [{ startsWith: 'a' }] })],
  ['An operator outside a list', "{ type: { prefix: 'a' } }", () => SqsFilter.body({ type: { prefix: 'a' } })],
  ["EventBridge's own operators", "{ type: [{ wildcard: 'a*' }] }", () => SqsFilter.body({ type: [{ wildcard: 'a*' }] })],
  ['An empty range', "{ n: [{ numeric: ['>', 5, '<', 1] }] }", () => SqsFilter.body({ n: [{ numeric: ['>', 5, '<', 1] }] })],
  ['Text beside a range', "{ a: ['x', FilterMatch.numberAbove(5)] }", () => SqsFilter.body({ a: ['x', FilterMatch.numberAbove(5)] })],
  [
    'A field inside and outside `$or`',
    "{ a: ['x'], $or: [{ a: ['y'] }, { b: ['z'] }] }",
    () => SqsFilter.body({ a: ['x'], $or: [{ a: ['y'] }, { b: ['z'] }] }),
  ],
  [
    'Alternatives of `$or` with a value in common',
    "{ $or: [{ a: ['x', 'y'] }, { a: ['x', 'z'] }] }",
    () => SqsFilter.body({ $or: [{ a: ['x', 'y'] }, { a: ['x', 'z'] }] }),
  ],
  [
    'A numeric range on a DynamoDB number',
    '{ age: FilterMatch.numberAbove(5) }',
    () => DynamoFilter.newImage({ age: FilterMatch.numberAbove(5) }),
  ],
  [
    'A DynamoDB attribute without its type',
    "{ dynamodb: { NewImage: { age: ['42'] } } }",
    () => DynamoFilter.pattern({ dynamodb: { NewImage: { age: ['42'] } } }),
  ],
  ['`exists` on an object', '{ attributes: [{ exists: true }] }', () => SqsFilter.pattern({ attributes: [{ exists: true }] })],
  [
    'A message attribute without its value key',
    "{ messageAttributes: { type: ['x'] } }",
    () => SqsFilter.pattern({ messageAttributes: { type: ['x'] } }),
  ],
  ['Plain text where the source has none', "{ data: ['x'] }", () => KinesisFilter.pattern({ data: ['x'] })],
  ['A number where the source sends text', 'KafkaFilter.key(5)', () => KafkaFilter.key(5)],
  ['More than 4096 characters', "{ data: ['x...'] }", () => MqFilter.dataText('x'.repeat(4097))],
];

function errorOf(make: () => EventFilter): string {
  try {
    make();
  } catch (error) {
    return (error as Error).message.split('\n')[0];
  }
  throw new Error('an example in REFUSED must be refused, got one that is accepted; remove it');
}

const JEST = `import { FilterMatch, SqsFilter } from 'cdk-hardened-lambda';

const paid = SqsFilter.body({ type: ['order'], total: FilterMatch.numberAtLeast(100) });

test('small orders do not reach the function', () => {
  expect(paid.matches({ body: JSON.stringify({ type: 'order', total: 250 }) })).toBe(true);
  expect(paid.explain({ body: JSON.stringify({ type: 'order', total: 5 }) })).toContain("'body.total' expected a number >= 100, found 5");
});`;

const PYTEST = `import json
from cdk_hardened_lambda import FilterMatch, SqsFilter

paid = SqsFilter.body({"type": ["order"], "total": FilterMatch.number_at_least(100)})

def test_small_orders_do_not_reach_the_function():
    assert paid.matches({"body": json.dumps({"type": "order", "total": 250})})
    assert "'body.total' expected a number >= 100, found 5" in paid.explain({"body": json.dumps({"type": "order", "total": 5})})`;

const CDK = `import { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction, HardenedSqsEventSource, SqsFilter } from 'cdk-hardened-lambda';

declare const stack: Stack;

new HardenedFunction(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromAsset('dist'),
  alarmActions: AlarmActions.email('ops@example.com'),
  events: [HardenedSqsEventSource.withNewQueue({ filters: [SqsFilter.body({ type: ['order'] })] })],
});`;

/** docs/filters.md, from the library's sources and errors, and from the differences that the corpus allows. */
export const filters = (): string =>
  page(
    'Filters',
    'lib/filters and verify/filter-corpus/differences.ts',
    'A filter decides which records of an event source invoke the function. A pattern that AWS would reject, or that could never match, ' +
      'fails at synthesis. `matches` and `explain` test a filter without AWS.',
    fenced('ts', CDK),
    'Several filters of one event source are alternatives; `a.alsoMatching(b)` requires both.',
    '## Filters per event source',
    table(
      ['Source', 'Example', 'A record whose data has another format', 'A record that matches no filter'],
      SOURCES.map(({ source, written, otherFormat }) => [source.displayName, code(written), otherFormat, source.unmatchedOutcome]),
    ),
    'Each class also has `pattern(...)`, for fields beside the data, and `fromJson(...)`. SQS, Kafka and Amazon MQ accept plain text: ' +
      '`bodyText`, `valueText`, `dataText`. For more than equality use `FilterMatch`: `prefix`, `suffix`, `ignoringCase`, `anythingBut`, ' +
      '`numberBetween` and other ranges, `present`, `missing`.',
    '## Test a filter',
    'Jest:',
    fenced('ts', JEST),
    'pytest:',
    fenced('python', PYTEST),
    'A null in a Python list does not reach the library: match it with `from_json`.',
    '## Errors',
    table(
      ['Mistake', 'Example', 'Error'],
      REFUSED.map(([what, given, make]) => [what, code(given), code(errorOf(make))]),
    ),
    "## Differences from AWS's engine",
    "`npx projen filters:corpus` compares random patterns and events with AWS's own engine, event-ruler: whatever this library accepts, " +
      'the engine accepts, and the same events match. The library rejects these patterns, which the engine accepts:',
    table(
      ['Pattern', 'Example', 'Reason', 'Instead'],
      DIFFERENCES.map(({ name, example, reason, fix }) => [name, code(example), reason, fix]),
    ),
    'Values in `FilterMatch.undocumented` are not checked. Not compared, because the engine behaves in its own way: IPv6 addresses in two ' +
      'spellings, fields with an empty name, events with both `a.b` and `b` in `a`, ranges that contain all addresses, and lone surrogates. ' +
      "How Lambda reads a record before the engine sees it (formats, Base64) follows AWS's documentation, and is not compared either.",
  );
