import { findViolations } from '../../lib/checks/find-violations';
import type { Example } from '../../lib/checks/rule';
import { RULES } from '../../lib/checks/rules';
import { fn, mapping, queue, redrive, resource, streamMapping, table } from '../../lib/checks/rules/examples/parts';

const found = (id: string, resources: Example) =>
  findViolations(
    [{ name: 'Shop', body: { Resources: resources } }],
    RULES.filter((rule) => rule.id === id),
  );

describe('the retention of a failure queue', () => {
  const redriven = (properties: object) =>
    found('FailureQueueRetentionShort', {
      Orders: fn(),
      Queue: queue({ ...redrive('Failed'), ...properties }),
      Mapping: mapping('Queue', 'Orders'),
      Failed: queue({ MessageRetentionPeriod: 3600, ...properties }),
    }).map(({ resource: { id } }) => id);

  test('is not compared with four days where messages keep the time at which they were sent', () => expect(redriven({})).toEqual([]));

  test('is, where that time begins again', () => expect(redriven({ FifoQueue: true })).toEqual(['Failed']));
});

describe('the visibility timeout', () => {
  const reader = (properties: object, visibility: number) =>
    found('SqsVisibilityTimeout', {
      Orders: fn({ Timeout: 60 }),
      Queue: queue({ VisibilityTimeout: visibility }),
      Mapping: mapping('Queue', 'Orders', properties as never),
    });

  test.each([
    [{}, 360],
    [{ BatchSize: 100, MaximumBatchingWindowInSeconds: 20 }, 380],
  ])('is suggested with room for six retries and the batching window: %j', (properties, seconds) => {
    expect(reader(properties, 59).map(({ value, message }) => [value, message])).toEqual([
      [seconds, expect.stringMatching(`got 59; ${seconds} leaves time for retries$`)],
    ]);
  });

  test('as long as the timeout of the function is accepted by Lambda', () => expect(reader({}, 60)).toEqual([]));
});

test('a maximum record age is compared where the function of the mapping is in another template', () => {
  const mappingOf = streamMapping('Orders', 'Reader', { MaximumRecordAgeInSeconds: 86_401, FunctionName: 'elsewhere' });
  expect(found('RecordAgeBeyondRetention', { Orders: table(), Mapping: mappingOf }).map(({ property }) => property)).toEqual([
    'MaximumRecordAgeInSeconds',
  ]);
});

test('an exclamation mark inside a filter is no tag of YAML', () => {
  const filter = (text: string) =>
    found('FilterIntrinsicAsText', {
      Orders: fn(),
      Queue: queue(),
      Mapping: resource('AWS::Lambda::EventSourceMapping', {
        EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        FunctionName: { Ref: 'Orders' },
        FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: { text: [text] } }) }] },
      }),
    }).length;
  expect(filter('!Ref Orders')).toBe(1);
  expect(filter('Write !Ref Orders')).toBe(0);
});
