import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/*
 * The other side of the comparison: the template of the library, to the letter, by hand with CDK's own classes. Nothing
 * is checked, and nothing is there for other props.
 */

export function addFunction(scope: Construct, id: string): void {
  const shell = new Construct(scope, id);
  const role = new iam.Role(shell, 'ServiceRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const logGroup = new logs.LogGroup(shell, 'LogGroup', {
    retention: logs.RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const queue = new sqs.Queue(shell, 'FailureQueue', {
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const fn = makeFunction(shell, role, logGroup, queue);
  makeAlarms(shell, fn, logGroup, queue);
}

function makeFunction(shell: Construct, role: iam.Role, logGroup: logs.LogGroup, queue: sqs.Queue): lambda.Function {
  const fn = new lambda.Function(shell, 'Default', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    architecture: lambda.Architecture.ARM_64,
    memorySize: 256,
    timeout: Duration.seconds(30),
    recursiveLoop: lambda.RecursiveLoop.TERMINATE,
    loggingFormat: lambda.LoggingFormat.JSON,
    role,
    logGroup,
    // SqsDestination and `tracing` would put more permissions into a policy of CDK's.
    onFailure: { bind: () => ({ destination: queue.queueArn }) },
  });
  const resource = fn.node.defaultChild as lambda.CfnFunction;
  resource.tracingConfig = { mode: 'Active' };
  const service = policyOf(shell, 'ServicePolicy', role, [
    { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] },
    { actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] },
  ]);
  resource.node.addDependency(service);
  const delivery = policyOf(shell, 'DestinationPolicy', role, [{ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }]);
  fn.node.findChild('EventInvokeConfig').node.addDependency(delivery);
  return fn;
}

function policyOf(shell: Construct, id: string, role: iam.Role, statements: iam.PolicyStatementProps[]): iam.Policy {
  return new iam.Policy(shell, id, { roles: [role], statements: statements.map((props) => new iam.PolicyStatement(props)) });
}

/** The topic of the stack, made when it is first asked for. */
function alarmTopic(stack: Stack): sns.Topic {
  const existing = stack.node.tryFindChild('HardenedFunctionAlarms') as sns.Topic | undefined;
  if (existing) return existing;
  const topic = new sns.Topic(stack, 'HardenedFunctionAlarms', { displayName: `${stack.stackName} alarms`, enforceSSL: true });
  topic.addSubscription(new EmailSubscription('ops@example.com'));
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

function makeAlarms(shell: Construct, fn: lambda.Function, logGroup: logs.LogGroup, queue: sqs.Queue): void {
  const period = Duration.minutes(5);
  const sum = { period, statistic: cloudwatch.Stats.SUM };
  const maximum = { period, statistic: cloudwatch.Stats.MAXIMUM };
  const alarms = new Construct(shell, 'Alarms');
  const action = new SnsAction(alarmTopic(Stack.of(shell)));
  const { region } = Stack.of(shell);
  const logsUrl = `https://console.aws.amazon.com/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${logGroup.logGroupName}`;

  const alarm = (id: string, metric: cloudwatch.IMetric, threshold: number, tells: string): cloudwatch.Alarm => {
    const made = new cloudwatch.Alarm(alarms, id, {
      metric,
      threshold,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: `${shell.node.path} (${fn.functionName}): ${tells} Logs: ${logsUrl}`,
    });
    made.addAlarmAction(action);
    return made;
  };

  alarm(
    'Errors',
    fn.metricErrors(sum),
    0,
    'An invocation failed: the code threw, timed out or ran out of memory. Look first at the error in the logs.',
  );
  alarm(
    'Throttles',
    fn.metricThrottles(sum),
    0,
    "An invocation was turned away for want of concurrency. Look first at the function's reserved concurrency, then at the account's concurrent executions.",
  );
  alarm(
    'FailedEvents',
    queue.metricApproximateNumberOfMessagesVisible(maximum),
    0,
    `An asynchronous event failed for good and waits in the queue ${queue.queueName}. Look first at the cause in its message, mend it, then invoke the function with the event again.`,
  ).addOkAction(action);
  alarm(
    'UndeliveredEvents',
    fn.metric('DestinationDeliveryFailures', sum),
    0,
    "A failed event could not be delivered to its failure target, and is lost. Look first at what the function's role, the target's policy and its key allow, then at the size of the event.",
  );
  alarm(
    'ExpiringEvents',
    queue.metricApproximateAgeOfOldestMessage(maximum),
    Duration.days(10).toSeconds(),
    `The oldest failed event in the queue ${queue.queueName} will soon be forgotten: the queue keeps events for 14 days. Look first at its messages, and save or invoke them again.`,
  ).addOkAction(action);
}
