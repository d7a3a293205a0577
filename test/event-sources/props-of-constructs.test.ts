import { Duration, type IPropertyInjector, PropertyInjectors, type Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  HardenedActiveMqEventSource,
  HardenedDocumentDbEventSource,
  HardenedDynamoEventSource,
  HardenedKinesisEventSource,
  HardenedManagedKafkaEventSource,
  HardenedSqsEventSource,
} from '../../lib';
import { CODE, OLDEST, orders, stackOf } from '../harness';

/*
 * Which props the constructs of the CDK are given: an injector sees exactly those of the construct, and nothing of ours.
 */

/** The props that CDK's mapping and queue have. */
const KNOWN: Record<string, string[]> = {
  mapping: [
    ...['target', 'eventSourceArn', 'batchSize', 'bisectBatchOnError', 'onFailure', 'enabled', 'startingPosition'],
    ...['startingPositionTimestamp', 'maxBatchingWindow', 'maxConcurrency', 'maxRecordAge', 'retryAttempts', 'parallelizationFactor'],
    ...['kafkaTopic', 'kafkaBootstrapServers', 'kafkaConsumerGroupId', 'reportBatchItemFailures', 'tumblingWindow'],
    ...['sourceAccessConfigurations', 'filters', 'filterEncryption', 'supportS3OnFailureDestination', 'provisionedPollerConfig'],
    ...['metricsConfig', 'schemaRegistryConfig', 'logLevel'],
  ],
  queue: [
    ...['queueName', 'retentionPeriod', 'deliveryDelay', 'maxMessageSizeBytes', 'receiveMessageWaitTime', 'visibilityTimeout'],
    ...['deadLetterQueue', 'encryption', 'encryptionMasterKey', 'dataKeyReuse', 'fifo', 'contentBasedDeduplication'],
    ...['deduplicationScope', 'fifoThroughputLimit', 'removalPolicy', 'enforceSSL', 'redriveAllowPolicy'],
  ],
};

const plainFunction = (s: Stack) => new lambda.Function(s, 'Orders', { ...CODE, timeout: Duration.seconds(30) });

const SOURCES: [string, (s: Stack) => lambda.IEventSource][] = [
  ['a new queue', () => HardenedSqsEventSource.withNewQueue({ maxConcurrency: 5, queueId: 'Work' })],
  ['a queue', (s) => new HardenedSqsEventSource(new sqs.Queue(s, 'Given'))],
  ['a stream', (s) => new HardenedKinesisEventSource(new kinesis.Stream(s, 'Stream'), OLDEST)],
  [
    'a table',
    (s) =>
      new HardenedDynamoEventSource(
        new dynamodb.Table(s, 'Table', {
          partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
          stream: dynamodb.StreamViewType.NEW_IMAGE,
        }),
        OLDEST,
      ),
  ],
  [
    'a topic',
    () =>
      new HardenedManagedKafkaEventSource({
        ...OLDEST,
        ...OLDEST,
        clusterArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/shop/abc-1',
        topic: 'orders',
        provisionedPollerConfig: {},
      }),
  ],
  [
    'a broker',
    (s) =>
      new HardenedActiveMqEventSource({
        brokerArn: 'arn:aws:mq:eu-west-1:111122223333:broker:shop:b-1',
        queue: 'orders',
        secret: new secretsmanager.Secret(s, 'Secret'),
      }),
  ],
  [
    'a change stream',
    (s) =>
      new HardenedDocumentDbEventSource({
        ...OLDEST,
        ...OLDEST,
        clusterArn: 'arn:aws:rds:eu-west-1:111122223333:cluster:shop',
        databaseName: 'shop',
        collectionName: 'orders',
        secret: new secretsmanager.Secret(s, 'Secret'),
      }),
  ],
];

describe.each([
  ['a hardened function', orders],
  ['a plain function', plainFunction],
] as [string, (s: Stack) => lambda.Function][])('for %s', (_, make) => {
  test.each(SOURCES)('%s gives mapping and queues their own props only', (_, source) => {
    const s = stackOf();
    const fn = make(s);
    const seen: Record<string, Set<string>> = { mapping: new Set(), queue: new Set() };
    const injector = (kind: string, constructUniqueId: string): IPropertyInjector => ({
      constructUniqueId,
      inject: (props) => {
        for (const [name, value] of Object.entries(props ?? {})) if (value !== undefined) seen[kind].add(name);
        return props;
      },
    });
    PropertyInjectors.of(s).add(
      injector('mapping', lambda.EventSourceMapping.PROPERTY_INJECTION_ID),
      injector('queue', sqs.Queue.PROPERTY_INJECTION_ID),
    );
    fn.addEventSource(source(s));
    expect(seen.mapping).toContain('target');
    for (const kind of ['mapping', 'queue']) expect([...seen[kind]].filter((name) => !KNOWN[kind].includes(name))).toEqual([]);
  });
});
