import { RemovalPolicy, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { OkActions } from '../alarms/actions/ok-actions';
import { got, refuse } from '../core/errors';
import { PolicyKind } from '../core/policies/service-policy';
import { KeyManagement } from '../encryption/encryption-key';
import { HardeningRequirement } from './profile-settings';

/** What the value of a setting has to be. */
interface Kind {
  readonly rule: string;
  readonly fix: string;
  fits(value: unknown): boolean;
}

/** Known by one of the members: a class of another copy of this library, or of the CDK, is as good. */
const has =
  (...members: string[]) =>
  (value: unknown): boolean =>
    typeof value === 'object' && value !== null && members.some((member) => member in value);

const having = (members: string | string[], what: string, example: string): Kind => ({
  rule: `be ${what}`,
  fix: `pass for example ${example}`,
  fits: has(...[members].flat()),
});

const oneOf = (name: string, choices: object): Kind => ({
  rule: `be one of ${name}`,
  fix: `pass for example ${name}.${Object.keys(choices).find((key) => Number.isNaN(Number(key)))}`,
  fits: (value) => Token.isUnresolved(value) || Object.values(choices).includes(value),
});

const listOf = (fits: (item: unknown) => boolean, what: string, example: string): Kind => ({
  rule: `be a list of ${what}`,
  fix: `pass for example [${example}]`,
  fits: (value) => Array.isArray(value) && value.every(fits),
});

const object = (fix: string): Kind => ({
  rule: 'be an object',
  fix,
  fits: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
});

const text = (fix: string): Kind => ({ rule: 'be a text', fix, fits: (value) => typeof value === 'string' });

const DURATION: Kind = { rule: 'be a Duration', fix: 'write for example Duration.seconds(60)', fits: has('toSeconds') };

const FLAG: Kind = { rule: 'be true or false', fix: 'pass one of them', fits: (value) => typeof value === 'boolean' };

/** Options of the CDK's function, which the CDK takes unseen, ignores where they are false, or fails on without a sentence. */
const OF_CDK = {
  description: text('describe the function in a few words'),
  functionName: text('pass a name, or leave it out for a generated one'),
  role: having('roleArn', 'an iam.IRole', "iam.Role.fromRoleName(this, 'Role', 'orders')"),
  initialPolicy: listOf(has('toStatementJson'), 'iam.PolicyStatement', 'new iam.PolicyStatement({ ... })'),
  events: listOf(has('bind'), 'event sources', 'new HardenedSqsEventSource(queue)'),
  onFailure: having('bind', 'a destination', 'new SqsDestination(queue)'),
  onSuccess: having('bind', 'a destination', 'new SqsDestination(queue)'),
  deadLetterQueueEnabled: FLAG,
  allowAllOutbound: FLAG,
  allowAllIpv6Outbound: FLAG,
  allowPublicSubnet: FLAG,
  ipv6AllowedForDualStack: FLAG,
  profiling: FLAG,
  profilingGroup: having('profilingGroupArn', 'a codeguruprofiler.IProfilingGroup', "new ProfilingGroup(this, 'Profiling')"),
  insightsVersion: having('layerVersionArn', 'a lambda.LambdaInsightsVersion', 'lambda.LambdaInsightsVersion.VERSION_1_0_333_0'),
  adotInstrumentation: having('layerVersion', 'an object', '{ layerVersion, execWrapper: lambda.AdotLambdaExecWrapper.REGULAR_HANDLER }'),
  paramsAndSecrets: having(
    '_bind',
    'a lambda.ParamsAndSecretsLayerVersion',
    'lambda.ParamsAndSecretsLayerVersion.fromVersion(lambda.ParamsAndSecretsVersions.V1_0_103)',
  ),
  logGroup: having(['logGroupRef', 'logGroupArn'], 'a logs.ILogGroup', "new logs.LogGroup(this, 'LogGroup')"),
  logRemovalPolicy: oneOf('RemovalPolicy', RemovalPolicy),
  logFormat: oneOf('lambda.LogFormat', lambda.LoggingFormat),
  applicationLogLevel: oneOf('lambda.ApplicationLogLevel', lambda.ApplicationLogLevel),
  applicationLogLevelV2: oneOf('lambda.ApplicationLogLevel', lambda.ApplicationLogLevel),
  systemLogLevel: oneOf('lambda.SystemLogLevel', lambda.SystemLogLevel),
  systemLogLevelV2: oneOf('lambda.SystemLogLevel', lambda.SystemLogLevel),
  filesystem: having('config', 'a lambda.FileSystem', "lambda.FileSystem.fromEfsAccessPoint(accessPoint, '/mnt/data')"),
  ephemeralStorageSize: having('toMebibytes', 'a Size', 'Size.gibibytes(1)'),
  environmentEncryption: having(['keyRef', 'keyArn'], 'a kms.IKey', "new kms.Key(this, 'Key')"),
  codeSigningConfig: having(
    ['codeSigningConfigRef', 'codeSigningConfigArn'],
    'a lambda.ICodeSigningConfig',
    "new lambda.CodeSigningConfig(this, 'Signing', { signingProfiles })",
  ),
  currentVersionOptions: object("pass for example { description: 'orders' }"),
  runtimeManagementMode: having('runtimeManagementConfig', 'a lambda.RuntimeManagementMode', 'lambda.RuntimeManagementMode.AUTO'),
  snapStart: having('_render', 'a SnapStartConf', 'lambda.SnapStartConf.ON_PUBLISHED_VERSIONS'),
  tenancyConfig: having('tenancyConfigProperty', 'a lambda.TenancyConfig', 'lambda.TenancyConfig.PER_TENANT'),
} satisfies { [option in keyof lambda.FunctionOptions]?: Kind };

/** Those that are not checked where they are used: a value of another kind would be ignored there, or fail without a sentence. */
const KINDS: Readonly<Record<string, Kind>> = {
  profile: having('_settings', 'a HardeningProfile', 'HardeningProfile.standard()'),
  alarmActions: having('_choice', 'AlarmActions', "AlarmActions.topicNamed('ops-alarms')"),
  timeout: DURATION,
  maxEventAge: DURATION,
  logGroupName: having('_choice', 'a LogGroupName', "LogGroupName.pattern('/aws/lambda/{function}')"),
  failureCapture: having('_choice', 'a FailureCapture', 'FailureCapture.sharedQueue()'),
  networkInterfaceCalls: having('_reason', 'NetworkInterfaceCalls', 'NetworkInterfaceCalls.denied()'),
  powertools: having('_options', 'Powertools', "Powertools.asDependency({ serviceName: 'shop' })"),
  waivers: listOf(has('_requirement'), 'Waiver', "Waiver.vpc('calls public AWS endpoints only')"),
  architecture: having('dockerPlatform', 'a lambda.Architecture', 'lambda.Architecture.ARM_64'),
  encryptionKey: having('keyArn', 'a kms.IKey', "new kms.Key(this, 'Key')"),
  permissionsBoundary: having(
    'managedPolicyArn',
    'an iam.IManagedPolicy',
    "iam.ManagedPolicy.fromManagedPolicyName(this, 'Boundary', 'developers')",
  ),
  vpc: having('selectSubnets', 'an ec2.IVpc', "new ec2.Vpc(this, 'Vpc')"),
  vpcSubnets: object('pass for example { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }'),
  securityGroups: listOf(has('securityGroupId'), 'ec2.ISecurityGroup', "new ec2.SecurityGroup(this, 'Group', { vpc })"),
  layers: listOf(has('layerVersionArn'), 'lambda.ILayerVersion', "lambda.LayerVersion.fromLayerVersionArn(this, 'Tools', arn)"),
  environment: object("pass for example { STAGE: 'live' }"),
  bundling: object('pass for example { minify: true }'),
  alarms: object("pass for example { errors: AlarmTuning.none('why') }"),
  sourceAlarms: object("pass for example { iteratorAge: AlarmTuning.none('why') }"),
  frontAlarms: object('pass for example { latency: AlarmTuning.threshold({ threshold: 2000 }) }'),
  runbookUrl: text('pass the page that the person on call should open'),
  tracing: oneOf('lambda.Tracing', lambda.Tracing),
  loggingFormat: oneOf('lambda.LoggingFormat', lambda.LoggingFormat),
  logRetention: oneOf('logs.RetentionDays', RetentionDays),
  okActions: oneOf('OkActions', OkActions),
  recursiveLoop: oneOf('lambda.RecursiveLoop', lambda.RecursiveLoop),
  removalPolicy: oneOf('RemovalPolicy', RemovalPolicy),
  keyManagement: oneOf('KeyManagement', KeyManagement),
  policyKind: oneOf('PolicyKind', PolicyKind),
  requirements: listOf(
    oneOf('HardeningRequirement', HardeningRequirement).fits,
    'HardeningRequirement',
    'HardeningRequirement.ALARM_ACTIONS',
  ),
  acknowledgeAuditPacks: FLAG,
  ...OF_CDK,
};

/**
 * The settings of a wrong kind, a sentence for each: JavaScript lets them through.
 *
 * @internal
 */
export function wrongKinds(settings: object): string[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    if (kind === undefined || value === undefined || value === null || kind.fits(value)) return [];
    return [`'${name}' must ${kind.rule}, got ${got(value)}; ${kind.fix}`];
  });
}

/** @internal */
export function checkKinds(scope: IConstruct, settings: object): void {
  const messages = wrongKinds(settings);
  if (messages.length > 0) refuse(scope, messages.join('\n'));
}
