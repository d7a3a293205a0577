import { makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Context } from 'aws-lambda';
import { knownEvents, oncePerOrder } from './idempotency';
import { logger, metrics, observed, tracer } from './observability';
import { InvalidMessage, type Order, requestFrom } from './order';
import { storeOrder } from './orders-store';
import { productOf } from './products-store';

const sns = tracer.captureAWSv3Client(new SNSClient());

/**
 * Stores an order of a store, and publishes it for the partner that delivers it. A store that got no answer sends the order again:
 * it has the same answer, and the partner gets the order once. After a crash between storing and publishing the order is published
 * again, with the same number, which the partner knows.
 */
export const handler = makeIdempotent(placeOrder, { persistenceStore: knownEvents, config: oncePerOrder });

async function placeOrder(event: unknown, context: Context): Promise<{ orderId: string; partner: string; total: number }> {
  logger.addContext(context);
  return observed('place order', async () => {
    const request = requestFrom(event);
    const product = await productOf(request.sku);
    if (!product) throw new InvalidMessage(['sku must be a product of a partner']);
    const { partner } = product;
    const total = product.price * request.quantity;
    const order: Order = { ...request, partner, total };
    await storeOrder(order);
    await publish(order);
    metrics.addMetric('OrdersPlaced', MetricUnit.Count, 1);
    logger.info('order placed', { orderId: order.orderId, partner });
    return { orderId: order.orderId, partner, total };
  });
}

/** The attribute is what the subscriptions of partners filter by. */
async function publish(order: Order): Promise<void> {
  await sns.send(
    new PublishCommand({
      TopicArn: process.env.TOPIC_ARN,
      Message: JSON.stringify({ kind: 'order', ...order }),
      MessageAttributes: { partner: { DataType: 'String', StringValue: order.partner } },
    }),
  );
}
