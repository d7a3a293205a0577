import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as mq from 'aws-cdk-lib/aws-amazonmq';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  AlarmTuning,
  HardenedActiveMqEventSource,
  HardenedDynamoEventSource,
  HardenedKinesisConsumerEventSource,
  HardenedKinesisEventSource,
  HardenedRabbitMqEventSource,
  KinesisFilter,
} from '../../lib';
import { tableIn } from '../event-sources/reading';
import { OLDEST, orders, stackOf } from '../harness';
import { ACCOUNT, ENV } from '../iam';

/* What the iterator age and the lag do not show: Lambda does not read. */

const BROKER = `arn:aws:mq:eu-west-1:${ACCOUNT}:broker:shop:b-1`;
const filters = [KinesisFilter.data({ type: ['order'] })];

function alarmOf(make: (s: Stack) => lambda.IEventSource): any {
  const s = stackOf(new App(), 'Shop', ENV);
  orders(s).addEventSource(make(s));
  const alarms = Object.entries<any>(Template.fromStack(s).findResources('AWS::CloudWatch::Alarm'));
  return alarms.find(([id]) => id.includes('AlarmsStoppedReader'))?.[1].Properties;
}

/** The expression, and each metric that it reads: `name dimensions statistic`. */
function readBy({ Metrics }: any): { expression: string; metrics: string[] } {
  const [{ Expression }] = Metrics.filter((each: any) => each.Expression);
  const metrics = Metrics.filter(({ MetricStat }: any) => MetricStat).map(({ Id, MetricStat: { Metric, Stat } }: any) => {
    const dimensions = Metric.Dimensions.map(({ Name, Value }: any) => `${Name}=${typeof Value === 'string' ? Value : '*'}`);
    return `${Id}: ${Metric.Namespace} ${Metric.MetricName} ${dimensions.sort().join(' ')} ${Stat}`;
  });
  return { expression: Expression, metrics: metrics.sort() };
}

const stream = (s: Stack) => new kinesis.Stream(s, 'Stream');
const secret = (s: Stack) => new secretsmanager.Secret(s, 'Credentials');
const ONE = 'IF(FILL(arriving1, 0) > 0 AND FILL(read, 0) == 0, 1, 0)';
const INCOMING = 'arriving1: AWS/Kinesis IncomingRecords StreamName=* Sum';
const INVOCATIONS = 'read: AWS/Lambda Invocations FunctionName=* Sum';
const POLLED = 'read: AWS/Lambda PolledEventCount EventSourceMappingUUID=* Sum';
const COUNTED = { ...OLDEST, metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] } };

test.each<[string, (s: Stack) => lambda.IEventSource, string[]]>([
  ['a stream', (s) => new HardenedKinesisEventSource(stream(s), OLDEST), [INCOMING, INVOCATIONS]],
  [
    'a consumer',
    (s) =>
      new HardenedKinesisConsumerEventSource(
        new kinesis.StreamConsumer(s, 'Fan', { stream: stream(s), streamConsumerName: 'orders' }),
        OLDEST,
      ),
    [INCOMING, INVOCATIONS],
  ],
  ['a stream whose mapping counts events', (s) => new HardenedKinesisEventSource(stream(s), COUNTED), [INCOMING, POLLED]],
  [
    'a filtered stream whose mapping counts events',
    (s) => new HardenedKinesisEventSource(stream(s), { ...OLDEST, ...COUNTED, filters }),
    [INCOMING, POLLED],
  ],
  [
    'a filtered stream where the alarm is tuned, which turns the counts on',
    (s) => new HardenedKinesisEventSource(stream(s), { ...OLDEST, filters, alarms: { stoppedReader: AlarmTuning.threshold({}) } }),
    [INCOMING, POLLED],
  ],
  [
    'a queue of RabbitMQ',
    (s) => new HardenedRabbitMqEventSource({ brokerArn: BROKER, queue: 'orders', secret: secret(s) }),
    ['arriving1: AWS/AmazonMQ MessageReadyCount Broker=shop Queue=orders VirtualHost=/ Minimum', INVOCATIONS],
  ],
  [
    'a queue of a virtual host, on a broker of this app',
    (s) =>
      new HardenedRabbitMqEventSource({
        brokerArn: new mq.CfnBroker(s, 'Broker', {
          brokerName: 'rabbits',
          deploymentMode: 'SINGLE_INSTANCE',
          engineType: 'RABBITMQ',
          hostInstanceType: 'mq.m7g.medium',
          publiclyAccessible: false,
          users: [],
        }).attrArn,
        queue: 'orders',
        virtualHost: '/shop',
        secret: secret(s),
      }),
    ['arriving1: AWS/AmazonMQ MessageReadyCount Broker=rabbits Queue=orders VirtualHost=/shop Minimum', INVOCATIONS],
  ],
])('%s has an alarm for what arrives and is not read', (_, make, metrics) => {
  const alarm = alarmOf(make);
  expect(readBy(alarm)).toEqual({ expression: ONE, metrics });
  expect(alarm).toMatchObject({ Threshold: 0, EvaluationPeriods: 6, TreatMissingData: 'notBreaching' });
  expect(JSON.stringify(alarm.AlarmDescription)).toMatch(/Lambda does not read .* Look first at State and LastProcessingResult/);
});

test('a queue of ActiveMQ is watched on both instances of a broker', () => {
  const { expression, metrics } = readBy(
    alarmOf((s) => new HardenedActiveMqEventSource({ brokerArn: BROKER, queue: 'orders', secret: secret(s) })),
  );
  expect(expression).toBe('IF(FILL(arriving1, 0) + FILL(arriving2, 0) > 0 AND FILL(read, 0) == 0, 1, 0)');
  expect(metrics).toEqual([
    'arriving1: AWS/AmazonMQ QueueSize Broker=shop-1 Queue=orders Minimum',
    'arriving2: AWS/AmazonMQ QueueSize Broker=shop-2 Queue=orders Minimum',
    INVOCATIONS,
  ]);
});

test.each<[string, (s: Stack) => lambda.IEventSource]>([
  ['a table, whose stream has no metric of what arrives', (s) => new HardenedDynamoEventSource(tableIn(s), OLDEST)],
  ['a stream that is not to be read', (s) => new HardenedKinesisEventSource(stream(s), { ...OLDEST, enabled: false })],
  ['a filtered stream without counts', (s) => new HardenedKinesisEventSource(stream(s), { ...OLDEST, filters })],
  [
    'a stream of another account',
    (s) =>
      new HardenedKinesisEventSource(
        kinesis.Stream.fromStreamArn(s, 'Far', 'arn:aws:kinesis:eu-west-1:444455556666:stream/orders'),
        OLDEST,
      ),
  ],
  [
    'where it is left out',
    (s) => new HardenedKinesisEventSource(stream(s), { ...OLDEST, alarms: { stoppedReader: AlarmTuning.none('the producer is watched') } }),
  ],
])('none for %s', (_, make) => {
  expect(alarmOf(make)).toBeUndefined();
});

test('a threshold that its value of 1 or 0 never exceeds is refused', () => {
  const tuned = (threshold: number) => () =>
    alarmOf(
      (s) => new HardenedKinesisEventSource(stream(s), { ...OLDEST, alarms: { stoppedReader: AlarmTuning.threshold({ threshold }) } }),
    );
  expect(tuned(1)).toThrow(
    "'alarms.stoppedReader.threshold' must be below 1, the highest value of the metric, got 1, so the alarm would never fire",
  );
  expect(tuned(0)).not.toThrow();
});
