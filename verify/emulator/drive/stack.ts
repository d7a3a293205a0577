import { App, type AppProps, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as eventTargets from 'aws-cdk-lib/aws-events-targets';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as notifications from 'aws-cdk-lib/aws-s3-notifications';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as schedulerTargets from 'aws-cdk-lib/aws-scheduler-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import {
  AlarmActions,
  DynamoFilter,
  FailureCapture,
  HardenedDynamoEventSource,
  HardenedFunction,
  HardenedFunctionDefaults,
  type HardenedFunctionProps,
  HardenedKinesisEventSource,
  HardenedSqsEventSource,
  KinesisFilter,
  SqsFilter,
} from 'cdk-hardened-lambda';
import { HANDLER } from './handler';

/** One function for each path on which an event may fail. */
export function driveApp(props?: AppProps): App {
  const app = new App(props);
  const stack = new Stack(app, 'Drive');
  HardenedFunctionDefaults.of(stack).set({ alarmActions: AlarmActions.email('ops@example.com') });
  asynchronous(stack);
  queues(stack);
  pushed(stack);
  streams(stack);
  return app;
}

const tested = (stack: Stack, id: string, props: Partial<HardenedFunctionProps> = {}): HardenedFunction =>
  new HardenedFunction(stack, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline(HANDLER),
    ...props,
  });

function asynchronous(stack: Stack): void {
  tested(stack, 'Twice', { retryAttempts: 2 });
  tested(stack, 'Never', { retryAttempts: 0 });
  const topic = new sns.Topic(stack, 'FailedTopic', { enforceSSL: true });
  tested(stack, 'ToTopic', { retryAttempts: 0, failureCapture: FailureCapture.destination(new destinations.SnsDestination(topic)) });
  const rescuer = tested(stack, 'Rescuer');
  tested(stack, 'ToFunction', {
    retryAttempts: 0,
    failureCapture: FailureCapture.destination(new destinations.LambdaDestination(rescuer)),
  });
}

function queues(stack: Stack): void {
  const filters = [SqsFilter.body({ kind: ['order'] })];
  tested(stack, 'Worker').addEventSource(HardenedSqsEventSource.withNewQueue({ filters, maxReceiveCount: 3 }));
  tested(stack, 'Fifo').addEventSource(HardenedSqsEventSource.withNewQueue({ fifo: true, maxReceiveCount: 3 }));
}

function pushed(stack: Stack): void {
  new sns.Topic(stack, 'PushTopic', { enforceSSL: true }).addSubscription(new subscriptions.LambdaSubscription(tested(stack, 'FromTopic')));

  const bucket = new s3.Bucket(stack, 'Bucket', { removalPolicy: RemovalPolicy.DESTROY });
  bucket.addEventNotification(
    s3.EventType.OBJECT_CREATED,
    new notifications.LambdaDestination(tested(stack, 'FromBucket', { retryAttempts: 1 })),
  );

  new events.Rule(stack, 'Rule', {
    eventPattern: { detailType: ['OrderPlaced'] },
    targets: [new eventTargets.LambdaFunction(tested(stack, 'FromRule'))],
  });

  new scheduler.Schedule(stack, 'Schedule', {
    schedule: scheduler.ScheduleExpression.at(new Date()),
    target: new schedulerTargets.LambdaInvoke(tested(stack, 'FromSchedule'), {
      input: scheduler.ScheduleTargetInput.fromObject({ id: 'scheduled' }),
    }),
  });
}

function streams(stack: Stack): void {
  const table = new dynamodb.Table(stack, 'Table', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    stream: dynamodb.StreamViewType.NEW_IMAGE,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  tested(stack, 'FromTable').addEventSource(
    new HardenedDynamoEventSource(table, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      filters: [DynamoFilter.eventName('INSERT')],
    }),
  );

  const stream = new kinesis.Stream(stack, 'Stream', { shardCount: 1, removalPolicy: RemovalPolicy.DESTROY });
  tested(stack, 'FromStream').addEventSource(
    new HardenedKinesisEventSource(stream, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      filters: [KinesisFilter.data({ kind: ['order'] })],
    }),
  );
}
