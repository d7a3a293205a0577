import { dirname } from 'node:path';
import { type Assembly, type ClassType, loadAssemblyFromPath, type Method, type Property } from '@jsii/spec';
import { App, CfnResource, Duration, Lazy, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FailureCapture, HardenedFunction, Release } from '../../lib';
import { CODE, only, orders, stackOf, TOLD, templateOf } from '../harness';
import { CONTRACT, type Decision } from './contract';

type Member = Method | Property;

const assemblyOf = (name: string): Assembly =>
  loadAssemblyFromPath(dirname(require.resolve(`${name}/package.json`)), false, ['intersection-types']);
const TYPES = { ...assemblyOf('constructs').types, ...assemblyOf('aws-cdk-lib').types };

/** The public members of a type and of all that it inherits from: `name` or `static name`. */
function membersOf(fqn: string, found = new Map<string, Member>()): Map<string, Member> {
  const type = TYPES[fqn] as Pick<ClassType, 'methods' | 'properties' | 'base' | 'interfaces'>;
  for (const member of [...(type.methods ?? []), ...(type.properties ?? [])]) {
    if (!member.protected) found.set(`${member.static ? 'static ' : ''}${member.name}`, member);
  }
  for (const parent of [type.base, ...(type.interfaces ?? [])]) if (parent) membersOf(parent, found);
  return found;
}

const MEMBERS = new Map([...membersOf('aws-cdk-lib.aws_lambda.IFunction'), ...membersOf('aws-cdk-lib.aws_lambda.Function')]);
const isMethod = (member: Member): member is Method => !('type' in member);
const decided = (...kinds: Decision['is'][]): string[] => Object.keys(CONTRACT).filter((name) => kinds.includes(CONTRACT[name].is));
const methods = (...kinds: Decision['is'][]): string[] => decided(...kinds).filter((name) => isMethod(MEMBERS.get(name) as Member));
const values = (...kinds: Decision['is'][]): string[] => decided(...kinds).filter((name) => !isMethod(MEMBERS.get(name) as Member));

/** What an instance takes from this library: the prototypes below CDK's. */
function ownPrototypes(shell: HardenedFunction): object[] {
  const own: object[] = [];
  for (
    let prototype = Object.getPrototypeOf(shell);
    prototype !== lambda.FunctionBase.prototype;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    own.push(prototype);
  }
  return own;
}

/** A function with everything that a member can tell of. It is released by an alias, to tell it from the function inside. */
function released(): { shell: any; live: any; inner: any } {
  const stack = stackOf();
  const shell = orders(stack, {
    vpc: new ec2.Vpc(stack, 'Vpc'),
    timeout: Duration.seconds(7),
    tenancyConfig: lambda.TenancyConfig.PER_TENANT,
    release: Release.allAtOnce(),
  });
  return { shell, live: shell.liveAlias, inner: shell.lambdaFunction };
}

describe('the contract', () => {
  test('every member of CDK has a decision', () => {
    const undecided = [...MEMBERS.keys()].filter((name) => !(name in CONTRACT));
    const sentences = undecided.map((name) => `Nobody decided what becomes of '${name}': add it to test/function/contract.ts.`);
    expect(sentences).toEqual([]);
  });

  test('every decision is about a member of CDK', () => {
    const gone = Object.keys(CONTRACT).filter((name) => !MEMBERS.has(name));
    const sentences = gone.map((name) => `CDK has no member '${name}' any more: take it out of test/function/contract.ts.`);
    expect(sentences).toEqual([]);
  });

  test.each(decided('absent'))('%s is absent', (name) => {
    expect(name.startsWith('static ') ? HardenedFunction : HardenedFunction.prototype).not.toHaveProperty(name.replace('static ', ''));
  });

  test.each(decided('live', 'inner', 'own', 'inherited'))('%s is there', (name) => {
    if (name.startsWith('static ')) expect(name.replace('static ', '') in HardenedFunction).toBe(true);
    else expect(name in orders(stackOf())).toBe(true);
  });

  test.each(decided('inherited'))('%s is left as CDK has it', (name) => {
    if (name.startsWith('static ')) {
      const key = name.replace('static ', '') as keyof typeof HardenedFunction;
      expect(HardenedFunction[key]).toBe(lambda.FunctionBase[key as keyof typeof lambda.FunctionBase]);
    } else {
      for (const prototype of ownPrototypes(orders(stackOf())))
        expect(Object.keys(Object.getOwnPropertyDescriptors(prototype))).not.toContain(name);
    }
  });

  test.each(decided('own'))('%s is done by the shell', (name) => {
    const holders = name.startsWith('static ') ? [HardenedFunction] : ownPrototypes(orders(stackOf()));
    expect(holders.filter((holder) => Object.hasOwn(holder, name.replace('static ', '')))).toHaveLength(1);
  });

  test.each(values('live'))('%s is that of the live target', (name) => {
    const { shell, live, inner } = released();
    expect(shell[name]).toEqual(live[name]);
    expect(shell[name]).not.toEqual(inner[name]);
  });

  test.each(values('inner'))('%s is that of the function inside', (name) => {
    const { shell, inner } = released();
    expect(shell[name]).toBeDefined();
    expect(shell[name]).toBe(inner[name]);
  });

  test.each(methods('live', 'inner'))('%s is passed on as it is, and its result passed back', (name) => {
    const { shell, live, inner } = released();
    const [aim, other] = CONTRACT[name].is === 'live' ? [live, inner] : [inner, live];
    const { parameters = [], returns } = MEMBERS.get(name) as Method;
    // Enough of a grantee, a permission, a layer and a statement to be taken for one.
    const known = { grantPrincipal: {}, principal: {}, layerVersionArn: 'a layer', node: shell.node, toStatementJson: () => ({}) };
    const passed = parameters.map((parameter) => ({ ...known, parameter: parameter.name }));
    const answer = new Construct(shell, 'Answer');
    const hit = jest.spyOn(aim, name).mockReturnValue(answer);
    const missed = name in other ? jest.spyOn(other, name).mockReturnValue(undefined) : undefined;

    const returned = shell[name](...passed);

    expect(hit.mock.calls).toEqual([passed]);
    for (const [index, argument] of passed.entries()) expect(hit.mock.calls[0][index]).toBe(argument);
    if (missed) expect(missed).not.toHaveBeenCalled();
    if (returns) expect(returned).toBe(answer);
  });

  test.each(['metricDuration', 'metricErrors', 'metricInvocations', 'metricThrottles'])('%s is of the live target', (name) => {
    const { shell, live } = released();
    expect(shell[name]().dimensions).toEqual(live[name]().dimensions);
  });

  test('grantInvokeCompositePrincipal invokes the live target', () => {
    const { shell, live } = released();
    const hit = jest.spyOn(live, 'grantInvoke');
    shell.grantInvokeCompositePrincipal(
      new iam.CompositePrincipal(new iam.ServicePrincipal('events.amazonaws.com'), new iam.AccountPrincipal('111111111111')),
    );
    expect(hit).toHaveBeenCalledTimes(2);
  });

  test("permissions are made on it, as CDK's base class asks", () => {
    const { shell, inner } = released();
    expect(shell.canCreatePermissions).toBe(inner.canCreatePermissions);
  });

  test('addEventSourceMapping maps to the live target, and the mapping is a child of the shell', () => {
    const { shell, live } = released();
    const mapping = shell.addEventSourceMapping('Mapping', { eventSourceArn: 'arn:aws:sqs:eu-west-1:111111111111:orders' });
    expect(mapping.node.path).toBe('Shop/Orders/Mapping');
    const { FunctionName } = only(Template.fromStack(shell.stack), 'AWS::Lambda::EventSourceMapping');
    expect(FunctionName).toEqual(shell.stack.resolve(live.functionName));
  });

  test('addEnvironment returns the shell', () => {
    const fn = orders(stackOf());
    expect(fn.addEnvironment('STAGE', 'live').addEnvironment('TABLE', 'orders')).toBe(fn);
    expect(only(Template.fromStack(fn.stack), 'AWS::Lambda::Function').Environment.Variables).toEqual({ STAGE: 'live', TABLE: 'orders' });
  });

  test('the dead-letter target of the props is the one that the shell tells of', () => {
    const stack = stackOf();
    const queue = new sqs.Queue(stack, 'Queue');
    const topic = new sns.Topic(stack, 'Topic');
    expect(orders(stack, { deadLetterQueue: queue }).deadLetterQueue).toBe(queue);
    expect(orders(stack, { deadLetterTopic: topic }, 'Invoices').deadLetterTopic).toBe(topic);
  });
});

describe('the resource', () => {
  test('is the default child of the shell', () => {
    const fn = orders(stackOf());
    expect(fn.node.defaultChild).toBeInstanceOf(lambda.CfnFunction);
    expect(fn.node.defaultChild).toBe(fn.lambdaFunction.node.defaultChild);
  });

  test('takes overrides through the shell', () => {
    const fn = orders(stackOf());
    const resource = fn.node.defaultChild as lambda.CfnFunction;
    resource.addPropertyOverride('Description', 'changed');
    resource.memorySize = 1769;
    fn.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Template.fromStack(fn.stack).hasResource('AWS::Lambda::Function', {
      Properties: { Description: 'changed', MemorySize: 1769 },
      DeletionPolicy: 'Retain',
    });
  });

  test('makes the shell an owned resource', () => {
    expect(HardenedFunction.isOwnedResource(orders(stackOf()))).toBe(true);
  });
});

describe('logical ids are those of a plain function', () => {
  type Use = (fn: lambda.Function | HardenedFunction, stack: Stack) => void;
  interface Case {
    readonly what: string;
    readonly type: string;
    readonly props?: (stack: Stack) => Partial<lambda.FunctionProps>;
    readonly use?: Use;
    readonly flags?: Record<string, boolean>;
  }

  const vpc = (stack: Stack) => ({ vpc: new ec2.Vpc(stack, 'Vpc') });
  const CASES: Case[] = [
    { what: 'the function', type: 'AWS::Lambda::Function' },
    { what: 'the role', type: 'AWS::IAM::Role' },
    { what: 'its default policy', type: 'AWS::IAM::Policy', use: (fn, stack) => new s3.Bucket(stack, 'Bucket').grantRead(fn) },
    { what: 'the asynchronous settings', type: 'AWS::Lambda::EventInvokeConfig', props: () => ({ retryAttempts: 1 }) },
    { what: 'the automatic dead-letter queue', type: 'AWS::SQS::Queue', props: () => ({ deadLetterQueueEnabled: true }) },
    { what: 'the security group', type: 'AWS::EC2::SecurityGroup', props: vpc },
    {
      what: 'an event source mapping',
      type: 'AWS::Lambda::EventSourceMapping',
      use: (fn, stack) => fn.addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, 'Queue'))),
    },
    {
      what: 'a mapping made by hand',
      type: 'AWS::Lambda::EventSourceMapping',
      use: (fn) => void fn.addEventSourceMapping('Mapping', { eventSourceArn: 'arn:aws:sqs:eu-west-1:111111111111:orders' }),
    },
    {
      what: 'a permission',
      type: 'AWS::Lambda::Permission',
      use: (fn) => fn.addPermission('Invoke', { principal: new iam.ServicePrincipal('events.amazonaws.com') }),
    },
    {
      what: 'a permission by grant',
      type: 'AWS::Lambda::Permission',
      use: (fn) => void fn.grantInvoke(new iam.ServicePrincipal('events.amazonaws.com')),
    },
    { what: 'an alias', type: 'AWS::Lambda::Alias', use: (fn) => void fn.addAlias('released') },
    { what: 'the current version', type: 'AWS::Lambda::Version', use: (fn) => void fn.currentVersion },
    { what: 'the URL', type: 'AWS::Lambda::Url', use: (fn) => void fn.addFunctionUrl() },
    { what: 'the log group', type: 'AWS::Logs::LogGroup', flags: { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': true } },
  ];

  /** The ids of one type; of a version, the part before the hash of its content. */
  const idsOf = (stack: Stack, type: string): string[] =>
    Object.keys(Template.fromStack(stack).findResources(type)).map((id) => (type === 'AWS::Lambda::Version' ? id.slice(0, -32) : id));

  test.each(CASES)('$what', ({ type, props, use, flags }) => {
    const [hardened, plain] = [true, false].map((isHardened) => {
      const stack = stackOf(new App({ context: { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': false, ...flags } }));
      const told = props?.(stack) ?? {};
      const fn = isHardened ? orders(stack, told) : new lambda.Function(stack, 'Orders', { ...CODE, ...told });
      use?.(fn, stack);
      return idsOf(stack, type);
    });
    const [id] = plain.filter((candidate) => candidate.startsWith('Orders'));
    expect(id).toBeDefined();
    expect(hardened).toContain(id);
  });

  test('nothing moves when CDK keeps the log group', () => {
    const ids = (isManaged: boolean) => {
      const stack = stackOf(new App({ context: { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': isManaged } }));
      return Object.keys(templateOf({}, stack).toJSON().Resources);
    };
    expect(ids(true)).toEqual(ids(false));
  });
});

describe('configureAsyncInvoke', () => {
  const configOf = (stack: Stack) => only(Template.fromStack(stack), 'AWS::Lambda::EventInvokeConfig');
  const otherQueue = (stack: Stack) => new sqs.Queue(stack, 'Failed');

  test('joins the props', () => {
    const fn = orders(stackOf(), { retryAttempts: 1 });
    fn.configureAsyncInvoke({ maxEventAge: Duration.minutes(10) });
    expect(configOf(fn.stack)).toMatchObject({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 600 });
    expect(configOf(fn.stack).DestinationConfig.OnFailure.Destination).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^HardenedFunctionFailureQueue/), 'Arn'],
    });
  });

  test('joins the props, the other way round', () => {
    const fn = orders(stackOf(), { maxEventAge: Duration.minutes(10) });
    fn.configureAsyncInvoke({ retryAttempts: 1 });
    expect(configOf(fn.stack)).toMatchObject({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 600 });
  });

  test('joins an earlier call', () => {
    const fn = orders(stackOf());
    fn.configureAsyncInvoke({ retryAttempts: 0 });
    fn.configureAsyncInvoke({ maxEventAge: Duration.minutes(10) });
    expect(configOf(fn.stack)).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 600 });
  });

  test('takes the same value twice', () => {
    const fn = orders(stackOf(), { retryAttempts: 1, maxEventAge: Duration.minutes(10) });
    fn.configureAsyncInvoke({ retryAttempts: 1, maxEventAge: Duration.seconds(600) });
    expect(configOf(fn.stack)).toMatchObject({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 600 });
  });

  test('takes the same destination twice', () => {
    const stack = stackOf();
    const onSuccess = new destinations.SqsDestination(new sqs.Queue(stack, 'Done'));
    const fn = orders(stack, { onSuccess });
    fn.configureAsyncInvoke({ onSuccess });
    expect(configOf(stack).DestinationConfig.OnSuccess).toBeDefined();
  });

  test.each([
    [
      'retryAttempts',
      { retryAttempts: 1 },
      { retryAttempts: 2 },
      "Shop/Orders: 'retryAttempts' must be set once, got 2 in 'configureAsyncInvoke' after 1; remove one of them",
    ],
    [
      'retryAttempts of zero',
      { retryAttempts: 0 },
      { retryAttempts: 2 },
      "Shop/Orders: 'retryAttempts' must be set once, got 2 in 'configureAsyncInvoke' after 0; remove one of them",
    ],
    [
      'maxEventAge that only a deployment knows',
      { maxEventAge: Duration.minutes(10) },
      { maxEventAge: Duration.minutes(Lazy.number({ produce: () => 20 })) },
      "Shop/Orders: 'maxEventAge' must be set once, got a duration in 'configureAsyncInvoke' after 10 minutes; remove one of them",
    ],
    [
      'maxEventAge',
      { maxEventAge: Duration.minutes(10) },
      { maxEventAge: Duration.minutes(20) },
      "Shop/Orders: 'maxEventAge' must be set once, got 20 minutes in 'configureAsyncInvoke' after 10 minutes; remove one of them",
    ],
  ])('refuses another %s in one message', (_, props, options, message) => {
    const fn = orders(stackOf(), props);
    expect(() => fn.configureAsyncInvoke(options)).toThrow(new Error(message));
  });

  test('refuses another onSuccess', () => {
    const stack = stackOf();
    const fn = orders(stack, { onSuccess: new destinations.SqsDestination(new sqs.Queue(stack, 'Done')) });
    const another = new destinations.SqsDestination(new sqs.Queue(stack, 'Finished'));
    expect(() => fn.configureAsyncInvoke({ onSuccess: another })).toThrow(
      "Shop/Orders: 'onSuccess' must be set once, got another destination in 'configureAsyncInvoke' after another destination; remove one of them",
    );
  });

  test('refuses what an earlier call has set, whatever calls came between', () => {
    const fn = orders(stackOf());
    fn.configureAsyncInvoke({ retryAttempts: 1 });
    fn.configureAsyncInvoke({ maxEventAge: Duration.minutes(10) });
    expect(() => fn.configureAsyncInvoke({ retryAttempts: 2 })).toThrow("'retryAttempts' must be set once, got 2");
    expect(() => fn.configureAsyncInvoke({ maxEventAge: Duration.minutes(20) })).toThrow("'maxEventAge' must be set once");
  });

  test.each([
    ['retryAttempts', { retryAttempts: 3 }],
    ['maxEventAge', { maxEventAge: Duration.seconds(59) }],
  ])('checks %s as the props do', (name, options) => {
    expect(() => orders(stackOf()).configureAsyncInvoke(options)).toThrow(`Shop/Orders: '${name}' must be`);
  });

  describe('with onFailure', () => {
    const replaced = () => {
      const stack = stackOf();
      const fn = orders(stack, { retryAttempts: 1 });
      fn.configureAsyncInvoke({ onFailure: new destinations.SqsDestination(otherQueue(stack)) });
      return { fn, stack, template: Template.fromStack(stack) };
    };

    test('sends failed events there, and keeps the props', () => {
      const { stack } = replaced();
      expect(configOf(stack)).toMatchObject({
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^Failed/), 'Arn'] } } },
      });
    });

    test('leaves no shared queue that nobody uses', () => {
      const { template } = replaced();
      expect(Object.keys(template.findResources('AWS::SQS::Queue'))).toEqual([expect.stringMatching(/^Failed/)]);
      expect(JSON.stringify(template.toJSON())).not.toContain('FailureQueue');
    });

    test('lets the role send there, and to nothing else', () => {
      const { template } = replaced();
      const policies = JSON.stringify(template.findResources('AWS::IAM::Role'));
      expect(policies.match(/sqs:\w+/g)).toEqual(['sqs:SendMessage']);
    });

    test('has an alarm on deliveries beside the one on failed events', () => {
      const { template } = replaced();
      expect(only(template, 'AWS::CloudWatch::Alarm', 'HardenedFunctionFailedEvents1').MetricName).toBe('AsyncEventsDropped');
      expect(only(template, 'AWS::CloudWatch::Alarm', 'OrdersAlarmsUndeliveredEvents').MetricName).toBe('DestinationDeliveryFailures');
    });

    test('there is no failure queue of the library to read', () => {
      expect(replaced().fn.failureQueue).toBeUndefined();
    });

    test.each([
      [
        'failureCapture',
        (stack: Stack) => ({ failureCapture: FailureCapture.destination(new destinations.SqsDestination(otherQueue(stack))) }),
      ],
      ['failureCapture of an own queue', () => ({ failureCapture: FailureCapture.dedicatedQueue() })],
      ['failureCapture of none', () => ({ failureCapture: FailureCapture.none('a test') })],
      ['onFailure', (stack: Stack) => ({ onFailure: new destinations.SqsDestination(otherQueue(stack)) })],
      ['a dead-letter queue', (stack: Stack) => ({ deadLetterQueue: otherQueue(stack) })],
    ])('is refused after %s in the props', (_, props) => {
      const stack = stackOf();
      const fn = orders(stack, props(stack));
      const onFailure = new destinations.SqsDestination(new sqs.Queue(stack, 'Later'));
      expect(() => fn.configureAsyncInvoke({ onFailure })).toThrow(
        new Error(
          "Shop/Orders: 'onFailure' must be set once, got it in 'configureAsyncInvoke' after a failure target was set; remove one of them",
        ),
      );
    });

    test('is refused a second time', () => {
      const { fn, stack } = replaced();
      const onFailure = new destinations.SqsDestination(new sqs.Queue(stack, 'Later'));
      expect(() => fn.configureAsyncInvoke({ onFailure })).toThrow(/^Shop\/Orders: 'onFailure' must be set once/);
    });

    test('makes the same whatever was read before, but for the queue that was read', () => {
      const templates = [[], ['failureQueue', 'alarms', 'alarmTopics', 'deadLetterQueue']].map((parts) => {
        const fn = orders(stackOf());
        for (const part of parts) void fn[part as 'alarms'];
        fn.configureAsyncInvoke({ onFailure: new destinations.SqsDestination(otherQueue(fn.stack)) });
        const { Resources } = Template.fromStack(fn.stack).toJSON();
        return Object.fromEntries(Object.entries(Resources).filter(([id]) => !id.startsWith('HardenedFunctionFailureQueue')));
      });
      expect(templates[0]).toEqual(templates[1]);
    });
  });

  test('keeps what was done to a dedicated queue, where it sets nothing for failures', () => {
    const fn = orders(stackOf(), { failureCapture: FailureCapture.dedicatedQueue() });
    const queue = fn.failureQueue as sqs.IQueue;
    queue.applyRemovalPolicy(RemovalPolicy.DESTROY);
    fn.configureAsyncInvoke({ retryAttempts: 1 });
    expect(fn.failureQueue === queue).toBe(true);
    Template.fromStack(fn.stack).hasResource('AWS::SQS::Queue', { DeletionPolicy: 'Delete' });
  });

  test('takes a destination that makes a rule twice', () => {
    const stack = stackOf();
    const onSuccess = new destinations.LambdaDestination(orders(stack, {}, 'Receipts'), { responseOnly: true });
    const fn = orders(stack, { onSuccess });
    fn.configureAsyncInvoke({ retryAttempts: 1 });
    Template.fromStack(stack).resourceCountIs('AWS::Events::Rule', 1);
  });

  test('keeps grants on a dedicated queue, where it sets nothing for failures', () => {
    const fn = orders(stackOf(), { failureCapture: FailureCapture.dedicatedQueue() });
    const reader = new iam.Role(fn.stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
    fn.failureQueue?.grantConsumeMessages(reader);
    fn.configureAsyncInvoke({ retryAttempts: 1 });
    const template = Template.fromStack(fn.stack);
    const [queue] = Object.keys(template.findResources('AWS::SQS::Queue'));
    expect(only(template, 'AWS::IAM::Policy', 'Reader').PolicyDocument.Statement[0].Resource).toEqual({ 'Fn::GetAtt': [queue, 'Arn'] });
    expect(only(template, 'AWS::CloudWatch::Alarm', 'OrdersAlarmsFailedEvents').Dimensions).toEqual([
      { Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } },
    ]);
  });
});

describe('a dependency on the function', () => {
  const waitsFor = (): string[] => {
    const stack = stackOf();
    const fn = orders(stack);
    new s3.Bucket(stack, 'Bucket').grantRead(fn);
    new CfnResource(stack, 'Later', { type: 'Custom::Later' }).node.addDependency(fn);
    return Template.fromStack(stack).toJSON().Resources.Later.DependsOn;
  };

  test('waits for the function and its role', () => {
    expect(waitsFor()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Orders[0-9A-F]{8}$/),
        expect.stringMatching(/^OrdersServiceRole[0-9A-F]{8}$/),
        expect.stringMatching(/^OrdersServiceRoleDefaultPolicy/),
      ]),
    );
  });

  test('waits neither for alarms nor for queues', () => {
    expect(waitsFor().filter((id) => /Alarm|Queue/.test(id))).toEqual([]);
  });
});

test('the shell is taken where CDK asks for a function', () => {
  const stack = stackOf();
  new apigateway.LambdaRestApi(stack, 'Api', { handler: new HardenedFunction(stack, 'Orders', TOLD) });
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Permission', {
    FunctionName: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Orders'), 'Arn'] },
  });
});
