import { type App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmTuning,
  EventSourceWaiver,
  HardenedFunction,
  HardenedFunctionDefaults,
  HardenedSqsEventSource,
  Hardening,
  HardeningProfile,
  LogGroupName,
  Waiver,
} from '../../lib';
import { CODE } from '../harness';
import { type Adopted, adopted, BY_ASPECT, BY_CALL, losses, ofType, resource } from './adopted';
import { deployments, ENVIRONMENT, odd, plainFunction, rawFunction } from './odd-application';

/** One stack with what `make` makes. */
const inStack = (make: (stack: Stack) => void, flags: Record<string, unknown> = {}): Adopted =>
  adopted((app) => make(new Stack(app, 'Shop', { env: ENVIRONMENT })), flags);

/** Why something was left, of the function with the path. */
function reasonFor({ report }: Adopted, path: string, protection: string): string | undefined {
  return report.functions.find((one) => one.path === path)?.left.find((left) => left.protection === protection)?.reason;
}

const appliedTo = ({ report }: Adopted, path: string): string[] => report.functions.find((one) => one.path === path)?.applied ?? [];

const propertiesOf = ({ hardened }: Adopted, type: string, prefix = '') => resource(hardened, type, prefix).Properties ?? {};
const statementsIn = (role: Record<string, any>): any[] =>
  (role.Policies ?? []).flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement);

const FUNCTION = 'AWS::Lambda::Function';
const ROLE = 'AWS::IAM::Role';
const GROUP = 'AWS::Logs::LogGroup';
const CONFIG = 'AWS::Lambda::EventInvokeConfig';
const QUEUE = 'AWS::SQS::Queue';

describe('logs', () => {
  test('a group of the CDK by its feature flag keeps its name and its retention', () => {
    const all = inStack((stack) => plainFunction(stack, 'Orders'), { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': true });
    expect(ofType(all.hardened, GROUP)).toEqual(ofType(all.plain, GROUP));
    expect(propertiesOf(all, GROUP).LogGroupName).toEqual({ 'Fn::Join': ['', ['/aws/lambda/', { Ref: ofType(all.plain, FUNCTION)[0] }]] });
    expect(propertiesOf(all, FUNCTION).LoggingConfig).toBeUndefined();
    // The role can't name the group before the function exists: all groups of functions, and no right to create any.
    const [statement] = statementsIn(propertiesOf(all, ROLE));
    expect(statement.Action).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
    expect(JSON.stringify(statement.Resource)).toContain(':logs:us-east-1:111122223333:log-group:/aws/lambda/*:*');
  });

  test('a group by the literal name of the function is named in the role', () => {
    const all = inStack((stack) => {
      plainFunction(stack, 'Orders', { functionName: 'orders' });
      new logs.CfnLogGroup(stack, 'Group', { logGroupName: '/aws/lambda/orders' });
    });
    expect(propertiesOf(all, GROUP)).toEqual({ LogGroupName: '/aws/lambda/orders', RetentionInDays: 365 });
    expect(JSON.stringify(statementsIn(propertiesOf(all, ROLE))[0].Resource)).toContain('log-group:/aws/lambda/orders:*');
    expect(appliedTo(all, 'Shop/Orders')).toContain('logs: a retention of 365 days on Shop/Group');
  });

  test('a function whose name is a parameter may write to its group, which the role covers by a wildcard', () => {
    const all = inStack((stack) => plainFunction(stack, 'Orders', { functionName: new CfnParameter(stack, 'Name').valueAsString }), {
      '@aws-cdk/aws-lambda:useCdkManagedLogGroup': true,
    });
    const [statement] = statementsIn(propertiesOf(all, ROLE));
    expect(JSON.stringify(statement.Resource)).toContain(':logs:us-east-1:111122223333:log-group:/aws/lambda/*:*');
  });

  test.each<[string, (stack: Stack) => void]>([
    [
      'by its name',
      (stack) => {
        plainFunction(stack, 'Orders', { functionName: 'orders' });
        new logs.CfnLogGroup(stack, 'Group', { logGroupName: '/aws/lambda/orders', retentionInDays: 7 });
      },
    ],
    [
      'by the function',
      (stack) =>
        plainFunction(stack, 'Orders', { logGroup: new logs.LogGroup(stack, 'Group', { retention: logs.RetentionDays.ONE_WEEK }) }),
    ],
  ])('a retention of the app stays, on a group that is named %s, and there is nothing to report', (_, make) => {
    const all = inStack(make);
    expect(propertiesOf(all, GROUP).RetentionInDays).toBe(7);
    expect(reasonFor(all, 'Shop/Orders', 'logs')).toBeUndefined();
    expect(appliedTo(all, 'Shop/Orders').filter((line) => line.startsWith('logs: '))).toEqual([]);
  });

  test('a group that the function names keeps its name, and what it is kept for', () => {
    const all = adopted(odd);
    expect(reasonFor(all, 'Odd/Configured', 'logs')).toMatch(/Odd\/Forever keeps events forever, as the app sets it/);
    expect(resource(all.hardened, GROUP, 'Forever').Properties).not.toHaveProperty('RetentionInDays');
  });

  test.each([
    [
      'a retention by a custom resource',
      (stack: Stack) => void new logs.LogRetention(stack, 'R', { logGroupName: `/aws/lambda/${fnOf(stack).functionName}`, retention: 7 }),
      /custom resource/,
    ],
    [
      'a metric filter that reads it by name',
      (stack: Stack) =>
        void new logs.CfnMetricFilter(stack, 'Filter', {
          logGroupName: `/aws/lambda/${fnOf(stack).functionName}`,
          filterPattern: 'ERROR',
          metricTransformations: [],
        }),
      /Shop\/Filter reads its log group by name/,
    ],
  ])('a group with %s stays', (_, add, reason) => {
    const all = inStack((stack) => {
      plainFunction(stack, 'Orders');
      add(stack);
    });
    expect(propertiesOf(all, FUNCTION, 'Orders').LoggingConfig).toBeUndefined();
    expect(reasonFor(all, 'Shop/Orders', 'logs')).toMatch(reason);
  });
  const fnOf = (stack: Stack) => stack.node.findChild('Orders') as lambda.Function;

  test('the format changes by choice only', () => {
    expect(
      propertiesOf(
        inStack((stack) => plainFunction(stack, 'Orders')),
        FUNCTION,
      ).LoggingConfig,
    ).not.toHaveProperty('LogFormat');
    const json = inStack((stack) => {
      HardenedFunctionDefaults.of(stack).set({ loggingFormat: lambda.LoggingFormat.JSON });
      plainFunction(stack, 'Orders');
    });
    expect(propertiesOf(json, FUNCTION).LoggingConfig).toEqual({ LogFormat: 'JSON', LogGroup: { Ref: expect.any(String) } });
  });

  test('the choices of a scope hold: retention, name, and to keep the group of Lambda', () => {
    const chosen = inStack((stack) => {
      HardenedFunctionDefaults.of(stack).set({
        logRetention: logs.RetentionDays.TEN_YEARS,
        logGroupName: LogGroupName.pattern('/shop/{id}'),
      });
      plainFunction(stack, 'Orders');
    });
    expect(propertiesOf(chosen, GROUP)).toEqual({ LogGroupName: '/shop/Orders', RetentionInDays: 3653 });
    const kept = inStack((stack) => {
      HardenedFunctionDefaults.of(stack).set({ logGroupName: LogGroupName.ofLambda() });
      plainFunction(stack, 'Orders');
    });
    expect(ofType(kept.hardened, GROUP)).toEqual([]);
    expect(reasonFor(kept, 'Shop/Orders', 'logs')).toMatch(/keep the log group of Lambda/);
  });

  test.each<[string, boolean, (stack: Stack) => void]>([
    [
      'that a scope keeps',
      true,
      (stack) => {
        HardenedFunctionDefaults.of(stack).set({ profile: HardeningProfile.standard().keeping() });
        plainFunction(stack, 'Orders');
      },
    ],
    [
      'of another app',
      true,
      (stack) => plainFunction(stack, 'Orders', { logGroup: logs.LogGroup.fromLogGroupName(stack, 'Group', '/shop') }),
    ],
    [
      'that a filter reads by its name',
      true,
      (stack) => {
        const { functionName } = plainFunction(stack, 'Orders');
        const logGroupName = `/aws/lambda/${functionName}`;
        new logs.CfnSubscriptionFilter(stack, 'Filter', { logGroupName, filterPattern: '', destinationArn: 'arn' });
      },
    ],
    ['of this app', false, (stack) => plainFunction(stack, 'Orders', { logGroup: new logs.LogGroup(stack, 'Group') })],
    ['that is made now', false, (stack) => plainFunction(stack, 'Orders')],
  ])('a group %s may be made by Lambda: %s', (_, isMadeByLambda, make) => {
    const [statement] = statementsIn(propertiesOf(inStack(make), ROLE));
    expect(statement.Action).toContain('logs:PutLogEvents');
    expect(statement.Action.includes('logs:CreateLogGroup')).toBe(isMadeByLambda);
  });
});

describe('the role', () => {
  const all = adopted(odd);
  const BASIC = 'AWSLambdaBasicExecutionRole';
  test.each([
    ['SharingA', 'SharedRole', /shared with other functions/],
    ['Inline', 'InlineRole', /has inline policies/],
    ['OfAnotherStack', undefined, undefined],
    ['Rawer', 'RawerRole', /raw resource/],
  ])('of %s stays, with a reason, and has what is new beside it', (id, role, reason) => {
    if (role && reason) {
      expect(reasonFor(all, `Odd/${id}`, 'role')).toMatch(reason);
      expect(JSON.stringify(resource(all.hardened, ROLE, role).Properties?.ManagedPolicyArns)).toContain(BASIC);
      expect(JSON.stringify(resource(all.hardened, ROLE, role).Properties?.Policies ?? '')).not.toContain('xray');
    }
    const beside = Object.entries(all.hardened.Odd)
      .filter(([, { Type }]) => Type === 'AWS::IAM::Policy')
      .map(([, { Properties }]) => JSON.stringify(Properties));
    expect(beside.some((policy) => policy.includes('xray:PutTraceSegments'))).toBe(true);
    expect(resource(all.hardened, FUNCTION, id === 'Rawer' ? 'Rawer' : id).Properties?.TracingConfig).toEqual({ Mode: 'Active' });
  });

  test('of another app gets nothing, so what it would have to allow is left', () => {
    for (const protection of ['logs', 'tracing', 'capture'])
      expect(reasonFor(all, 'Odd/Imported', protection)).toMatch(/its role takes no statements from this app/);
    const { LoggingConfig, TracingConfig, MemorySize } = resource(all.hardened, FUNCTION, 'Imported').Properties ?? {};
    expect([LoggingConfig, TracingConfig, MemorySize]).toEqual([undefined, undefined, 256]);
    expect(appliedTo(all, 'Odd/Imported')).toEqual(expect.arrayContaining([expect.stringMatching(/^alarms: errors/)]));
  });

  test("that takes no policies, by 'withoutPolicyUpdates()', stays as it is", () => {
    const frozen = inStack((stack) => {
      const assumedBy = new iam.ServicePrincipal('lambda.amazonaws.com');
      const managedPolicies = [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole')];
      const role = new iam.Role(stack, 'Role', { assumedBy, managedPolicies });
      plainFunction(stack, 'Orders', { role: role.withoutPolicyUpdates() });
    });
    expect(propertiesOf(frozen, ROLE)).toEqual(Object.values(frozen.plain.Shop).find(({ Type }) => Type === ROLE)?.Properties);
    expect(ofType(frozen.hardened, 'AWS::IAM::Policy')).toEqual([]);
    for (const protection of ['logs', 'tracing', 'capture'])
      expect(reasonFor(frozen, 'Shop/Orders', protection)).toMatch(/its role takes no statements from this app/);
    expect(propertiesOf(frozen, FUNCTION)).toMatchObject({ MemorySize: 256, Timeout: 30 });
  });

  test('in a VPC has the statement for network interfaces instead of the managed policy', () => {
    const role = resource(all.hardened, ROLE, 'InVpcServiceRole').Properties ?? {};
    expect(role.ManagedPolicyArns).toBeUndefined();
    expect(statementsIn(role).map(({ Action }) => Action)).toContainEqual(expect.arrayContaining(['ec2:CreateNetworkInterface']));
  });

  describe('with inline policies of the app beside it', () => {
    const LONG = `arn:aws:s3:::orders/${'x'.repeat(9_900)}`;
    const grantMuch = (role: iam.IRole) =>
      new iam.Policy(Stack.of(role), 'Beside', {
        roles: [role],
        statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [LONG] })],
      });
    const managed = ({ hardened }: Adopted) => ofType(hardened, 'AWS::IAM::ManagedPolicy');
    const roleOf = (app: App) => (app.node.findChild('Shop').node.findChild('Orders') as lambda.Function).role as iam.IRole;

    test.each([
      ['by a call', BY_CALL],
      ['by an aspect', BY_ASPECT],
    ])('has what passes the limit of IAM in managed policies, %s', (_, way) => {
      const long = adopted((app) => void grantMuch(plainFunction(new Stack(app, 'Shop'), 'Orders').role as iam.IRole), {}, way);
      expect(managed(long)).toEqual([expect.stringMatching(/^OrdersServicePolicy/), expect.stringMatching(/^OrdersDestinationPolicy/)]);
      expect(statementsIn(resource(long.hardened, ROLE).Properties ?? {})).toEqual([]);
      const short = adopted((app) => void plainFunction(new Stack(app, 'Shop'), 'Orders'), {}, way);
      expect(managed(short)).toEqual([]);
    });

    test('counts one of another role not at all', () => {
      const other = adopted((app) => {
        const shop = new Stack(app, 'Shop');
        plainFunction(shop, 'Orders');
        grantMuch(new iam.Role(shop, 'Other', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }));
      });
      expect(managed(other)).toEqual([]);
    });

    test('counts one that was made after it was hardened, for what is added then', () => {
      const later = adopted(
        (app) => void plainFunction(new Stack(app, 'Shop'), 'Orders'),
        {},
        (app) => {
          const report = Hardening.of(app).apply();
          const shop = app.node.findChild('Shop') as Stack;
          grantMuch(roleOf(app));
          const queue = new sqs.Queue(shop, 'Queue', { visibilityTimeout: Duration.minutes(30) });
          const waivers = [EventSourceWaiver.redriveQueue('a test of policies')];
          const alarms = { oldestMessage: AlarmTuning.none('a test of policies') };
          (shop.node.findChild('Orders') as lambda.Function).addEventSource(new HardenedSqsEventSource(queue, { waivers, alarms }));
          return report;
        },
      );
      expect(managed(later)).toEqual([expect.stringMatching(/^OrdersSqsEventSource/)]);
    });
  });

  test('keeps managed policies that are added later', () => {
    const { hardened } = adopted(
      (app) => void plainFunction(new Stack(app, 'Shop'), 'Orders'),
      {},
      (app) => {
        const report = Hardening.of(app).apply();
        const fn = app.node.findChild('Shop').node.findChild('Orders') as lambda.Function;
        fn.role?.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(fn, 'Own', 'arn:aws:iam::aws:policy/ReadOnlyAccess'));
        return report;
      },
    );
    expect(resource(hardened, ROLE).Properties?.ManagedPolicyArns).toEqual(['arn:aws:iam::aws:policy/ReadOnlyAccess']);
  });

  test("keeps the user's grants in the policy beside it", () => {
    const all = inStack((stack) => new sqs.Queue(stack, 'Queue').grantSendMessages(plainFunction(stack, 'Orders')));
    expect(propertiesOf(all, 'AWS::IAM::Policy').PolicyDocument.Statement).toHaveLength(1);
  });

  test('of a policy of AWS that has logs among others is named', () => {
    const all = inStack((stack) =>
      plainFunction(stack, 'Orders').role?.addManagedPolicy(
        iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaSQSQueueExecutionRole'),
      ),
    );
    expect(reasonFor(all, 'Shop/Orders', 'role')).toMatch(/AWSLambdaSQSQueueExecutionRole allows more than the function needs/);
    expect(JSON.stringify(propertiesOf(all, ROLE).ManagedPolicyArns)).toContain('AWSLambdaSQSQueueExecutionRole');
  });
});

describe('settings', () => {
  const all = adopted(odd);

  test('the value of the app stays, also one by an escape hatch', () => {
    expect(resource(all.hardened, FUNCTION, 'Configured').Properties).toMatchObject({
      MemorySize: 128,
      Timeout: 3,
      TracingConfig: { Mode: 'PassThrough' },
    });
    expect(resource(all.hardened, FUNCTION, 'Escaped').Properties).toMatchObject({
      MemorySize: 1024,
      Timeout: 900,
      TracingConfig: { Mode: 'PassThrough' },
    });
  });

  test('a timeout above the visibility timeout of a queue would be refused, so it is left', () => {
    expect(resource(all.hardened, FUNCTION, 'ReaderC').Properties).not.toHaveProperty('Timeout');
    expect(reasonFor(all, 'Odd/ReaderC', 'timeout')).toBe(
      'it reads a queue with a visibility timeout of 10 seconds, which must be at least 180 for a timeout of 30 seconds; raise it, then set `timeout`',
    );
    const imported = inStack((stack) => {
      plainFunction(stack, 'Orders').addEventSourceMapping('M', { eventSourceArn: 'arn:aws:sqs:us-east-1:111122223333:known' });
    });
    expect(reasonFor(imported, 'Shop/Orders', 'timeout')).toMatch(/is not known/);
  });

  test.each([
    [179, 0, false],
    [180, 0, true],
    [184, 5, false],
    [185, 5, true],
  ])('with a visibility timeout of %d and a batching window of %d seconds, setting the timeout is safe: %s', (visible, window, isSet) => {
    const adoptedReader = inStack((stack) => {
      const queue = new sqs.Queue(stack, 'Queue', { visibilityTimeout: Duration.seconds(visible) });
      plainFunction(stack, 'Orders').addEventSource(new SqsEventSource(queue, { maxBatchingWindow: Duration.seconds(window) }));
    });
    expect(resource(adoptedReader.hardened, FUNCTION).Properties?.Timeout).toBe(isSet ? 30 : undefined);
    expect(reasonFor(adoptedReader, 'Shop/Orders', 'timeout') === undefined).toBe(isSet);
  });

  test('the strict profile holds: its policies, its key and its dead-letter queue', () => {
    const strict = inStack((stack) => {
      HardenedFunctionDefaults.of(stack).set({
        profile: HardeningProfile.strict(),
        waivers: [Waiver.vpc('calls AWS only'), Waiver.reservedConcurrency('shares the pool')],
      });
      plainFunction(stack, 'Orders');
    });
    expect(losses(strict)).toEqual([expect.stringMatching(/has DeadLetterConfig now/)]);
    expect(propertiesOf(strict, GROUP).KmsKeyId).toBeDefined();
    // In the same update of the role: it names the policy that takes the place of the other.
    expect(propertiesOf(strict, ROLE).ManagedPolicyArns).toEqual(
      ofType(strict.hardened, 'AWS::IAM::ManagedPolicy').map((id) => ({ Ref: id })),
    );
    expect(propertiesOf(strict, FUNCTION).DeadLetterConfig).toBeDefined();
  });
});

describe('asynchronous events', () => {
  const all = adopted(odd);

  test('a configuration that exists is completed, and keeps its retries', () => {
    expect(resource(all.hardened, CONFIG, 'RetriedEventInvokeConfig').Properties).toMatchObject({
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 300,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^HardenedFunctionFailureQueue/), 'Arn'] } } },
    });
  });

  test('each alias has the destination, and its own retries', () => {
    const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } =
      resource(all.hardened, CONFIG, 'RetriedAliaslive').Properties ?? {};
    expect([MaximumRetryAttempts, MaximumEventAgeInSeconds]).toEqual([1, undefined]);
    expect(DestinationConfig.OnFailure).toBeDefined();
    const other = resource(all.hardened, CONFIG, 'RetriedAliasother').Properties ?? {};
    expect(other).toEqual({ DestinationConfig: expect.anything(), FunctionName: expect.anything(), Qualifier: 'other' });
  });

  test('a configuration of an alias is not that of the function, which gets one', () => {
    const all = inStack((stack) => plainFunction(stack, 'Orders').addAlias('live').configureAsyncInvoke({ retryAttempts: 1 }));
    const configs = ofType(all.hardened, CONFIG).map((id) => all.hardened.Shop[id].Properties ?? {});
    expect(configs).toHaveLength(2);
    expect(configs.find(({ Qualifier }) => Qualifier === '$LATEST')).not.toHaveProperty('MaximumRetryAttempts');
    expect(configs.find(({ Qualifier }) => Qualifier !== '$LATEST')?.MaximumRetryAttempts).toBe(1);
    for (const { DestinationConfig } of configs) expect(DestinationConfig.OnFailure.Destination).toBeDefined();
    expect(appliedTo(all, 'Shop/Orders')).toContain('capture: failed asynchronous events are stored');
  });

  test.each([
    ['a dead-letter target', { deadLetterQueueEnabled: true }],
    ['a destination', { onFailure: 'queue' }],
  ])('%s of the app stays alone', (what, given) => {
    const one = inStack((stack) =>
      plainFunction(
        stack,
        'Orders',
        'onFailure' in given ? { onFailure: new destinations.SqsDestination(new sqs.Queue(stack, 'Failed')) } : given,
      ),
    );
    expect(reasonFor(one, 'Shop/Orders', 'capture')).toMatch(`sent to ${what} already`);
    expect(ofType(one.hardened, QUEUE)).toEqual(ofType(one.plain, QUEUE));
    expect(ofType(one.hardened, CONFIG)).toEqual(ofType(one.plain, CONFIG));
    expect(appliedTo(one, 'Shop/Orders').at(-1)).toMatch(/undeliveredEvents/);
  });

  test('a durable function takes no destination', () => {
    const one = inStack((stack) => rawFunction(stack, 'Orders').addPropertyOverride('DurableConfig', { ExecutionTimeout: 60 }));
    expect(reasonFor(one, 'Shop/Orders', 'capture')).toMatch(/durable function/);
  });

  test('raw configurations of raw functions are completed, too', () => {
    const one = inStack((stack) => {
      new lambda.CfnEventInvokeConfig(stack, 'Config', {
        functionName: rawFunction(stack, 'Orders').ref,
        qualifier: '$LATEST',
        maximumRetryAttempts: 1,
      });
    });
    expect(ofType(one.hardened, CONFIG)).toEqual(['Config']);
    expect(propertiesOf(one, CONFIG).DestinationConfig.OnFailure.Destination).toBeDefined();
  });
});

describe('alarms', () => {
  test.each([
    [
      'by a metric of the function',
      (fn: lambda.Function) => void fn.metricErrors().createAlarm(fn, 'Own', { threshold: 5, evaluationPeriods: 1 }),
    ],
    [
      'within metric math',
      (fn: lambda.Function) => {
        const { MathExpression } = require('aws-cdk-lib/aws-cloudwatch') as typeof import('aws-cdk-lib/aws-cloudwatch');
        const rate = new MathExpression({ expression: 'e / i', usingMetrics: { e: fn.metricErrors(), i: fn.metricInvocations() } });
        rate.createAlarm(fn, 'Own', { threshold: 5, evaluationPeriods: 1 });
      },
    ],
  ])('a metric that an alarm of the app watches %s is not watched twice', (_, watch) => {
    const all = inStack((stack) => watch(plainFunction(stack, 'Orders')));
    const alarms = (templates: Adopted['plain']) => ofType(templates, 'AWS::CloudWatch::Alarm').filter((id) => /Errors|Own/.test(id));
    expect(alarms(all.hardened)).toEqual(alarms(all.plain));
    expect(reasonFor(all, 'Shop/Orders', 'alarms')).toBe('alarms of the app watch Errors already');
  });

  test('an alarm on the function by its literal name counts, and one on another function does not', () => {
    const all = inStack((stack) => {
      plainFunction(stack, 'Orders', { functionName: 'orders' });
      plainFunction(stack, 'Other');
      const { Metric } = require('aws-cdk-lib/aws-cloudwatch') as typeof import('aws-cdk-lib/aws-cloudwatch');
      const metric = new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', dimensionsMap: { FunctionName: 'orders' } });
      metric.createAlarm(stack, 'Own', { threshold: 5, evaluationPeriods: 1 });
    });
    expect(appliedTo(all, 'Shop/Orders').at(-1)).not.toMatch(/throttles/);
    expect(appliedTo(all, 'Shop/Other').at(-1)).toMatch(/throttles/);
  });

  test('alarms of the library on what another function reads replace none: each reader of a queue has its own', () => {
    const all = inStack((stack) => {
      const deadLetterQueue = { queue: new sqs.Queue(stack, 'Failed'), maxReceiveCount: 5 };
      const queue = new sqs.Queue(stack, 'Queue', { deadLetterQueue, visibilityTimeout: Duration.minutes(3) });
      new HardenedFunction(stack, 'Ours', { ...CODE, events: [new HardenedSqsEventSource(queue)] });
      plainFunction(stack, 'Orders', { timeout: Duration.seconds(3) }).addEventSource(new SqsEventSource(queue));
    });
    const added = ofType(all.hardened, 'AWS::CloudWatch::Alarm').filter((id) => !(id in all.plain.Shop));
    const ofQueue = added.filter((id) => all.hardened.Shop[id].Properties?.MetricName === 'ApproximateAgeOfOldestMessage');
    expect(ofQueue).toEqual([expect.stringMatching(/^Orders.*OldestMessage/), expect.stringMatching(/^Orders.*ExpiringMessages/)]);
  });
});

describe('what gets what fits it', () => {
  test('a function at the edge is left as it is', () => {
    const all = adopted(odd);
    const edge = (templates: Adopted['plain']) => {
      const { Metadata, ...rest } = resource(templates, FUNCTION, 'Edge');
      return rest;
    };
    expect(edge(all.hardened)).toEqual(edge(all.plain));
    expect(reasonFor(all, 'Odd/Edge/Fn', 'all')).toMatch(/CloudFront runs it/);
  });

  test('functions of the CDK for deployments get logs that expire, and no alarms', () => {
    const all = adopted(deployments);
    const made = all.report.functions.filter(({ path }) => !/\/(Handler|SingletonLambda\w+)$/.test(path) || path.includes('Custom'));
    expect(made.map(({ path }) => path.replace(/^Deployments\//, ''))).toEqual([
      'Provider/framework-onEvent',
      'Provider/framework-isComplete',
      'Provider/framework-onTimeout',
      'AWS679f53fac002430cb0da5b7982bd2287',
      expect.stringMatching(/^Custom::S3AutoDeleteObjects/),
      expect.stringMatching(/^BucketNotificationsHandler/),
      expect.stringMatching(/^Custom::CDKBucketDeployment/),
      expect.stringMatching(/^LogRetention/),
      expect.stringMatching(/^AWSCDK.Trigger/),
    ]);
    for (const { applied, left } of made) {
      expect(applied.filter((line) => !/^(logs|role): /.test(line))).toEqual([]);
      expect(applied).toContain('logs: a log group with a retention of 365 days');
      expect(left.map(({ protection }) => protection)).toEqual(expect.arrayContaining(['settings', 'capture', 'alarms']));
    }
  });
});

describe('a role that the library knows already', () => {
  const shared = (stack: Stack) => {
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole'));
    return role;
  };

  test.each([
    ['by a call', BY_CALL, {}],
    ['by an aspect', BY_ASPECT, {}],
    ['by an aspect, with stabilization', BY_ASPECT, { '@aws-cdk/core:aspectStabilization': true }],
  ])('keeps what it has, and gets what is new %s', (_, way, flags) => {
    const all = adopted(
      (app) => {
        const stack = new Stack(app, 'Shop', { env: ENVIRONMENT });
        const role = shared(stack);
        plainFunction(stack, 'Reader').addEventSource(HardenedSqsEventSource.withNewQueue());
        plainFunction(stack, 'Plain', { role });
        new HardenedFunction(stack, 'Ours', { ...CODE, role });
      },
      flags,
      way,
    );
    expect(losses(all)).toEqual([]);
    const text = JSON.stringify(all.hardened.Shop);
    for (const action of ['xray:PutTraceSegments', 'sqs:ReceiveMessage', 'sqs:SendMessage']) expect(text).toContain(action);
    const role = resource(all.hardened, ROLE, 'ReaderServiceRole').Properties ?? {};
    expect(statementsIn(role).flatMap(({ Action }) => Action)).toEqual(
      expect.arrayContaining(['xray:PutTraceSegments', 'sqs:SendMessage']),
    );
    // Two functions have the role: what the plain one needs is beside it, also where aspects have placed the rest already.
    const beside = Object.entries(all.hardened.Shop).filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith('Plain'));
    expect(JSON.stringify(beside)).toContain('xray:PutTraceSegments');
  });
});

test.each([64, Number.NaN, '256', true])(
  'a memory size that Lambda does not take, %p, is refused where a function is hardened',
  (memorySize) => {
    const make = (stack: Stack) => {
      HardenedFunctionDefaults.of(stack).set({ memorySize: memorySize as number });
      plainFunction(stack, 'Orders');
    };
    expect(() => inStack(make)).toThrow("Shop/Orders/Resource: 'memorySize' must be a whole number of MB between 128 and 10240, got ");
  },
);
