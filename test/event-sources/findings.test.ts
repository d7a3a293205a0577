import { App, Duration, type Stack } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { S3OnFailureDestination, SnsDlq, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  Acknowledgements,
  AlarmActions,
  EventSourceWaiver,
  HardenedDynamoEventSource,
  HardenedFunctionDefaults,
  HardenedKinesisConsumerEventSource,
  HardenedKinesisEventSource,
  HardenedSqsEventSource,
  HardeningProfile,
  KinesisFilter,
  Waiver,
} from '../../lib';
import { ALL_PACKS, acknowledgementsOf, CODE, findingsOf, OLDEST, orders, stackOf } from '../harness';
import { tableIn } from './reading';

const waivers = [Waiver.vpc('calls public AWS endpoints only'), Waiver.reservedConcurrency('shares the pool of the account')];
const alarmActions = AlarmActions.email('ops@example.com');

/** What a finding or an acknowledgement is about: below the mapping by its part, else by its path. */
const below = (entry: string): string =>
  entry
    .replace('/Resource ', ' ')
    .replace('Policy/Policy ', 'Policy ')
    .replace(/^Shop\/Orders\/[A-Za-z]+EventSource:[^/ ]+/, 'mapping')
    // In the role, or under the strict profile in a policy beside it.
    .replace(/^(mapping\/Policy|Shop\/Orders\/ServiceRole) (?=.*Failed)/, 'permissions ');

interface Scene {
  readonly name: string;
  readonly source: (s: Stack) => lambda.IEventSource;
  /** What is acknowledged for the source, on ours. */
  readonly acknowledged: string[];
}

const key = (s: Stack) => new kms.Key(s, 'Own', { enableKeyRotation: true });
const stream = (s: Stack) => new kinesis.Stream(s, 'Stream', { encryption: kinesis.StreamEncryption.KMS, encryptionKey: key(s) });
const LAST_STOP = ['mapping/FailureQueue AwsSolutions-SQS3', 'mapping/FailureQueue Serverless-SQSRedrivePolicy'];
const NO_TARGET = 'mapping Serverless-LambdaEventSourceMappingDestination';

const OBJECTS = 'permissions AwsSolutions-IAM5[Resource::<Failed178E83A2.Arn>/*]';

const SCENES: Scene[] = [
  {
    name: 'a new queue',
    source: () => HardenedSqsEventSource.withNewQueue(),
    acknowledged: ['Shop/Orders/QueueRedrive Serverless-SQSRedrivePolicy', NO_TARGET],
  },
  {
    name: 'the stream of a table',
    source: (s) => new HardenedDynamoEventSource(tableIn(s), OLDEST),
    acknowledged: LAST_STOP,
  },
  { name: 'a stream', source: (s) => new HardenedKinesisEventSource(stream(s), OLDEST), acknowledged: LAST_STOP },
  {
    name: 'a stream with a filter that a key encrypts',
    source: (s) => {
      const filterEncryption = new kms.Key(s, 'FilterKey', { enableKeyRotation: true });
      return new HardenedKinesisEventSource(stream(s), {
        ...OLDEST,
        ...OLDEST,
        filters: [KinesisFilter.data({ type: ['order'] })],
        filterEncryption,
      });
    },
    acknowledged: LAST_STOP,
  },
  {
    name: 'a consumer',
    source: (s) =>
      new HardenedKinesisConsumerEventSource(
        new kinesis.StreamConsumer(s, 'Consumer', { streamConsumerName: 'x', stream: stream(s) }),
        OLDEST,
      ),
    acknowledged: LAST_STOP,
  },
  {
    name: 'a stream without a failure target',
    source: (s) =>
      new HardenedKinesisEventSource(stream(s), {
        ...OLDEST,
        ...OLDEST,
        waivers: [EventSourceWaiver.failureTarget('worth nothing later')],
      }),
    acknowledged: [NO_TARGET],
  },
  {
    name: 'a stream whose failed batches go to a topic',
    source: (s) => new HardenedKinesisEventSource(stream(s), { ...OLDEST, ...OLDEST, onFailure: new SnsDlq(new sns.Topic(s, 'Failed')) }),
    acknowledged: [],
  },
  {
    name: 'a stream whose failed batches go to a queue',
    source: (s) => new HardenedKinesisEventSource(stream(s), { ...OLDEST, ...OLDEST, onFailure: new SqsDlq(new sqs.Queue(s, 'Failed')) }),
    acknowledged: [],
  },
  {
    name: 'a stream whose failed batches go to a bucket',
    source: (s) =>
      new HardenedKinesisEventSource(stream(s), {
        ...OLDEST,
        ...OLDEST,
        onFailure: new S3OnFailureDestination(new s3.Bucket(s, 'Failed')),
      }),
    acknowledged: [OBJECTS],
  },
];

/** What belongs to the user: what is read, where it fails to, and its key. */
const USERS = /^Shop\/(Table|Stream|Consumer|Failed|Own|FilterKey)/;

function app(strict: boolean, leaveOut: boolean, source?: Scene['source']): App {
  const root = new App();
  if (leaveOut) Acknowledgements.of(root).disable();
  const s = stackOf(root);
  const fn = strict ? orders(s, { profile: HardeningProfile.strict(), waivers, alarmActions }) : orders(s, { alarmActions });
  if (source) fn.addEventSource(source(s));
  return root;
}

const findings = (strict: boolean) => (root: App) => findingsOf(root, strict ? ALL_PACKS : undefined);
const ours = (entries: string[]) => entries.filter((entry) => !USERS.test(entry) && !/CloudFormation-Validate/.test(entry)).map(below);

describe.each([
  ['standard', false],
  ['strict', true],
])('%s: cdk-nag', (_, strict) => {
  test.each(SCENES)('finds nothing of ours with $name, and every acknowledgement is listed here', ({ source, acknowledged }) => {
    const root = app(strict, false, source);
    expect(ours(findings(strict)(root))).toEqual([]);
    const without = app(strict, false);
    without.synth();
    const known = acknowledgementsOf(without).map(below);
    const more = ours(acknowledgementsOf(root)).filter((entry) => !known.includes(entry));
    expect(more.sort()).toEqual([...acknowledged].sort());
  });

  test.each(SCENES)('needs each acknowledgement with $name: without ours, it finds exactly these', ({ source, acknowledged }) => {
    const known = findings(strict)(app(strict, true)).map(below);
    const more = ours(findings(strict)(app(strict, true, source))).filter((entry) => !known.includes(entry));
    expect([...new Set(more)].sort()).toEqual([...acknowledged].sort());
  });
});

test('finds nothing of ours with a plain function that reads a queue, beside what the function gives', () => {
  const found = (withSource: boolean) => {
    const root = new App();
    const s = stackOf(root);
    HardenedFunctionDefaults.of(s).set({ alarmActions });
    const fn = new lambda.Function(s, 'Orders', { ...CODE, timeout: Duration.seconds(30) });
    if (withSource) fn.addEventSource(HardenedSqsEventSource.withNewQueue());
    return findingsOf(root);
  };
  const plain = found(false);
  expect(plain.length).toBeGreaterThan(0);
  expect(found(true)).toEqual(plain);
});
