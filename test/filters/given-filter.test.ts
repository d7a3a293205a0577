import { Aws, Fn, Lazy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DynamoFilter, FilterMatch, KinesisFilter, SqsFilter } from '../../lib';
import { QUEUE } from '../../lib/filters/engine/queue-source';
import { DYNAMO, KINESIS } from '../../lib/filters/engine/stream-source';
import { withValues } from '../../lib/filters/engine/unresolved';
import { checkedFilter, filterOfPattern } from '../../lib/filters/given-filter';

const order = SqsFilter.body({ type: ['order'] });

describe('an entry of filters or filterPatterns may be', () => {
  test('a filter, which stays itself', () => {
    expect(checkedFilter(QUEUE, order)).toBe(order);
  });

  test.each<[string, any]>([
    ["CDK's form", lambda.FilterCriteria.filter({ body: { type: lambda.FilterRule.isEqual('order') } })],
    ['the criteria of a filter', order.criteria],
    ['a pattern', { body: { type: ['order'] } }],
    ['a pattern with a FilterMatch', { body: { type: FilterMatch.oneOf('order') } }],
  ])('%s', (_, given) => {
    const filter = filterOfPattern(QUEUE, given);
    expect(filter._source).toBe(QUEUE);
    expect(filter._fields).toEqual({ body: { type: ['order'] } });
    expect(filter.pattern).toBe(order.pattern);
  });

  test.each<[string, any, any]>([
    ['a text', { pattern: Fn.importValue('Pattern') }, { 'Fn::ImportValue': 'Pattern' }],
    ['anything', { pattern: Lazy.any({ produce: () => Fn.importValue('Pattern') }) }, { 'Fn::ImportValue': 'Pattern' }],
    ['a part of the JSON', { pattern: `{"body":${Fn.ref('Body')}}` }, { 'Fn::Join': ['', ['{"body":', { Ref: 'Body' }, '}']] }],
  ])('%s that is known only at deployment, which is not checked', (_, given, text) => {
    const filter = filterOfPattern(QUEUE, given);
    expect(new Stack().resolve(filter.pattern)).toEqual(text);
    expect(filter._fields).toEqual({});
    expect(() => filter.matches({ body: 'x' })).toThrow("'pattern' must be known");
    expect(() => filter.alsoMatching(order)).toThrow("EventFilter.alsoMatching: 'pattern' must be known to be joined");
    expect(() => order.alsoMatching(filter)).toThrow('got a text that is known only once deployed; write it with SqsFilter');
  });

  test('JSON with a value that is known only at deployment, whose rest is checked', () => {
    const { _fields } = filterOfPattern(QUEUE, lambda.FilterCriteria.filter({ body: { region: [Aws.REGION] } }));
    expect(withValues(_fields)).toEqual({ body: { region: [Aws.REGION] } });
    expect(() => filterOfPattern(QUEUE, lambda.FilterCriteria.filter({ body: { region: Aws.REGION, a: 'x' } }))).toThrow(
      `filterPatterns: 'body.a' must be a list of values, got "x"; write ["x"]`,
    );
  });
});

describe('refused', () => {
  const FILTER = "filters: 'filter' must be an EventFilter, got";
  const PATTERN = "filterPatterns: 'pattern' must be a pattern or FilterCriteria.filter(...), got";

  test.each<[string, any, string]>([
    ['another source', KinesisFilter.data({ a: ['x'] }), "filters: 'filter' must be for SQS, got one for Kinesis; make it with SqsFilter"],
    ['nothing', undefined, `${FILTER} undefined; make it with SqsFilter`],
    ['a pattern', { body: ['x'] }, `${FILTER} {"body":["x"]}; pass it as 'filterPatterns', or make it with SqsFilter`],
    ['a match', FilterMatch.prefix('a'), `${FILTER} a FilterMatch; make it with SqsFilter`],
  ])('among filters: %s', (_, given, message) => {
    expect(() => checkedFilter(QUEUE, given)).toThrow(message);
  });

  test.each<[string, any, string]>([
    ['nothing', undefined, `${PATTERN} undefined; write for example { body: { type: ["order"] } }`],
    ['null', null, `${PATTERN} null`],
    ['a text', '{"body":["x"]}', `${PATTERN} "{\\"body\\":[\\"x\\"]}"`],
    ['a list', [order], `${PATTERN} [`],
    ['a filter', order, `${PATTERN} an EventFilter; pass it as 'filters'`],
    ['a match', FilterMatch.prefix('a'), `${PATTERN} a FilterMatch`],
    [
      "a pattern beside CDK's key",
      { pattern: '{"body":["x"]}', body: ['x'] },
      `filterPatterns: 'pattern' must be a list of values, got "{`,
    ],
    ['a key called pattern', { pattern: ['x'] }, "filterPatterns: 'pattern' must be a key that records of SQS have"],
    ['no JSON', { pattern: 'x' }, `filterPatterns: 'pattern' must be JSON, got "x"`],
    ['a pattern that matches nothing', { data: ['x'] }, "filterPatterns: 'data' must be a key that records of SQS have"],
  ])('among filterPatterns: %s', (_, given, message) => {
    expect(() => filterOfPattern(QUEUE, given)).toThrow(message);
  });

  test.each([
    [KINESIS, 'KinesisFilter'],
    [DYNAMO, 'DynamoFilter'],
  ])('a filter for SQS at another source', (source, builder) => {
    expect(() => checkedFilter(source, order)).toThrow(`got one for SQS; make it with ${builder}`);
  });
});

describe('the reasons for undocumented operators', () => {
  const seen = (reason: string) => FilterMatch.undocumented('wildcard', 'a*', reason);

  test('are kept in their order, wherever the operator stands, and joined', () => {
    const filter = DynamoFilter.newImage({ a: seen('one'), $or: [{ b: seen('two') }, { c: { S: ['x', seen('three')] } }] });
    const both = filter.alsoMatching(DynamoFilter.keys({ d: seen('four') }));
    expect(both._reasons.map(({ reason }) => reason)).toEqual(['one', 'two', 'three', 'four']);
    expect(filter._reasons[0]).toEqual({ operator: 'wildcard', reason: 'one' });
  });

  test('there are none without them', () => {
    expect(order._reasons).toEqual([]);
    expect(SqsFilter.fromJson(order.pattern)._reasons).toEqual([]);
  });
});
