import { App, type AppProps, Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions, HardenedFunction, HardenedSqsEventSource } from 'cdk-hardened-lambda';

const CODE = {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => {};'),
};

/** An application of so many functions in stacks of twenty: hardened and plain, with queues, rules, topics, and chains of both. */
export function generatedApp(count: number, props?: AppProps): App {
  const app = new App(props);
  let stack = new Stack(app, 'Part0');
  for (let index = 0; index < count; index++) {
    if (index % 20 === 0) stack = index === 0 ? stack : new Stack(app, `Part${index / 20}`);
    const id = `Function${index}`;
    const fn =
      index % 4 === 3
        ? new lambda.Function(stack, id, CODE)
        : new HardenedFunction(stack, id, { ...CODE, alarmActions: AlarmActions.email('ops@example.com') });
    if (index % 4 === 0) queueOf(stack, id, fn as HardenedFunction);
    if (index % 4 === 1) new events.Rule(stack, `${id}Rule`, { eventPattern: { source: [id] }, targets: [new targets.LambdaFunction(fn)] });
    if (index % 4 === 3) new sns.Topic(stack, `${id}Topic`).addSubscription(new subscriptions.LambdaSubscription(fn));
  }
  return app;
}

function queueOf(stack: Stack, id: string, fn: HardenedFunction): void {
  const redrive = new sqs.Queue(stack, `${id}Redrive`, { retentionPeriod: Duration.days(14) });
  const queue = new sqs.Queue(stack, `${id}Queue`, {
    visibilityTimeout: Duration.minutes(3),
    deadLetterQueue: { queue: redrive, maxReceiveCount: 5 },
  });
  fn.addEventSource(new HardenedSqsEventSource(queue));
}
