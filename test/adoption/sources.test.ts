import { Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { HardenedSqsEventSource } from '../../lib';
import { type Adopted, adopted, losses, ofType, resource } from './adopted';
import { ENVIRONMENT, plainFunction, rawFunction } from './odd-application';

/** Each row of the table in docs/adoption.md. */

const reading = (add: (fn: lambda.Function, stack: Stack) => void): Adopted =>
  adopted((app) => {
    const stack = new Stack(app, 'Shop', { env: ENVIRONMENT });
    add(plainFunction(stack, 'Orders'), stack);
  });

const queueOf = ({ hardened }: Adopted) =>
  Object.entries(hardened.Shop).find(([id, { Type }]) => Type === 'AWS::SQS::Queue' && /^Queue([0-9A-F]{8})?$/.test(id))?.[1].Properties ??
  {};
const left = ({ report }: Adopted) =>
  report.functions.flatMap((one) => one.left.map(({ protection, reason }) => `${protection}: ${reason}`));
const alarmsOf = ({ hardened }: Adopted) => ofType(hardened, 'AWS::CloudWatch::Alarm').join(' ');

describe('a queue', () => {
  const safe = reading((fn, stack) => fn.addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, 'Queue'))));

  test('without a redrive policy gets a redrive queue for 14 days, after 5 receives', () => {
    expect(queueOf(safe).RedrivePolicy).toEqual({
      deadLetterTargetArn: { 'Fn::GetAtt': [expect.stringMatching(/^QueueRedrive/), 'Arn'] },
      maxReceiveCount: 5,
    });
    expect(resource(safe.hardened, 'AWS::SQS::Queue', 'QueueRedrive').Properties).toEqual({
      MessageRetentionPeriod: 1_209_600,
      SqsManagedSseEnabled: true,
    });
    expect(losses(safe)).toEqual([]);
  });

  test('has alarms on late messages, and on those that failed', () => {
    expect(alarmsOf(safe)).toMatch(/OldestMessage.*RedrivenMessages.*ExpiringMessages/);
  });

  test('keeps its visibility timeout, and its function gets no partial batch responses', () => {
    expect(queueOf(safe)).not.toHaveProperty('VisibilityTimeout');
    expect(resource(safe.hardened, 'AWS::Lambda::EventSourceMapping').Properties).toEqual(
      resource(safe.plain, 'AWS::Lambda::EventSourceMapping').Properties,
    );
    expect(left(safe)).toEqual([expect.stringMatching(/^partial batch responses of .*the handler has to answer/)]);
  });

  test.each<[string, (stack: Stack) => sqs.IQueue, RegExp]>([
    [
      'FIFO',
      (stack) => new sqs.Queue(stack, 'Queue', { fifo: true }),
      /^redrive of Shop\/Queue: a FIFO queue would deliver later messages/,
    ],
    [
      'encrypted with a key',
      (stack) => new sqs.Queue(stack, 'Queue', { encryptionMasterKey: new kms.Key(stack, 'Key') }),
      /is encrypted with a key/,
    ],
    ['short-lived', (stack) => new sqs.Queue(stack, 'Queue', { retentionPeriod: Duration.minutes(5) }), /less than an hour/],
    [
      'a redrive queue',
      (stack) => {
        const queue = new sqs.Queue(stack, 'Queue');
        new sqs.Queue(stack, 'Source', { deadLetterQueue: { queue, maxReceiveCount: 3 } });
        return queue;
      },
      /is itself a redrive queue/,
    ],
    [
      'read by several functions',
      (stack) => {
        const queue = new sqs.Queue(stack, 'Queue');
        plainFunction(stack, 'Other').addEventSource(new sources.SqsEventSource(queue));
        return queue;
      },
      /several functions read it/,
    ],
  ])('that is %s keeps having none', (_, make, reason) => {
    const all = reading((fn, stack) => fn.addEventSource(new sources.SqsEventSource(make(stack))));
    expect(queueOf(all)).not.toHaveProperty('RedrivePolicy');
    expect(left(all)).toEqual(expect.arrayContaining([expect.stringMatching(reason)]));
    expect(losses(all)).toEqual([]);
  });

  test('that is not of the app is named', () => {
    const all = reading((fn) => fn.addEventSourceMapping('M', { eventSourceArn: 'arn:aws:sqs:us-east-1:111122223333:known' }));
    expect(left(all)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^source Shop\/Orders\/M: the queue is not a resource of this app/)]),
    );
  });

  test('keeps the redrive policy that it has', () => {
    const all = reading((fn, stack) => {
      const deadLetterQueue = { queue: new sqs.Queue(stack, 'Failed'), maxReceiveCount: 1 };
      fn.addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, 'Queue', { deadLetterQueue })));
    });
    expect(queueOf(all).RedrivePolicy.maxReceiveCount).toBe(1);
    expect(alarmsOf(all)).toMatch(/RedrivenMessages/);
  });

  test('read by a source of the library is left to it', () => {
    const all = reading((fn) => fn.addEventSource(HardenedSqsEventSource.withNewQueue()));
    expect(left(all)).toEqual([expect.stringMatching(/^timeout: .*visibility timeout of 18 seconds/)]);
    expect(losses(all)).toEqual([]);
  });

  test('that is a raw resource, mapped by one, gets the same', () => {
    const all = adopted((app) => {
      const stack = new Stack(app, 'Shop', { env: ENVIRONMENT });
      const eventSourceArn = new sqs.CfnQueue(stack, 'Queue').attrArn;
      new lambda.CfnEventSourceMapping(stack, 'Mapping', { functionName: rawFunction(stack, 'Orders').ref, eventSourceArn });
    });
    expect(queueOf(all).RedrivePolicy.maxReceiveCount).toBe(5);
    expect(alarmsOf(all)).toMatch(/OldestMessage.*RedrivenMessages/);
  });
});

describe('a stream', () => {
  const mappingOf = (all: Adopted) => resource(all.hardened, 'AWS::Lambda::EventSourceMapping').Properties ?? {};
  const startingPosition = lambda.StartingPosition.LATEST;
  const read = (more: object = {}) =>
    reading((fn, stack) =>
      fn.addEventSource(new sources.KinesisEventSource(new kinesis.Stream(stack, 'Stream'), { startingPosition, ...more })),
    );

  test('has its failed batches divided, and its age watched', () => {
    const all = read();
    expect(mappingOf(all).BisectBatchOnFunctionError).toBe(true);
    expect(alarmsOf(all)).toMatch(/IteratorAge/);
    expect(losses(all)).toEqual([]);
  });

  test.each([
    ['says otherwise', { bisectBatchOnError: false }, false],
    ['has a tumbling window, whose state is of whole batches', { tumblingWindow: Duration.seconds(30) }, undefined],
  ])('is left where it %s', (_, more, bisects) => {
    expect(mappingOf(read(more)).BisectBatchOnFunctionError).toBe(bisects);
  });

  test('keeps its retries and its starting position', () => {
    const all = read();
    expect(mappingOf(all)).toMatchObject({ StartingPosition: 'LATEST' });
    for (const name of ['MaximumRetryAttempts', 'MaximumRecordAgeInSeconds', 'DestinationConfig'])
      expect(mappingOf(all)).not.toHaveProperty(name);
    expect(left(all)).toEqual([expect.stringMatching(/^retries of .*a limit would skip records/)]);
  });

  test('of a table is one, too', () => {
    const all = reading((fn, stack) => {
      const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };
      const table = new dynamodb.Table(stack, 'Table', { partitionKey, stream: dynamodb.StreamViewType.NEW_IMAGE });
      fn.addEventSource(new sources.DynamoEventSource(table, { startingPosition }));
    });
    expect(mappingOf(all).BisectBatchOnFunctionError).toBe(true);
  });
});

test('brokers are left, with a reason', () => {
  const all = reading((fn) =>
    fn.addEventSource(
      new sources.ManagedKafkaEventSource({
        clusterArn: 'arn:aws:kafka:us-east-1:111122223333:cluster/c/1',
        topic: 'orders',
        startingPosition: lambda.StartingPosition.LATEST,
      }),
    ),
  );
  expect(left(all)).toContainEqual(expect.stringMatching(/^source .*only the code or the source itself knows/));
});
