import type { Stack } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  AlarmTuning,
  HardenedDynamoEventSource,
  HardenedFunction,
  HardenedKinesisEventSource,
  HardenedLambdaChecks,
  HardenedManagedKafkaEventSource,
  HardenedRabbitMqEventSource,
  HardenedSqsEventSource,
  HardeningProfile,
} from '../../lib';
import { tableIn } from '../event-sources/reading';
import { CODE, OLDEST, orders, stackOf } from '../harness';

const acknowledgedOn = (fn: HardenedFunction) => JSON.stringify(fn.node.metadata.map(({ data }) => data));

test('a stack under the development profile passes the checks of the library', () => {
  const stack = stackOf();
  const events = [HardenedSqsEventSource.withNewQueue()];
  const fn = new HardenedFunction(stack, 'Orders', { ...CODE, profile: HardeningProfile.development(), events });
  expect(HardenedLambdaChecks.findings(stack).map(({ ruleId }) => ruleId)).toEqual([]);
  expect(acknowledgedOn(fn)).toContain('HardenedLambda::TemplateWithoutAlarm');
});

const READERS: [string, (s: Stack) => lambda.IEventSource][] = [
  ['Kinesis', (s) => new HardenedKinesisEventSource(new kinesis.Stream(s, 'Stream'), OLDEST)],
  ['DynamoDB', (s) => new HardenedDynamoEventSource(tableIn(s), OLDEST)],
  [
    'Kafka',
    () =>
      new HardenedManagedKafkaEventSource({
        clusterArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/shop/abc-1',
        topic: 'orders',
        provisionedPollerConfig: {},
        ...OLDEST,
      }),
  ],
  [
    'Amazon MQ',
    (s) =>
      new HardenedRabbitMqEventSource({
        brokerArn: 'arn:aws:mq:eu-west-1:111122223333:broker:shop:b-1',
        queue: 'orders',
        secret: new secretsmanager.Secret(s, 'Credentials'),
      }),
  ],
];

test.each(READERS)('and so does a function that reads %s', (_, source) => {
  const stack = stackOf();
  new HardenedFunction(stack, 'Orders', { ...CODE, profile: HardeningProfile.development(), events: [source(stack)] });
  expect(HardenedLambdaChecks.findings(stack).map(({ ruleId }) => ruleId)).toEqual([]);
});

test('an alarm that is left out by itself acknowledges no finding', () => {
  const fn = orders(stackOf(), { alarms: { failedEvents: AlarmTuning.none('counted elsewhere') } });
  expect(acknowledgedOn(fn)).not.toContain('HardenedLambda::');
});
