import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { AlarmTuning, HardeningProfile, HardeningProfileOptions } from '../../lib';
import { LAMBDA_DEFAULTS } from '../../lib/core/aws/lambda-limits';
import { PER_GB_SECOND } from '../../lib/core/aws/lambda-prices';
import { DEFAULTS } from '../../lib/core/defaults';
import { spell } from './words';

/** What the table of defaults says of one setting beside its values. */
export interface DefaultWords {
  /** The setting as users know it, and how they change it. */
  readonly change: string;
  readonly why: string;
  /** What it costs, if anything; the sum for an idle function is at the end of the page. */
  readonly price: string;
  readonly see: string;
}

const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/';

/** What a profile may set, and leaves to Lambda otherwise; bundling has another table. */
type NotSet = 'recursiveLoop' | 'bundling';

/** In the order of the table. TypeScript holds it to every setting of a profile. */
export const DEFAULT_WORDS: { readonly [setting in Exclude<keyof HardeningProfileOptions, NotSet>]: DefaultWords } = {
  architecture: {
    change: '`architecture`',
    why: 'Graviton costs less per GB-second, and every runtime that can still be created supports it',
    price: `${PER_GB_SECOND.arm64} per GB-second; x86_64 ${PER_GB_SECOND.x86_64}`,
    see: `${LAMBDA}foundation-arch.html`,
  },
  memorySize: {
    change: '`memorySize`',
    why: `Lambda's default of ${LAMBDA_DEFAULTS.memorySize} MB fits only the simplest functions; CPU grows with memory`,
    price: 'per GB-second',
    see: `${LAMBDA}configuration-memory.html`,
  },
  timeout: {
    change: '`timeout`',
    why: `with Lambda's default of ${LAMBDA_DEFAULTS.timeout} seconds, a cold start and one slow call time out`,
    price: 'per GB-second that is used',
    see: `${LAMBDA}configuration-timeout.html`,
  },
  tracing: {
    change: '`tracing`',
    why: 'traces show which service made a request slow or fail',
    price: 'about 5 per million traces recorded: about 77 a month at a steady 100 requests a second',
    see: `${LAMBDA}services-xray.html`,
  },
  loggingFormat: {
    change: '`loggingFormat`',
    why: 'queries and metric filters match fields instead of wording',
    price: 'per GB ingested',
    see: `${LAMBDA}monitoring-cloudwatchlogs-logformat.html`,
  },
  logRetention: {
    change: '`logRetention`, or a `logGroup` of yours',
    why: 'CloudWatch Logs keeps logs forever if no retention is set',
    price: '0.03 per GB-month stored',
    see: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  },
  logGroupName: {
    change: '`logGroupName`, or a `logGroup` of yours',
    why: 'a generated name never clashes with a log group of an earlier deployment',
    price: 'none',
    see: `${LAMBDA}monitoring-cloudwatchlogs-loggroups.html`,
  },
  removalPolicy: {
    change: 'a derived profile, or `applyRemovalPolicy` on `logGroup` and `failureQueue`',
    why: 'logs and failed events are often needed after a stack is deleted; those of a failed first deployment are not',
    price: 'what is stored',
    see: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html',
  },
  failureCapture: {
    change: '`failureCapture`, `onFailure`, `deadLetterQueue`, `deadLetterTopic`',
    why: 'a destination receives the error with the event; compliance rules look at dead-letter queues only',
    price: '0.40 per million requests',
    see: `${LAMBDA}invocation-async-retain-records.html`,
  },
  alarms: {
    change: '`alarms`',
    why: 'one alarm for each cause; a development stack is not on call',
    price: '0.10 per metric and month',
    see: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html',
  },
  sourceAlarms: {
    change: '`alarms` of an event source, `sourceAlarms` of a scope or a derived profile',
    why: 'a function that reports partial batch failures succeeds, so its Errors metric stays at 0',
    price: '0.10 per metric and month; event counts of a stream as custom metrics',
    see: `${LAMBDA}monitoring-metrics-types.html`,
  },
  frontAlarms: {
    change: '`alarms` of an API or a distribution, `urlAlarms` of a function, `frontAlarms` of a scope or a derived profile',
    why: 'callers see what a function does not count: timeouts of the front, missing permissions and slow answers',
    price: '0.10 per metric and month',
    see: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html',
  },
  okActions: {
    change: '`okActions`',
    why: 'that a backlog is gone is worth a notification; a count returns to OK by itself',
    price: 'per notification',
    see: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html',
  },
  release: {
    change: '`release`',
    why: 'a canary makes each deployment take its time, and callers of a deployed function have to be moved to the alias with care',
    price: '0.10 per month for the rollback alarm',
    see: `${LAMBDA}configuring-alias-routing.html`,
  },
  idempotency: {
    change: '`idempotency`',
    why: 'the code has to use it, by Powertools',
    price: 'none when idle; 1.25 per million new events, 0.63 per million repeated ones',
    see: 'https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/',
  },
  keyManagement: {
    change: '`encryptionKey`, or a derived profile',
    why: 'compliance rules require customer-managed keys; they cost money, and deleting a key deletes access to the data',
    price: '1.00 per key and month, 0.03 per 10,000 requests',
    see: 'https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html',
  },
  policyKind: {
    change: 'a derived profile',
    why: 'compliance rules require policies that can be reviewed and versioned apart from the role',
    price: 'none',
    see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
  },
  acknowledgeAuditPacks: {
    change: '`acknowledgeAuditPacks` of a profile',
    why: 'teams that run the audit packs of cdk-nag review what cannot be avoided once, with its reason',
    price: 'none',
    see: 'https://github.com/cdklabs/cdk-nag',
  },
  requirements: {
    change: '`waivers`, `AlarmActions.none(reason)`, or a derived profile',
    why: 'settings that have no safe default must be set, or waived with a reason',
    price: 'none',
    see: `${LAMBDA}configuration-concurrency.html`,
  },
};

/** A value as it is written in code. */
export function settingInWords(profile: HardeningProfile, setting: keyof HardeningProfileOptions): string {
  const value = profile._settings[setting];
  switch (setting) {
    case 'memorySize':
      return `${value} MB`;
    case 'logRetention':
      return RetentionDays[value as number];
    case 'removalPolicy':
      return Object.entries(RemovalPolicy).find(([, policy]) => policy === value)?.[0] ?? String(value);
    case 'logGroupName':
      return `\`LogGroupName.${profile._settings.logGroupName._choice.kind}()\``;
    case 'failureCapture':
      return `\`FailureCapture.${profile._settings.failureCapture._choice.kind}()\``;
    case 'release':
      return `\`Release.${profile._settings.release._choice.kind}()\``;
    case 'idempotency':
      return 'none';
    case 'alarms':
      return alarmsOf(profile._settings.alarms);
    case 'sourceAlarms':
      return alarmsOf(profile._settings.sourceAlarms);
    case 'frontAlarms':
      return alarmsOf(profile._settings.frontAlarms);
    case 'requirements':
      return profile._settings.requirements.join(', ') || 'nothing';
    default:
      return value instanceof Duration ? spell(value.toSeconds()) : nameOf(value);
  }
}

const nameOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : String(value);

function alarmsOf(tunings: object): string {
  const left = Object.values<AlarmTuning | undefined>(tunings as Record<string, AlarmTuning>).filter(
    (tuning) => tuning?._choice.kind === 'none',
  ).length;
  return left === 0 ? 'each alarm whose metric exists' : 'none';
}

/** The same under every profile. */
export const FIXED: readonly { readonly what: string; readonly value: string; readonly change: string }[] = [
  {
    what: 'Retention of the failure queue',
    value: spell(DEFAULTS.failureRetention.toSeconds()),
    change: 'your own queue in `failureCapture`',
  },
  {
    what: '`expiringEvents` goes into ALARM when the oldest event is older than',
    value: spell(DEFAULTS.failureAgeAlarm.toSeconds()),
    change: '`alarms`',
  },
  {
    what: 'Retention of durable executions; 0.15 USD a GB and month',
    value: spell(DEFAULTS.executionRetention.toSeconds()),
    change: '`durableConfig.retentionPeriod`',
  },
  { what: 'Period of each alarm', value: spell(DEFAULTS.alarmPeriod.toSeconds()), change: '`alarms`' },
  { what: 'Retries and maximum event age', value: "Lambda's defaults: 2, 6 hours", change: '`retryAttempts`, `maxEventAge`' },
  { what: 'Reserved concurrency', value: 'none', change: '`reservedConcurrentExecutions`' },
];

/** Of a bundle, the same under every profile. TypeScript holds it to every option that the library chooses. */
export const BUNDLING_WORDS: { readonly [option in keyof typeof DEFAULTS.bundling]: string } = {
  minify: 'less code to read at a cold start',
  keepNames: 'otherwise logs, metrics and traces show minified names; costs a twentieth of the size',
  sourceMap:
    '`NODE_OPTIONS` gets `--enable-source-maps`: stack traces name file and line of the source; reading the map takes a fifth of the load time (8 of 40 ms in examples/orders)',
  sourcesContent: 'file and line are enough; the source text is not deployed',
  bundleAwsSDK:
    'the tested version runs: the one in the runtime changes without a deployment, and your packages may need a newer one. ' +
    'To use that of the runtime, set `false` or `externalModules`',
  mainFields:
    'ES modules come first, so that unused code is removed: examples/orders has seven tenths of the size and loads in two thirds of the time',
};

/** What is not an option in `DEFAULTS.bundling`. */
export const BUNDLE_FACTS: readonly { readonly what: string; readonly value: string; readonly why: string; readonly change: string }[] = [
  {
    what: '`runtime`',
    value: DEFAULTS.nodejsRuntime.name,
    why: 'a fixed name: `NODEJS_LATEST` changes with an update of the CDK',
    change: '`runtime`',
  },
  { what: '`handler`', value: 'handler', why: "the CDK's default", change: '`handler`' },
  {
    what: '`target`',
    value: 'the version of the runtime',
    why: 'syntax that the runtime supports is not rewritten',
    change: '`bundling.target`',
  },
  { what: '`format`', value: 'CommonJS', why: "a dependency's `require` works without a shim", change: '`bundling.format`' },
];
