import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SnsEventSource, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

const CODE = {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => {};'),
};

/** Plain CDK that deploys without an error. The checks report what fails in production. */
export class CommonMistakesStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.orders();
    this.prices();
    this.newsletter();
  }

  /** Reads a queue. */
  private orders(): void {
    const failed = new sqs.Queue(this, 'FailedOrders', { retentionPeriod: Duration.days(1) });
    const queue = new sqs.Queue(this, 'OrdersQueue', {
      visibilityTimeout: Duration.minutes(1),
      deadLetterQueue: { queue: failed, maxReceiveCount: 1 },
    });
    const orders = new lambda.Function(this, 'Orders', {
      ...CODE,
      timeout: Duration.minutes(1),
      reservedConcurrentExecutions: 10,
      environment: { SHOP_API: 'https://shop:hunter2@api.example.com' },
      deadLetterQueue: failed,
    });
    orders.addEventSource(
      new SqsEventSource(queue, {
        maxConcurrency: 20,
        reportBatchItemFailures: true,
        filters: [lambda.FilterCriteria.filter({ Body: { type: lambda.FilterRule.isEqual('order') } })],
      }),
    );
    new cloudwatch.Alarm(this, 'OrdersErrors', {
      metric: orders.metricErrors({ period: Duration.minutes(1) }),
      threshold: 0,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 3,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }

  /** Reads the stream of a table. */
  private prices(): void {
    const table = new dynamodb.Table(this, 'PricesTable', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      stream: dynamodb.StreamViewType.KEYS_ONLY,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const prices = new lambda.Function(this, 'Prices', CODE);
    prices.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: lambda.StartingPosition.LATEST,
        filters: [lambda.FilterCriteria.filter({ dynamodb: { NewImage: { price: { N: lambda.FilterRule.between(1, 5) } } } })],
      }),
    );
    const onCall = new sns.Topic(this, 'OnCall', { enforceSSL: true });
    const slow = new cloudwatch.Alarm(this, 'PricesSlow', {
      metric: prices.metricDuration({ statistic: 'Maximum' }),
      threshold: Duration.seconds(5).toMilliseconds(),
      evaluationPeriods: 1,
    });
    slow.addAlarmAction(new actions.SnsAction(onCall));
  }

  /** Is invoked by a topic. */
  private newsletter(): void {
    const newsletter = new lambda.Function(this, 'Newsletter', CODE);
    newsletter.addEventSource(new SnsEventSource(new sns.Topic(this, 'Subscribers')));
  }
}
