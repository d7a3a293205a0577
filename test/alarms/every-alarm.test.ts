import { Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmActions,
  AlarmTuning,
  EventSourceWaiver,
  FailureCapture,
  HardenedDocumentDbEventSource,
  HardenedDynamoEventSource,
  HardenedFunctionDefaults,
  type HardenedFunctionProps,
  HardenedKinesisEventSource,
  HardenedManagedKafkaEventSource,
  HardenedSqsEventSource,
  OkActions,
} from '../../lib';
import { tableIn } from '../event-sources/reading';
import { OLDEST, orders, stackOf } from '../harness';

/** What is read, and what else the function says. */
type Reads = (s: Stack) => { readonly source?: lambda.IEventSource; readonly props?: Partial<HardenedFunctionProps> };

const queue = (s: Stack) => new sqs.Queue(s, 'Target');
const clusterArn = 'arn:aws:kafka:eu-west-1:111122223333:cluster/shop/abc-1';
const kafka = { ...OLDEST, clusterArn, topic: 'orders', consumerGroupId: 'orders', provisionedPollerConfig: {} };
const documentDb = 'arn:aws:rds:eu-west-1:111122223333:cluster:shop';

const alone: Reads = () => ({});
const dedicated: Reads = () => ({ props: { failureCapture: FailureCapture.dedicatedQueue() } });
const withDestination: Reads = (s) => ({ props: { onFailure: new destinations.SqsDestination(queue(s)) } });
const withDeadLetters: Reads = (s) => ({ props: { deadLetterQueue: queue(s) } });
const withoutCapture: Reads = () => ({ props: { failureCapture: FailureCapture.none('fire and forget') } });
const durably: Reads = () => ({ props: { durableConfig: { executionTimeout: Duration.hours(1) } } });
const readsQueue: Reads = () => ({ source: HardenedSqsEventSource.withNewQueue() });
const readsTable: Reads = (s) => ({ source: new HardenedDynamoEventSource(tableIn(s), OLDEST) });
const readsStream: Reads = (s) => ({
  source: new HardenedKinesisEventSource(new kinesis.Stream(s, 'Stream'), { ...OLDEST, ...OLDEST, onFailure: new SqsDlq(queue(s)) }),
});
const skipsBatches: Reads = (s) => ({
  source: new HardenedKinesisEventSource(new kinesis.Stream(s, 'Stream'), {
    ...OLDEST,
    ...OLDEST,
    waivers: [EventSourceWaiver.failureTarget('the records are only counted')],
  }),
});
const readsTopic: Reads = () => ({ source: new HardenedManagedKafkaEventSource(kafka) });
const readsDocuments: Reads = (s) => ({
  source: new HardenedDocumentDbEventSource({
    ...OLDEST,
    ...OLDEST,
    clusterArn: documentDb,
    databaseName: 'shop',
    secret: new secretsmanager.Secret(s, 'Credentials'),
  }),
});

/** Made only where they are tuned. */
const OPTIONAL = ['FailedRecords'];

/** How many periods in a row, where that is not one. */
const PERIODS: Record<string, number> = { Throttles: 3, PollingErrors: 3 };

/** The alarm, with everybody hearing of levels that are low again. */
function alarmOf(reads: Reads, id: string, tuning?: AlarmTuning): any {
  const s = stackOf();
  const { source, props } = reads(s);
  const tuned = (tuning ?? OPTIONAL.includes(id)) && {
    [source ? 'sourceAlarms' : 'alarms']: { [`${id[0].toLowerCase()}${id.slice(1)}`]: tuning ?? AlarmTuning.threshold({}) },
  };
  HardenedFunctionDefaults.of(s).set({ ...tuned });
  const fn = orders(s, { alarmActions: AlarmActions.topicNamed('on-call'), okActions: OkActions.GAUGES, ...props });
  if (source) fn.addEventSource(source);
  const alarms = Object.entries<any>(Template.fromStack(s).findResources('AWS::CloudWatch::Alarm'));
  const found = alarms.filter(([logicalId]) => new RegExp(`(Alarms${id}|HardenedFunction${id}1)[0-9A-F]{8}$`).test(logicalId));
  expect(found).toHaveLength(1);
  return found[0][1].Properties;
}

type Kind = 'level' | 'count';

/* What it watches, for how long, whether somebody is notified when it is OK again, and its description. */
test.each<[string, string, Reads, string, Kind, RegExp]>([
  ['Errors', 'a function', alone, 'AWS/Lambda Errors Sum', 'count', /An invocation failed: .* Look first at/],
  ['Throttles', 'a function', alone, 'AWS/Lambda Throttles Sum', 'count', /throttles invocations again and again.* Look first at/],
  [
    'FailedEvents',
    'the shared queue',
    alone,
    'AWS/Lambda AsyncEventsDropped Sum',
    'count',
    /was sent to the queue .*QueueName.* Look first for a message with this function.* is lost/,
  ],
  [
    'StoredEvents',
    'the shared queue',
    alone,
    'AWS/SQS ApproximateNumberOfMessagesVisible Maximum',
    'level',
    /are stored in the queue .*QueueName.* Look first at requestContext.functionArn/,
  ],
  [
    'ExpiringEvents',
    'the shared queue',
    alone,
    'AWS/SQS ApproximateAgeOfOldestMessage Maximum',
    'level',
    /queue .*QueueName.* will soon delete its oldest failed event: .* 14 days\. Look first at/,
  ],
  [
    'FailedEvents',
    'its own queue',
    dedicated,
    'AWS/SQS ApproximateNumberOfMessagesVisible Maximum',
    'level',
    /is stored in the queue .*QueueName.* Look first at/,
  ],
  [
    'FailedEvents',
    'a destination',
    withDestination,
    'AWS/Lambda AsyncEventsDropped Sum',
    'count',
    /was sent to the failure target\. Look first at/,
  ],
  [
    'FailedEvents',
    'a dead-letter queue',
    withDeadLetters,
    'AWS/Lambda AsyncEventsDropped Sum',
    'count',
    /was sent to the failure target\. Look first at/,
  ],
  [
    'FailedEvents',
    'no capture',
    withoutCapture,
    'AWS/Lambda AsyncEventsDropped Sum',
    'count',
    /was dropped, since the function has no .* Look first at/,
  ],
  [
    'UndeliveredEvents',
    'a destination',
    withDestination,
    'AWS/Lambda DestinationDeliveryFailures Sum',
    'count',
    /could not be delivered.* Look first at/,
  ],
  [
    'UndeliveredEvents',
    'a dead-letter queue',
    withDeadLetters,
    'AWS/Lambda DeadLetterErrors Sum',
    'count',
    /could not be delivered.* Look first at/,
  ],
  [
    'ExpiringEvents',
    'its own queue',
    dedicated,
    'AWS/SQS ApproximateAgeOfOldestMessage Maximum',
    'level',
    /queue .*QueueName.* will soon delete its oldest failed event: .* 14 days\. Look first at/,
  ],
  [
    'FailedEvents',
    'durable executions',
    durably,
    'AWS/SQS ApproximateNumberOfMessagesVisible Maximum',
    'level',
    /A durable execution failed, and its event is stored in the queue .*QueueName.* Look first at the history/,
  ],
  [
    'FailedExecutions',
    'durable executions',
    durably,
    'AWS/Lambda DurableExecutionFailed Sum',
    'count',
    /A durable execution failed: .* Look first at the history/,
  ],
  [
    'TimedOutExecutions',
    'durable executions',
    durably,
    'AWS/Lambda DurableExecutionTimedOut Sum',
    'count',
    /longer than its execution timeout.* Look first at the last operation/,
  ],
  [
    'StoppedExecutions',
    'durable executions',
    durably,
    'AWS/Lambda DurableExecutionStopped Sum',
    'count',
    /Somebody stopped a durable execution.* Look first at CloudTrail/,
  ],
  [
    'ExecutionOperations',
    'durable executions',
    durably,
    'AWS/Lambda DurableExecutionOperations Maximum',
    'level',
    /has nearly 3000 operations.* Look first at loops/,
  ],
  [
    'ExecutionStorage',
    'durable executions',
    durably,
    'AWS/Lambda DurableExecutionStorageWrittenBytes Maximum',
    'level',
    /has nearly written 100 MB.* Look first at what its steps return/,
  ],
  ['OldestMessage', 'a queue', readsQueue, 'AWS/SQS ApproximateAgeOfOldestMessage Maximum', 'level', /waits longer.* Look first at/],
  [
    'RedrivenMessages',
    'a queue',
    readsQueue,
    'AWS/SQS ApproximateNumberOfMessagesVisible Maximum',
    'level',
    /is stored in the queue .*QueueName.* Look first at/,
  ],
  [
    'ExpiringMessages',
    'a queue',
    readsQueue,
    'AWS/SQS ApproximateAgeOfOldestMessage Maximum',
    'level',
    /queue .*QueueName.* will soon delete its oldest message\. Look first at/,
  ],
  ['IteratorAge', 'a table', readsTable, 'AWS/Lambda IteratorAge Maximum', 'level', /processes records too late.* Look first at .*shards/],
  [
    'FailedRecords',
    'a table',
    readsTable,
    'AWS/Lambda FailedInvokeEventCount Sum',
    'count',
    /Records failed, or were reported.* Look first at/,
  ],
  [
    'FailedBatches',
    'the own queue of a table',
    readsTable,
    'AWS/SQS ApproximateNumberOfMessagesVisible Maximum',
    'level',
    /QueueName.* has a message about it\. It names the records, which can be read .* 24 hours after .* Look first at/,
  ],
  [
    'FailedBatches',
    'a failure target of a stream',
    readsStream,
    'AWS/Lambda OnFailureDestinationDeliveredEventCount Sum',
    'count',
    /was sent to the failure target\. Look first at/,
  ],
  [
    'FailedBatches',
    'a stream without one',
    skipsBatches,
    'AWS/Lambda DroppedEventCount Sum',
    'count',
    /was discarded, since it has no failure target\. Look first at/,
  ],
  [
    'FailedBatches',
    'the own queue of a topic',
    readsTopic,
    'AWS/SQS ApproximateNumberOfMessagesVisible Maximum',
    'level',
    /has a message about it\. Look first at/,
  ],
  [
    'ExpiringBatches',
    'a table',
    readsTable,
    'AWS/SQS ApproximateAgeOfOldestMessage Maximum',
    'level',
    /queue .*QueueName.* will soon expire: the stream keeps them for 24 hours\. Look first at/,
  ],
  ['OffsetLag', 'a topic', readsTopic, 'AWS/Lambda OffsetLag Maximum', 'level', /behind the end of its topic.* Look first at/],
  ['PollingErrors', 'a topic', readsTopic, 'AWS/Lambda PollingErrorCount Sum', 'count', /cannot read the topic.* Look first at/],
  ['IteratorAge', 'documents', readsDocuments, 'AWS/Lambda IteratorAge Maximum', 'level', /processes records too late.* Look first at/],
  ['OversizedRecords', 'documents', readsDocuments, 'AWS/Lambda OversizedRecordCount Sum', 'count', /larger than the 6 MB.* Look first at/],
])('%s of %s', (id, _, reads, metric, kind, words) => {
  const { Namespace, MetricName, Statistic, Period, OKActions, AlarmDescription, ...others } = alarmOf(reads, id);
  expect(`${Namespace} ${MetricName} ${Statistic}`).toBe(metric);
  expect(Period).toBe(300);
  expect(OKActions === undefined ? 'count' : 'level').toBe(kind);
  expect(JSON.stringify(AlarmDescription)).toMatch(words);
  expect(alarmOf(reads, id, AlarmTuning.threshold({ period: Duration.minutes(1) })).Period).toBe(60);
  expect(others).toMatchObject({
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    EvaluationPeriods: PERIODS[id] ?? 1,
  });
});
