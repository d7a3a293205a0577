import * as fc from 'fast-check';
import { DynamoFilter, type EventFilter, FilterMatch, KafkaFilter, KinesisFilter, MqFilter, SqsFilter } from '../../lib';

const RUNS = { seed: 20261125, numRuns: 300 };

/** What a field may be asked for, with a value that matches and one that does not. */
interface Asked {
  readonly match: unknown;
  readonly hit: unknown;
  readonly miss: unknown;
}

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const plain = fc.stringMatching(/^[a-z]{1,8}$/);
const whole = fc.integer({ min: -1_000_000, max: 1_000_000 });
const scalar = fc.oneof(text, whole, fc.boolean(), fc.constant(null));

const asked: fc.Arbitrary<Asked> = fc.oneof(
  scalar.map((value) => ({ match: [value], hit: value, miss: value === 'no' ? 'yes' : 'no' })),
  fc
    .array(text, { minLength: 1, maxLength: 4 })
    .map((values) => ({ match: FilterMatch.oneOf(...values), hit: values[values.length - 1], miss: 0 })),
  fc.tuple(text, text).map(([start, end]) => ({ match: FilterMatch.prefix(start), hit: start + end, miss: 5 })),
  fc.tuple(text, text).map(([start, end]) => ({ match: [FilterMatch.suffix(end)], hit: start + end, miss: true })),
  plain.map((value) => ({ match: FilterMatch.ignoringCase(value), hit: value.toUpperCase(), miss: `${value}x` })),
  text.map((value) => ({ match: FilterMatch.anythingBut(value), hit: `${value}x`, miss: value })),
  whole.map((value) => ({ match: FilterMatch.anythingBut(value), hit: value + 1, miss: value })),
  whole.map((value) => ({ match: FilterMatch.numberEqualTo(value), hit: value, miss: value + 0.5 })),
  whole.map((value) => ({ match: FilterMatch.numberAbove(value), hit: value + 1, miss: value })),
  whole.map((value) => ({ match: FilterMatch.numberAtLeast(value), hit: value, miss: value - 1 })),
  whole.map((value) => ({ match: FilterMatch.numberBelow(value), hit: value - 1, miss: value })),
  whole.map((value) => ({ match: FilterMatch.numberAtMost(value), hit: value, miss: value + 1 })),
  fc.tuple(whole, fc.nat(1000)).map(([low, more]) => ({ match: FilterMatch.numberBetween(low, low + more + 1), hit: low, miss: low - 1 })),
  scalar.map((value) => ({ match: FilterMatch.present(), hit: value, miss: {} })),
  scalar.map((value) => ({ match: FilterMatch.missing(), hit: undefined, miss: value })),
);

type Shape = Record<string, Asked | Record<string, Asked>>;

const name = fc.stringMatching(/^[a-z]{1,6}[0-9]$/);
const flat = fc.dictionary(name, asked, { minKeys: 1, maxKeys: 3 });
const shape: fc.Arbitrary<Shape> = fc.dictionary(name, fc.oneof(asked, flat), { minKeys: 1, maxKeys: 3 });

const isAsked = (part: Asked | Record<string, Asked>): part is Asked => 'match' in part;

function side(of: Shape, which: keyof Asked): Record<string, unknown> {
  return Object.fromEntries(Object.entries(of).map(([key, part]) => [key, isAsked(part) ? part[which] : side(part, which)]));
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

const SOURCES: [string, (fields: any) => EventFilter, (text: string) => EventFilter, (data: unknown) => any][] = [
  ['SQS', SqsFilter.body, SqsFilter.fromJson, (data) => ({ body: JSON.stringify(data) })],
  ['Kinesis', KinesisFilter.data, KinesisFilter.fromJson, (data) => ({ kinesis: { data: base64(data) } })],
  ['Kafka', KafkaFilter.value, KafkaFilter.fromJson, (data) => ({ value: base64(data) })],
  ['Amazon MQ', MqFilter.data, MqFilter.fromJson, (data) => ({ data: base64(data) })],
];

describe.each(SOURCES)('%s', (_, builder, fromJson, recordOf) => {
  test('what the builder makes is valid, as text too, and lets a record through that was made for it', () => {
    fc.assert(
      fc.property(shape, (of) => {
        const filter = builder(side(of, 'match'));
        expect(fromJson(filter.pattern).pattern).toBe(filter.pattern);
        expect(filter.explain(recordOf(side(of, 'hit')))).toBe('delivered');
      }),
      RUNS,
    );
  });

  test('a record that misses one field does not match', () => {
    fc.assert(
      fc.property(shape, fc.nat(), (of, index) => {
        const keys = Object.keys(of);
        const key = keys[index % keys.length];
        const record = recordOf({ ...side(of, 'hit'), [key]: side(of, 'miss')[key] });
        expect(builder(side(of, 'match')).matches(record)).toBe(false);
      }),
      RUNS,
    );
  });
});

test('what DynamoFilter makes is valid, and lets an image through that was made for it, and none that lacks an attribute', () => {
  const attribute = fc.oneof(
    text.map((value) => ({ match: [value], image: { S: value } })),
    whole.map((value) => ({ match: [value, value + 1], image: { N: String(value) } })),
    fc.boolean().map((value) => ({ match: [value], image: { BOOL: value } })),
    fc.constant({ match: [null], image: { NULL: true } }),
    plain.map((value) => ({ match: { inner: [FilterMatch.prefix(value)] }, image: { M: { inner: { S: `${value}x` } } } })),
  );
  fc.assert(
    fc.property(fc.dictionary(name, attribute, { minKeys: 1, maxKeys: 4 }), (of) => {
      const pick = (which: 'match' | 'image') => Object.fromEntries(Object.entries(of).map(([key, part]) => [key, part[which]]));
      const filter = DynamoFilter.newImage(pick('match') as any);
      const [[key], ...others] = Object.entries(pick('image'));
      expect(DynamoFilter.fromJson(filter.pattern).matches({ dynamodb: { NewImage: pick('image') } })).toBe(true);
      expect(filter.matches({ dynamodb: { NewImage: { [key]: { S: {} }, ...Object.fromEntries(others) } } })).toBe(false);
    }),
    RUNS,
  );
});
