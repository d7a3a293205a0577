import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmActions,
  AlarmTuning,
  DurableStart,
  EventSourceWaiver,
  FailureCapture,
  FilterMatch,
  HardenedFunction,
  HardenedLambdaChecks,
  HardenedRestApi,
  HardenedSqsEventSource,
  HardeningProfile,
  Idempotency,
  OkActions,
  PublicAccess,
  Release,
  SqsFilter,
} from 'cdk-hardened-lambda';
import type { IConstruct, IMixin } from 'constructs';

/** An interface of CDK's that the app implements: who is notified of an alarm. */
class OnCall implements cloudwatch.IAlarmAction {
  public bind(): cloudwatch.AlarmActionConfig {
    return { alarmActionArn: 'arn:aws:ssm-incidents::111122223333:response-plan/on-call' };
  }
}

/** Another: where events end that failed. It grants what it needs to the function that it is given. */
class FailedOrders implements lambda.IDestination {
  constructor(private readonly queue: sqs.IQueue) {}

  public bind(_scope: IConstruct, fn: lambda.IFunction): lambda.DestinationConfig {
    this.queue.grantSendMessages(fn);
    return { destination: this.queue.queueArn };
  }
}

/** A mixin: whoever reads a queue waits for messages, and asks less often. */
class LongPolling implements IMixin {
  public supports(construct: IConstruct): boolean {
    return sqs.CfnQueue.isCfnQueue(construct);
  }

  public applyTo(construct: IConstruct): void {
    (construct as sqs.CfnQueue).receiveMessageWaitTimeSeconds = 20;
  }
}

const app = new App();
Validations.of(app).addPlugins(new HardenedLambdaChecks());

const stack = new Stack(app, 'Shop');
const failed = new sqs.Queue(stack, 'FailedOrders', { enforceSSL: true });

const orders = new HardenedFunction(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => {};'),
  profile: HardeningProfile.standard().derive({ memorySize: 512 }),
  alarmActions: AlarmActions.bySeverity({
    critical: AlarmActions.custom(new OnCall()),
    warning: AlarmActions.email('orders@example.com'),
  }),
  alarms: { errors: AlarmTuning.rate({ percent: 2 }), throttles: AlarmTuning.none('the callers try again') },
  okActions: OkActions.ALL,
  failureCapture: FailureCapture.destination(new FailedOrders(failed)),
  idempotency: Idempotency.table({ expiresAfter: Duration.days(2) }),
  release: Release.canary({ percent: 10, interval: Duration.minutes(10), pruning: { keep: 5, keepFor: Duration.days(60) } }),
});

orders.addEventSource(
  HardenedSqsEventSource.withNewQueue({
    queueId: 'Incoming',
    visibilityTimeout: Duration.minutes(1),
    waivers: [EventSourceWaiver.visibilityTimeout('an order that is worked on twice is seen')],
    filters: [SqsFilter.body({ type: ['order'], total: FilterMatch.numberAtLeast(100), customer: { test: FilterMatch.missing() } })],
  }),
);
Validations.of(orders).acknowledge({ id: 'HardenedLambda::SqsVisibilityMargin', reason: 'see the waiver' });
orders.with(new LongPolling());

const fulfilment = new HardenedFunction(stack, 'Fulfilment', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => {};'),
  alarmActions: AlarmActions.email('orders@example.com'),
  durableConfig: { executionTimeout: Duration.days(1), retentionPeriod: Duration.days(30) },
});
fulfilment.grantCallback(orders);
new DurableStart(stack, 'StartFulfilment', {
  durableFunction: fulfilment,
  nameField: 'orderId',
  alarmActions: AlarmActions.email('orders@example.com'),
});

const api = new HardenedRestApi(stack, 'Api', {
  webAclArn: 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/a1b2',
  defaultMethodOptions: { authorizationType: apigateway.AuthorizationType.IAM },
  throttle: { rateLimit: 100, burstLimit: 50 },
  alarmActions: AlarmActions.email('orders@example.com'),
});
api.addFunctionRoute('POST /orders', orders, { throttle: { rateLimit: 20 }, requestValidatorOptions: { validateRequestBody: true } });
api.addFunctionRoute('GET /health', orders, { publicAccess: PublicAccess.allowed('a status page calls it') });

app.synth();
