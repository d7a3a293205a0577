import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { FailureCapture, type HardenedFunction, HardenedFunctionDefaults, type HardenedFunctionProps } from '../../lib';
import { CODE, only, orders, serviceStatements, stackOf, templateOf, warningsOf } from '../harness';
import { ENV, World } from '../iam';

const role = 'OrdersServiceRole';
const stack = (a = new App(), id = 'Shop'): Stack => stackOf(a, id, ENV);

describe('by default', () => {
  test('a failed event is sent to a dedicated queue: encrypted, 14 days, kept on deletion', () => {
    const template = templateOf();
    template.hasResource('AWS::SQS::Queue', {
      Properties: { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1209600 },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    const [queue] = Object.keys(template.findResources('AWS::SQS::Queue'));
    expect(only(template, 'AWS::Lambda::EventInvokeConfig').DestinationConfig).toEqual({
      OnFailure: { Destination: { 'Fn::GetAtt': [queue, 'Arn'] } },
    });
  });

  test('the queue refuses plain HTTP, also once it is all that is left of the stack', () => {
    templateOf().hasResource('AWS::SQS::QueuePolicy', {
      Properties: {
        PolicyDocument: {
          Statement: [Match.objectLike({ Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
        },
      },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test("Lambda's own retries and maximum age are left alone", () => {
    const config = only(templateOf(), 'AWS::Lambda::EventInvokeConfig');
    expect(config.MaximumRetryAttempts).toBeUndefined();
    expect(config.MaximumEventAgeInSeconds).toBeUndefined();
  });

  test('the queue can be reached', () => {
    const fn = orders(stackOf());
    expect(fn.failureQueue?.node.path).toBe('Shop/HardenedFunctionFailureQueue');
    expect(fn.deadLetterQueue).toBeUndefined();
    const dedicated = orders(stackOf(), { failureCapture: FailureCapture.dedicatedQueue() });
    expect(dedicated.failureQueue?.node.path).toBe('Shop/Orders/FailureQueue');
  });

  test('the role may send to the shared queue, and to no other', async () => {
    const s = stack();
    orders(s);
    new sqs.Queue(s, 'Other');
    const world = new World(s.node.root as App);
    expect(await world.may(role, 'sqs:SendMessage', world.arn('AWS::SQS::Queue', 'HardenedFunctionFailureQueue'))).toBe(true);
    expect(await world.may(role, 'sqs:ReceiveMessage', world.arn('AWS::SQS::Queue', 'HardenedFunctionFailureQueue'))).toBe(false);
    expect(await world.may(role, 'sqs:SendMessage', world.arn('AWS::SQS::Queue', 'Other'))).toBe(false);
    const queue = world.arn('AWS::SQS::Queue', 'HardenedFunctionFailureQueue');
    expect(await world.may(role, 'sqs:SendMessage', queue, { 'aws:SecureTransport': 'false' })).toBe(false);
  });

  test('the permission to deliver is in the role, which the function waits for, and the configuration with it', () => {
    const template = templateOf();
    expect(serviceStatements(template)).toContainEqual(expect.objectContaining({ Action: 'sqs:SendMessage' }));
    template.hasResource('AWS::Lambda::EventInvokeConfig', { Properties: { FunctionName: { Ref: Match.stringLikeRegexp('^Orders') } } });
  });

  test('the configuration waits for the permission to deliver where a role of the user has it', () => {
    const s = stackOf();
    orders(s, { role: new iam.Role(s, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }) });
    Template.fromStack(s).hasResource('AWS::Lambda::EventInvokeConfig', {
      DependsOn: [Match.stringLikeRegexp('^OrdersDestinationPolicy')],
    });
  });
});

test.each([0, 1, 2])('%d retries are kept', (retryAttempts) => {
  expect(only(templateOf({ retryAttempts }), 'AWS::Lambda::EventInvokeConfig').MaximumRetryAttempts).toBe(retryAttempts);
});

test.each([60, 21600])('a maximum age of %d seconds is kept', (seconds) => {
  const template = templateOf({ maxEventAge: Duration.seconds(seconds) });
  expect(only(template, 'AWS::Lambda::EventInvokeConfig').MaximumEventAgeInSeconds).toBe(seconds);
});

describe('every destination of CDK', () => {
  const plain = (s: Stack) => new lambda.Function(s, 'Target', CODE);
  test.each<[string, (s: Stack) => lambda.IDestination, string, string, string[]]>([
    [
      'SQS',
      (s) => new destinations.SqsDestination(new sqs.Queue(s, 'Target')),
      'AWS::SQS::Queue',
      'sqs:SendMessage',
      ['sqs:ReceiveMessage'],
    ],
    ['SNS', (s) => new destinations.SnsDestination(new sns.Topic(s, 'Target')), 'AWS::SNS::Topic', 'sns:Publish', ['sns:Subscribe']],
    [
      'Lambda',
      (s) => new destinations.LambdaDestination(plain(s)),
      'AWS::Lambda::Function',
      'lambda:InvokeFunction',
      ['lambda:GetFunction'],
    ],
    [
      'EventBridge',
      (s) => new destinations.EventBridgeDestination(new events.EventBus(s, 'Target')),
      'AWS::Events::EventBus',
      'events:PutEvents',
      ['events:DescribeEventBus'],
    ],
  ])('%s is delivered to, with one action on exactly the target', async (_, destination, type, action, others) => {
    const s = stack();
    orders(s, { failureCapture: FailureCapture.destination(destination(s)) });
    const world = new World(s.node.root as App);
    const target = 'Target';
    expect(await world.may(role, action, world.arn(type, target))).toBe(true);
    for (const other of others) expect(await world.may(role, other, world.arn(type, target))).toBe(false);
    const Statement = serviceStatements(Template.fromStack(s)).slice(2);
    expect(Statement).toHaveLength(1);
    expect(Statement[0].Action).toBe(action);
    expect(JSON.stringify(Statement[0].Resource)).not.toContain('*');
    Template.fromStack(s).resourcePropertiesCountIs('AWS::SQS::Queue', { MessageRetentionPeriod: 1209600 }, 0);
  });

  test('S3 is delivered to: its objects may be put, the bucket be listed, nothing be read', async () => {
    const s = stack();
    orders(s, { failureCapture: FailureCapture.destination(new destinations.S3Destination(new s3.Bucket(s, 'Target'))) });
    const world = new World(s.node.root as App);
    const bucket = world.arn('AWS::S3::Bucket', 'Target');
    expect(await world.may(role, 's3:PutObject', `${bucket}/aws/lambda/async/x`)).toBe(true);
    expect(await world.may(role, 's3:ListBucket', bucket)).toBe(true);
    expect(await world.may(role, 's3:GetObject', `${bucket}/aws/lambda/async/x`)).toBe(false);
    expect(await world.may(role, 's3:DeleteObject', `${bucket}/aws/lambda/async/x`)).toBe(false);
    const Statement = serviceStatements(Template.fromStack(s)).slice(2);
    expect(Statement.map(({ Resource }: { Resource: unknown }) => Resource)).toEqual([
      { 'Fn::GetAtt': [expect.stringContaining('Target'), 'Arn'] },
      { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringContaining('Target'), 'Arn'] }, '/*']] },
    ]);
  });

  test('the response alone can go to a function, by a rule with the id that CDK gives it', () => {
    const s = stackOf();
    const target = new lambda.Function(s, 'Target', CODE);
    orders(s, { onSuccess: new destinations.LambdaDestination(target, { responseOnly: true }) });
    const rules = Object.keys(Template.fromStack(s).findResources('AWS::Events::Rule'));
    const plainStack = stackOf();
    new lambda.Function(plainStack, 'Orders', {
      ...CODE,
      onSuccess: new destinations.LambdaDestination(new lambda.Function(plainStack, 'Target', CODE), { responseOnly: true }),
    });
    expect(rules).toEqual(Object.keys(Template.fromStack(plainStack).findResources('AWS::Events::Rule')));
  });

  test("a destination of the user's own gets what it asks for", () => {
    const s = stackOf();
    const own: lambda.IDestination = {
      bind: (_scope, fn) => {
        fn.addToRolePolicy(
          new iam.PolicyStatement({
            actions: ['firehose:PutRecord', 's3:GetObject'],
            resources: ['arn:aws:firehose:eu-west-1:111122223333:x'],
          }),
        );
        return { destination: 'arn:aws:sqs:eu-west-1:111122223333:own' };
      },
    };
    orders(s, { failureCapture: FailureCapture.destination(own) });
    expect(JSON.stringify(serviceStatements(Template.fromStack(s)))).toContain('"firehose:PutRecord","s3:GetObject"');
  });
});

describe('a customer-managed key on the target', () => {
  type Case = [string, (s: Stack, key: kms.Key) => Partial<HardenedFunctionProps>];
  const targets: Case[] = [
    [
      'SQS destination',
      (s, encryptionMasterKey) => ({
        failureCapture: FailureCapture.destination(new destinations.SqsDestination(new sqs.Queue(s, 'Target', { encryptionMasterKey }))),
      }),
    ],
    ['SNS destination', (s, masterKey) => ({ onFailure: new destinations.SnsDestination(new sns.Topic(s, 'Target', { masterKey })) })],
    [
      'S3 destination',
      (s, encryptionKey) => ({ onFailure: new destinations.S3Destination(new s3.Bucket(s, 'Target', { encryptionKey })) }),
    ],
    ['dead-letter queue', (s, encryptionMasterKey) => ({ deadLetterQueue: new sqs.Queue(s, 'Target', { encryptionMasterKey }) })],
    [
      'dead-letter topic',
      (s, masterKey) => ({ failureCapture: FailureCapture.deadLetterTopic(new sns.Topic(s, 'Target', { masterKey })) }),
    ],
  ];
  test.each(targets)('may be used to deliver to the %s in the same stack', async (name, props) => {
    const s = stack();
    orders(s, props(s, new kms.Key(s, 'TargetKey')));
    new kms.Key(s, 'OtherKey');
    await expectKeyUse(s, name);
  });

  test.each(targets)('may be used to deliver to the %s of another stack', async (name, props) => {
    const a = new App();
    const there = stack(a, 'There');
    const key = new kms.Key(there, 'TargetKey');
    new kms.Key(there, 'OtherKey');
    const here = stack(a, 'Here');
    orders(here, props(there, key));
    await expectKeyUse(here, name);
  });

  /** Objects are written with the key, and never read. */
  async function expectKeyUse(s: Stack, name: string): Promise<void> {
    const world = new World(s.node.root as App);
    const key = world.arn('AWS::KMS::Key', 'TargetKey');
    expect(await world.may(role, 'kms:Decrypt', key)).toBe(name !== 'S3 destination');
    expect(await world.may(role, 'kms:GenerateDataKey', key)).toBe(true);
    expect(await world.may(role, 'kms:ScheduleKeyDeletion', key)).toBe(false);
    expect(await world.may(role, 'kms:Decrypt', world.arn('AWS::KMS::Key', 'OtherKey'))).toBe(false);
  }

  test('takes no wildcard in the role', () => {
    const s = stackOf();
    orders(s, targets[0][1](s, new kms.Key(s, 'TargetKey')));
    const Statement = serviceStatements(Template.fromStack(s)).slice(2);
    expect(JSON.stringify(Statement)).not.toContain('*');
    Template.fromStack(s).resourcePropertiesCountIs('AWS::IAM::Policy', { PolicyName: Match.stringLikeRegexp('DefaultPolicy') }, 0);
  });
});

describe('dead letters', () => {
  test('go to the given queue, and no destination is made', () => {
    const s = stackOf();
    const queue = new sqs.Queue(s, 'Dead');
    const fn = orders(s, { failureCapture: FailureCapture.deadLetterQueue(queue) });
    const template = Template.fromStack(s);
    expect(only(template, 'AWS::Lambda::Function').DeadLetterConfig).toEqual({ TargetArn: s.resolve(queue.queueArn) });
    template.resourceCountIs('AWS::Lambda::EventInvokeConfig', 0);
    template.resourceCountIs('AWS::SQS::Queue', 1);
    expect(fn.deadLetterQueue).toBe(queue);
    expect(fn.failureQueue).toBeUndefined();
  });

  test('go to the given topic', () => {
    const s = stackOf();
    const topic = new sns.Topic(s, 'Dead');
    const fn = orders(s, { deadLetterTopic: topic });
    expect(only(Template.fromStack(s), 'AWS::Lambda::Function').DeadLetterConfig).toEqual({ TargetArn: s.resolve(topic.topicArn) });
    expect(fn.deadLetterTopic).toBe(topic);
  });

  test('go to an own queue where CDK would make one: encrypted, TLS-only, kept', () => {
    const s = stackOf();
    const fn = orders(s, { deadLetterQueueEnabled: true });
    const template = Template.fromStack(s);
    template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1209600 });
    template.resourceCountIs('AWS::SQS::QueuePolicy', 1);
    expect(fn.failureQueue).toBe(fn.deadLetterQueue);
  });

  test('the function waits for the permission to deliver, which Lambda asks for', () => {
    const s = stackOf();
    const role = new iam.Role(s, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const template = templateOf({ deadLetterQueueEnabled: true, role }, s);
    template.hasResource('AWS::Lambda::Function', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^OrdersDeadLetterPolicy')]) });
  });

  test('go to an own queue by choice as they do where CDK would make one', () => {
    const byChoice = templateOf({ failureCapture: FailureCapture.dedicatedDeadLetterQueue() });
    expect(byChoice.toJSON()).toEqual(templateOf({ deadLetterQueueEnabled: true }).toJSON());
  });

  test('alone, or a destination alone, are not warned of', () => {
    const s = stackOf();
    orders(s, { deadLetterQueueEnabled: true });
    orders(s, { onFailure: new destinations.SqsDestination(new sqs.Queue(s, 'Failed')) }, 'Invoices');
    orders(s, {}, 'Stock').configureAsyncInvoke({ onFailure: new destinations.SqsDestination(new sqs.Queue(s, 'Lost')) });
    expect(warningsOf(s)).toEqual([]);
  });

  test.each([
    ['a dead-letter target', FailureCapture.dedicatedDeadLetterQueue()],
    ['a dedicated queue', FailureCapture.dedicatedQueue()],
  ])('%s of a scope is not replaced later, whoever has read what', (what, failureCapture) => {
    for (const read of [(_: HardenedFunction) => undefined, (fn: HardenedFunction) => [fn.failureQueue, fn.alarms]]) {
      const s = stackOf();
      HardenedFunctionDefaults.of(s).set({ failureCapture });
      const fn = orders(s);
      read(fn);
      const onFailure = new destinations.SqsDestination(new sqs.Queue(s, 'Failed'));
      expect(() => fn.configureAsyncInvoke({ onFailure })).toThrow(
        `Shop/Orders: 'onFailure' must be set in the props, got it in 'configureAsyncInvoke' after ${what} was set by a scope or the profile; `,
      );
      expect(() => fn.configureAsyncInvoke({ retryAttempts: 1 })).not.toThrow();
    }
  });

  test('share no queue with events that carry their cause: who replays one kind chokes on the other', () => {
    const s = stackOf();
    const queue = new sqs.Queue(s, 'Failed');
    orders(s, { deadLetterQueue: queue });
    expect(() => orders(s, { deadLetterQueue: queue }, 'Stock')).not.toThrow();
    expect(() => orders(s, { onFailure: new destinations.SqsDestination(queue) }, 'Invoices')).toThrow(
      /^Shop\/Invoices: 'onFailure' must be a queue for asynchronous events with their cause alone, got Shop\/Failed, to which asynchronous events as they were are sent, /,
    );
  });

  test('beside a destination keep each event twice, which is warned of', () => {
    const s = stackOf();
    orders(s, { deadLetterQueueEnabled: true, onFailure: new destinations.SqsDestination(new sqs.Queue(s, 'Failed')) });
    expect(warningsOf(s)).toEqual([
      expect.stringMatching(/^'onFailure' must not be combined with a dead-letter target, .* \[ack: HardenedLambda::FailuresKeptTwice\]$/),
    ]);
    const template = Template.fromStack(s);
    expect(only(template, 'AWS::Lambda::Function').DeadLetterConfig).toBeDefined();
    expect(only(template, 'AWS::Lambda::EventInvokeConfig').DestinationConfig.OnFailure).toBeDefined();
  });
});

test('no capture makes neither queue nor configuration, and keeps the reason in the template', () => {
  const template = templateOf({ failureCapture: FailureCapture.none('fire and forget, see ADR 7') });
  template.resourceCountIs('AWS::SQS::Queue', 0);
  template.resourceCountIs('AWS::Lambda::EventInvokeConfig', 0);
  template.hasResource('AWS::Lambda::Function', {
    Metadata: { 'cdk-hardened-lambda:Waivers': { failureCapture: 'fire and forget, see ADR 7' } },
  });
});

test('onSuccess keeps its meaning', () => {
  const s = stackOf();
  const queue = new sqs.Queue(s, 'Done');
  orders(s, { onSuccess: new destinations.SqsDestination(queue) });
  const { DestinationConfig } = only(Template.fromStack(s), 'AWS::Lambda::EventInvokeConfig');
  expect(DestinationConfig.OnSuccess).toEqual({ Destination: s.resolve(queue.queueArn) });
  expect(DestinationConfig.OnFailure).toBeDefined();
});

describe('a target that cannot work is refused', () => {
  const fifoQueue = (s: Stack) => new sqs.Queue(s, 'Target', { fifo: true });
  const fifoTopic = (s: Stack) => new sns.Topic(s, 'Target', { fifo: true });
  const importedFifo = (s: Stack) => sqs.Queue.fromQueueArn(s, 'Target', 'arn:aws:sqs:eu-west-1:111122223333:orders.fifo');

  test.each<[string, (s: Stack) => Partial<HardenedFunctionProps>, RegExp]>([
    [
      'a FIFO queue as destination',
      (s) => ({ onFailure: new destinations.SqsDestination(fifoQueue(s)) }),
      /^Shop\/Orders: 'onFailure' must be a standard queue or topic, got a FIFO one, .*; pass a standard one$/,
    ],
    [
      'an imported FIFO queue',
      (s) => ({ onFailure: new destinations.SqsDestination(importedFifo(s)) }),
      /'onFailure' must be a standard queue or topic, got a FIFO one/,
    ],
    [
      'a FIFO topic as destination',
      (s) => ({ onFailure: new destinations.SnsDestination(fifoTopic(s)) }),
      /'onFailure' must be a standard/,
    ],
    ['a FIFO queue on success', (s) => ({ onSuccess: new destinations.SqsDestination(fifoQueue(s)) }), /'onSuccess' must be a standard/],
    ['a FIFO dead-letter queue', (s) => ({ deadLetterQueue: fifoQueue(s) }), /'deadLetterQueue' must be a standard/],
    ['a FIFO dead-letter topic', (s) => ({ deadLetterTopic: fifoTopic(s) }), /'deadLetterTopic' must be a standard/],
    [
      'a bucket on success',
      (s) => ({ onSuccess: new destinations.S3Destination(new s3.Bucket(s, 'Target')) }),
      /'onSuccess' must be a queue, topic, function or event bus, got a bucket/,
    ],
  ])('%s', (_, props, message) => {
    const s = stackOf();
    expect(() => orders(s, props(s))).toThrow(message);
  });

  test('the function itself', () => {
    const fn = orders(stackOf());
    expect(() => fn.configureAsyncInvoke({ onFailure: new destinations.LambdaDestination(fn) })).toThrow(
      /^Shop\/Orders: 'onFailure' must not be the function itself, got its own ARN/,
    );
  });

  test.each<[string, (queue: sqs.Queue) => Partial<HardenedFunctionProps>]>([
    ['destination', (queue) => ({ onFailure: new destinations.SqsDestination(queue) })],
    ['dead-letter queue', (queue) => ({ deadLetterQueue: queue })],
  ])("the function's own event queue as %s", (_, props) => {
    const s = stackOf();
    const queue = new sqs.Queue(s, 'Events', { visibilityTimeout: Duration.minutes(3) });
    orders(s, props(queue)).addEventSource(new sources.SqsEventSource(queue));
    expect(() => Template.fromStack(s)).toThrow(
      /\[Shop\/Orders\] 'failureCapture' must not be a queue that the function reads its events from/,
    );
  });

  test('results that are delivered as events', () => {
    const s = stackOf();
    const queue = new sqs.Queue(s, 'Events', { visibilityTimeout: Duration.minutes(3) });
    orders(s, { onSuccess: new destinations.SqsDestination(queue) }).addEventSource(new sources.SqsEventSource(queue));
    expect(() => Template.fromStack(s)).toThrow(
      "[Shop/Orders] 'onSuccess' must not be a queue that the function reads its events from, got such a queue, which brings each result back; pass another target",
    );
  });

  test("another function's event queue is none of our business", () => {
    const s = stackOf();
    const queue = new sqs.Queue(s, 'Events', { visibilityTimeout: Duration.minutes(3) });
    orders(s, { onFailure: new destinations.SqsDestination(queue) });
    orders(s, {}, 'Replay').addEventSource(new sources.SqsEventSource(queue));
    expect(() => Template.fromStack(s)).not.toThrow();
  });
});

describe('what contradicts is refused', () => {
  const capture = FailureCapture.dedicatedQueue();
  test.each<[string, (s: Stack) => Partial<HardenedFunctionProps>, RegExp]>([
    [
      'failureCapture and onFailure',
      (s) => ({ failureCapture: capture, onFailure: new destinations.SqsDestination(new sqs.Queue(s, 'Q')) }),
      /^Shop\/Orders: 'failureCapture' can't be combined with 'onFailure'; remove one of them$/,
    ],
    [
      'failureCapture and deadLetterQueue',
      (s) => ({ failureCapture: capture, deadLetterQueue: new sqs.Queue(s, 'Q') }),
      /'failureCapture' can't be combined with 'deadLetterQueue'; /,
    ],
    [
      'failureCapture and deadLetterTopic',
      (s) => ({ failureCapture: capture, deadLetterTopic: new sns.Topic(s, 'T') }),
      /'failureCapture' can't be combined with 'deadLetterTopic'; /,
    ],
    [
      'failureCapture and deadLetterQueueEnabled',
      () => ({ failureCapture: capture, deadLetterQueueEnabled: true }),
      /'failureCapture' can't be combined with 'deadLetterQueueEnabled'; /,
    ],
    [
      'a queue and no queue',
      (s) => ({ deadLetterQueue: new sqs.Queue(s, 'Q'), deadLetterQueueEnabled: false }),
      /'deadLetterQueueEnabled' must not be false/,
    ],
    [
      'a topic and a queue',
      (s) => ({ deadLetterTopic: new sns.Topic(s, 'T'), deadLetterQueue: new sqs.Queue(s, 'Q') }),
      /'deadLetterTopic' can't be combined with/,
    ],
    [
      'a topic and an own queue',
      (s) => ({ deadLetterTopic: new sns.Topic(s, 'T'), deadLetterQueueEnabled: true }),
      /'deadLetterTopic' can't be combined with/,
    ],
    [
      'no destination',
      () => ({ failureCapture: FailureCapture.destination(undefined as never) }),
      /'FailureCapture.destination' must be given, got undefined; pass for example new SqsDestination\(queue\)/,
    ],
    [
      'a queue for a capture',
      (s) => ({ failureCapture: new sqs.Queue(s, 'Q') as never }),
      /^Shop\/Orders: 'failureCapture' must be a FailureCapture, got an object; pass for example FailureCapture.sharedQueue\(\)$/,
    ],
    [
      'a queue for a destination',
      (s) => ({ failureCapture: FailureCapture.destination(new sqs.Queue(s, 'Q') as never) }),
      /^Shop\/Orders: 'FailureCapture.destination' must be a destination, got an object; pass for example new SqsDestination\(queue\)$/,
    ],
    [
      'an ARN for a destination of results',
      () => ({ onSuccess: 'arn:aws:sqs:eu-west-1:111122223333:orders' as never }),
      /^Shop\/Orders: 'onSuccess' must be a destination, got "arn:/,
    ],
    [
      'no dead-letter queue',
      () => ({ failureCapture: FailureCapture.deadLetterQueue(undefined as never) }),
      /'FailureCapture.deadLetterQueue' must be given, got undefined; pass for example new sqs\.Queue\(/,
    ],
    [
      'no dead-letter topic',
      () => ({ failureCapture: FailureCapture.deadLetterTopic(undefined as never) }),
      /'FailureCapture.deadLetterTopic' must be given, got undefined; pass for example new sns\.Topic\(/,
    ],
    [
      'a topic for a dead-letter queue',
      (s) => ({ failureCapture: FailureCapture.deadLetterQueue(new sns.Topic(s, 'T') as never) }),
      /^Shop\/Orders: 'deadLetterQueue' must be an sqs.IQueue, got an object; pass for example new sqs\.Queue\(this, 'Failures'\)$/,
    ],
    [
      'an ARN for a dead-letter queue',
      () => ({ deadLetterQueue: 'arn:aws:sqs:eu-west-1:111122223333:dead' as never }),
      /^Shop\/Orders: 'deadLetterQueue' must be an sqs.IQueue, got "arn:aws:sqs/,
    ],
    [
      'a queue for a dead-letter topic',
      (s) => ({ failureCapture: FailureCapture.deadLetterTopic(new sqs.Queue(s, 'Q') as never) }),
      /^Shop\/Orders: 'deadLetterTopic' must be an sns.ITopic, got an object; pass for example new sns\.Topic\(this, 'Failures'\)$/,
    ],
    [
      'an empty reason',
      () => ({ failureCapture: FailureCapture.none('') }),
      /'FailureCapture.none' must have a reason, got ""; write the reason/,
    ],
    ['a blank reason', () => ({ failureCapture: FailureCapture.none(' \n') }), /'FailureCapture.none' must have a reason/],
  ])('%s', (_, props, message) => {
    const s = stackOf();
    expect(() => orders(s, props(s))).toThrow(message);
  });

  test('deadLetterQueueEnabled: false is no contradiction', () => {
    expect(() => orders(stackOf(), { failureCapture: capture, deadLetterQueueEnabled: false })).not.toThrow();
  });
});
