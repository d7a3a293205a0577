import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { HardenedNodejsFunction, HardenedSqsEventSource, Powertools, SqsFilter } from 'cdk-hardened-lambda';
import { Construct } from 'constructs';
import { UndeliveredQueue } from './undelivered-queue';

export interface PartnerProps {
  /** Where stores' orders are published. */
  readonly orders: sns.ITopic;
  /** Where the partner takes orders, by HTTPS. */
  readonly url: string;
}

/** A partner with a dedicated queue: the topic sends it this partner's orders only, and a partner that is down delays no other. */
export class Partner extends Construct {
  constructor(scope: Construct, id: string, { orders, url }: PartnerProps) {
    super(scope, id);
    const queue = HardenedSqsEventSource.withNewQueue({
      // Returns are published too. A message that matches no filter is deleted.
      filters: [SqsFilter.body({ kind: ['order'], partner: [id] })],
      // As many calls as the partner accepts at once.
      maxConcurrency: 2,
      batchSize: 5,
    });
    new HardenedNodejsFunction(this, 'SendOrders', {
      entry: join(__dirname, 'handler', 'send-orders.ts'),
      environment: { PARTNER_URL: url },
      powertools: Powertools.asDependency({ serviceName: `send-orders-${id}`, metricsNamespace: 'EndlessAisle' }),
      // Five calls of at most five seconds each.
      timeout: Duration.seconds(30),
      events: [queue],
    });
    orders.addSubscription(
      new subscriptions.SqsSubscription(queue.queue, {
        rawMessageDelivery: true,
        deadLetterQueue: new UndeliveredQueue(this, 'UndeliveredQueue'),
        filterPolicy: { partner: sns.SubscriptionFilter.stringFilter({ allowlist: [id] }) },
      }),
    );
  }
}
