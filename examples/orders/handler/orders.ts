import { makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, EventBridgeEvent } from 'aws-lambda';
import { knownEvents, oncePerOrder } from './idempotency';
import { logger, metrics, observed } from './observability';
import { orderFrom } from './order';
import { keep } from './orders-store';

/**
 * Stores an order once, even if its event is delivered several times: Lambda and EventBridge both deliver at least once. The write
 * is conditional too: a crash after it leaves an order that nobody has noted as done.
 *
 * Throws if an order is invalid: after the last attempt Lambda sends the event to the failure queue, with the error.
 */
export const handler = makeIdempotent(orderPlaced, { persistenceStore: knownEvents, config: oncePerOrder });

async function orderPlaced(event: EventBridgeEvent<'OrderPlaced', unknown>, context: Context): Promise<void> {
  logger.addContext(context);
  await observed('keep order', async () => {
    const { orderId, ...order } = orderFrom(event.detail);
    const isNew = await keep({ orderId, ...order });
    metrics.addMetric(isNew ? 'OrdersKept' : 'OrdersRepeated', MetricUnit.Count, 1);
    logger.info(isNew ? 'order kept' : 'order was there already', { orderId, eventId: event.id });
  });
}
