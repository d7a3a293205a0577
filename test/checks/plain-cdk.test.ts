import { App, aws_events_targets, aws_scheduler_targets, Duration, Stack, aws_scheduler as scheduler } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as logsDestinations from 'aws-cdk-lib/aws-logs-destinations';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as notifications from 'aws-cdk-lib/aws-s3-notifications';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CheckSeverity } from '../../lib/checks/check-severity';
import { findViolations } from '../../lib/checks/find-violations';
import { FAILURE_RULES } from '../../lib/checks/rules/failures';
import { ROLE_RULES } from '../../lib/checks/rules/roles';
import { TRIGGER_RULES } from '../../lib/checks/rules/triggers';

const RULES = [...FAILURE_RULES, ...TRIGGER_RULES, ...ROLE_RULES].filter(({ severity }) => severity !== CheckSeverity.INFO);

interface Made {
  readonly orders: lambda.Function;
  readonly live: lambda.Alias;
  readonly work: sqs.Queue;
}

/** Everything that the CDK lets invoke an alias, and its failures in an encrypted queue of another stack. */
function found(change: (made: Made) => void = () => {}): string[] {
  const app = new App();
  const shared = new Stack(app, 'Shared');
  const shop = new Stack(app, 'Shop');
  const failed = new sqs.Queue(shared, 'Failed', { encryption: sqs.QueueEncryption.KMS, retentionPeriod: Duration.days(14) });
  failed.metricApproximateNumberOfMessagesVisible().createAlarm(shared, 'Depth', { threshold: 1, evaluationPeriods: 1 });
  const work = new sqs.Queue(shop, 'Work', { encryption: sqs.QueueEncryption.KMS });
  const orders = new lambda.Function(shop, 'Orders', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    tracing: lambda.Tracing.ACTIVE,
  });
  const live = orders.addAlias('live', { onFailure: new destinations.SqsDestination(failed) });
  invoke(shop, live, work);
  change({ orders, live, work });
  const templates = app.synth().stacks.map(({ stackName, template }) => ({ name: stackName, body: template }));
  return findViolations(templates, RULES).map(({ rule, resource }) => `${rule.id} ${resource.id.replace(/[0-9A-F]{8}$/, '')}`);
}

function invoke(shop: Stack, live: lambda.Alias, work: sqs.Queue): void {
  const bucket = new s3.Bucket(shop, 'Bucket');
  bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new notifications.LambdaDestination(live));
  bucket.addEventNotification(s3.EventType.OBJECT_REMOVED, new notifications.SqsDestination(work));
  const topic = new sns.Topic(shop, 'Topic');
  topic.addSubscription(new subscriptions.LambdaSubscription(live));
  topic.addSubscription(new subscriptions.SqsSubscription(work));
  const group = new logs.LogGroup(shop, 'Logs');
  group.addSubscriptionFilter('Filter', {
    destination: new logsDestinations.LambdaDestination(live),
    filterPattern: logs.FilterPattern.allEvents(),
  });
  new events.Rule(shop, 'Rule', {
    eventPattern: { source: ['shop'] },
    targets: [new aws_events_targets.LambdaFunction(live), new aws_events_targets.SqsQueue(work)],
  });
  new scheduler.Schedule(shop, 'Schedule', {
    schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)),
    target: new aws_scheduler_targets.LambdaInvoke(live),
  });
  new apigateway.LambdaRestApi(shop, 'Api', { handler: live });
  live.addEventSource(new sources.SqsEventSource(work));
}

test('what the CDK makes of triggers, permissions, roles and failure targets is sound', () => {
  expect(found()).toEqual([]);
});

test('a function that is invoked past its alias is found, whose failures the alias alone keeps', () => {
  const past = ({ orders }: Made) => {
    const topic = new sns.Topic(orders.stack, 'Other');
    topic.addSubscription(new subscriptions.LambdaSubscription(orders));
  };
  expect(found(past)).toEqual(['AsyncFailuresOfOtherQualifier OrdersAliasliveEventInvokeConfig']);
});

test('a queue that is subscribed and mapped by hand is found, to which nobody has access', () => {
  const byHand = ({ work, live }: Made) => {
    const other = new sqs.Queue(work.stack, 'Other', { encryption: sqs.QueueEncryption.KMS });
    new lambda.CfnEventSourceMapping(work.stack, 'Mapping', { eventSourceArn: other.queueArn, functionName: live.functionArn });
    new sns.CfnSubscription(work.stack, 'Subscription', {
      topicArn: 'arn:aws:sns:eu-west-1:111122223333:orders',
      protocol: 'sqs',
      endpoint: other.queueArn,
    });
  };
  expect(found(byHand)).toEqual(['TargetPolicyBlocksSender Subscription', 'RoleMissingSourceAccess Mapping']);
});
