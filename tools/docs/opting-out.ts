import { code, fenced, linkTo, page, table } from './markdown';

/** How something is left out: what to write, where, and what is then missing. */
export interface OptOut {
  readonly write: string;
  readonly on: string;
  readonly effect: string;
}

/** Each takes a reason. A test holds this list to the public API: every static method with a `reason` is in it. */
export const WITH_REASON: Readonly<Record<string, OptOut>> = {
  'AlarmActions.none': {
    write: 'alarmActions: AlarmActions.none(reason)',
    on: 'function, scope',
    effect: 'The alarms exist, but nobody is notified.',
  },
  'AlarmTuning.none': {
    write: 'alarms: { errors: AlarmTuning.none(reason) }',
    on: 'function, event source, scope, profile',
    effect: 'This one alarm is not created.',
  },
  'FleetAlarms.elsewhere': {
    write: 'fleetAlarms: FleetAlarms.elsewhere(reason)',
    on: 'scope',
    effect: 'Functions that leave alarms to the fleet, as those of `HardeningProfile.lean()`, need no `FleetAlarms` in this app.',
  },
  'FailureCapture.none': {
    write: 'failureCapture: FailureCapture.none(reason)',
    on: 'function, scope, profile',
    effect: 'There is no failure queue: an asynchronous event that failed after all retries is lost.',
  },
  'Idempotency.none': {
    write: 'idempotency: Idempotency.none(reason)',
    on: 'function, scope, profile',
    effect: 'The function has no table for the events that it has worked on, also where a scope sets one.',
  },
  'NetworkInterfaceCalls.allowed': {
    write: 'networkInterfaceCalls: NetworkInterfaceCalls.allowed(reason)',
    on: 'function in a VPC, scope',
    effect: 'The code of the function, not only Lambda, can create and delete network interfaces.',
  },
  'Waiver.vpc': {
    write: 'waivers: [Waiver.vpc(reason)]',
    on: 'function, scope',
    effect: 'A function without a VPC is allowed in a profile that requires one (`strict()`).',
  },
  'Waiver.reservedConcurrency': {
    write: 'waivers: [Waiver.reservedConcurrency(reason)]',
    on: 'function, scope',
    effect: 'A function without reserved concurrency is allowed in a profile that requires it (`strict()`).',
  },
  'EventSourceWaiver.visibilityTimeout': {
    write: 'waivers: [EventSourceWaiver.visibilityTimeout(reason)]',
    on: 'SQS source',
    effect: 'The visibility timeout can be less than AWS recommends: messages can be delivered again while they are processed.',
  },
  'EventSourceWaiver.redriveQueue': {
    write: 'waivers: [EventSourceWaiver.redriveQueue(reason)]',
    on: 'SQS source',
    effect: 'The queue needs no redrive queue: a message that always fails is delivered until the queue deletes it.',
  },
  'EventSourceWaiver.maxReceiveCount': {
    write: 'waivers: [EventSourceWaiver.maxReceiveCount(reason)]',
    on: 'SQS source',
    effect: 'A message can be moved to the redrive queue after one delivery, even if that delivery was throttled.',
  },
  'EventSourceWaiver.failureTarget': {
    write: 'waivers: [EventSourceWaiver.failureTarget(reason)]',
    on: 'stream or Kafka source',
    effect: 'A batch that failed after all retries is skipped, and stored nowhere.',
  },
  'EventSourceWaiver.sharedFailureQueue': {
    write: 'waivers: [EventSourceWaiver.sharedFailureQueue(reason)]',
    on: 'event source',
    effect: 'Failures of several kinds can be stored in one queue, which then cannot be replayed as a whole.',
  },
  'PublicAccess.allowed': {
    write: 'publicAccess: PublicAccess.allowed(reason)',
    on: 'route, API',
    effect: 'Anyone may call the route, or each route of the API that has no authorizer.',
  },
  'FrontWaiver.webAcl': {
    write: 'waivers: [FrontWaiver.webAcl(reason)]',
    on: 'REST API, distribution',
    effect: 'No web ACL of AWS WAF filters requests.',
  },
  'FrontWaiver.minimumTls': {
    write: 'waivers: [FrontWaiver.minimumTls(reason)]',
    on: 'REST API, distribution',
    effect: 'The distribution has the domain of CloudFront, which also takes TLS 1.0; or the REST API takes TLS 1.0.',
  },
  'FilterMatch.undocumented': {
    write: "FilterMatch.undocumented('wildcard', 'a*', reason)",
    on: 'filter',
    effect: 'An operator that Lambda does not document is not checked: AWS may reject it at deployment.',
  },
};

/** Without a reason: your own value, or the work of others. */
export const WITHOUT_REASON: readonly OptOut[] = [
  { write: 'tracing: lambda.Tracing.DISABLED', on: 'function, scope, profile', effect: 'Any value that you set replaces the default.' },
  {
    write: 'logGroup: yourLogGroup',
    on: 'function',
    effect: 'Your log group is used; retention, encryption and removal policy are yours to set.',
  },
  { write: 'role: yourRole', on: 'function', effect: 'No role is created; the permissions that the function needs are added to yours.' },
  {
    write: 'onFailure, deadLetterQueue or deadLetterTopic',
    on: 'function',
    effect: "The CDK's own props replace the failure queue.",
  },
  {
    write: 'profile: HardeningProfile.lean()',
    on: 'function, scope',
    effect: 'Two resources beside the function and its role. `FleetAlarms` watches it; its queues and event sources have no alarms.',
  },
  {
    write: 'profile: HardeningProfile.development()',
    on: 'function, scope',
    effect: 'No alarms, logs for a week, everything deleted with the stack, no requirements.',
  },
  {
    write: 'profile: HardeningProfile.standard().derive({ ... })',
    on: 'function, scope',
    effect: 'Your own defaults: each setting of a profile can be replaced.',
  },
  {
    write: 'Acknowledgements.of(scope).disable()',
    on: 'scope',
    effect: 'The library acknowledges no cdk-nag findings: review them and write your own acknowledgements.',
  },
];

const CHECKS: readonly OptOut[] = [
  {
    write: 'Validations.of(construct).acknowledge({ id, reason })',
    on: 'construct, stack, app',
    effect: 'One warning or finding, on this construct and below.',
  },
  {
    write: 'new HardenedLambdaChecks({ disabledRules: { [id]: reason } })',
    on: 'app',
    effect: 'A rule, in the whole app.',
  },
  { write: 'new HardenedLambdaChecks({ failOn: [] })', on: 'app', effect: 'Findings are reported, but synthesis does not fail.' },
  { write: '--suppress ID=reason, --suppressions FILE', on: 'command line', effect: 'A rule, or its findings on named resources.' },
  { write: '--only ID', on: 'command line', effect: 'All rules but the named ones.' },
];

const EXAMPLE = `import { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, AlarmTuning, FailureCapture, HardenedFunction } from 'cdk-hardened-lambda';

declare const stack: Stack;

new HardenedFunction(stack, 'Thumbnails', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromAsset('dist'),
  alarmActions: AlarmActions.topicNamed('ops-alarms'),
  alarms: { throttles: AlarmTuning.none('the reserved concurrency of 1 is intended') },
  failureCapture: FailureCapture.none('a missing thumbnail is created at the next view'),
});`;

const rows = (optOuts: readonly OptOut[]): string[][] => optOuts.map(({ write, on, effect }) => [code(write), on, effect]);

/** docs/opting-out.md */
export const optingOut = (): string =>
  page(
    'Opting out',
    'tools/docs/opting-out.ts',
    'Every default, alarm, protection and check can be left out. What protects against lost events or unnoticed failures takes a reason, which is ' +
      'kept where reviewers see it: in the metadata of the resource in the template.',
    fenced('ts', EXAMPLE),
    '## With a reason',
    table(['Write', 'On', 'Effect'], rows(Object.values(WITH_REASON))),
    'An empty reason is an error.',
    '## Without a reason',
    table(['Write', 'On', 'Effect'], rows(WITHOUT_REASON)),
    `All defaults and how to change them: ${linkTo('docs/defaults.md', 'Defaults by profile')}.`,
    '## Warnings and checks',
    table(['Write', 'On', 'What is left out'], rows(CHECKS)),
    'An error cannot be left out: AWS would reject the deployment, or two settings contradict each other.',
  );
