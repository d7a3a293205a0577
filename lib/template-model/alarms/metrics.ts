import type { WatchedMetric } from './watched-metric';

/** Metrics of each invocation: 0 or 1, so only their sum counts. @internal */
export const OF_EACH_INVOCATION: readonly string[] = [
  'Invocations',
  'Errors',
  'Throttles',
  'DeadLetterErrors',
  'DestinationDeliveryFailures',
  'RecursiveInvocationsDropped',
  'OversizedRecordCount',
  'ProvisionedConcurrencyInvocations',
  'ProvisionedConcurrencySpilloverInvocations',
];

/** Each counts something that is lost, and has no data points while nothing is. @internal */
export const OF_LOSSES: readonly string[] = [
  'DeadLetterErrors',
  'DestinationDeliveryFailures',
  'AsyncEventsDropped',
  'RecursiveInvocationsDropped',
  'OversizedRecordCount',
];

/** Metrics that say how much a function works; none of them is a failure. */
const OF_LOAD: readonly string[] = [
  'Invocations',
  'Duration',
  'PostRuntimeExtensionsDuration',
  'ConcurrentExecutions',
  'UnreservedConcurrentExecutions',
  'ClaimedAccountConcurrency',
  'ProvisionedConcurrentExecutions',
  'ProvisionedConcurrencyUtilization',
  'ProvisionedConcurrencyInvocations',
  'ProvisionedConcurrencySpilloverInvocations',
  'AsyncEventsReceived',
];

/** The same of what functions read, and of what invokes them. */
const OF_LOAD_AROUND: Readonly<Record<string, readonly string[]>> = {
  'AWS/Lambda': OF_LOAD,
  'AWS/SQS': ['NumberOfMessagesSent', 'NumberOfMessagesReceived', 'NumberOfMessagesDeleted', 'NumberOfEmptyReceives', 'SentMessageSize'],
  'AWS/SNS': ['NumberOfMessagesPublished', 'NumberOfNotificationsDelivered', 'PublishSize'],
  'AWS/Kinesis': ['IncomingBytes', 'IncomingRecords', 'GetRecords.Bytes', 'GetRecords.Records', 'PutRecord.Bytes', 'PutRecords.Bytes'],
  'AWS/DynamoDB': ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits', 'SuccessfulRequestLatency', 'ReturnedItemCount'],
  'AWS/Events': ['Invocations', 'TriggeredRules', 'MatchedEvents'],
  'AWS/ApiGateway': ['Count', 'Latency', 'IntegrationLatency', 'CacheHitCount', 'CacheMissCount', 'DataProcessed'],
};

/** Whether all of these say how much is done, and none counts failures. @internal */
export const isOfLoad = (metrics: readonly Pick<WatchedMetric, 'namespace' | 'name'>[]): boolean =>
  metrics.length > 0 &&
  metrics.every(({ namespace = '', name = '' }) => Object.hasOwn(OF_LOAD_AROUND, namespace) && OF_LOAD_AROUND[namespace].includes(name));

/** Metrics of a mapping, by the group in `MetricsConfig` that has them made. @internal */
export const OF_MAPPINGS: Readonly<Record<string, readonly string[]>> = {
  EventCount: [
    'PolledEventCount',
    'FilteredOutEventCount',
    'InvokedEventCount',
    'FailedInvokeEventCount',
    'DroppedEventCount',
    'OnFailureDestinationDeliveredEventCount',
    'DeletedEventCount',
    'CommittedEventCount',
  ],
  ErrorCount: [
    'PollingErrorCount',
    'InvokeErrorCount',
    'OnFailureDestinationDeliveryErrorCount',
    'SchemaRegistryErrorCount',
    'CommitErrorCount',
  ],
  KafkaMetrics: ['MaxOffsetLag', 'SumOffsetLag'],
};

/**
 * The metrics of a namespace.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 *
 * @internal
 */
export const METRICS: Readonly<Record<string, readonly string[]>> = {
  'AWS/Lambda': [
    ...OF_EACH_INVOCATION,
    ...Object.values(OF_MAPPINGS).flat(),
    'CPUThrottles',
    'MemoryThrottles',
    'DiskThrottles',
    'ConcurrencyThrottles',
    'SignatureValidationErrors',
    'Duration',
    'PostRuntimeExtensionsDuration',
    'IteratorAge',
    'OffsetLag',
    'ConcurrentExecutions',
    'UnreservedConcurrentExecutions',
    'ClaimedAccountConcurrency',
    'ProvisionedConcurrentExecutions',
    'ProvisionedConcurrencyUtilization',
    'AsyncEventsReceived',
    'AsyncEventAge',
    'AsyncEventsDropped',
    'ProvisionedPollers',
    'EventPollerUnit',
    'EventPollerThroughputInBytes',
    'ApproximateRunningDurableExecutions',
    'ApproximateRunningDurableExecutionsUtilization',
    'DurableExecutionStarted',
    'DurableExecutionSucceeded',
    'DurableExecutionFailed',
    'DurableExecutionTimedOut',
    'DurableExecutionStopped',
    'DurableExecutionDuration',
    'DurableExecutionOperations',
    'DurableExecutionStorageWrittenBytes',
  ],
  'AWS/SQS': [
    'ApproximateAgeOfOldestMessage',
    'ApproximateAgeOfOldestMessageInQuietGroups',
    'ApproximateNumberOfGroupsWithInflightMessages',
    'ApproximateNumberOfMessagesDelayed',
    'ApproximateNumberOfMessagesDelayedInQuietGroups',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesNotVisibleInQuietGroups',
    'ApproximateNumberOfMessagesVisible',
    'ApproximateNumberOfMessagesVisibleInQuietGroups',
    'ApproximateNumberOfNoisyGroups',
    'NumberOfDeduplicatedSentMessages',
    'NumberOfEmptyReceives',
    'NumberOfMessagesDeleted',
    'NumberOfMessagesReceived',
    'NumberOfMessagesSent',
    'SentMessageSize',
  ],
};
