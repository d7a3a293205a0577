import { App, Duration, Size, type Stack } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as fc from 'fast-check';
import {
  AlarmActions,
  AlarmTuning,
  FailureCapture,
  HardenedDynamoEventSource,
  type HardenedFunction,
  type HardenedFunctionProps,
  HardenedKinesisEventSource,
  HardenedSqsEventSource,
  type HardenedSqsNewQueueProps,
  type HardenedStreamEventSourceOptions,
  HardeningProfile,
  Waiver,
} from '../../lib';
import { tableIn } from '../event-sources/reading';
import { findingsOf, OLDEST, orders, stackOf } from '../harness';

/* Any combination of settings: each set or left out, and what it refers to made in the same stack. */

const SEED = 20261126;
beforeAll(() => process.stdout.write(`fast-check: seed ${SEED}\n`));

/** A value that may have to be made in the stack. */
type Made<T> = (stack: Stack) => T;
const plain = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<Made<T>> => values.map((value) => () => value);
const made = <T>(make: Made<T>): fc.Arbitrary<Made<T>> => fc.constant(make);

const seconds = (min: number, max: number) => fc.integer({ min, max }).map((value) => Duration.seconds(value));
const whole = (min: number, max: number) => fc.integer({ min, max });
const letters = (min: number, max: number) => fc.string({ unit: fc.constantFrom(...'abcXYZ09'), minLength: min, maxLength: max });
const key: Made<kms.IKey> = (s) => new kms.Key(s, 'Key', { enableKeyRotation: true });

const SETTINGS: Record<string, fc.Arbitrary<Made<unknown>>> = {
  alarms: plain(
    fc.record({
      errors: fc.constantFrom(AlarmTuning.threshold({ threshold: 3 }), AlarmTuning.none('counted elsewhere')),
      throttles: fc.constantFrom(AlarmTuning.threshold({ evaluationPeriods: 3, datapointsToAlarm: 2 }), AlarmTuning.none('expected')),
    }),
  ),
  architecture: plain(fc.constantFrom(lambda.Architecture.ARM_64, lambda.Architecture.X86_64)),
  description: plain(letters(0, 256)),
  encryptionKey: made(key),
  environment: plain(
    fc.dictionary(
      letters(1, 9).map((name) => `X${name}`),
      letters(0, 20),
      { maxKeys: 3 },
    ),
  ),
  ephemeralStorageSize: plain(whole(512, 10_240).map((size) => Size.mebibytes(size))),
  failureCapture: fc.oneof(
    plain(fc.constantFrom(FailureCapture.dedicatedQueue(), FailureCapture.dedicatedDeadLetterQueue(), FailureCapture.none('only counted'))),
    made((s) => FailureCapture.deadLetterQueue(failedEvents(s))),
  ),
  functionName: plain(letters(1, 40)),
  handler: plain(letters(1, 120).map((name) => `${name}.handler`)),
  maxEventAge: plain(seconds(60, 21_600)),
  memorySize: plain(whole(128, 10_240)),
  profile: plain(fc.constantFrom(HardeningProfile.standard(), HardeningProfile.strict())),
  reservedConcurrentExecutions: plain(whole(1000, 2000)),
  retryAttempts: plain(whole(0, 2)),
  timeout: plain(seconds(1, 900)),
};

/** The failure queue of somebody else. */
const failedEvents: Made<sqs.Queue> = (s) =>
  new sqs.Queue(s, 'Failed', {
    enforceSSL: true,
    deadLetterQueue: { maxReceiveCount: 3, queue: new sqs.Queue(s, 'Last', { enforceSSL: true }) },
  });

const queueProps: fc.Arbitrary<HardenedSqsNewQueueProps> = fc.record(
  {
    batchSize: whole(1, 10),
    maxBatchingWindow: seconds(0, 300),
    maxConcurrency: whole(2, 1000),
    // More deliveries than fit into the retention of the queue are refused.
    maxReceiveCount: whole(5, 60),
    reportBatchItemFailures: fc.boolean(),
  },
  { requiredKeys: ['maxConcurrency'] },
);
const streamProps: fc.Arbitrary<Partial<HardenedStreamEventSourceOptions>> = fc.record(
  {
    batchSize: whole(1, 1000),
    bisectBatchOnError: fc.boolean(),
    maxBatchingWindow: seconds(0, 300),
    maxRecordAge: seconds(60, 604_800),
    parallelizationFactor: whole(1, 10),
    retryAttempts: whole(0, 10_000),
  },
  { requiredKeys: [] },
);
const ownStream: Made<kinesis.Stream> = (s) =>
  new kinesis.Stream(s, 'Stream', {
    encryption: kinesis.StreamEncryption.KMS,
    encryptionKey: new kms.Key(s, 'StreamKey', { enableKeyRotation: true }),
  });

const SOURCES: fc.Arbitrary<Made<lambda.IEventSource>>[] = [
  queueProps.map((props) => () => HardenedSqsEventSource.withNewQueue(props)),
  streamProps.map((props) => (s) => new HardenedDynamoEventSource(tableIn(s), { ...OLDEST, ...OLDEST, ...props })),
  streamProps.map((props) => (s) => new HardenedKinesisEventSource(ownStream(s), { ...OLDEST, ...OLDEST, ...props })),
];

type Settings = Record<string, Made<unknown>>;
const settings = fc.record(SETTINGS, { requiredKeys: [] }) as fc.Arbitrary<Settings>;
const sources = fc.tuple(...SOURCES.map((source) => fc.option(source, { nil: undefined })));

const WAIVERS = [Waiver.vpc('calls public AWS endpoints only'), Waiver.reservedConcurrency('shares the pool of the account')];

function build(s: Stack, given: Settings, events: (Made<lambda.IEventSource> | undefined)[] = []): HardenedFunction {
  const props = Object.fromEntries(Object.entries(given).map(([name, make]) => [name, make(s)])) as Partial<HardenedFunctionProps>;
  const fn = orders(s, { alarmActions: AlarmActions.email('ops@example.com'), waivers: WAIVERS, ...props });
  for (const event of events) if (event) fn.addEventSource(event(s));
  return fn;
}

/** What the user owns has its own findings. */
const USERS = /^Shop\/(Table|Stream|StreamKey|Key|Failed|Last)\//;

test('whatever is valid synthesizes, and cdk-nag finds nothing', () => {
  fc.assert(
    fc.property(settings, sources, (given, events) => {
      const app = new App();
      build(stackOf(app), given, events);
      expect(findingsOf(app).filter((finding) => !USERS.test(finding))).toEqual([]);
    }),
    { seed: SEED, numRuns: 40 },
  );
});

/** Values that are refused wherever they are set. */
const MISTAKES: Record<string, fc.Arbitrary<unknown>> = {
  description: letters(257, 400),
  environment: fc.constantFrom({ AWS_REGION: 'x' }, { A: 'x' }, { '1X': 'x' }, { 'X-Y': 'x' }),
  functionName: fc.oneof(
    letters(65, 80),
    letters(1, 10).map((name) => `${name}.x`),
    fc.constant(''),
  ),
  handler: fc.oneof(
    letters(129, 140),
    letters(1, 10).map((name) => `${name} x`),
    fc.constant(''),
  ),
  maxEventAge: fc.oneof(seconds(0, 59), seconds(21_601, 100_000)),
  memorySize: fc.oneof(whole(-10, 127), whole(10_241, 100_000), fc.constantFrom(128.5, Number.NaN, Number.POSITIVE_INFINITY)),
  reservedConcurrentExecutions: fc.oneof(whole(-100, -1), fc.constant(0.5)),
  retryAttempts: fc.oneof(whole(-10, -1), whole(3, 100), fc.constantFrom(0.5, Number.NaN)),
  timeout: fc.oneof(seconds(901, 10_000), fc.constant(Duration.seconds(0))),
};

test.each(Object.keys(MISTAKES))('%s: what is invalid is refused by name, whatever else is set', (name) => {
  fc.assert(
    fc.property(settings, MISTAKES[name], (given, mistake) => {
      expect(() => build(stackOf(), { ...given, [name]: () => mistake })).toThrow(new RegExp(`^Shop/Orders: '${name}' must `));
    }),
    { seed: SEED, numRuns: 25 },
  );
});

const QUEUE_MISTAKES: Record<string, fc.Arbitrary<unknown>> = {
  batchSize: fc.oneof(whole(-10, 0), whole(10_001, 100_000), fc.constant(1.5)),
  maxBatchingWindow: seconds(301, 10_000),
  maxConcurrency: fc.oneof(whole(-10, 1), whole(1001, 10_000)),
  maxReceiveCount: fc.oneof(whole(-10, 0), whole(1001, 10_000)),
};
const STREAM_MISTAKES: Record<string, fc.Arbitrary<unknown>> = {
  batchSize: fc.oneof(whole(-10, 0), whole(10_001, 100_000)),
  maxBatchingWindow: seconds(301, 10_000),
  maxRecordAge: fc.oneof(seconds(0, 59), seconds(604_801, 1_000_000)),
  parallelizationFactor: fc.oneof(whole(-10, 0), whole(11, 100)),
  retryAttempts: fc.oneof(whole(-10, -2), whole(10_001, 100_000)),
};

const ofSources = [
  ...Object.entries(QUEUE_MISTAKES).map(
    ([name, mistakes]) =>
      ['a new queue', name, queueProps, mistakes, (_: Stack, props: object) => HardenedSqsEventSource.withNewQueue(props)] as const,
  ),
  ...Object.entries(STREAM_MISTAKES).map(
    ([name, mistakes]) =>
      [
        'a stream',
        name,
        streamProps,
        mistakes,
        (s: Stack, props: object) => new HardenedKinesisEventSource(ownStream(s), { ...OLDEST, ...OLDEST, ...props }),
      ] as const,
  ),
];

test.each(ofSources)('%s: %s that is invalid is refused by name, whatever else is set', (_, name, valid, mistakes, make) => {
  fc.assert(
    fc.property(valid as fc.Arbitrary<object>, mistakes, (props, mistake) => {
      const s = stackOf();
      const source = () => make(s, { ...props, [name]: mistake });
      expect(() => build(s, {}, [source])).toThrow(new RegExp(`^Shop/Orders: '${name}' must `));
    }),
    { seed: SEED, numRuns: 25 },
  );
});
