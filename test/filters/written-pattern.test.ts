import { QUEUE } from '../../lib/filters/engine/queue-source';
import { DYNAMO } from '../../lib/filters/engine/stream-source';
import { readText } from '../../lib/filters/engine/written-pattern';

const sentences = (text: string, source = QUEUE) => readText(source, text).findings.map(({ message }) => message);

test.each([
  ['{"body":{"type":["order"]}}'],
  ['{"body":{"type":[{"wildcard":"order-*"}]}}'],
  ['{"body":{"address":[{"cidr":"10.0.0.0/8"}]}}'],
  ['{"body":{"type":[{"prefix":{"equals-ignore-case":"a"}}]}}'],
  ['{"body":{"type":[{"anything-but":{"prefix":"test-"}}]}}'],
  ['{"body":{"prefix":["EUR"]}}'],
  ['{"body":{"$or":[{"a":[{"wildcard":"b*"}]},{"c":["d"]}]}}'],
])('%s may well be meant', (text) => {
  expect(readText(QUEUE, text)).toEqual({ pattern: JSON.parse(text), findings: [] });
});

test.each([
  ['{', /^'pattern' must be JSON, got /],
  ['[]', /^'pattern' must be a JSON object, got \[\]; /],
  ['null', /^'pattern' must be a JSON object, got null; /],
  ['{"body":{"type":"order"}}', /^'body.type' must be a list of values, got "order"; /],
  ['{"body":{"total":{"numeric":[">",5]}}}', /^'body.total' must have its operator inside a list, /],
  ['{"body":{"type":[{"wildcard":"a","prefix":"b"}]}}', /^'body.type' must have exactly one operator /],
  ['{"body":{"type":[{"startsWith":"a"}]}}', /^'body.type' must be one of Lambda's operators, got "startsWith"; did you mean "prefix"/],
  ['{"detail":["a"]}', /^'detail' must be a key that records of SQS have, /],
])('%s is no pattern of a queue', (text, message) => {
  expect(sentences(text)).toEqual([expect.stringMatching(message)]);
});

test('what depends on the source is checked for each source', () => {
  expect(sentences('{"eventName":["INSERT"]}', DYNAMO)).toEqual([]);
  expect(sentences('{"eventName":["INSERT"]}')).toHaveLength(1);
});
