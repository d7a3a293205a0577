import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions, AlarmTuning, FailureCapture, HardenedFunctionDefaults, HardeningProfile, Release } from '../../lib';
import { ALL_PACKS, findingsOf, only, orders, stackOf, warningsOf } from '../harness';
import { ACCOUNT, ENV, REGION } from '../iam';
import { circleIn, resourcesOf, the } from '../releases/released';
import { DURABLE, durable, EMAIL } from './durable';

const CHECKPOINTS = ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'];

/** Every statement of the templates that allows one of the actions. */
function statementsWith(template: Template, action: string): any[] {
  return Object.values(resourcesOf(template))
    .flatMap(({ Type, Properties = {} }) => {
      if (Type === 'AWS::IAM::Role') return (Properties.Policies ?? []).map(({ PolicyDocument }: any) => PolicyDocument);
      return /Policy$/.test(Type) ? [Properties.PolicyDocument] : [];
    })
    .flatMap(({ Statement }) => Statement)
    .filter(({ Action }) => [Action].flat().includes(action));
}

const infosOf = (stack: Stack): string[] =>
  stack.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === 'aws:cdk:info')
    .map(({ data }) => String(data));

describe('the function', () => {
  test('has its timeout and a retention that is set', () => {
    expect(only(durable().template, 'AWS::Lambda::Function').DurableConfig).toEqual({
      ExecutionTimeout: 10_800,
      RetentionPeriodInDays: 14,
    });
    const given = { durableConfig: { executionTimeout: Duration.seconds(1), retentionPeriod: Duration.days(90) } };
    expect(only(durable(given).template, 'AWS::Lambda::Function').DurableConfig).toEqual({
      ExecutionTimeout: 1,
      RetentionPeriodInDays: 90,
    });
  });

  test('has a version and an alias at once, which is what callers invoke', () => {
    const { fn, template, stack } = durable();
    expect(fn.liveAlias?.aliasName).toBe('live');
    expect(stack.resolve(fn.functionArn)).toEqual({ Ref: the(template, 'AWS::Lambda::Alias')[0] });
  });

  test('keeps a version on which executions may run, also under the profile for development', () => {
    const kept = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
    expect(the(durable().template, 'AWS::Lambda::Version')[1]).toMatchObject(kept);
    expect(the(durable({ profile: HardeningProfile.development() }).template, 'AWS::Lambda::Version')[1]).toMatchObject(kept);
    const billed = { runtime: lambda.Runtime.PYTHON_3_13, snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS };
    expect(the(durable(billed).template, 'AWS::Lambda::Version')[1]).toMatchObject(kept);
  });

  test('is released as its release says', () => {
    const { template } = durable({ release: Release.canary({ percent: 10, interval: Duration.minutes(10) }) });
    expect(the(template, 'AWS::Lambda::Alias')[1].UpdatePolicy).toBeDefined();
    template.resourceCountIs('AWS::Lambda::Version', 1);
    expect(durable({ release: Release.none() }).fn.liveAlias).toBeDefined();
  });

  test('is no move of callers: nobody has called it by another name', () => {
    const { fn, stack } = durable(EMAIL);
    fn.addPermission('Events', { principal: new iam.ServicePrincipal('events.amazonaws.com') });
    expect(warningsOf(stack).filter((text) => text.includes('ReleaseMovesCallers'))).toEqual([]);
  });

  test.each(['nodejs22.x', 'nodejs24.x', 'nodejs26.x', 'python3.13', 'python3.14', 'java17', 'java25', 'dotnet8', 'dotnet10'])(
    'runs on %s',
    (name) => {
      expect(() =>
        durable({ runtime: new lambda.Runtime(name, lambda.RuntimeFamily.OTHER), code: lambda.Code.fromAsset(__dirname) }),
      ).not.toThrow();
    },
  );

  test('is in no circle of resources', () => {
    for (const profile of [HardeningProfile.standard(), HardeningProfile.strict()]) {
      const { template } = durable({ ...EMAIL, profile: profile.derive({ requirements: [] }) });
      expect(circleIn(resourcesOf(template))).toBeUndefined();
    }
  });
});

describe('permissions', () => {
  test('are two actions on the versions of the function alone, and no managed policy', () => {
    const { template } = durable();
    const [statement, ...others] = statementsWith(template, CHECKPOINTS[0]);
    const [fn] = the(template, 'AWS::Lambda::Function');
    expect(others).toEqual([]);
    expect(statement).toEqual({
      Action: CHECKPOINTS,
      Effect: 'Allow',
      Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [fn, 'Arn'] }, ':*']] },
    });
    expect(only(template, 'AWS::IAM::Role').ManagedPolicyArns).toBeUndefined();
  });

  test('are there before the alias is', () => {
    const { template } = durable();
    const [policy] = the(template, 'AWS::IAM::Policy', 'OrdersDurablePolicy');
    expect(the(template, 'AWS::Lambda::Alias')[1].DependsOn).toContain(policy);
  });

  test('are given to a role of yours too', () => {
    const stack = stackOf(new App(), 'Shop', ENV);
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    expect(statementsWith(durable({ role }, stack).template, CHECKPOINTS[1])).toHaveLength(1);
  });

  test('leave no finding of cdk-nag', () => {
    const app = new App();
    durable({ profile: HardeningProfile.strict().derive({ requirements: [] }), ...EMAIL }, stackOf(app, 'Shop', ENV));
    const without = new App();
    orders(stackOf(without, 'Shop', ENV), { profile: HardeningProfile.strict().derive({ requirements: [] }), ...EMAIL });
    expect(findingsOf(app, ALL_PACKS)).toEqual(findingsOf(without, ALL_PACKS));
  });
});

describe('failed executions', () => {
  test('leave their event in a dedicated dead-letter queue, where the scope or the profile has a destination', () => {
    const { template, fn } = durable();
    const [queue] = the(template, 'AWS::SQS::Queue', 'OrdersDeadLetterQueue');
    expect(only(template, 'AWS::Lambda::Function').DeadLetterConfig).toEqual({ TargetArn: { 'Fn::GetAtt': [queue, 'Arn'] } });
    template.resourceCountIs('AWS::Lambda::EventInvokeConfig', 0);
    expect(fn.deadLetterQueue).toBeDefined();
    const stack = stackOf(new App(), 'Shop', ENV);
    HardenedFunctionDefaults.of(stack).set({ failureCapture: FailureCapture.dedicatedQueue(), retryAttempts: 1 });
    const scoped = durable({}, stack).template;
    scoped.resourceCountIs('AWS::Lambda::EventInvokeConfig', 0);
    expect(only(scoped, 'AWS::Lambda::Function').DeadLetterConfig).toBeDefined();
  });

  test('leave it in a queue or topic of yours, or nowhere with a reason', () => {
    const stack = stackOf(new App(), 'Shop', ENV);
    const queue = new sqs.Queue(stack, 'Failed', { enforceSSL: true });
    expect(durable({ deadLetterQueue: queue }, stack).fn.deadLetterQueue).toBe(queue);
    const none = durable({ failureCapture: FailureCapture.none('the caller looks at its execution') });
    expect(only(none.template, 'AWS::Lambda::Function').DeadLetterConfig).toBeUndefined();
    const ofScope = stackOf(new App(), 'Shop', ENV);
    const topic = new sns.Topic(ofScope, 'Topic', { enforceSSL: true });
    HardenedFunctionDefaults.of(ofScope).set({ failureCapture: FailureCapture.deadLetterTopic(topic) });
    expect(durable({}, ofScope).fn.deadLetterTopic).toBe(topic);
  });

  test('keep the time that an event waits to be started', () => {
    const { template } = durable({ maxEventAge: Duration.hours(1) });
    const configs = Object.values(template.findResources('AWS::Lambda::EventInvokeConfig'));
    expect(configs.map(({ Properties }) => Properties)).toEqual(
      expect.arrayContaining([expect.objectContaining({ Qualifier: 'live', MaximumEventAgeInSeconds: 3600 })]),
    );
    expect(
      configs.every(({ Properties }) => Properties.DestinationConfig === undefined && Properties.MaximumRetryAttempts === undefined),
    ).toBe(true);
  });

  test('notify the topic of critical alarms by one rule of the stack', () => {
    const stack = stackOf(new App(), 'Shop', ENV);
    durable(EMAIL, stack);
    orders(stack, { ...DURABLE, ...EMAIL }, 'Invoices');
    orders(stack, EMAIL, 'Plain');
    const template = Template.fromStack(stack);
    const { EventPattern, Targets } = only(template, 'AWS::Events::Rule');
    expect(EventPattern).toEqual({
      source: ['aws.lambda'],
      'detail-type': ['Durable Execution Status Change'],
      detail: {
        status: ['FAILED', 'TIMED_OUT', 'STOPPED'],
        functionArn: ['Orders', 'Invoices'].map((prefix) => ({
          prefix: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [the(template, 'AWS::Lambda::Function', prefix)[0], 'Arn'] }, ':']] },
        })),
      },
    });
    expect(Targets).toHaveLength(1);
    expect(Targets[0].Arn).toEqual({ Ref: the(template, 'AWS::SNS::Topic')[0] });
    expect(Targets[0].InputTransformer.InputTemplate).toContain('A durable execution ended without a result');
  });

  test('notify of ten functions by one rule, since a pattern holds no more', () => {
    const stack = stackOf(new App(), 'Shop', ENV);
    for (let index = 1; index <= 21; index++) orders(stack, { ...DURABLE, ...EMAIL }, `Orders${index}`);
    const rules = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
    expect(rules.map(({ Properties }) => Properties.EventPattern.detail.functionArn.length)).toEqual([10, 10, 1]);
    const arn = `arn:aws-us-gov:lambda:us-gov-west-1:${ACCOUNT}:function:${'x'.repeat(64)}:`;
    const pattern = {
      ...rules[0].Properties.EventPattern,
      detail: { status: ['FAILED', 'TIMED_OUT', 'STOPPED'], functionArn: Array(10).fill({ prefix: arn }) },
    };
    expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(2048);
  });

  test('have rules whose logical ids are always the same', () => {
    const stack = stackOf(new App(), 'Shop', ENV);
    const alarms = { stoppedExecutions: AlarmTuning.none('tests stop them') };
    for (let index = 1; index <= 21; index++) orders(stack, { ...DURABLE, ...EMAIL }, `Orders${index}`);
    orders(stack, { ...DURABLE, ...EMAIL, alarms }, 'Tested');
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::Events::Rule'))).toEqual([
      'HardenedFunctionExecutionsFailed61d8e04886A4F4EB',
      'HardenedFunctionExecutionsFailed61d8e04823D07AC13',
      'HardenedFunctionExecutionsFailed61d8e048343731123',
      'HardenedFunctionExecutionsFailed61d8e048FAILEDTIMEDOUT3EA3DB97',
    ]);
  });

  test('of each topic have a rule', () => {
    const stack = stackOf(new App(), 'Shop', ENV);
    const key = new kms.Key(stack, 'Key');
    const topic = new sns.Topic(stack, 'Topic', { masterKey: key, enforceSSL: true });
    durable(EMAIL, stack);
    orders(stack, { ...DURABLE, alarmActions: AlarmActions.topic(topic) }, 'Invoices');
    orders(
      stack,
      { ...DURABLE, alarmActions: AlarmActions.topic(topic), alarms: { stoppedExecutions: AlarmTuning.none('tests stop them') } },
      'Tested',
    );
    const template = Template.fromStack(stack);
    const rules = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties.EventPattern.detail.status);
    expect(rules).toEqual([
      ['FAILED', 'TIMED_OUT', 'STOPPED'],
      ['FAILED', 'TIMED_OUT', 'STOPPED'],
      ['FAILED', 'TIMED_OUT'],
    ]);
    const allowed = only(template, 'AWS::KMS::Key').KeyPolicy.Statement.filter(({ Sid }: any) => Sid === 'AllowEventRules');
    expect(allowed).toEqual([
      {
        Sid: 'AllowEventRules',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
      },
    ]);
  });

  test('notify nobody where nobody wants an alarm, and still do so where the fleet watches the functions', () => {
    durable({ ...EMAIL, profile: HardeningProfile.development() }).template.resourceCountIs('AWS::Events::Rule', 0);
    durable().template.resourceCountIs('AWS::Events::Rule', 0);
    durable({ ...EMAIL, profile: HardeningProfile.lean() }).template.resourceCountIs('AWS::Events::Rule', 1);
    const none = AlarmTuning.none('the caller looks at its execution');
    const alarms = { failedExecutions: none, timedOutExecutions: none, stoppedExecutions: none };
    durable({ ...EMAIL, alarms }).template.resourceCountIs('AWS::Events::Rule', 0);
  });

  test('warn where the actions are no topic', () => {
    const action: cloudwatch.IAlarmAction = { bind: () => ({ alarmActionArn: `arn:aws:ssm-incidents::${ACCOUNT}:response-plan/on-call` }) };
    const { stack } = durable({ alarmActions: AlarmActions.custom(action) });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('FailedExecutionsWithoutTopic')]);
  });
});

describe('alarms', () => {
  const METRICS = {
    FailedExecutions: { MetricName: 'DurableExecutionFailed', Threshold: 0, Statistic: 'Sum' },
    TimedOutExecutions: { MetricName: 'DurableExecutionTimedOut', Threshold: 0, Statistic: 'Sum' },
    StoppedExecutions: { MetricName: 'DurableExecutionStopped', Threshold: 0, Statistic: 'Sum' },
    ExecutionOperations: { MetricName: 'DurableExecutionOperations', Threshold: 2400, Statistic: 'Maximum' },
    ExecutionStorage: { MetricName: 'DurableExecutionStorageWrittenBytes', Threshold: 80_000_000, Statistic: 'Maximum' },
  };

  test.each(Object.entries(METRICS))('%s watches its metric, by the name of the function', (id, expected) => {
    const { template } = durable(EMAIL);
    const alarm = only(template, 'AWS::CloudWatch::Alarm', `OrdersAlarms${id}`);
    expect(alarm).toMatchObject({ ...expected, TreatMissingData: 'notBreaching', ComparisonOperator: 'GreaterThanThreshold' });
    expect(alarm.Dimensions).toEqual([{ Name: 'FunctionName', Value: { Ref: the(template, 'AWS::Lambda::Function')[0] } }]);
  });

  test('are not made for a function that is not durable, and tuning one there is refused', () => {
    const stack = stackOf(new App(), 'Shop', ENV);
    expect(Object.keys(orders(stack).alarms)).not.toContain('failedExecutions');
    expect(() => orders(stack, { alarms: { failedExecutions: AlarmTuning.threshold({ threshold: 1 }) } }, 'Other')).toThrow(
      "'alarms.failedExecutions' must have something to watch",
    );
  });

  test.each([
    ['executionOperations', 3000],
    ['executionStorage', 104_857_600],
  ])('%s never fires above what Lambda allows', (alarm, threshold) => {
    expect(() => durable({ alarms: { [alarm]: AlarmTuning.threshold({ threshold }) } })).toThrow(`'alarms.${alarm}`);
    expect(() => durable({ alarms: { [alarm]: AlarmTuning.threshold({ threshold: threshold - 1 }) } })).not.toThrow();
  });

  test('on the dead-letter queue name the execution', () => {
    const alarm = only(durable(EMAIL).template, 'AWS::CloudWatch::Alarm', 'OrdersAlarmsFailedEvents');
    expect(JSON.stringify(alarm.AlarmDescription)).toContain('A durable execution failed, and its event is stored in the queue');
  });
});

describe('a customer-managed key', () => {
  const strict = { profile: HardeningProfile.strict().derive({ requirements: [] }) };

  test('encrypts the data of executions', () => {
    const { template } = durable(strict);
    const [key] = the(template, 'AWS::KMS::Key');
    expect(only(template, 'AWS::Lambda::Function').DurableConfig.KMSKeyArn).toEqual({ 'Fn::GetAtt': [key, 'Arn'] });
    expect(only(durable().template, 'AWS::Lambda::Function').DurableConfig.KMSKeyArn).toBeUndefined();
  });

  test('allows Lambda to use it for functions of the account, once', () => {
    const stack = stackOf(new App(), 'Shop', ENV);
    durable(strict, stack);
    orders(stack, { ...DURABLE, ...strict }, 'Invoices');
    const { KeyPolicy } = only(Template.fromStack(stack), 'AWS::KMS::Key');
    const functions = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:lambda:${REGION}:${ACCOUNT}:function:*`]] };
    expect(KeyPolicy.Statement.filter(({ Sid }: any) => Sid === 'AllowDurableExecutions')).toEqual([
      {
        Sid: 'AllowDurableExecutions',
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
          ArnLike: { 'aws:SourceArn': functions, 'kms:EncryptionContext:aws:lambda:FunctionArn': functions },
        },
      },
    ]);
  });

  test('may be used by the role through Lambda, before the function is made', () => {
    const stack = stackOf(new App(), 'Shop', ENV);
    const key = new kms.Key(stack, 'Key');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const { template } = durable({ encryptionKey: key, role }, stack);
    const through = statementsWith(template, 'kms:Decrypt').filter(
      ({ Condition }) => Condition?.StringEquals?.['kms:ViaService']?.['Fn::Join']?.[1]?.[0] === `lambda.${REGION}.`,
    );
    expect(through).toHaveLength(1);
    const [policy] = the(template, 'AWS::IAM::Policy', 'OrdersExecutionKeyPolicy');
    expect(the(template, 'AWS::Lambda::Function')[1].DependsOn).toContain(policy);
  });

  test('that is imported gets a warning with the statement', () => {
    const stack = stackOf(new App(), 'Shop', ENV);
    const key = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`);
    durable({ encryptionKey: key }, stack);
    const warnings = warningsOf(stack).filter((text) => text.includes('durable executions'));
    expect(warnings).toEqual([expect.stringMatching(/AllowDurableExecutions.*\[ack: HardenedLambda::ImportedKey\]/)]);
  });
});

test('what executions cost is printed, with the retention', () => {
  const { stack } = durable({ durableConfig: { executionTimeout: Duration.hours(1), retentionPeriod: Duration.days(30) } });
  expect(infosOf(stack)).toEqual(
    expect.arrayContaining([
      expect.stringContaining(
        'a million of 4 operations and 10 KB each cost 35.81 USD beside requests and duration: 8.00 a million operations, 0.25 a GB written, 0.15 a GB retained for a month, here for 30 days',
      ),
    ]),
  );
});
