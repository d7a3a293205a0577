import type { ResourceBody } from '../../lib/template-model/template';
import { foundIn, placesOf, soundTemplates, without, withProperty } from './breaks';

const sound = soundTemplates();
const RESOURCES = sound.flatMap(({ body }) => Object.entries(body.Resources ?? {}));
const idOf = (isMeant: (body: ResourceBody) => boolean): string => RESOURCES.find(([, body]) => isMeant(body))?.[0] as string;

/** The queue that is read, what reads it, and for which function; an alarm of failures. */
const SOURCE = idOf(({ Type, Properties }) => Type === 'AWS::SQS::Queue' && Properties?.RedrivePolicy !== undefined);
const MAPPING = idOf(
  ({ Type, Properties }) => Type === 'AWS::Lambda::EventSourceMapping' && JSON.stringify(Properties).includes(`"${SOURCE}"`),
);
const reader = sound[0].body.Resources?.[MAPPING].Properties?.FunctionName as { readonly Ref: string } | undefined;
const WORKER = reader?.Ref ?? '';
const ERRORS = idOf(({ Type, Properties }) => Type === 'AWS::CloudWatch::Alarm' && Properties?.MetricName === 'Errors');

test('nothing is found before something is broken', () => expect(foundIn(sound)).toEqual([]));

/** What may be taken away without a rule noticing, and why: each is a pattern of `type place`. */
const NOT_NOTICED: readonly [why: string, ...places: RegExp[]][] = [
  [
    'CloudFormation, or the service, refuses the template without it',
    /Alarm (ComparisonOperator|EvaluationPeriods|MetricName|Namespace|Period|Statistic|Threshold)$/,
    /Table (AttributeDefinitions|KeySchema|StreamSpecification\.StreamViewType)$/,
    /(EventBus Name|Rule EventPattern|Rule EventPattern\.detail-type)$/,
    /(Policy|Role) (PolicyDocument|PolicyDocument\.Version|PolicyName|AssumeRolePolicyDocument.*)$/,
    /EventInvokeConfig Qualifier$/,
    /(Alias (FunctionName|FunctionVersion)|Version FunctionName)$/,
    /CodeDeploy::(Application ComputePlatform|DeploymentGroup (ApplicationName|ServiceRoleArn|DeploymentConfigName|DeploymentStyle.*))$/,
    /EventSourceMapping (EventSourceArn|FunctionName|StartingPosition|ScalingConfig\.MaximumConcurrency|FilterCriteria\.Filters)$/,
    /Function (Code|Code\.S3Bucket|Code\.S3Key|Handler|Role|Runtime)$/,
    /Permission (Action|Principal)$/,
    /Subscription (Endpoint|Protocol)$/,
    /TopicPolicy Topics$/,
    /Queue RedrivePolicy\.(deadLetterTargetArn|maxReceiveCount)$/,
  ],
  ['what the code itself needs is not known', /IAM::Policy (PolicyDocument\.Statement|Roles)$/],
  [
    'the default of the service loses nothing',
    /Alarm TreatMissingData$/,
    /EventInvokeConfig (MaximumEventAgeInSeconds|MaximumRetryAttempts)$/,
    /EventSourceMapping (BatchSize|ScalingConfig|MaximumRecordAgeInSeconds|MaximumRetryAttempts)$/,
    /Function (Architectures|MemorySize|RecursiveLoop|Timeout)$/,
    /Rule (EventBusName|State)$/,
    /Table BillingMode$/,
  ],
  [
    'more than before reaches the function, or it is worked on once more',
    /EventSourceMapping (FilterCriteria|BisectBatchOnFunctionError|FunctionResponseTypes)$/,
  ],
  ['nothing is invoked any more, as where it was never made', /Rule Targets$/],
  ['those on call are notified of more', /Rule EventPattern\.(source|detail(\..*)?)$/],
  [
    'whether a list without Enabled is a rollback is not documented',
    /DeploymentGroup (AutoRollbackConfiguration\.(Enabled|Events)|AlarmConfiguration\.Enabled)$/,
  ],
  ['it is for people', /(Alarm (AlarmDescription|OKActions)|Topic DisplayName|(Role|Rule) Description)$/],
  ['it is between the code and its environment', /Function Environment/],
  [
    'the function writes to its log group in the format of the service',
    /Function LoggingConfig\.(LogFormat|ApplicationLogLevel|SystemLogLevel)$/,
  ],
  [
    'other tools report it',
    /Function TracingConfig/,
    /LogGroup RetentionInDays$/,
    /Queue SqsManagedSseEnabled$/,
    /Table (DeletionProtectionEnabled|PointInTimeRecoverySpecification)/,
  ],
];

const everyPlace = [
  ...new Map(
    RESOURCES.flatMap(([id, body]) => placesOf(body).map((place) => [`${body.Type} ${place.join('.')}`, body.Type, id] as const)).map(
      (one) => [one[0], one],
    ),
  ),
].map(([key]) => key);

test.each(everyPlace)('taken away, %s is noticed, or need not be', (key) => {
  const [type, place] = key.split(' ');
  const holders = RESOURCES.filter(([, body]) => body.Type === type && placesOf(body).some((one) => one.join('.') === place));
  const noticed = holders.flatMap(([id]) => foundIn(withProperty(sound, id, place.split('.'))));
  const reasons = NOT_NOTICED.filter(([, ...places]) => places.some((pattern) => pattern.test(key)));
  // One or the other: a reason for what is noticed would be out of date.
  expect({ noticed: noticed.length > 0, reasons: reasons.length }).toEqual(
    noticed.length > 0 ? { noticed: true, reasons: 0 } : { noticed: false, reasons: 1 },
  );
});

type Change = readonly [place: string, value: unknown];

test.each<[what: string, id: string, rule: string, ...changes: Change[]]>([
  ['a queue that shows messages too early', SOURCE, 'SqsVisibilityTimeout', ['VisibilityTimeout', 5]],
  ['a queue that discards at once', SOURCE, 'RedriveReceiveCount', ['RedrivePolicy.maxReceiveCount', 1]],
  ['a queue that keeps as long as its redrive queue', SOURCE, 'AlarmCannotFire', ['MessageRetentionPeriod', 600]],
  ['a function without concurrency', WORKER, 'ReservedConcurrencyZero', ['ReservedConcurrentExecutions', 0]],
  ['too little concurrency for the queue', WORKER, 'MaxConcurrencyAboveReserved', ['ReservedConcurrentExecutions', 2]],
  ['a recursion that is allowed', WORKER, 'RecursionAllowed', ['RecursiveLoop', 'Allow']],
  [
    'a secret in the environment',
    WORKER,
    'SecretInEnvironment',
    ['Environment.Variables.NODE_OPTIONS', 'https://shop:hunter2@example.com'],
  ],
  ['a filter that matches nothing', MAPPING, 'FilterPattern', ['FilterCriteria', { Filters: [{ Pattern: '{"Body":{"a":["x"]}}' }] }]],
  ['a source that is switched off', MAPPING, 'EventSourceDisabled', ['Enabled', false]],
  ['an alarm that is switched off', ERRORS, 'AlarmActionsOff', ['ActionsEnabled', false]],
  ['a metric that does not exist', ERRORS, 'AlarmMetricUnknown', ['MetricName', 'Error']],
  ['a threshold that is never passed', ERRORS, 'AlarmCannotFire', ['Statistic', 'Average'], ['Threshold', 1]],
])('%s is found', (_what, id, rule, ...changes) => {
  const changed = changes.reduce((templates, [place, value]) => withProperty(templates, id, place.split('.'), value), sound);
  expect(foundIn(changed)).toContain(rule);
});

test.each<[string, string, string]>([
  ['the configuration of asynchronous failures', 'AWS::Lambda::EventInvokeConfig', 'AsyncFailuresOfOtherQualifier'],
  ['the subscription of those on call', 'AWS::SNS::Subscription', 'AlarmTopicWithoutSubscription'],
  ['the permission of a rule', 'AWS::Lambda::Permission', 'TriggerWithoutPermission'],
  ['the policy of a queue that a rule sends to', 'AWS::SQS::QueuePolicy', 'TargetPolicyBlocksSender'],
])('without %s something is found', (_what, type, rule) => {
  const noticed = RESOURCES.filter(([, body]) => body.Type === type).flatMap(([id]) => foundIn(without(sound, id)));
  expect(noticed).toContain(rule);
});

test('without any alarm the template and its failure queues are found', () => {
  const alarms = RESOURCES.filter(([, body]) => body.Type === 'AWS::CloudWatch::Alarm').map(([id]) => id);
  expect(foundIn(alarms.reduce(without, sound))).toEqual(expect.arrayContaining(['FailureQueueWithoutAlarm', 'TemplateWithoutAlarm']));
});
