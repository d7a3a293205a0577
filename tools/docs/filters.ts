import { DynamoFilter, type EventFilter, FilterMatch, KafkaFilter, KinesisFilter, MqFilter, SqsFilter } from '../../lib';
import { BROKER, KAFKA } from '../../lib/filters/engine/broker-source';
import { QUEUE } from '../../lib/filters/engine/queue-source';
import { DYNAMO, KINESIS } from '../../lib/filters/engine/stream-source';
import { DIFFERENCES } from '../../verify/filter-corpus/differences';
import { code, table } from './markdown';

const SOURCES = [
  { source: QUEUE, written: "SqsFilter.body({ type: ['order'] })", otherFormat: 'is deleted' },
  { source: KINESIS, written: "KinesisFilter.data({ type: ['order'] })", otherFormat: 'is passed over' },
  { source: DYNAMO, written: "DynamoFilter.newImage({ status: ['paid'] })", otherFormat: 'does not occur' },
  { source: KAFKA, written: "KafkaFilter.value({ type: ['order'] })", otherFormat: 'is delivered: the filter is ignored' },
  { source: BROKER, written: "MqFilter.data({ type: ['order'] })", otherFormat: 'is delivered: the filter is ignored' },
];

/** What is refused, each shown by the library's own words. */
const REFUSED: readonly (readonly [string, string, () => EventFilter])[] = [
  ['No JSON, or text behind it', '{"body":{"a":["x"]}} x', () => SqsFilter.fromJson('{"body":{"a":["x"]}} x')],
  ['Another source', "{ data: { a: ['x'] } }", () => SqsFilter.pattern({ data: { a: ['x'] } })],
  ['A scalar', "{ type: 'order' }", () => SqsFilter.body({ type: 'order' })],
  ['An empty list', '{ type: [] }', () => SqsFilter.body({ type: [] })],
  ['An unknown operator', "{ type: [{ startsWith: 'a' }] }", () => SqsFilter.body({ type: [{ startsWith: 'a' }] })],
  ['An operator outside a list', "{ type: { prefix: 'a' } }", () => SqsFilter.body({ type: { prefix: 'a' } })],
  ["EventBridge's own operators", "{ type: [{ wildcard: 'a*' }] }", () => SqsFilter.body({ type: [{ wildcard: 'a*' }] })],
  ['A range without room', "{ n: [{ numeric: ['>', 5, '<', 1] }] }", () => SqsFilter.body({ n: [{ numeric: ['>', 5, '<', 1] }] })],
  ['Text beside a range', "{ a: ['x', FilterMatch.numberAbove(5)] }", () => SqsFilter.body({ a: ['x', FilterMatch.numberAbove(5)] })],
  [
    'What `$or` would swallow',
    "{ a: ['x'], $or: [{ a: ['y'] }, { b: ['z'] }] }",
    () => SqsFilter.body({ a: ['x'], $or: [{ a: ['y'] }, { b: ['z'] }] }),
  ],
  [
    'Alternatives of which the engine would miss one',
    "{ $or: [{ a: ['x', 'y'] }, { a: ['x', 'z'] }] }",
    () => SqsFilter.body({ $or: [{ a: ['x', 'y'] }, { a: ['x', 'z'] }] }),
  ],
  ['A range of a DynamoDB number', '{ age: FilterMatch.numberAbove(5) }', () => DynamoFilter.newImage({ age: FilterMatch.numberAbove(5) })],
  [
    'No attribute type',
    "{ dynamodb: { NewImage: { age: ['42'] } } }",
    () => DynamoFilter.pattern({ dynamodb: { NewImage: { age: ['42'] } } }),
  ],
  ['`exists` of an object', '{ attributes: [{ exists: true }] }', () => SqsFilter.pattern({ attributes: [{ exists: true }] })],
  [
    "A sender's attribute without its kind",
    "{ messageAttributes: { type: ['x'] } }",
    () => SqsFilter.pattern({ messageAttributes: { type: ['x'] } }),
  ],
  ['Plain text where there is none', "{ data: ['x'] }", () => KinesisFilter.pattern({ data: ['x'] })],
  ['A number where text is sent', 'KafkaFilter.key(5)', () => KafkaFilter.key(5)],
  ['More than 4096 characters', "{ data: ['x...'] }", () => MqFilter.dataText('x'.repeat(4097))],
];

function wordsOf(make: () => EventFilter): string {
  try {
    make();
  } catch (error) {
    return (error as Error).message.split('\n')[0];
  }
  throw new Error('a filter that docs/filters.md calls refused must be refused, got one that is taken; strike it out');
}

const JEST = `import { SqsFilter, FilterMatch } from 'cdk-hardened-lambda';

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

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** docs/filters.md, from the library's sources and sentences, and from what the corpus holds it to. */
export function filters(): string {
  return [
    '# Filters',
    'Generated from `lib/filters` and `verify/filter-corpus/differences.ts` by `tools/docs.ts`; changes by hand are lost.',
    'A filter says which records of an event source reach the function. What AWS would refuse, or never match, fails where it is ' +
      'written. Several filters of one source are alternatives; `a.alsoMatching(b)` asks for both.',
    '## Per source',
    table(
      ['Source', 'Written as', 'Data in another format than the filter asks for', 'A record that no filter lets through'],
      SOURCES.map(({ source, written, otherFormat }) => [source.called, code(written), otherFormat, source.fate]),
    ),
    'Each has `pattern(...)` for what lies beside the data, and `fromJson(...)`. SQS, Kafka and Amazon MQ take plain text too: ' +
      '`bodyText`, `valueText`, `dataText`. Beyond equality there is `FilterMatch`: `prefix`, `suffix`, `ignoringCase`, `anythingBut`, ' +
      '`numberBetween` and its like, `present`, `missing`.',
    '## In a test',
    'In Jest:',
    fenced('js', JEST),
    'In pytest:',
    fenced('python', PYTEST),
    'From Python a null in a list arrives as nothing: ask for it with `from_json`.',
    '## What is refused',
    table(
      ['What', 'As in', 'The error'],
      REFUSED.map(([what, given, make]) => [what, code(given), code(wordsOf(make))]),
    ),
    "## Where AWS's engine takes more",
    "`npx projen filters:corpus` makes patterns and events by chance and compares with AWS's own engine, event-ruler. The engine refuses " +
      'nothing that is taken here, and the same events match. Only these patterns are refused here alone:',
    table(
      ['What', 'As in', 'Why', 'Instead'],
      DIFFERENCES.map(({ name, example, reason, fix }) => [name, code(example), reason, fix]),
    ),
    'What is insisted on with `FilterMatch.undocumented` is not checked. Not compared, as the engine has ways of its own: IPv6 addresses ' +
      'in two spellings, fields of the empty name, events that have both `a.b` and `b` in `a`, ranges of all addresses, and halves of signs. How Lambda ' +
      'reads a record before the engine sees it (formats, Base64) is from its guide, and not compared either.',
  ]
    .join('\n\n')
    .concat('\n');
}
