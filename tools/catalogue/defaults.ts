import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { AlarmTuning, HardeningProfile, HardeningProfileOptions } from '../../lib';
import { DEFAULTS } from '../../lib/core/defaults';
import { spell } from './words';

/** What the table of defaults says of one setting beside its values. */
export interface DefaultWords {
  /** The setting as users know it, and how they change it. */
  readonly change: string;
  readonly why: string;
  /** What it costs, where it does; an idle function's sum stands at the head of the page. */
  readonly price: string;
  readonly see: string;
}

const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/';

/** In the order of the table. TypeScript holds it to every setting of a profile. */
export const DEFAULT_WORDS: { readonly [setting in keyof Required<HardeningProfileOptions>]: DefaultWords } = {
  architecture: {
    change: '`architecture`',
    why: 'Graviton costs less for the same time, and every runtime that can still be created runs on it',
    price: '0.0000133334 per GB-second; x86_64 0.0000166667',
    see: `${LAMBDA}foundation-arch.html`,
  },
  memorySize: {
    change: '`memorySize`',
    why: "Lambda's own 128 MB is for the simplest functions; CPU grows with memory",
    price: 'per GB-second',
    see: `${LAMBDA}configuration-memory.html`,
  },
  timeout: {
    change: '`timeout`',
    why: "Lambda's own 3 seconds end a cold start with one slow call",
    price: 'the time that is used',
    see: `${LAMBDA}configuration-timeout.html`,
  },
  tracing: {
    change: '`tracing`',
    why: 'the way of a request through services is there when it is needed',
    price: 'per trace recorded',
    see: `${LAMBDA}services-xray.html`,
  },
  recursiveLoop: {
    change: '`recursiveLoop`',
    why: 'a function that feeds itself over SQS, SNS or S3 is stopped after about 16 rounds',
    price: 'none',
    see: `${LAMBDA}invocation-recursion.html`,
  },
  loggingFormat: {
    change: '`loggingFormat`',
    why: 'filters find failures by their type, not by their wording',
    price: 'per GB taken in',
    see: `${LAMBDA}monitoring-cloudwatchlogs-logformat.html`,
  },
  logRetention: {
    change: '`logRetention`, or a `logGroup` of yours',
    why: 'CloudWatch Logs keeps for ever unless told otherwise',
    price: '0.03 per GB-month kept',
    see: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  },
  removalPolicy: {
    change: 'a derived profile, or `applyRemovalPolicy` on `logGroup` and `failureQueue`',
    why: 'logs and failed events are needed when a stack is gone; what a failed first deployment made is not',
    price: 'what is kept',
    see: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html',
  },
  failureCapture: {
    change: '`failureCapture`, `onFailure`, `deadLetterQueue`, `deadLetterTopic`',
    why: 'a destination receives the cause too; audits look at dead letters only',
    price: '0.40 per million requests',
    see: `${LAMBDA}invocation-async-retain-records.html`,
  },
  alarms: {
    change: '`alarms`',
    why: 'one alarm for each cause; nobody watches a sandbox',
    price: '0.10 per metric and month',
    see: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html',
  },
  sourceAlarms: {
    change: '`alarms` of an event source, `sourceAlarms` of a scope or a derived profile',
    why: 'a function that reports failed records succeeds itself, so its errors stay silent',
    price: '0.10 per metric and month; event counts of a stream as custom metrics',
    see: `${LAMBDA}monitoring-metrics-types.html`,
  },
  okActions: {
    change: '`okActions`',
    why: 'a level that somebody brought down is news; a count is over by itself',
    price: 'per notice',
    see: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html',
  },
  keyManagement: {
    change: '`encryptionKey`, or a derived profile',
    why: 'audits ask for keys with a policy of their own; they cost, and can be lost',
    price: '1.00 per key and month, 0.03 per 10,000 requests',
    see: 'https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html',
  },
  policyKind: {
    change: 'a derived profile',
    why: 'audits ask for policies that can be read and versioned apart from the role',
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
    why: 'what nobody can choose for you is asked for',
    price: 'none',
    see: `${LAMBDA}configuration-concurrency.html`,
  },
};

/** A value in the words of the API. */
export function settingInWords(profile: HardeningProfile, setting: keyof HardeningProfileOptions): string {
  const value = profile._settings[setting];
  switch (setting) {
    case 'memorySize':
      return `${value} MB`;
    case 'logRetention':
      return RetentionDays[value as number];
    case 'removalPolicy':
      return Object.entries(RemovalPolicy).find(([, policy]) => policy === value)?.[0] ?? String(value);
    case 'failureCapture':
      return profile._settings.failureCapture._choice.kind;
    case 'alarms':
      return alarmsOf(profile._settings.alarms);
    case 'sourceAlarms':
      return alarmsOf(profile._settings.sourceAlarms);
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
  return left === 0 ? 'every alarm that has something to watch' : 'none';
}

/** The same under every profile. */
export const FIXED: readonly { readonly what: string; readonly value: string; readonly change: string }[] = [
  { what: 'An own failure queue keeps an event for', value: spell(DEFAULTS.failureRetention.toSeconds()), change: 'a queue of yours' },
  { what: '`expiringEvents` rings when the oldest is older than', value: spell(DEFAULTS.failureAgeAlarm.toSeconds()), change: '`alarms`' },
  { what: 'Every alarm gathers', value: spell(DEFAULTS.alarmPeriod.toSeconds()), change: '`alarms`' },
  { what: 'Retries and maximum event age', value: "Lambda's own: 2, 6 hours", change: '`retryAttempts`, `maxEventAge`' },
  { what: 'Reserved concurrency', value: 'none', change: '`reservedConcurrentExecutions`' },
];

/** Of a bundle, the same under every profile. TypeScript holds it to every option that the library chooses. */
export const BUNDLING_WORDS: { readonly [option in keyof typeof DEFAULTS.bundling]: string } = {
  minify: 'the least that a cold start has to read',
  keepNames: 'minified names of classes and functions would end in logs, metrics and traces; a twentieth of the size',
  sourceMap:
    '`NODE_OPTIONS` says `--enable-source-maps` with it: errors name file and line of the source; reading the map takes a fifth of the time to load (8 of 40 ms in examples/orders)',
  sourcesContent: 'file and line are enough; the sources themselves need not be deployed',
  bundleAwsSDK:
    'the version that was tested runs: the one in the runtime changes without a deployment, and a package of yours may need a newer one. ' +
    'Leave it to the runtime by `false`, or by `externalModules`',
  mainFields:
    'the ES modules of a package come first, so that what is not used is left out: examples/orders takes seven tenths of the size, and two thirds of the time to load',
};

/** What is settled elsewhere than in the options of a bundle. */
export const BUNDLE_FACTS: readonly { readonly what: string; readonly value: string; readonly why: string; readonly change: string }[] = [
  {
    what: '`runtime`',
    value: DEFAULTS.nodejsRuntime.name,
    why: 'by its name: `NODEJS_LATEST` would change with an update of the CDK',
    change: '`runtime`',
  },
  { what: '`handler`', value: 'handler', why: "CDK's own name", change: '`handler`' },
  {
    what: '`target`',
    value: 'the version of the runtime',
    why: 'nothing is rewritten that the runtime understands',
    change: '`bundling.target`',
  },
  { what: '`format`', value: 'CommonJS', why: "a dependency's `require` works without a shim", change: '`bundling.format`' },
];
