import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, SecretValue, Stack } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Adopted, adopted, losses } from './adopted';
import { ENVIRONMENT, plainFunction } from './odd-application';

/*
 * The table in docs/adoption.md of what may be changed of a source: each row has a test here, and the page has no row without one.
 */

/** One function that reads what `add` gives it. */
const reading = (add: (fn: lambda.Function, stack: Stack) => void): Adopted =>
  adopted((app) => {
    const stack = new Stack(app, 'Shop', { env: ENVIRONMENT });
    add(plainFunction(stack, 'Orders', { timeout: Duration.seconds(3) }), stack);
  });

const readingQueue = (props: sqs.QueueProps = {}, more: (stack: Stack, queue: sqs.Queue) => void = () => undefined): Adopted =>
  reading((fn, stack) => {
    const queue = new sqs.Queue(stack, 'Queue', props);
    fn.addEventSource(new sources.SqsEventSource(queue));
    more(stack, queue);
  });

const startingPosition = lambda.StartingPosition.LATEST;
const readingStream = (options: Partial<sources.KinesisEventSourceProps> = {}): Adopted =>
  reading((fn, stack) => {
    fn.addEventSource(new sources.KinesisEventSource(new kinesis.Stream(stack, 'Stream'), { startingPosition, ...options }));
  });

const propertiesOf = (all: Adopted, type: string, id: RegExp = /^/): Record<string, any> => {
  const found = Object.entries(all.hardened.Shop).filter(([each, { Type }]) => Type === type && id.test(each));
  if (found.length !== 1) throw new Error(`expected one ${type}, found ${found.length}`);
  return found[0][1].Properties ?? {};
};
const QUEUE = 'AWS::SQS::Queue';
const MAPPING = 'AWS::Lambda::EventSourceMapping';
const OWN = /^Queue[0-9A-F]{8}$/;
const alarmsOf = ({ plain, hardened }: Adopted): string[] =>
  Object.keys(hardened.Shop).filter((id) => hardened.Shop[id].Type === 'AWS::CloudWatch::Alarm' && !(id in plain.Shop));
const leftOf = ({ report }: Adopted): string[] =>
  report.functions.flatMap(({ left }) => left.map(({ protection, reason }) => `${protection}: ${reason}`));

const keepsHavingNoRedrive = (all: Adopted, reason: string): void => {
  expect(propertiesOf(all, QUEUE, OWN)).not.toHaveProperty('RedrivePolicy');
  expect(leftOf(all)).toContainEqual(expect.stringMatching(`^redrive of Shop/Queue: .*${reason}`));
  expect(losses(all)).toEqual([]);
};
const mappingStays = (all: Adopted, ...names: string[]): void => {
  const before = Object.values(all.plain.Shop).find(({ Type }) => Type === MAPPING)?.Properties ?? {};
  const after = propertiesOf(all, MAPPING);
  for (const name of names) expect([name, after[name]]).toEqual([name, before[name]]);
};

/** A broker, of which nothing at all is changed. */
const untouchedBroker = (source: (stack: Stack) => lambda.IEventSource): void => {
  const all = reading((fn, stack) => fn.addEventSource(source(stack)));
  mappingStays(all, ...Object.keys(propertiesOf(all, MAPPING)));
  expect(leftOf(all)).toContainEqual(expect.stringMatching(/^source .*only the code or the source itself knows/));
};
const credentials = (stack: Stack) => new Secret(stack, 'Secret', { secretStringValue: SecretValue.unsafePlainText('not a secret') });

type Row = [source: string, setting: string, isChanged: boolean, check: () => void];
const ROWS: Row[] = [
  [
    'Queue',
    'redrive queue, 14 days, after 5 receives',
    true,
    () => {
      const all = readingQueue();
      expect(propertiesOf(all, QUEUE, OWN).RedrivePolicy.maxReceiveCount).toBe(5);
      expect(propertiesOf(all, QUEUE, /^QueueRedrive/).MessageRetentionPeriod).toBe(14 * 24 * 3600);
      expect(losses(all)).toEqual([]);
    },
  ],
  ['Queue, FIFO', 'redrive queue', false, () => keepsHavingNoRedrive(readingQueue({ fifo: true }), 'would deliver later messages')],
  [
    'Queue with a customer-managed key',
    'redrive queue',
    false,
    () =>
      keepsHavingNoRedrive(
        reading((fn, stack) => {
          const encryptionMasterKey = new kms.Key(stack, 'Key');
          fn.addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, 'Queue', { encryptionMasterKey })));
        }),
        'is encrypted with a key',
      ),
  ],
  [
    'Queue that several functions read',
    'redrive queue',
    false,
    () =>
      keepsHavingNoRedrive(
        readingQueue({}, (stack, queue) => plainFunction(stack, 'Other').addEventSource(new sources.SqsEventSource(queue))),
        'several functions read it',
      ),
  ],
  [
    'Queue that is a redrive queue itself',
    'redrive queue',
    false,
    () =>
      keepsHavingNoRedrive(
        readingQueue({}, (stack, queue) => void new sqs.Queue(stack, 'Source', { deadLetterQueue: { queue, maxReceiveCount: 3 } })),
        'is itself a redrive queue',
      ),
  ],
  [
    'Queue that keeps messages for less than an hour',
    'redrive queue',
    false,
    () => {
      keepsHavingNoRedrive(readingQueue({ retentionPeriod: Duration.minutes(59) }), 'less than an hour');
      expect(propertiesOf(readingQueue({ retentionPeriod: Duration.hours(1) }), QUEUE, OWN)).toHaveProperty('RedrivePolicy');
    },
  ],
  [
    'Queue of another app',
    'redrive queue',
    false,
    () => {
      const all = reading((fn) => fn.addEventSourceMapping('Mapping', { eventSourceArn: 'arn:aws:sqs:us-east-1:111122223333:known' }));
      expect(Object.values(all.hardened.Shop).filter(({ Type }) => Type === QUEUE)).toHaveLength(1);
      expect(leftOf(all)).toContainEqual(expect.stringMatching(/^source Shop\/Orders\/Mapping: the queue is not a resource of this app/));
    },
  ],
  [
    'Queue',
    'visibility timeout',
    false,
    () => {
      expect(propertiesOf(readingQueue(), QUEUE, OWN)).not.toHaveProperty('VisibilityTimeout');
      const seconds = readingQueue({ visibilityTimeout: Duration.seconds(10) });
      expect(propertiesOf(seconds, QUEUE, OWN).VisibilityTimeout).toBe(10);
    },
  ],
  [
    'Queue',
    'partial batch responses',
    false,
    () => {
      mappingStays(readingQueue(), 'FunctionResponseTypes');
      expect(leftOf(readingQueue())).toContainEqual(expect.stringMatching(/^partial batch responses of .*the handler has to answer/));
    },
  ],
  [
    'Queue',
    'alarms: late messages, redriven messages, expiring messages',
    true,
    () => expect(alarmsOf(readingQueue()).join()).toMatch(/OldestMessage.*RedrivenMessages.*ExpiringMessages/),
  ],
  [
    'Kinesis, DynamoDB',
    'divide a batch that fails',
    true,
    () => {
      expect(propertiesOf(readingStream(), MAPPING).BisectBatchOnFunctionError).toBe(true);
      for (const options of [{ bisectBatchOnError: false }, { tumblingWindow: Duration.seconds(30) }])
        mappingStays(readingStream(options), 'BisectBatchOnFunctionError');
    },
  ],
  [
    'Kinesis, DynamoDB',
    'retries, record age, failure target',
    false,
    () => {
      mappingStays(readingStream(), 'MaximumRetryAttempts', 'MaximumRecordAgeInSeconds', 'DestinationConfig');
      expect(leftOf(readingStream())).toContainEqual(expect.stringMatching(/^retries of .*a limit would skip records/));
    },
  ],
  ['Kinesis, DynamoDB', 'starting position', false, () => mappingStays(readingStream(), 'StartingPosition')],
  ['Kinesis, DynamoDB', 'alarm: iterator age', true, () => expect(alarmsOf(readingStream()).join()).toMatch(/IteratorAge/)],
  [
    'Kafka, Amazon MQ, DocumentDB',
    'all',
    false,
    () => {
      const topic = 'orders';
      untouchedBroker(
        () =>
          new sources.ManagedKafkaEventSource({ clusterArn: 'arn:aws:kafka:us-east-1:111122223333:cluster/c/1', topic, startingPosition }),
      );
      untouchedBroker(
        (stack) =>
          new sources.SelfManagedKafkaEventSource({
            bootstrapServers: ['kafka.example.com:9092'],
            topic,
            startingPosition,
            secret: credentials(stack),
          }),
      );
      for (const eventSourceArn of [
        'arn:aws:mq:us-east-1:111122223333:broker:orders:b-1',
        'arn:aws:rds:us-east-1:111122223333:cluster:orders',
      ])
        untouchedBroker(() => ({ bind: (fn) => void fn.addEventSourceMapping('Mapping', { eventSourceArn }) }));
    },
  ],
];

test.each(ROWS)('%s, %s', (_source, _setting, _isChanged, check) => check());

test('the page has these rows, and no others', () => {
  const page = readFileSync(join(__dirname, '../../docs/adoption.md'), 'utf8');
  const table = page.slice(page.indexOf('| Source | Setting |')).split('\n\n')[0].split('\n').slice(2);
  const rows = table.map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.map(([, source, setting, changed]) => [source, setting, changed.startsWith('yes')])).toEqual(
    ROWS.map(([source, setting, isChanged]) => [source, setting, isChanged]),
  );
});
