import { App, CfnOutput, NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmActions,
  AlarmTuning,
  FailureCapture,
  HardenedDynamoEventSource,
  type HardenedFunction,
  HardenedSqsEventSource,
  HardeningProfile,
} from '../../lib';
import { tableIn } from '../event-sources/reading';
import { findingsOf, OLDEST, only, orders, stackOf } from '../harness';

const QUEUE = 'AWS::SQS::Queue';
const ALARM = 'AWS::CloudWatch::Alarm';
const alarmIds = (template: Template) =>
  Object.keys(template.findResources(ALARM))
    .map((id) => id.replace(/[0-9A-F]{8}$/, ''))
    .sort();
const several = (s: Stack, count: number) => Array.from({ length: count }, (_, n) => orders(s, {}, `Fn${n}`));

test('one queue, with one policy and two alarms, for all functions of a stack', () => {
  const s = stackOf();
  const fns = several(s, 3);
  const template = Template.fromStack(s);
  template.resourceCountIs(QUEUE, 1);
  template.resourceCountIs('AWS::SQS::QueuePolicy', 1);
  expect(new Set(fns.map((fn) => fn.failureQueue)).size).toBe(1);
  expect(alarmIds(template)).toEqual([
    ...['0', '1', '2'].flatMap((n) => ['Errors', 'Throttles'].map((kind) => `Fn${n}Alarms${kind}`)),
    'HardenedFunctionFailedEvents1',
    'HardenedFunctionFailureQueueAlarmsExpiringEvents',
    'HardenedFunctionFailureQueueAlarmsStoredEvents',
  ]);
});

test('its alarms name no function, and link to no logs', () => {
  const s = stackOf();
  orders(s, { runbookUrl: 'https://wiki.example.com/orders' });
  const { AlarmDescription } = only(Template.fromStack(s), ALARM, 'HardenedFunctionFailureQueueAlarmsStoredEvents');
  expect(JSON.stringify(AlarmDescription)).not.toMatch(/Orders|Logs:|Runbook/);
});

test('its alarms notify those of every function, each once', () => {
  const s = stackOf();
  const [one, two] = ['One', 'Two'].map((id) => new sns.Topic(s, id));
  for (const [id, topic] of Object.entries({ A: one, B: two, C: one })) orders(s, { alarmActions: AlarmActions.topic(topic) }, id);
  const { AlarmActions: notified, OKActions } = only(Template.fromStack(s), ALARM, 'HardenedFunctionFailureQueueAlarmsStoredEvents');
  expect(notified).toHaveLength(2);
  expect(OKActions).toEqual(notified);
});

test('nested stacks share the queue, the key and the topic of their parent', () => {
  const app = new App();
  const s = stackOf(app);
  const nested = new NestedStack(s, 'Nested');
  const alarmActions = AlarmActions.email('ops@example.com');
  const parts = { alarmActions, profile: HardeningProfile.standard().derive({ keyManagement: 'customer-managed' as never }) };
  const inner = orders(nested, parts, 'Inner');
  const outer = orders(s, parts, 'Outer');
  expect(inner.failureQueue === outer.failureQueue).toBe(true);
  expect(inner.alarmTopics.critical === outer.alarmTopics.critical).toBe(true);
  app.synth();
  Template.fromStack(s).resourceCountIs(QUEUE, 1);
  Template.fromStack(s).resourceCountIs('AWS::KMS::Key', 1);
  for (const type of [QUEUE, 'AWS::KMS::Key', 'AWS::SNS::Topic']) Template.fromStack(nested).resourceCountIs(type, 0);
});

test('a key of a nested stack has a queue beside it, which makes no circle', () => {
  const app = new App();
  const nested = new NestedStack(stackOf(app), 'Nested');
  orders(nested, { encryptionKey: new kms.Key(nested, 'Key') });
  app.synth();
  Template.fromStack(nested).resourceCountIs(QUEUE, 1);
});

test('each customer-managed key has a queue', () => {
  const s = stackOf();
  for (const id of ['One', 'Two']) orders(s, { encryptionKey: new kms.Key(s, `${id}Key`) }, id);
  orders(s, {}, 'Three');
  Template.fromStack(s).resourceCountIs(QUEUE, 3);
});

test.each([[['Short', 'Long']], [['Long', 'Short']]])('it is kept where one function wants it kept: %s', (order) => {
  const s = stackOf();
  const profiles: Record<string, HardeningProfile> = {
    Short: HardeningProfile.standard().derive({ removalPolicy: RemovalPolicy.DESTROY }),
    Long: HardeningProfile.standard(),
  };
  for (const id of order) orders(s, { profile: profiles[id] }, id);
  for (const type of [QUEUE, 'AWS::SQS::QueuePolicy']) Template.fromStack(s).hasResource(type, { DeletionPolicy: 'RetainExceptOnCreate' });
});

test('different tunings of its alarms are refused', () => {
  const s = stackOf();
  orders(s);
  expect(() => orders(s, { alarms: { expiringEvents: AlarmTuning.threshold({ threshold: 60 }) } }, 'Second')).toThrow(
    /^Shop\/Second: 'alarms.expiringEvents' must be tuned alike by all functions that share a failure queue, .*FailureCapture.dedicatedQueue\(\)' to this one$/,
  );
});

test('a dead-letter queue is never shared', () => {
  const s = stackOf();
  for (const id of ['One', 'Two']) orders(s, { failureCapture: FailureCapture.dedicatedDeadLetterQueue() }, id);
  Template.fromStack(s).resourceCountIs(QUEUE, 2);
});

test('delivery is watched for a function that asks for it', () => {
  const s = stackOf();
  orders(s, { alarms: { undeliveredEvents: AlarmTuning.threshold({ threshold: 0 }) } });
  expect(only(Template.fromStack(s), ALARM, 'OrdersAlarmsUndeliveredEvents').MetricName).toBe('DestinationDeliveryFailures');
});

describe('a function whose events are only polled', () => {
  const polled = (s: Stack) =>
    orders(s, { events: [HardenedSqsEventSource.withNewQueue(), new HardenedDynamoEventSource(tableIn(s), OLDEST)] });
  const hasAlarm = (s: Stack) => alarmIds(Template.fromStack(s)).some((id) => /FailedEvents/.test(id));

  test('sends failed events to the shared queue, and has no alarm on them', () => {
    const s = stackOf();
    polled(s);
    Template.fromStack(s).resourceCountIs('AWS::Lambda::EventInvokeConfig', 1);
    expect(hasAlarm(s)).toBe(false);
  });

  test('has the alarm where a service may invoke it too', () => {
    const s = stackOf();
    new events.Rule(s, 'Rule', { schedule: events.Schedule.expression('rate(1 day)'), targets: [new targets.LambdaFunction(polled(s))] });
    expect(hasAlarm(s)).toBe(true);
  });

  test('has the alarm where it is tuned', () => {
    const s = stackOf();
    orders(s, { events: [HardenedSqsEventSource.withNewQueue()], alarms: { failedEvents: AlarmTuning.threshold({ threshold: 1 }) } });
    expect(hasAlarm(s)).toBe(true);
  });
});

test('cdk-nag finds nothing in it', () => {
  const app = new App();
  several(stackOf(app), 2);
  expect(findingsOf(app).filter((finding) => finding.includes('FailureQueue'))).toEqual([]);
});

describe('a queue whose only function is given another target later', () => {
  const replaced = (s: Stack, read: (fn: HardenedFunction) => unknown = () => undefined) => {
    const fn = orders(s);
    read(fn);
    fn.configureAsyncInvoke({ onFailure: new SqsDestination(new sqs.Queue(s, 'Failed')) });
    return fn;
  };
  const queuesOf = (s: Stack) => Object.keys(Template.fromStack(s).findResources(QUEUE)).map((id) => id.replace(/[0-9A-F]{8}$/, ''));

  test('stays where the function is given other retries', () => {
    const s = stackOf();
    orders(s).configureAsyncInvoke({ retryAttempts: 1 });
    expect(queuesOf(s)).toEqual(['HardenedFunctionFailureQueue']);
  });

  test('is removed, with its policy and its alarms', () => {
    const s = stackOf();
    const fn = replaced(s);
    expect(queuesOf(s)).toEqual(['Failed']);
    Template.fromStack(s).resourceCountIs('AWS::SQS::QueuePolicy', 0);
    expect(alarmIds(Template.fromStack(s)).filter((id) => id.includes('FailureQueue'))).toEqual([]);
    expect(Object.keys(fn.alarms).sort()).toEqual(['errors', 'failedEvents', 'throttles', 'undeliveredEvents']);
    expect(JSON.stringify(Template.fromStack(s).toJSON())).not.toContain('HardenedFunctionFailureQueue');
  });

  test('stays where another function uses it', () => {
    const s = stackOf();
    orders(s, {}, 'Other');
    replaced(s);
    expect(queuesOf(s).sort()).toEqual(['Failed', 'HardenedFunctionFailureQueue']);
  });

  test.each<[string, (fn: HardenedFunction) => unknown]>([
    ['failureQueue', (fn) => fn.failureQueue],
    ['alarms', (fn) => fn.alarms.storedEvents],
  ])('is removed where %s was read: reading changes nothing', (_, read) => {
    const [plain, other] = [stackOf(), stackOf()];
    replaced(plain);
    replaced(other, (fn) => expect(read(fn)).toBeDefined());
    expect(Template.fromStack(other).toJSON()).toEqual(Template.fromStack(plain).toJSON());
  });

  test.each<[string, (s: Stack, fn: HardenedFunction) => unknown]>([
    ['an output', (s, fn) => new CfnOutput(s, 'Url', { value: fn.failureQueue?.queueUrl as string })],
    [
      'a policy',
      (s, fn) => fn.failureQueue?.grantConsumeMessages(new iam.Role(s, 'Reader', { assumedBy: new iam.AccountRootPrincipal() })),
    ],
    [
      'a composite alarm on one of its alarms',
      (s, fn) =>
        new cloudwatch.CompositeAlarm(s, 'All', {
          alarmRule: cloudwatch.AlarmRule.fromAlarm(fn.alarms.storedEvents as cloudwatch.Alarm, cloudwatch.AlarmState.ALARM),
        }),
    ],
    ['a dependency', (s, fn) => new sns.Topic(s, 'Later').node.addDependency(fn.failureQueue as sqs.IQueue)],
    [
      'another stack',
      (s, fn) => new CfnOutput(new Stack(s.node.root as App, 'Other'), 'Url', { value: fn.failureQueue?.queueArn as string }),
    ],
  ])('stays where %s refers to it', (_, use) => {
    const s = stackOf();
    replaced(s, (fn) => use(s, fn));
    expect(queuesOf(s).sort()).toEqual(['Failed', 'HardenedFunctionFailureQueue']);
  });

  test('is made again for a function that comes later', () => {
    const s = stackOf();
    replaced(s);
    orders(s, {}, 'Later');
    expect(queuesOf(s).sort()).toEqual(['Failed', 'HardenedFunctionFailureQueue']);
    expect(alarmIds(Template.fromStack(s))).toContain('HardenedFunctionFailureQueueAlarmsStoredEvents');
  });

  test('is not named by the alarm that several such functions share', () => {
    const s = stackOf();
    const fns = several(s, 2);
    for (const fn of fns) fn.configureAsyncInvoke({ onFailure: new SqsDestination(new sqs.Queue(s, `${fn.node.id}Failed`)) });
    expect(queuesOf(s).sort()).toEqual(['Fn0Failed', 'Fn1Failed']);
    expect(JSON.stringify(Template.fromStack(s).toJSON())).toContain('was sent to its failure target. Look first');
  });
});
