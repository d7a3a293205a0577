import { Duration, Lazy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import {
  HardenedDynamoEventSource,
  type HardenedFunction,
  type HardenedFunctionProps,
  HardenedKinesisEventSource,
  HardenedSqsEventSource,
  Idempotency,
} from '../../lib';
import { OLDEST, orders, stackOf, warningsOf } from '../harness';

const HOUR = 3600;

function warned(
  seconds: number | undefined,
  props: Partial<HardenedFunctionProps>,
  read: (fn: HardenedFunction, scope: Construct) => void = () => {},
): string[] {
  const stack = stackOf();
  const expiresAfter = seconds === undefined ? undefined : Duration.seconds(seconds);
  const fn = orders(stack, { idempotency: Idempotency.table({ expiresAfter }), ...props });
  read(fn, stack);
  fn.node.validate();
  return warningsOf(stack).filter((text) => text.includes('IdempotencyExpiresBeforeRetries'));
}

const table = (scope: Construct) =>
  new dynamodb.Table(scope, 'Table', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    stream: dynamodb.StreamViewType.NEW_IMAGE,
  });
const ofQueue = (props: sqs.QueueProps) => (fn: HardenedFunction, scope: Construct) =>
  fn.addEventSource(new HardenedSqsEventSource(new sqs.Queue(scope, 'Queue', { enforceSSL: true, ...props }), { waivers: [] }));
const redrive = (scope: Construct, maxReceiveCount: number) => ({
  queue: new sqs.Queue(scope, 'Redrive', { retentionPeriod: Duration.days(14) }),
  maxReceiveCount,
});

describe('asynchronous events', () => {
  test.each<[string, number, Partial<HardenedFunctionProps>, number]>([
    ['six hours and the timeout', 21_629, {}, 21_630],
    ['less where events are dropped earlier', HOUR, { maxEventAge: Duration.hours(1), retryAttempts: 1 }, HOUR + 30],
    ['with the timeout of the function', 21_600, { timeout: Duration.minutes(15) }, 22_500],
  ])('%s', (_, seconds, props, horizon) => {
    expect(warned(seconds, props)).toEqual([
      expect.stringContaining(
        `'idempotency.expiresAfter' must be at least the time in which an event may be delivered again, ${horizon} seconds for asynchronous events, got ${seconds}, ` +
          "so that a late retry has its effect twice; raise it, or lower 'maxEventAge'",
      ),
    ]);
    expect(warned(horizon, props)).toEqual([]);
  });

  test('are fine with the default', () => expect(warned(undefined, {})).toEqual([]));
  test('that are not retried are fine', () => expect(warned(60, { retryAttempts: 0 })).toEqual([]));
  test('that no service sends are fine', () => expect(warned(HOUR, { events: [HardenedSqsEventSource.withNewQueue()] })).toEqual([]));
  test('of a timeout that only the deployment knows are fine', () => {
    const later = () => Duration.seconds(Lazy.number({ produce: () => 60 }));
    expect(warned(60, { timeout: later() })).toEqual([]);
    expect(warned(undefined, { idempotency: Idempotency.table({ expiresAfter: later() }) })).toEqual([]);
  });
});

describe('a queue', () => {
  const own = (seconds: number, maxReceiveCount: number, more: sqs.QueueProps = {}) =>
    warned(seconds, { retryAttempts: 0 }, (fn, scope) =>
      ofQueue({ visibilityTimeout: Duration.seconds(180), deadLetterQueue: redrive(scope, maxReceiveCount), ...more })(fn, scope),
    );

  test('delivers as often as it may, each time after the visibility timeout', () => {
    expect(own(899, 5)).toEqual([
      expect.stringMatching(
        /900 seconds for Shop\/Orders\/SqsEventSource.*got 899.*raise it, or let the queue move messages after fewer receives/,
      ),
    ]);
    expect(own(900, 5)).toEqual([]);
  });

  test('deletes a message at the end of its retention', () => {
    expect(own(HOUR - 1, 1000, { retentionPeriod: Duration.hours(1) })).toEqual([expect.stringContaining('3600 seconds for')]);
  });

  test('without a redrive queue delivers until then', () => {
    const read = (fn: HardenedFunction, scope: Construct) =>
      void fn.addEventSource(
        new sources.SqsEventSource(
          new sqs.Queue(scope, 'Queue', { retentionPeriod: Duration.days(2), visibilityTimeout: Duration.minutes(3) }),
        ),
      );
    expect(warned(undefined, { retryAttempts: 0 }, read)).toEqual([expect.stringContaining('172800 seconds for')]);
    expect(warned(172_800, { retryAttempts: 0 }, read)).toEqual([]);
  });

  test('that the library makes is fine with the default', () =>
    expect(warned(undefined, { events: [HardenedSqsEventSource.withNewQueue()] })).toEqual([]));

  test('that is imported, or known only once deployed, is not checked', () => {
    const imported = (fn: HardenedFunction, scope: Construct) =>
      void fn.addEventSource(
        new HardenedSqsEventSource(sqs.Queue.fromQueueArn(scope, 'Queue', 'arn:aws:sqs:eu-west-1:111122223333:orders')),
      );
    expect(warned(60, { retryAttempts: 0 }, imported)).toEqual([]);
    expect(own(60, Lazy.number({ produce: () => 5 }))).toEqual([]);
    expect(own(60, 5, { visibilityTimeout: Duration.seconds(Lazy.number({ produce: () => 200 })) })).toEqual([]);
  });

  test('that is not read is not checked', () => {
    const read = (fn: HardenedFunction, scope: Construct) =>
      void fn.addEventSource(
        new sources.SqsEventSource(new sqs.Queue(scope, 'Queue', { visibilityTimeout: Duration.minutes(3) }), { enabled: false }),
      );
    expect(warned(60, { retryAttempts: 0 }, read)).toEqual([]);
  });
});

describe('a stream', () => {
  const dynamo = (seconds: number | undefined, props: object = {}) =>
    warned(
      seconds,
      { retryAttempts: 0 },
      (fn, scope) => void fn.addEventSource(new sources.DynamoEventSource(table(scope), { ...OLDEST, ...props })),
    );
  const ofKinesis = (seconds: number | undefined, hours: number, props: object = {}) =>
    warned(seconds, { retryAttempts: 0 }, (fn, scope) => {
      const stream = new kinesis.Stream(scope, 'Stream', { retentionPeriod: Duration.hours(hours) });
      void fn.addEventSource(new sources.KinesisEventSource(stream, { ...OLDEST, ...props }));
    });

  test('of a table keeps records for a day', () => {
    expect(dynamo(86_399)).toEqual([
      expect.stringMatching(/86400 seconds for Shop\/Orders\/DynamoDBEventSource.*or set 'maxRecordAge' of the source/),
    ]);
    expect(dynamo(undefined)).toEqual([]);
  });

  test('of Kinesis as long as it is set', () => {
    expect(ofKinesis(undefined, 48)).toEqual([expect.stringContaining('172800 seconds for')]);
    expect(ofKinesis(172_800, 48)).toEqual([]);
    expect(ofKinesis(undefined, 24)).toEqual([]);
  });

  test('with a maximum age retries until then', () => {
    expect(ofKinesis(HOUR - 1, 48, { maxRecordAge: Duration.hours(1) })).toEqual([expect.stringContaining('3600 seconds for')]);
    expect(ofKinesis(HOUR, 48, { maxRecordAge: Duration.hours(1) })).toEqual([]);
    expect(ofKinesis(86_399, 24, { maxRecordAge: Duration.days(7) })).toEqual([expect.stringContaining('86400 seconds for')]);
  });

  test('with a limit of attempts is not checked: how long these take is not documented', () => {
    expect(ofKinesis(60, 48, { retryAttempts: 3 })).toEqual([]);
    expect(dynamo(60, { retryAttempts: 3 })).toEqual([]);
  });

  test('that is imported is not checked', () => {
    const read = (fn: HardenedFunction, scope: Construct) => {
      const stream = kinesis.Stream.fromStreamArn(scope, 'Stream', 'arn:aws:kinesis:eu-west-1:111122223333:stream/clicks');
      fn.addEventSource(new sources.KinesisEventSource(stream, OLDEST));
    };
    expect(warned(60, { retryAttempts: 0 }, read)).toEqual([]);
  });

  test('of this library is fine with the default', () => {
    const read = (fn: HardenedFunction, scope: Construct) => {
      fn.addEventSource(new HardenedDynamoEventSource(table(scope), OLDEST));
      fn.addEventSource(new HardenedKinesisEventSource(new kinesis.Stream(scope, 'Stream'), OLDEST));
    };
    expect(warned(undefined, {}, read)).toEqual([]);
  });

  test('whose values only the deployment knows is not checked', () => {
    expect(ofKinesis(60, Lazy.number({ produce: () => 48 }))).toEqual([]);
  });
});

test('sources that the CDK maps to an alias are seen', () => {
  const read = (fn: HardenedFunction, scope: Construct) =>
    void fn.addAlias('other').addEventSource(new sources.DynamoEventSource(table(scope), OLDEST));
  expect(warned(60, { retryAttempts: 0 }, read)).toHaveLength(1);
});

test('nothing is told of a function without the option', () => {
  const stack = stackOf();
  const fn = orders(stack);
  fn.addEventSource(new sources.KinesisEventSource(new kinesis.Stream(stack, 'Stream', { retentionPeriod: Duration.days(7) }), OLDEST));
  fn.node.validate();
  expect(warningsOf(stack).filter((text) => text.includes('Idempotency'))).toEqual([]);
});
