import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as eventTargets from 'aws-cdk-lib/aws-events-targets';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as logTargets from 'aws-cdk-lib/aws-logs-destinations';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3n from 'aws-cdk-lib/aws-s3-notifications';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as schedulerTargets from 'aws-cdk-lib/aws-scheduler-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { only, orders, stackOf } from '../harness';
import { ACCOUNT, ENV, REGION } from '../iam';

/*
 * What is pushed to a function works by CDK's own ways. An ARN of SNS, EventBridge and CloudWatch Logs names the account,
 * so it alone says whose source may invoke; that of a bucket names none, so the account is set beside it.
 */

type Use = (s: Stack, fn: lambda.IFunction) => void;

const hourly = Duration.hours(1);
const PUSHED: [string, Use, string, unknown, string | undefined][] = [
  [
    'SNS',
    (s, fn) => void new sns.Topic(s, 'Topic').addSubscription(new subscriptions.LambdaSubscription(fn)),
    'sns.amazonaws.com',
    { Ref: expect.stringMatching(/^Topic[0-9A-F]{8}$/) },
    undefined,
  ],
  [
    'SNS, by SnsEventSource',
    (s, fn) => fn.addEventSource(new sources.SnsEventSource(new sns.Topic(s, 'Topic'))),
    'sns.amazonaws.com',
    { Ref: expect.stringMatching(/^Topic[0-9A-F]{8}$/) },
    undefined,
  ],
  [
    'S3',
    (s, fn) => new s3.Bucket(s, 'Bucket').addObjectCreatedNotification(new s3n.LambdaDestination(fn)),
    's3.amazonaws.com',
    { 'Fn::GetAtt': [expect.stringMatching(/^Bucket[0-9A-F]{8}$/), 'Arn'] },
    ACCOUNT,
  ],
  [
    'S3, by S3EventSource',
    (s, fn) => fn.addEventSource(new sources.S3EventSource(new s3.Bucket(s, 'Bucket'), { events: [s3.EventType.OBJECT_CREATED] })),
    's3.amazonaws.com',
    { 'Fn::GetAtt': [expect.stringMatching(/^Bucket[0-9A-F]{8}$/), 'Arn'] },
    ACCOUNT,
  ],
  [
    'S3, by S3EventSourceV2 of an imported bucket',
    (s, fn) => {
      const bucket = s3.Bucket.fromBucketName(s, 'Bucket', 'orders');
      fn.addEventSource(new sources.S3EventSourceV2(bucket, { events: [s3.EventType.OBJECT_CREATED] }));
    },
    's3.amazonaws.com',
    { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::orders']] },
    ACCOUNT,
  ],
  [
    'a rule of EventBridge',
    (s, fn) => void new events.Rule(s, 'Rule', { eventPattern: { source: ['shop'] }, targets: [new eventTargets.LambdaFunction(fn)] }),
    'events.amazonaws.com',
    { 'Fn::GetAtt': [expect.stringMatching(/^Rule[0-9A-F]{8}$/), 'Arn'] },
    undefined,
  ],
  [
    'a scheduled rule of EventBridge',
    (s, fn) => void new events.Rule(s, 'Rule', { schedule: events.Schedule.rate(hourly), targets: [new eventTargets.LambdaFunction(fn)] }),
    'events.amazonaws.com',
    { 'Fn::GetAtt': [expect.stringMatching(/^Rule[0-9A-F]{8}$/), 'Arn'] },
    undefined,
  ],
  [
    'CloudWatch Logs',
    (s, fn) =>
      void new logs.SubscriptionFilter(s, 'Subscription', {
        logGroup: new logs.LogGroup(s, 'Group'),
        destination: new logTargets.LambdaDestination(fn),
        filterPattern: logs.FilterPattern.allEvents(),
      }),
    'logs.amazonaws.com',
    { 'Fn::GetAtt': [expect.stringMatching(/^Group[0-9A-F]{8}$/), 'Arn'] },
    undefined,
  ],
];

/** A stack whose function is used: itself, or by an alias. */
function used(use: Use, alias = false): Template {
  const s = stackOf(new App(), 'Shop', ENV);
  const fn = orders(s);
  use(s, alias ? fn.addAlias('live') : fn);
  return Template.fromStack(s);
}

test.each(PUSHED)('%s may invoke the function from its own source, in its own account', (_, use, principal, arn, account) => {
  expect(only(used(use), 'AWS::Lambda::Permission')).toEqual({
    Action: 'lambda:InvokeFunction',
    FunctionName: { 'Fn::GetAtt': [expect.stringMatching(/^Orders[0-9A-F]{8}$/), 'Arn'] },
    Principal: principal,
    SourceArn: arn,
    ...(account === undefined ? {} : { SourceAccount: account }),
  });
});

test.each(PUSHED)('%s may invoke an alias, and that alone', (_, use, principal, arn, account) => {
  expect(only(used(use, true), 'AWS::Lambda::Permission')).toEqual({
    Action: 'lambda:InvokeFunction',
    FunctionName: { Ref: expect.stringMatching(/^OrdersAliaslive/) },
    Principal: principal,
    SourceArn: arn,
    ...(account === undefined ? {} : { SourceAccount: account }),
  });
});

test('EventBridge Scheduler invokes by a role, which schedules in its own account may assume', () => {
  const template = used(
    (s, fn) =>
      void new scheduler.Schedule(s, 'Schedule', {
        schedule: scheduler.ScheduleExpression.rate(hourly),
        target: new schedulerTargets.LambdaInvoke(fn),
      }),
  );
  template.resourceCountIs('AWS::Lambda::Permission', 0);
  expect(only(template, 'AWS::IAM::Role', 'SchedulerRole').AssumeRolePolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'scheduler.amazonaws.com' },
      Condition: {
        StringEquals: {
          'aws:SourceAccount': ACCOUNT,
          'aws:SourceArn': {
            'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:scheduler:${REGION}:${ACCOUNT}:schedule-group/default`]],
          },
        },
      },
    },
  ]);
  const [statement, ...more] = only(template, 'AWS::IAM::Policy', 'SchedulerRole').PolicyDocument.Statement;
  expect(more).toEqual([]);
  expect(statement.Action).toBe('lambda:InvokeFunction');
  for (const resource of statement.Resource) expect(JSON.stringify(resource)).toMatch(/"Orders[0-9A-F]{8}"/);
});
