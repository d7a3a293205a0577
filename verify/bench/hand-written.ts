import { Duration, Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FailedEventsAlarm } from './failed-events-alarm';
import { frontOf } from './hand-written-front';
import { release, shared } from './hand-written-release';

/*
 * The other side of the comparison: the template of the library, to the letter, by hand with CDK's own classes. Nothing
 * is checked, and nothing is there for other props.
 */

/** What a function of this side has, for those that read something. */
interface Made {
  readonly shell: Construct;
  readonly fn: lambda.Function;
  /** What Lambda itself needs, in the role. */
  readonly needs: iam.PolicyDocument;
  readonly logGroup: logs.LogGroup;
  /** Adds alarms on the function's own metrics. */
  readonly alarm: AddAlarm;
}

export function addFunction(scope: Construct, id: string): Made {
  return withSharedQueue(scope, id);
}

function withSharedQueue(scope: Construct, id: string, liveOf?: LiveOf): Made {
  const queue = sharedFailureQueue(Stack.of(scope));
  const made = functionFor(scope, id, () => queue, liveOf);
  FailedEventsAlarm.watch(
    made.fn,
    { queue, topic: alarmTopic(Stack.of(scope)) },
    describing(made)(
      `An asynchronous event failed after all retries and was sent to the queue ${queue.queueName}. Look first for a message with this function in requestContext.functionArn, and fix its cause. Without one, the event is lost: look at the role's permissions and at the size of the event.`,
    ),
  );
  return made;
}

/** What teams write who give each function a failure queue, with alarms on its depth and its age. */
export function addFunctionWithQueue(scope: Construct, id: string): void {
  let queue: sqs.Queue | undefined;
  const made = functionFor(scope, id, (shell) => {
    queue = failureQueue(shell, 'FailureQueue');
    return queue;
  });
  queueAlarms(made.alarm, queue as unknown as sqs.Queue);
}

/** What is invoked: the function, or an alias of it. */
type LiveOf = (fn: lambda.Function, queue: sqs.Queue) => lambda.IFunction;

function functionFor(scope: Construct, id: string, queueIn: (shell: Construct) => sqs.Queue, liveOf: LiveOf = (fn) => fn): Made {
  const shell = new Construct(scope, id);
  const role = new iam.Role(shell, 'ServiceRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const logGroup = new logs.LogGroup(shell, 'LogGroup', {
    retention: logs.RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const queue = queueIn(shell);
  const needs = new iam.PolicyDocument();
  (role.node.defaultChild as iam.CfnRole).policies = [{ policyName: 'LambdaService', policyDocument: needs }];
  const fn = makeFunction(shell, role, logGroup, queue);
  allow(needs, { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] });
  allow(needs, { actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] });
  allow(needs, { actions: ['sqs:SendMessage'], resources: [queue.queueArn] });
  const describe = describing({ shell, fn, logGroup });
  const alarm = describedAlarms(shell, describe);
  functionAlarms(alarm, liveOf(fn, queue));
  return { shell, fn, needs, logGroup, alarm };
}

/** Released by a canary. */
export function addReleasedFunction(scope: Construct, id: string): void {
  let alias: lambda.Alias | undefined;
  shared(Stack.of(scope));
  const { shell, fn } = withSharedQueue(scope, id, (made, queue) => {
    alias = made.addAlias('live');
    alias.configureAsyncInvoke({ onFailure: { bind: () => ({ destination: queue.queueArn }) } });
    const config = alias.node.findChild('EventInvokeConfig').node.defaultChild as lambda.CfnEventInvokeConfig;
    config.qualifier = 'live';
    config.node.addDependency(alias.node.defaultChild as lambda.CfnAlias);
    return alias;
  });
  release(shell, fn, alias as unknown as lambda.Alias);
}

/** A function behind an HTTP API. */
export function addFront(scope: Construct, id: string): void {
  frontOf(scope, `${id}Api`, () => addFunction(scope, id).fn);
}

export function addQueueWorker(scope: Construct, id: string): void {
  const made = addFunction(scope, id);
  const redrive = failureQueue(made.shell, 'QueueRedrive');
  const queue = keptQueue(made.shell, 'Queue', {
    visibilityTimeout: Duration.seconds(180),
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: redrive, maxReceiveCount: 5 },
  });
  const mapping = new lambda.EventSourceMapping(made.shell, `SqsEventSource:${Names.nodeUniqueId(queue.node)}`, {
    target: made.fn,
    eventSourceArn: queue.queueArn,
    reportBatchItemFailures: true,
    filters: [lambda.FilterCriteria.filter({ body: { type: ['order'] } })],
  });
  allow(made.needs, { actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], resources: [queue.queueArn] });
  const alarm = describedAlarms(mapping, describing(made, `, reading ${queue.node.path}`));
  const maximum = { period: Duration.minutes(5), statistic: cloudwatch.Stats.MAXIMUM };
  alarm(
    'OldestMessage',
    queue.metricApproximateAgeOfOldestMessage(maximum),
    900,
    'A message waits longer than all of its deliveries take: the function does not keep up, or does not read the queue. Look first at its errors, throttles and concurrency.',
    true,
  );
  alarm(
    'RedrivenMessages',
    redrive.metricApproximateNumberOfMessagesVisible(maximum),
    0,
    `A message failed in every delivery and is stored in the queue ${redrive.queueName}. Look first at the logs of its last delivery, fix the cause, then start a redrive.`,
    true,
  );
  alarm(
    'ExpiringMessages',
    redrive.metricApproximateAgeOfOldestMessage(maximum),
    Duration.days(6).toSeconds(),
    `The queue ${redrive.queueName} will soon delete its oldest message. Look first at its messages, and start a redrive or save them.`,
    true,
  );
}

export function addStreamReader(scope: Construct, id: string): void {
  const table = new dynamodb.Table(scope, `${id}Table`, {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    stream: dynamodb.StreamViewType.NEW_IMAGE,
  });
  const made = addFunction(scope, id);
  let failed: sqs.Queue | undefined;
  const mapping = new lambda.EventSourceMapping(made.shell, `DynamoDBEventSource:${Names.nodeUniqueId(table.node)}`, {
    target: made.fn,
    eventSourceArn: table.tableStreamArn,
    batchSize: 100,
    bisectBatchOnError: true,
    retryAttempts: 10,
    maxRecordAge: Duration.hours(23),
    reportBatchItemFailures: true,
    startingPosition: lambda.StartingPosition.TRIM_HORIZON,
    filters: [lambda.FilterCriteria.filter({ dynamodb: { NewImage: { status: { S: ['paid'] } } } })],
    onFailure: {
      bind: (owner) => {
        failed = failureQueue(owner as lambda.EventSourceMapping, 'FailureQueue');
        return { destination: failed.queueArn };
      },
    },
  });
  const queue = failed as unknown as sqs.Queue;
  allow(made.needs, {
    actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
    resources: [table.tableStreamArn as string],
  });
  allow(made.needs, { actions: ['sqs:SendMessage'], resources: [queue.queueArn] });
  streamAlarms(made, mapping, table, queue);
}

function streamAlarms(made: Made, mapping: lambda.EventSourceMapping, table: dynamodb.Table, queue: sqs.Queue): void {
  const alarm = describedAlarms(mapping, describing(made, `, reading ${table.node.path}`));
  const period = Duration.minutes(5);
  const maximum = { period, statistic: cloudwatch.Stats.MAXIMUM };
  made.alarm(
    'UndeliveredBatches',
    made.fn.metric('DestinationDeliveryFailures', { period, statistic: cloudwatch.Stats.SUM }),
    0,
    "A failed batch could not be delivered to its failure target and is lost. Look first at the permissions of the function's role, and the policy of the target and of its key.",
  );
  made.alarm(
    'IteratorAge',
    made.fn.metric('IteratorAge', maximum),
    900_000,
    'The function processes records too late: it fails, is slow or is throttled. Look first at its errors and duration, then at shards and parallelization factor of its streams, or at the batch size of its DocumentDB source.',
    true,
  );
  alarm(
    'FailedBatches',
    queue.metricApproximateNumberOfMessagesVisible(maximum),
    0,
    `A batch failed after all retries; the queue ${queue.queueName} has a message about it. It names the records, which can be read from the stream until 24 hours after 'approximateArrivalOfFirstRecord'. Look first at its cause, then read the records again.`,
    true,
  );
  alarm(
    'ExpiringBatches',
    queue.metricApproximateAgeOfOldestMessage(maximum),
    Duration.minutes(30).toSeconds(),
    `The records of a batch in the queue ${queue.queueName} will soon expire: the stream keeps them for 24 hours. Look first at the message, and read its records again or save them.`,
    true,
  );
}

const failureQueue = (scope: Construct, id: string): sqs.Queue => keptQueue(scope, id, { retentionPeriod: Duration.days(14) });

/** With its policy. */
function keptQueue(scope: Construct, id: string, props: sqs.QueueProps): sqs.Queue {
  const removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
  const queue = new sqs.Queue(scope, id, { ...props, encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true, removalPolicy });
  (queue.node.findChild('Policy') as sqs.QueuePolicy).applyRemovalPolicy(removalPolicy);
  return queue;
}

function makeFunction(shell: Construct, role: iam.Role, logGroup: logs.LogGroup, queue: sqs.Queue): lambda.Function {
  const fn = new lambda.Function(shell, 'Default', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    architecture: lambda.Architecture.ARM_64,
    memorySize: 256,
    timeout: Duration.seconds(30),
    loggingFormat: lambda.LoggingFormat.JSON,
    currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
    role,
    logGroup,
    // SqsDestination and `tracing` would put more permissions into a policy of CDK's.
    onFailure: { bind: () => ({ destination: queue.queueArn }) },
  });
  const resource = fn.node.defaultChild as lambda.CfnFunction;
  resource.tracingConfig = { mode: 'Active' };
  resource.addMetadata('cdk-hardened-lambda:Hardening', { Profile: 'standard' });
  return fn;
}

function allow(document: iam.PolicyDocument, statement: iam.PolicyStatementProps): void {
  document.addStatements(new iam.PolicyStatement(statement));
}

/** The topic of the stack, made when it is first asked for. */
export function alarmTopic(stack: Stack, publishing: (topic: sns.Topic) => void = () => {}): sns.Topic {
  const existing = stack.node.tryFindChild('HardenedFunctionAlarms') as sns.Topic | undefined;
  if (existing) return existing;
  const topic = new sns.Topic(stack, 'HardenedFunctionAlarms', { displayName: `${stack.stackName} alarms`, enforceSSL: true });
  topic.addSubscription(new EmailSubscription('ops@example.com'));
  publishing(topic);
  topic.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'AllowCloudWatchAlarms',
      principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'cloudwatch', resource: 'alarm:*' }) },
      },
    }),
  );
  return topic;
}

/** The queue of the stack, with its alarms, made for the first function. */
function sharedFailureQueue(stack: Stack): sqs.Queue {
  const existing = stack.node.tryFindChild('HardenedFunctionFailureQueue') as sqs.Queue | undefined;
  if (existing) return existing;
  const queue = failureQueue(stack, 'HardenedFunctionFailureQueue');
  queueAlarms(
    describedAlarms(queue, (message) => `${queue.node.path}: ${message}`),
    queue,
  );
  return queue;
}

function queueAlarms(alarm: AddAlarm, queue: sqs.Queue): void {
  const maximum = { period: Duration.minutes(5), statistic: cloudwatch.Stats.MAXIMUM };
  alarm(
    'StoredEvents',
    queue.metricApproximateNumberOfMessagesVisible(maximum),
    0,
    `Failed asynchronous events are stored in the queue ${queue.queueName}. Look first at requestContext.functionArn in its messages for the function, fix the cause, then invoke the function with the event again.`,
    true,
  );
  alarm(
    'ExpiringEvents',
    queue.metricApproximateAgeOfOldestMessage(maximum),
    Duration.days(10).toSeconds(),
    `The queue ${queue.queueName} will soon delete its oldest failed event: it keeps events for 14 days. Look first at its messages, and save them or invoke the function with them again.`,
    true,
  );
}

type AddAlarm = (id: string, metric: cloudwatch.IMetric, threshold: number, message: string, isGauge?: boolean, periods?: number) => void;

type Describe = (message: string) => string;

/** How the alarms of a function are described. */
function describing({ shell, fn, logGroup }: Pick<Made, 'shell' | 'fn' | 'logGroup'>, reading = ''): Describe {
  const { region } = Stack.of(shell);
  const logsUrl = `https://console.aws.amazon.com/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${logGroup.logGroupName}`;
  return (message) => `${shell.node.path} (${fn.functionName})${reading}: ${message} Logs: ${logsUrl}`;
}

/** Makes alarms below a construct that notify by e-mail. */
export function describedAlarms(scope: Construct, describe: Describe): AddAlarm {
  const alarms = new Construct(scope, 'Alarms');
  const action = new SnsAction(alarmTopic(Stack.of(scope)));
  return (id, metric, threshold, message, isGauge = false, evaluationPeriods = 1) => {
    const made = new cloudwatch.Alarm(alarms, id, {
      metric,
      threshold,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: describe(message),
    });
    made.addAlarmAction(action);
    if (isGauge) made.addOkAction(action);
  };
}

function functionAlarms(alarm: AddAlarm, fn: lambda.IFunction): void {
  const sum = { period: Duration.minutes(5), statistic: cloudwatch.Stats.SUM };
  alarm(
    'Errors',
    fn.metricErrors(sum),
    0,
    'An invocation failed: the code threw an error, timed out or ran out of memory. Look first at the errors in the logs.',
  );
  alarm(
    'Throttles',
    fn.metricThrottles(sum),
    0,
    "Lambda throttles invocations again and again: no concurrency is left. Look first at the function's reserved concurrency, then at the account's concurrent executions.",
    false,
    3,
  );
}
