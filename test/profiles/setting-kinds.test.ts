import { App, Lazy, RemovalPolicy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  Acknowledgements,
  AlarmActions,
  AlarmTuning,
  HardenedFunctionDefaults,
  HardenedLambdaChecks,
  Hardening,
  HardeningProfile,
  Idempotency,
  LambdaHardening,
  OkActions,
  Release,
  ServiceDashboard,
  Waiver,
} from '../../lib';
import { orders, stackOf } from '../harness';

/** JavaScript lets these through: without a sentence they were ignored, or failed somewhere else. */
const WRONG: readonly [name: string, value: unknown, message: string][] = [
  ['profile', 'strict', `'profile' must be a HardeningProfile, got "strict"; pass for example HardeningProfile.standard()`],
  ['alarmActions', 'ops@example.com', `'alarmActions' must be AlarmActions, got "ops@example.com"; pass for example`],
  ['alarmActions', 0, "'alarmActions' must be AlarmActions, got 0;"],
  ['failureCapture', {}, "'failureCapture' must be a FailureCapture, got an object; pass for example FailureCapture.sharedQueue()"],
  ['networkInterfaceCalls', false, "'networkInterfaceCalls' must be NetworkInterfaceCalls, got false; pass for example"],
  ['powertools', 'shop', `'powertools' must be Powertools, got "shop"; pass for example Powertools.asDependency({ serviceName: 'shop' })`],
  ['waivers', Waiver.vpc('why'), "'waivers' must be a list of Waiver, got an object; pass for example [Waiver.vpc("],
  ['waivers', ['vpc'], "'waivers' must be a list of Waiver, got a list;"],
  ['waivers', [null], "'waivers' must be a list of Waiver, got a list;"],
  ['architecture', 'arm64', `'architecture' must be a lambda.Architecture, got "arm64"; pass for example lambda.Architecture.ARM_64`],
  ['encryptionKey', 'alias/shop', `'encryptionKey' must be a kms.IKey, got "alias/shop"; pass for example new kms.Key(this, 'Key')`],
  ['permissionsBoundary', 'arn:aws:iam::111122223333:policy/Boundary', `'permissionsBoundary' must be an iam.IManagedPolicy, got "arn:`],
  ['vpc', 'vpc-1', `'vpc' must be an ec2.IVpc, got "vpc-1"; pass for example new ec2.Vpc(this, 'Vpc')`],
  ['vpcSubnets', ['subnet-1'], "'vpcSubnets' must be an object, got a list; pass for example"],
  ['securityGroups', ['sg-1'], "'securityGroups' must be a list of ec2.ISecurityGroup, got a list; pass for example"],
  ['layers', 'arn:aws:lambda:us-east-1:111122223333:layer:tools:7', "'layers' must be a list of lambda.ILayerVersion, got"],
  ['environment', ['STAGE'], "'environment' must be an object, got a list; pass for example { STAGE: 'live' }"],
  ['environment', 0, "'environment' must be an object, got 0;"],
  ['bundling', true, "'bundling' must be an object, got true; pass for example { minify: true }"],
  ['alarms', false, "'alarms' must be an object, got false;"],
  ['sourceAlarms', [AlarmTuning.none('why')], "'sourceAlarms' must be an object, got a list;"],
  ['runbookUrl', 7, "'runbookUrl' must be a text, got 7; pass the page that the person on call should open"],
  ['tracing', 'active', `'tracing' must be one of lambda.Tracing, got "active"; pass for example lambda.Tracing.ACTIVE`],
  ['loggingFormat', '', `'loggingFormat' must be one of lambda.LoggingFormat, got ""; pass for example lambda.LoggingFormat.TEXT`],
  ['logRetention', Number.NaN, "'logRetention' must be one of logs.RetentionDays, got NaN; pass for example logs.RetentionDays.ONE_DAY"],
  ['logRetention', 8, "'logRetention' must be one of logs.RetentionDays, got 8;"],
  ['okActions', 'every', `'okActions' must be one of OkActions, got "every"; pass for example OkActions.NONE`],
];

const OF_PROFILES: typeof WRONG = [
  [
    'recursiveLoop',
    'allow',
    `'recursiveLoop' must be one of lambda.RecursiveLoop, got "allow"; pass for example lambda.RecursiveLoop.ALLOW`,
  ],
  ['removalPolicy', 0, "'removalPolicy' must be one of RemovalPolicy, got 0; pass for example RemovalPolicy.DESTROY"],
  ['keyManagement', 'customer_managed', `'keyManagement' must be one of KeyManagement, got "customer_managed"; pass for example`],
  ['policyKind', 'managed', `'policyKind' must be one of PolicyKind, got "managed"; pass for example PolicyKind.INLINE`],
  ['acknowledgeAuditPacks', 'no', `'acknowledgeAuditPacks' must be true or false, got "no"; pass one of them`],
  ['requirements', 'vpc', `'requirements' must be a list of HardeningRequirement, got "vpc"; pass for example`],
  ['requirements', ['VPC'], "'requirements' must be a list of HardeningRequirement, got a list;"],
];

/** Options of the CDK's function. */
const OF_CDK: typeof WRONG = [
  ['role', 'orders', `'role' must be an iam.IRole, got "orders"; pass for example iam.Role.fromRoleName(this, 'Role', 'orders')`],
  ['role', false, "'role' must be an iam.IRole, got false;"],
  ['description', ['orders'], "'description' must be a text, got a list; describe the function in a few words"],
  ['functionName', 7, "'functionName' must be a text, got 7; pass a name, or leave it out for a generated one"],
  ['initialPolicy', [{}], "'initialPolicy' must be a list of iam.PolicyStatement, got a list; pass for example [new iam.PolicyStatement("],
  ['events', {}, "'events' must be a list of event sources, got an object; pass for example [new HardenedSqsEventSource(queue)]"],
  ['events', [() => 1], "'events' must be a list of event sources, got a list;"],
  ['onFailure', '', `'onFailure' must be a destination, got ""; pass for example new SqsDestination(queue)`],
  ['onFailure', Number, "'onFailure' must be a destination, got Number;"],
  ['onSuccess', false, "'onSuccess' must be a destination, got false;"],
  ['deadLetterQueueEnabled', 'no', `'deadLetterQueueEnabled' must be true or false, got "no"; pass one of them`],
  ['allowPublicSubnet', 'no', `'allowPublicSubnet' must be true or false, got "no"; pass one of them`],
  ['insightsVersion', '1.0', `'insightsVersion' must be a lambda.LambdaInsightsVersion, got "1.0"; pass for example`],
  ['adotInstrumentation', true, "'adotInstrumentation' must be an object, got true; pass for example { layerVersion,"],
  ['paramsAndSecrets', {}, "'paramsAndSecrets' must be a lambda.ParamsAndSecretsLayerVersion, got an object; pass for example"],
  ['logGroup', 'orders', `'logGroup' must be a logs.ILogGroup, got "orders"; pass for example new logs.LogGroup(this, 'LogGroup')`],
  ['logRemovalPolicy', 'keep', `'logRemovalPolicy' must be one of RemovalPolicy, got "keep"; pass for example RemovalPolicy.DESTROY`],
  ['logFormat', 'json', `'logFormat' must be one of lambda.LogFormat, got "json"; pass for example lambda.LogFormat.TEXT`],
  ['applicationLogLevelV2', 'info', `'applicationLogLevelV2' must be one of lambda.ApplicationLogLevel, got "info"; pass for example`],
  ['systemLogLevelV2', '', `'systemLogLevelV2' must be one of lambda.SystemLogLevel, got ""; pass for example lambda.SystemLogLevel.INFO`],
  ['filesystem', '/mnt/data', `'filesystem' must be a lambda.FileSystem, got "/mnt/data"; pass for example`],
  ['ephemeralStorageSize', 1024, "'ephemeralStorageSize' must be a Size, got 1024; pass for example Size.gibibytes(1)"],
  ['environmentEncryption', 'alias/shop', `'environmentEncryption' must be a kms.IKey, got "alias/shop"; pass for example new kms.Key(`],
  ['codeSigningConfig', {}, "'codeSigningConfig' must be a lambda.ICodeSigningConfig, got an object; pass for example"],
  ['currentVersionOptions', 1, "'currentVersionOptions' must be an object, got 1; pass for example"],
  ['runtimeManagementMode', 'Auto', `'runtimeManagementMode' must be a lambda.RuntimeManagementMode, got "Auto"; pass for example`],
  ['snapStart', false, "'snapStart' must be a SnapStartConf, got false; pass for example lambda.SnapStartConf.ON_PUBLISHED_VERSIONS"],
  ['tenancyConfig', true, "'tenancyConfig' must be a lambda.TenancyConfig, got true; pass for example lambda.TenancyConfig.PER_TENANT"],
];

test.each(OF_CDK)("an option of the CDK's function, %s: %j, is refused", (name, value, message) => {
  expect(() => orders(stackOf(), { [name]: value })).toThrow(`Shop/Orders: ${message}`);
});

const ONLY_BUNDLED = ['bundling', 'sourceAlarms'];

test.each(WRONG)('%s: %j is refused at the scope, and at the function', (name, value, message) => {
  const app = new App();
  expect(() => HardenedFunctionDefaults.of(app).set({ [name]: value })).toThrow(`App: ${message}`);
  if (ONLY_BUNDLED.includes(name)) return;
  expect(() => orders(stackOf(), { [name]: value })).toThrow(`Shop/Orders: ${message}`);
});

test.each([
  ...WRONG.filter(([name]) => ['failureCapture', 'architecture', 'bundling', 'tracing', 'okActions'].includes(name)),
  ...OF_PROFILES,
])('%s: %j is refused by derive', (name, value, message) => {
  expect(() => HardeningProfile.standard().derive({ [name]: value })).toThrow(message);
});

test('all of them are in one error', () => {
  const derive = () => HardeningProfile.standard().derive({ tracing: 'on', policyKind: 'managed' } as never);
  expect(derive).toThrow(/^'tracing' must.*\n'policyKind' must.*$/);
});

test.each([undefined, null])('keeping %s keeps all', (kept) => {
  const functionOf = (profile: HardeningProfile) => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ profile });
    orders(stack, {});
    return Template.fromStack(stack).toJSON();
  };
  expect(functionOf(HardeningProfile.standard().keeping(kept as never))).toEqual(functionOf(HardeningProfile.standard().keeping()));
});

test.each([0, '', 'no', Number.NaN, [], {}])('keeping takes true and false, not %j', (value) => {
  const keep = () => HardeningProfile.standard().keeping({ tracing: value } as never);
  expect(keep).toThrow("'HardeningProfile.keeping: tracing' must be true or false, got ");
});

test.each([undefined, null])('%s is the same as an option that is left out', (value) => {
  const empty = (rows: typeof WRONG) => Object.fromEntries(rows.map(([name]) => [name, value]));
  const app = new App();
  HardenedFunctionDefaults.of(app).set(empty(WRONG));
  const profile = HardeningProfile.standard().derive(empty(OF_PROFILES));
  expect(() => orders(stackOf(app), { ...empty(WRONG), profile, alarmActions: AlarmActions.none('a test') })).not.toThrow();
});

test('what is known only at deployment, and what others implement, is not checked', () => {
  const stack = stackOf();
  const permissionsBoundary: iam.IManagedPolicy = iam.ManagedPolicy.fromManagedPolicyArn(
    stack,
    'Boundary',
    Lazy.string({ produce: () => 'x' }),
  );
  const tracing = Lazy.string({ produce: () => 'Active' }) as lambda.Tracing;
  const logRetention = Lazy.number({ produce: () => 7 });
  const profile = HardeningProfile.standard().derive({ removalPolicy: RemovalPolicy.RETAIN, okActions: OkActions.ALL });
  expect(() => orders(stack, { tracing, logRetention, permissionsBoundary, profile })).not.toThrow();
});

test.each([0, true, ['live'], {}, Number.NaN])('a variable of the environment is a text, not %j', (value) => {
  const app = new App();
  HardenedFunctionDefaults.of(app).set({ environment: { STAGE: value as never } });
  expect(() => orders(stackOf(app))).toThrow("Shop/Orders: 'environment.STAGE' must be a text, got ");
});

test.each<[string, unknown, string]>([
  ['timeout', 30, "App: 'timeout' must be a Duration, got 30; write for example Duration.seconds(60)"],
  ['maxEventAge', '1h', `App: 'maxEventAge' must be a Duration, got "1h";`],
  ['logGroupName', '/aws/lambda/orders', `App: 'logGroupName' must be a LogGroupName, got "/aws/lambda/orders"; pass for example`],
])('%s of a scope: %j is refused where it is set', (name, value, message) => {
  expect(() => HardenedFunctionDefaults.of(new App()).set({ [name]: value })).toThrow(message);
});

test.each([undefined, null, 7, '', [], () => 1])('options that are no object, %p, are refused, and not read as none', (options) => {
  const set = () => HardenedFunctionDefaults.of(new App()).set(options as never);
  expect(set).toThrow("App: 'HardenedFunctionDefaults.set' must have its options in an object, got ");
  if (options === undefined || options === null) return;
  const message = (call: string) => `'${call}' must have its options in an object, got `;
  expect(() => HardeningProfile.standard().derive(options as never)).toThrow(message('HardeningProfile.derive'));
  expect(() => HardeningProfile.standard().keeping(options as never)).toThrow(message('HardeningProfile.keeping'));
  expect(() => AlarmTuning.threshold(options as never)).toThrow(message('AlarmTuning.threshold'));
  expect(() => AlarmTuning.rate(options as never)).toThrow(message('AlarmTuning.rate'));
  expect(() => Idempotency.table(options as never)).toThrow(message('Idempotency.table'));
  expect(() => Idempotency.withTable({} as never, options as never)).toThrow(message('Idempotency.withTable'));
  expect(() => Release.allAtOnce(options as never)).toThrow(message('Release.allAtOnce'));
  expect(() => Release.predefined({} as never, options as never)).toThrow(message('Release.predefined'));
  expect(() => new HardenedLambdaChecks(options as never)).toThrow(message('HardenedLambdaChecks'));
});

test.each([undefined, null])('a profile that derives from another by %s is like it', (options) => {
  expect(HardeningProfile.standard().derive(options as never)._settings).toEqual(HardeningProfile.standard()._settings);
});

test.each([undefined, null, '', 'app', 7, {}, []])('what is no scope, %p, is refused with the name of the call', (scope) => {
  const message = (call: string) => `'${call}' must get a construct, got `;
  const of = scope as never;
  expect(() => HardenedFunctionDefaults.of(of)).toThrow(message('HardenedFunctionDefaults.of'));
  expect(() => Hardening.of(of)).toThrow(message('Hardening.of'));
  expect(() => new LambdaHardening().applyTo(of)).toThrow(message('LambdaHardening.applyTo'));
  expect(() => Acknowledgements.of(of)).toThrow(message('Acknowledgements.of'));
  expect(() => ServiceDashboard.of(of)).toThrow(message('ServiceDashboard.of'));
  expect(() => HardenedLambdaChecks.findings(of)).toThrow(message('HardenedLambdaChecks.findings'));
});
