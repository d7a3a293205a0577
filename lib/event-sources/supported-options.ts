import type { IConstruct } from 'constructs';
import { refuse } from '../core/errors';
import { nearest } from '../core/input/nearest';
import { noObject } from '../core/input/option-names';
import type { HardenedDocumentDbEventSourceProps } from './document-db/document-db-options';
import type { HardenedKafkaEventSourceOptions } from './kafka/kafka-options';
import type { HardenedMqEventSourceOptions } from './mq/mq-options';
import type { HardenedBatchEventSourceOptions, HardenedStreamEventSourceOptions } from './shared/batch-options';
import type { HardenedEventSourceOptions, HardenedFilteredEventSourceOptions } from './shared/event-source-options';
import type { HardenedSqsEventSourceProps, HardenedSqsNewQueueProps } from './sqs/queue-options';
import type { HardenedKinesisEventSourceProps } from './streams/kinesis-options';

/** Every option by its name: the compiler refuses a list that lacks one or has one too many. */
type Options<P> = { readonly [option in keyof Required<P>]: true };

const EVERY: Options<HardenedEventSourceOptions> = { enabled: true, maxBatchingWindow: true, waivers: true };
const FILTERED: Options<HardenedFilteredEventSourceOptions> = { ...EVERY, filters: true, filterPatterns: true, filterEncryption: true };
const BATCHES: Options<HardenedBatchEventSourceOptions> = {
  ...FILTERED,
  batchSize: true,
  startingPosition: true,
  bisectBatchOnError: true,
  retryAttempts: true,
  reportBatchItemFailures: true,
  onFailure: true,
  metricsConfig: true,
};
const STREAM: Options<HardenedStreamEventSourceOptions> = {
  ...BATCHES,
  maxRecordAge: true,
  parallelizationFactor: true,
  tumblingWindow: true,
};
const SQS: Options<HardenedSqsEventSourceProps & HardenedSqsNewQueueProps> = {
  ...FILTERED,
  batchSize: true,
  reportBatchItemFailures: true,
  maxConcurrency: true,
  provisionedPollerConfig: true,
  metricsConfig: true,
  alarms: true,
  deadLetterQueue: true,
  queueId: true,
  queueName: true,
  fifo: true,
  contentBasedDeduplication: true,
  visibilityTimeout: true,
  retentionPeriod: true,
  maxReceiveCount: true,
  encryptionKey: true,
};
const DYNAMO: Options<Omit<HardenedKinesisEventSourceProps, 'startingPositionTimestamp'>> = { ...STREAM, alarms: true };
const KINESIS: Options<HardenedKinesisEventSourceProps> = { ...DYNAMO, startingPositionTimestamp: true };
const KAFKA: Options<HardenedKafkaEventSourceOptions> = {
  ...BATCHES,
  topic: true,
  secret: true,
  authenticationMethod: true,
  consumerGroupId: true,
  startingPositionTimestamp: true,
  maxRecordAge: true,
  provisionedPollerConfig: true,
  schemaRegistryConfig: true,
  logLevel: true,
  alarms: true,
};
const MQ: Options<HardenedMqEventSourceOptions> = {
  ...FILTERED,
  brokerArn: true,
  queue: true,
  secret: true,
  batchSize: true,
  alarms: true,
};
const DOCUMENT_DB: Options<HardenedDocumentDbEventSourceProps> = {
  ...EVERY,
  clusterArn: true,
  databaseName: true,
  collectionName: true,
  secret: true,
  fullDocument: true,
  batchSize: true,
  startingPosition: true,
  startingPositionTimestamp: true,
  alarms: true,
};

/**
 * The options that each kind of source supports: what is refused and what the documentation lists comes from here.
 *
 * @internal
 */
export const SUPPORTED_OPTIONS = {
  'Amazon SQS': SQS,
  'Amazon Kinesis': KINESIS,
  'DynamoDB Streams': DYNAMO,
  'Apache Kafka': KAFKA,
  'Amazon MQ': MQ,
  'Amazon DocumentDB': DOCUMENT_DB,
} satisfies Record<string, Readonly<Record<string, true>>>;

/** @internal */
export type SourceKind = keyof typeof SUPPORTED_OPTIONS;

const ALL = new Set(Object.values(SUPPORTED_OPTIONS).flatMap((options) => Object.keys(options)));

/** In how many letters a mistyped option may differ. */
const TYPO = 2;

/**
 * Refuses options of other sources, and mistyped ones, which types keep out in TypeScript only.
 *
 * An option that is near to none is ignored: props made for CDK's own source of a later version are taken too.
 *
 * @param more the options that a source of the kind has beside those of all
 * @internal
 */
export function checkOptions(scope: IConstruct, kind: SourceKind, props: object, more: readonly string[] = []): void {
  const known = [...Object.keys(SUPPORTED_OPTIONS[kind]), ...more];
  const fault = noObject('props', props, known[0]);
  if (fault !== undefined) refuse(scope, fault);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || known.includes(name)) continue;
    if (ALL.has(name)) refuse(scope, `'${name}' is not supported for ${kind}; remove it`);
    const suggested = nearest(name, known, () => TYPO);
    if (suggested !== undefined) refuse(scope, `'${name}' is not an option for ${kind}; did you mean '${suggested}'?`);
  }
}
