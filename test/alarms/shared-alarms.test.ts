import { Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  AlarmActions,
  AlarmTuning,
  HardenedDynamoEventSource,
  HardenedFunctionDefaults,
  HardenedKinesisEventSource,
  HardenedManagedKafkaEventSource,
} from '../../lib';
import { mistakesOf, tableIn } from '../event-sources/reading';
import { CODE, OLDEST, only, orders, stackOf } from '../harness';

const ALARM = 'AWS::CloudWatch::Alarm';
const clusterArn = 'arn:aws:kafka:eu-west-1:111122223333:cluster/shop/abc-1';
const topic = (topic: string, batchSize?: number) =>
  new HardenedManagedKafkaEventSource({
    ...OLDEST,
    ...OLDEST,
    clusterArn,
    topic,
    consumerGroupId: topic,
    batchSize,
    provisionedPollerConfig: {},
  });
const late = (threshold: number, more = {}) => ({ iteratorAge: AlarmTuning.threshold({ threshold, ...more }) });

const resources = (make: (s: Stack) => lambda.IEventSource[], reverse: boolean) => {
  const s = stackOf();
  const sources = make(s);
  orders(s, { events: reverse ? sources.reverse() : sources });
  const { Resources } = Template.fromStack(s).toJSON();
  const alarms = Object.entries<any>(Resources).filter(([, { Type }]) => Type === ALARM);
  return { ids: Object.keys(Resources).sort(), alarms: Object.fromEntries(alarms) };
};

test.each<[string, (s: Stack) => lambda.IEventSource[]]>([
  [
    'streams',
    (s) => [
      new HardenedDynamoEventSource(tableIn(s), OLDEST),
      new HardenedKinesisEventSource(new kinesis.Stream(s, 'Stream'), { ...OLDEST, ...OLDEST, alarms: {} }),
    ],
  ],
  ['topics of different batch sizes', () => [topic('orders', 10), topic('invoices', 1000), topic('returns', 100)]],
  [
    'streams that are tuned alike',
    (s) =>
      ['One', 'Two'].map(
        (id) =>
          new HardenedDynamoEventSource(tableIn(s, {}, id), { ...OLDEST, ...OLDEST, alarms: late(7, { period: Duration.minutes(1) }) }),
      ),
  ],
])('the order of %s changes no logical id and no alarm', (_, make) => {
  expect(resources(make, true)).toEqual(resources(make, false));
});

test('belong to the function, and every source has them', () => {
  const s = stackOf();
  const sources = [
    new HardenedDynamoEventSource(tableIn(s), OLDEST),
    new HardenedKinesisEventSource(new kinesis.Stream(s, 'Stream'), OLDEST),
  ];
  const fn = orders(s, { events: sources });
  for (const { alarms } of sources) expect(alarms.iteratorAge?.node.path).toBe('Shop/Orders/Alarms/IteratorAge');
  expect(Object.keys(fn.alarms)).not.toContain('iteratorAge');
  const { AlarmDescription } = only(Template.fromStack(s), ALARM, 'OrdersAlarmsIteratorAge');
  expect(JSON.stringify(AlarmDescription)).not.toContain('reading');
});

test('the lag is measured by the largest batch', () => {
  const s = stackOf();
  orders(s, { events: [topic('orders', 10), topic('invoices', 1000), topic('returns', 100)] });
  expect(only(Template.fromStack(s), ALARM, 'OrdersAlarmsOffsetLag').Threshold).toBe(100_000);
});

test('of an alias belong to the alias', () => {
  const s = stackOf();
  const alias = orders(s).addAlias('live');
  const source = new HardenedDynamoEventSource(tableIn(s), OLDEST);
  alias.addEventSource(source);
  expect(source.alarms.iteratorAge?.node.path).toBe(`${alias.node.path}/Alarms/IteratorAge`);
});

test('of the function inside belong to the shell', () => {
  const s = stackOf();
  const source = new HardenedDynamoEventSource(tableIn(s), OLDEST);
  orders(s).lambdaFunction.addEventSource(source);
  expect(source.alarms.iteratorAge?.node.path).toBe('Shop/Orders/Alarms/IteratorAge');
});

test('of an alias outside of its function need somebody to notify', () => {
  const s = stackOf();
  const fn = new lambda.Function(s, 'Plain', CODE);
  const alias = new lambda.Alias(s, 'Live', { aliasName: 'live', version: fn.currentVersion });
  alias.addEventSource(new HardenedDynamoEventSource(tableIn(s), OLDEST));
  expect(mistakesOf(s)).toContain("'alarmActions' must be set for the alarms of the function's event sources, got nothing");
});

test('a source that disables one leaves it to the others', () => {
  const s = stackOf();
  const none = new HardenedDynamoEventSource(tableIn(s), {
    ...OLDEST,
    ...OLDEST,
    alarms: { iteratorAge: AlarmTuning.none('a nightly batch') },
  });
  orders(s, { events: [none, new HardenedKinesisEventSource(new kinesis.Stream(s, 'Stream'), OLDEST)] });
  Template.fromStack(s).resourcePropertiesCountIs(ALARM, { MetricName: 'IteratorAge' }, 1);
  expect(none.alarms.iteratorAge).toBeUndefined();
});

describe('tuned differently are refused, in either order', () => {
  const DIFFERENT =
    /'alarms.iteratorAge' must be tuned alike by all event sources of a function, got different tunings, .*HardenedFunctionDefaults$/;
  test.each<[string, object, object]>([
    ['two thresholds', late(7), late(8)],
    ['a threshold and none', late(7), {}],
    ['two periods', late(7), late(7, { period: Duration.minutes(1) })],
    ['two statistics', late(7), late(7, { statistic: 'p90' })],
    ['two treatments of missing data', late(7), late(7, { treatMissingData: cloudwatch.TreatMissingData.BREACHING })],
  ])('%s', (_, one, other) => {
    for (const [first, second] of [
      [one, other],
      [other, one],
    ]) {
      const s = stackOf();
      const fn = orders(s);
      fn.addEventSource(new HardenedDynamoEventSource(tableIn(s, {}, 'One'), { ...OLDEST, ...OLDEST, alarms: first }));
      expect(() =>
        fn.addEventSource(new HardenedDynamoEventSource(tableIn(s, {}, 'Two'), { ...OLDEST, ...OLDEST, alarms: second })),
      ).toThrow(DIFFERENT);
    }
  });

  test('set once by a scope they are alike', () => {
    const s = stackOf();
    HardenedFunctionDefaults.of(s).set({ sourceAlarms: late(7), alarmActions: AlarmActions.none('a test') });
    orders(s, { events: ['One', 'Two'].map((id) => new HardenedDynamoEventSource(tableIn(s, {}, id), OLDEST)) });
    expect(only(Template.fromStack(s), ALARM, 'OrdersAlarmsIteratorAge').Threshold).toBe(7);
  });
});
