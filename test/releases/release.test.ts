import { App, CfnParameter, Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmActions,
  AlarmTuning,
  FailureCapture,
  HardenedDockerImageFunction,
  HardenedFunctionDefaults,
  HardenedSqsEventSource,
  HardeningProfile,
  Release,
} from '../../lib';
import { ALL_PACKS, findingsOf, only, orders, stackOf, warningsOf } from '../harness';
import { canary, circleIn, NEXT, named, released, resourcesOf, the } from './released';

const GROUP = 'AWS::CodeDeploy::DeploymentGroup';
const ALIAS = 'AWS::Lambda::Alias';
const VERSION = 'AWS::Lambda::Version';
const ALARM = 'AWS::CloudWatch::Alarm';

describe('a canary', () => {
  const { template } = released();
  const resources = resourcesOf(template);

  test('makes at most five resources a function, and the rest once a stack', () => {
    const one = Object.entries(resources).map(([id, { Type }]) => `${Type} ${id.startsWith('HardenedFunction') ? 'shared' : 'own'}`);
    const without = Object.entries(resourcesOf(released({ release: Release.none() }).template)).map(
      ([id, { Type }]) => `${Type} ${id.startsWith('HardenedFunction') ? 'shared' : 'own'}`,
    );
    for (const entry of without) one.splice(one.indexOf(entry), 1);
    expect(one.sort()).toEqual([
      'AWS::CloudWatch::Alarm own',
      'AWS::CodeDeploy::Application shared',
      'AWS::CodeDeploy::DeploymentGroup own',
      'AWS::IAM::Policy shared',
      'AWS::IAM::Role shared',
      'AWS::Lambda::Alias own',
      'AWS::Lambda::EventInvokeConfig own',
      'AWS::Lambda::Version own',
    ]);
  });

  test('has the alias that addAlias makes', () => {
    const [id] = the(template, ALIAS);
    const stack = stackOf();
    orders(stack, {}).addAlias('live');
    expect(the(released({}, stackOf()).template, ALIAS)[0]).toBe(id);
    expect(Object.keys(resourcesOf(released({ release: Release.allAtOnce() }).template))).toContain(id);
  });

  test('is moved by CodeDeploy, which waits for its policy', () => {
    const [, alias] = the(template, ALIAS);
    const [policy] = the(template, 'AWS::IAM::Policy', 'HardenedFunctionReleasesRole');
    expect(alias.UpdatePolicy.CodeDeployLambdaAliasUpdate).toEqual({
      ApplicationName: { Ref: the(template, 'AWS::CodeDeploy::Application')[0] },
      DeploymentGroupName: { Ref: the(template, GROUP)[0] },
    });
    expect(alias.DependsOn).toEqual([policy]);
    expect(the(template, GROUP)[1].Properties).toMatchObject({
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent10Minutes',
      DeploymentStyle: { DeploymentOption: 'WITH_TRAFFIC_CONTROL', DeploymentType: 'BLUE_GREEN' },
      AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
    });
  });

  test('watches the errors of the new version alone', () => {
    const fn = { Ref: the(template, 'AWS::Lambda::Function')[0] };
    const version = { 'Fn::GetAtt': [the(template, VERSION)[0], 'Version'] };
    expect(only(template, ALARM, 'OrdersReleaseRollbackAlarm')).toMatchObject({
      MetricName: 'Errors',
      Statistic: 'Sum',
      Threshold: 0,
      Period: 60,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
      Dimensions: [
        { Name: 'ExecutedVersion', Value: version },
        { Name: 'FunctionName', Value: fn },
        { Name: 'Resource', Value: { 'Fn::Join': ['', [fn, ':live']] } },
      ],
    });
  });

  test('keeps a version that was released, and not one whose deployment failed', () => {
    expect(the(template, VERSION)[1]).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  test('has no circle', () => expect(circleIn(resources)).toBeUndefined());

  test('leaves cdk-nag nothing to find', () => {
    const app = new App();
    released({ alarmActions: AlarmActions.email('ops@example.com') }, stackOf(app));
    expect(findingsOf(app)).toEqual([]);
  });
});

test('new code makes a new version and a new alarm, and keeps the alias and the group', () => {
  const [before, after] = [released().template, released(NEXT).template];
  for (const type of [VERSION, ALARM]) {
    const prefix = type === ALARM ? 'OrdersReleaseRollbackAlarm' : '';
    const [one, other] = [the(before, type, prefix)[0], the(after, type, prefix)[0]];
    expect(one).not.toBe(other);
    expect(one.slice(0, -32)).toBe(other.slice(0, -32));
  }
  const hashes = [VERSION, ALARM].map((type) => the(after, type, type === ALARM ? 'OrdersReleaseRollback' : '')[0].slice(-32));
  expect(hashes[0]).toBe(hashes[1]);
  for (const type of [ALIAS, GROUP]) expect(the(before, type)[0]).toBe(the(after, type)[0]);
});

describe('a layer with other content makes a new version', () => {
  const versionWith = (text: string, flag?: boolean): string => {
    const stack = stackOf(new App({ context: { '@aws-cdk/aws-lambda:recognizeLayerVersion': flag } }));
    const layer = new lambda.LayerVersion(stack, 'Layer', { code: lambda.Code.fromBucket(stack.node.root as never, text) as never });
    return the(released({ layers: [layer] }, stack).template, VERSION)[0];
  };

  test.each([undefined, true])('with the feature flag %s', (flag) => {
    jest.spyOn(lambda.Code, 'fromBucket').mockImplementation((_, key) => fromKey(key));
    expect(versionWith('one.zip', flag)).not.toBe(versionWith('two.zip', flag));
    expect(versionWith('one.zip', flag)).toBe(versionWith('one.zip', flag));
    jest.restoreAllMocks();
  });

  const fromKey = (objectKey: string): lambda.S3Code =>
    ({ bind: () => ({ s3Location: { bucketName: 'code', objectKey } }), bindToResource: () => {} }) as unknown as lambda.S3Code;
});

describe('all at once', () => {
  test('needs no CodeDeploy', () => {
    const { template } = released({ release: Release.allAtOnce() });
    template.resourceCountIs(GROUP, 0);
    template.resourceCountIs('AWS::CodeDeploy::Application', 0);
    expect(the(template, ALIAS)[1].UpdatePolicy).toBeUndefined();
  });

  test('takes hooks, and then no alarm stops it', () => {
    const stack = stackOf();
    const postTraffic = orders(stack, {}, 'Test');
    const { template } = released({ release: Release.allAtOnce({ postTraffic }) }, stack);
    expect(the(template, GROUP)[1].Properties).toMatchObject({
      DeploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
      AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE'] },
    });
    expect(the(template, GROUP)[1].Properties).not.toHaveProperty('AlarmConfiguration');
    expect(the(template, ALIAS, 'Orders')[1].UpdatePolicy.CodeDeployLambdaAliasUpdate.AfterAllowTrafficHook).toEqual({
      Ref: the(template, 'AWS::Lambda::Function', 'Test')[0],
    });
    expect(circleIn(resourcesOf(template))).toBeUndefined();
  });
});

describe('how traffic moves', () => {
  const configOf = (release: Release): unknown => the(released({ release }).template, GROUP)[1].Properties?.DeploymentConfigName;
  const steps = (percent: number, minutes: number) => ({ percent, interval: Duration.minutes(minutes) });

  test.each([
    [Release.canary(steps(10, 5)), 'LambdaCanary10Percent5Minutes'],
    [Release.canary(steps(10, 15)), 'LambdaCanary10Percent15Minutes'],
    [Release.canary(steps(10, 30)), 'LambdaCanary10Percent30Minutes'],
    [Release.linear(steps(10, 1)), 'LambdaLinear10PercentEvery1Minute'],
    [Release.linear(steps(10, 2)), 'LambdaLinear10PercentEvery2Minutes'],
    [Release.linear(steps(10, 3)), 'LambdaLinear10PercentEvery3Minutes'],
    [Release.linear(steps(10, 10)), 'LambdaLinear10PercentEvery10Minutes'],
    [Release.predefined(codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_30MINUTES), 'LambdaCanary10Percent30Minutes'],
    [Release.predefined(codedeploy.LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE), 'LambdaLinear10PercentEvery1Minute'],
  ])('by a configuration of CodeDeploy %#', (release, name) => expect(configOf(release)).toBe(`CodeDeployDefault.${name}`));

  test('every configuration of CodeDeploy that CDK knows is one of ours', () => {
    const configs = codedeploy.LambdaDeploymentConfig as unknown as Record<string, codedeploy.ILambdaDeploymentConfig | undefined>;
    const names = ['CANARY_10PERCENT_', 'LINEAR_10PERCENT_EVERY_'].flatMap((kind) =>
      Array.from({ length: 60 }, (_, minutes) => `${kind}${minutes}MINUTE${minutes === 1 ? '' : 'S'}`),
    );
    const ofCdk = names.flatMap((name) => configs[name]?.deploymentConfigName ?? []);
    expect(ofCdk).toHaveLength(8);
    for (const name of ofCdk) {
      const [, kind, minutes] = /Lambda(Canary|Linear)10Percent(?:Every)?(\d+)Minutes?$/.exec(name) as unknown as string[];
      const release = kind === 'Canary' ? Release.canary(steps(10, Number(minutes))) : Release.linear(steps(10, Number(minutes)));
      expect(configOf(release)).toBe(name);
    }
  });

  test('by a dedicated configuration where only the deployment knows the numbers', () => {
    const stack = stackOf();
    const percent = new CfnParameter(stack, 'Percent', { type: 'Number' }).valueAsNumber;
    const { template } = released({ release: Release.canary({ percent, interval: Duration.minutes(10) }) }, stack);
    expect(the(template, 'AWS::CodeDeploy::DeploymentConfig')[0]).toBe('HardenedFunctionReleasesCanary74ce50447F132979');
  });

  test('by a configuration that the stack makes once', () => {
    const stack = stackOf();
    orders(stack, { release: Release.linear(steps(25, 5)) });
    orders(stack, { release: Release.linear(steps(25, 5)) }, 'Invoices');
    orders(stack, { release: Release.canary(steps(25, 5)) }, 'Receipts');
    const made = Object.entries(resourcesOf(Template.fromStack(stack))).filter(
      ([, { Type }]) => Type === 'AWS::CodeDeploy::DeploymentConfig',
    );
    // A configuration with another id is another one: CodeDeploy refuses to delete one that is in use.
    expect(made.map(([id, { Properties }]) => [id, Properties?.TrafficRoutingConfig])).toEqual([
      [
        expect.stringMatching(/Linear25Percent5Minutes/),
        { Type: 'TimeBasedLinear', TimeBasedLinear: { LinearInterval: 5, LinearPercentage: 25 } },
      ],
      [
        expect.stringMatching(/Canary25Percent5Minutes/),
        { Type: 'TimeBasedCanary', TimeBasedCanary: { CanaryInterval: 5, CanaryPercentage: 25 } },
      ],
    ]);
  });
});

describe('the alias is', () => {
  test('what mappings, grants and permissions name', () => {
    const stack = stackOf();
    const { fn } = released({}, stack);
    const deadLetterQueue = { queue: new sqs.Queue(stack, 'Redrive', { retentionPeriod: Duration.days(14) }), maxReceiveCount: 5 };
    fn.addEventSource(new HardenedSqsEventSource(new sqs.Queue(stack, 'Q', { visibilityTimeout: Duration.minutes(3), deadLetterQueue })));
    fn.grantInvoke(new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() }));
    fn.grantInvoke(new iam.ServicePrincipal('s3.amazonaws.com'));
    const template = Template.fromStack(stack);
    const [alias] = the(template, ALIAS);
    const isAlias = (value: unknown) => expect(named(value, new Set([alias]))).toEqual([alias]);
    isAlias(only(template, 'AWS::Lambda::EventSourceMapping').FunctionName);
    isAlias(only(template, 'AWS::Lambda::Permission').FunctionName);
    isAlias(only(template, 'AWS::IAM::Policy', 'CallerDefaultPolicy').PolicyDocument.Statement[0].Resource);
    isAlias(stack.resolve(fn.functionName));
    expect(stack.resolve(fn.functionArn)).toEqual({ Ref: alias });
  });

  test('captured, as is $LATEST', () => {
    const { template } = released();
    const configs = Object.values(template.findResources('AWS::Lambda::EventInvokeConfig')).map(({ Properties }) => Properties);
    expect(configs.map(({ Qualifier }) => Qualifier).sort()).toEqual(['$LATEST', 'live']);
    expect(configs[0].DestinationConfig).toEqual(configs[1].DestinationConfig);
  });

  test('captured with what configureAsyncInvoke adds', () => {
    const { fn, stack } = released({ failureCapture: FailureCapture.dedicatedQueue() });
    fn.configureAsyncInvoke({ retryAttempts: 0 });
    const configs = Template.fromStack(stack).findResources('AWS::Lambda::EventInvokeConfig');
    expect(Object.values<any>(configs).map(({ Properties }) => Properties.MaximumRetryAttempts)).toEqual([0, 0]);
  });

  test('watched for errors and throttles; what fails later is watched for every qualifier', () => {
    const { template } = released();
    const dimensions = (prefix: string) => only(template, ALARM, prefix).Dimensions.map(({ Name }: { Name: string }) => Name);
    expect(dimensions('OrdersAlarmsErrors')).toEqual(['FunctionName', 'Resource']);
    expect(dimensions('OrdersAlarmsThrottles')).toEqual(['FunctionName', 'Resource']);
    const others = Object.values(template.findResources(ALARM))
      .flatMap(({ Properties }) => [Properties, ...(Properties.Metrics ?? []).flatMap(({ MetricStat }: any) => MetricStat?.Metric ?? [])])
      .filter(({ Namespace, MetricName }) => Namespace === 'AWS/Lambda' && !['Errors', 'Throttles'].includes(MetricName));
    expect(others.map(({ MetricName }) => MetricName)).toContain('AsyncEventsDropped');
    for (const { Dimensions } of others) expect(Dimensions.map(({ Name }: { Name: string }) => Name)).toEqual(['FunctionName']);
  });

  test('told of by addAlias, which makes others beside it', () => {
    const { fn } = released();
    expect(fn.addAlias('live')).toBe(fn.liveAlias);
    expect(fn.addAlias('beta')).not.toBe(fn.liveAlias);
  });

  test('in no alarm description: an alarm of a deployment group must not wait for the alias', () => {
    const { template } = released();
    const [alias] = the(template, ALIAS);
    for (const { Properties } of Object.values(template.findResources(ALARM))) expect(named(Properties, new Set([alias]))).toEqual([]);
  });

  test('adopted under the logical id that it has', () => {
    const { template } = released({ release: canary({ aliasLogicalId: 'Live3A1B2C3D' }) });
    expect(the(template, ALIAS)[0]).toBe('Live3A1B2C3D');
  });
});

describe('the choice', () => {
  test('of a scope holds, and the function wins over it', () => {
    const app = new App();
    HardenedFunctionDefaults.of(app).set({ release: canary() });
    const stack = stackOf(app);
    expect(orders(stack).liveAlias).toBeDefined();
    expect(orders(stack, { release: Release.none() }, 'Invoices').liveAlias).toBeUndefined();
  });

  test('of a profile holds', () => {
    const profile = HardeningProfile.standard().derive({ release: Release.allAtOnce() });
    expect(orders(stackOf(), { profile }).liveAlias).toBeDefined();
    expect(orders(stackOf()).liveAlias).toBeUndefined();
  });

  test('is warned of where the profile has no alarms', () => {
    const profile = HardeningProfile.development();
    const inDevelopment = (release: Release) => {
      const stack = stackOf();
      orders(stack, { profile, release });
      return warningsOf(stack).filter((text) => text.includes('ReleaseWithoutProfileAlarms'));
    };
    expect(inDevelopment(canary())).toHaveLength(1);
    expect(inDevelopment(Release.allAtOnce())).toEqual([]);
  });
});

describe('alarms of the user', () => {
  const mine = (stack: ReturnType<typeof stackOf>, id: string) =>
    new cloudwatch.Alarm(stack, id, {
      metric: new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Rejected' }),
      threshold: 1,
      evaluationPeriods: 1,
    });

  test('stop a release beside ours', () => {
    const stack = stackOf();
    const fn = orders(stack, { release: canary({ alarms: [mine(stack, 'One')] }) });
    fn.addRollbackAlarm(mine(stack, 'Two'));
    const template = Template.fromStack(stack);
    const names = the(template, GROUP)[1].Properties?.AlarmConfiguration.Alarms.map(({ Name }: any) =>
      Name.Ref.replace(/[0-9A-F]{8}.*$/, ''),
    );
    expect(names).toEqual(['OrdersReleaseRollbackAlarm', 'One', 'Two']);
    const [, policy] = the(template, 'AWS::IAM::Policy', 'HardenedFunctionReleasesRole');
    const describing = policy.Properties?.PolicyDocument.Statement.find(({ Action }: any) => Action === 'cloudwatch:DescribeAlarms');
    expect(describing.Resource).toHaveLength(3);
  });

  test('stand alone where ours is disabled', () => {
    const stack = stackOf();
    const rollbackAlarm = AlarmTuning.none('the queue tells');
    const fn = orders(stack, { release: canary({ alarms: [mine(stack, 'One')], rollbackAlarm }) });
    expect(fn.rollbackAlarm).toBeUndefined();
  });

  test('tune ours as a share of the invocations of the new version', () => {
    const { template } = released({ release: canary({ rollbackAlarm: AlarmTuning.rate({ percent: 5, minimumInvocations: 20 }) }) });
    const alarm = only(template, ALARM, 'OrdersReleaseRollbackAlarm');
    expect(alarm.Threshold).toBe(5);
    const watched = alarm.Metrics.flatMap(({ MetricStat }: any) => MetricStat ?? []);
    expect(watched.map(({ Metric }: any) => Metric.MetricName).sort()).toEqual(['Errors', 'Invocations']);
    for (const { Metric } of watched) expect(Metric.Dimensions.map(({ Name }: any) => Name)).toContain('ExecutedVersion');
  });

  test('that refer to the alias are refused, since each would wait for the other', () => {
    const stack = stackOf();
    const fn = orders(stack, { release: canary() });
    fn.addRollbackAlarm(fn.metricErrors().createAlarm(stack, 'Fine', { threshold: 1, evaluationPeriods: 1 }));
    const alarmDescription = `of ${fn.functionName}`;
    fn.addRollbackAlarm(fn.metricErrors().createAlarm(stack, 'Circle', { threshold: 1, evaluationPeriods: 1, alarmDescription }));
    expect(fn.node.validate()).toEqual([expect.stringMatching(/^'release\.alarms\[1\]' must not refer to the alias of the function/)]);
  });
});

describe('functions that call each other', () => {
  test('wait in no circle', () => {
    const stack = stackOf();
    const payments = orders(stack, { release: canary() }, 'Payments');
    const caller = orders(stack, { release: canary(), environment: { PAYMENTS: payments.functionName } });
    payments.grantInvoke(caller);
    const template = Template.fromStack(stack);
    expect(circleIn(resourcesOf(template))).toBeUndefined();
    template.resourceCountIs('AWS::CodeDeploy::Application', 1);
    const policies = Object.keys(template.findResources('AWS::IAM::Policy')).filter((id) => id.startsWith('HardenedFunctionReleasesRole'));
    expect(policies).toHaveLength(2);
  });

  test('share one policy where they do not', () => {
    const stack = stackOf();
    orders(stack, { release: canary() }, 'Payments');
    orders(stack, { release: canary() });
    const template = Template.fromStack(stack);
    const policies = Object.keys(template.findResources('AWS::IAM::Policy')).filter((id) => id.startsWith('HardenedFunctionReleasesRole'));
    expect(policies).toHaveLength(1);
  });
});

describe('stopped deployments', () => {
  const rules = (alarmActions: AlarmActions, stack = stackOf()) => {
    const { template } = released({ alarmActions }, stack);
    return Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
  };

  test('notify the topic of the alarms, once for all functions of the stack', () => {
    const stack = stackOf();
    orders(stack, { release: canary(), alarmActions: AlarmActions.email('ops@example.com') }, 'Invoices');
    const [rule, ...more] = rules(AlarmActions.email('ops@example.com'), stack);
    expect(more).toEqual([]);
    expect(rule.EventPattern).toMatchObject({
      source: ['aws.codedeploy'],
      'detail-type': ['CodeDeploy Deployment State-change Notification'],
      detail: { state: ['FAILURE', 'STOP'], deploymentGroup: [expect.anything(), expect.anything()] },
    });
    expect(rule.Targets).toHaveLength(1);
  });

  test('may use the key of the topic', () => {
    const stack = stackOf();
    const masterKey = new kms.Key(stack, 'Key');
    const topic = new sns.Topic(stack, 'Topic', { masterKey });
    rules(AlarmActions.topic(topic), stack);
    const [, key] = the(Template.fromStack(stack), 'AWS::KMS::Key');
    expect(JSON.stringify(key)).toContain('events.amazonaws.com');
  });

  test('have nobody to notify without alarm actions', () => expect(rules(AlarmActions.none('nobody is on call'))).toEqual([]));

  test('are warned of where the actions are no topic', () => {
    const stack = stackOf();
    const action = { bind: () => ({ alarmActionArn: 'arn:aws:ssm:eu-west-1:111122223333:opsitem:1' }) };
    expect(rules(AlarmActions.custom(action), stack)).toEqual([]);
    expect(warningsOf(stack).filter((text) => text.includes('StoppedReleaseWithoutTopic'))).toHaveLength(1);
  });
});

test('the strict profile leaves the audit packs no alarm without an action', () => {
  const app = new App();
  const profile = HardeningProfile.strict().derive({ requirements: [] });
  released({ profile, alarmActions: AlarmActions.email('ops@example.com') }, stackOf(app));
  expect(findingsOf(app, ALL_PACKS).filter((finding) => /Release/.test(finding))).toEqual([]);
});

test('the strict profile keeps policies apart', () => {
  const { template } = released({
    profile: HardeningProfile.strict().derive({ requirements: [] }),
  });
  expect(the(template, 'AWS::IAM::ManagedPolicy', 'HardenedFunctionReleasesRole')[1].Properties?.Roles).toHaveLength(1);
});

test('a permissions boundary is on the role of CodeDeploy too', () => {
  const stack = stackOf();
  const permissionsBoundary = iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess');
  const { template } = released({ permissionsBoundary }, stack);
  expect(only(template, 'AWS::IAM::Role', 'HardenedFunctionReleasesRole').PermissionsBoundary).toBeDefined();
});

describe('what the stack does not own', () => {
  test('a hook that is imported is warned of, since its role is not known', () => {
    const stack = stackOf();
    const preTraffic = lambda.Function.fromFunctionArn(stack, 'Test', 'arn:aws:lambda:eu-west-1:111122223333:function:test');
    const { template } = released({ release: canary({ preTraffic }) }, stack);
    expect(warningsOf(stack).filter((text) => text.includes("'release.preTraffic' is imported without its 'role'"))).toHaveLength(1);
    expect(the(template, ALIAS)[1].UpdatePolicy.CodeDeployLambdaAliasUpdate.BeforeAllowTrafficHook).toBe('test');
  });

  test('a function with an imported role is released as any other', () => {
    const stack = stackOf();
    const role = iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::111122223333:role/orders');
    const { template } = released({ role }, stack);
    expect(the(template, GROUP)[1].Properties?.ServiceRoleArn).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^HardenedFunctionReleasesRole/), 'Arn'],
    });
    expect(circleIn(resourcesOf(template))).toBeUndefined();
  });

  test('an image is released by a canary, and another tag is another version', () => {
    const versionOf = (tagOrDigest: string) => {
      const stack = stackOf();
      new HardenedDockerImageFunction(stack, 'Orders', {
        code: lambda.DockerImageCode.fromEcr(ecr.Repository.fromRepositoryName(stack, 'Repository', 'shop'), { tagOrDigest }),
        alarmActions: AlarmActions.none('a test looks at the version'),
        architecture: lambda.Architecture.X86_64,
        release: canary(),
      });
      return the(Template.fromStack(stack), VERSION)[0];
    };
    expect(versionOf('1.4.2')).toBe(versionOf('1.4.2'));
    expect(versionOf('1.4.3')).not.toBe(versionOf('1.4.2'));
  });
});
