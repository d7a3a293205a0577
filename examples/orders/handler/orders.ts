import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, EventBridgeEvent } from 'aws-lambda';
import { logger, metrics, observed } from './observability';
import { orderFrom } from './order';
import { keep } from './orders-store';

/**
 * Keeps an order once, however often its event comes: Lambda and EventBridge both deliver at least once.
 *
 * Throws on an order that is not valid: after the last attempt the event waits in the failure queue, with the cause.
 */
export async function handler(event: EventBridgeEvent<'OrderPlaced', unknown>, context: Context): Promise<void> {
  logger.addContext(context);
  await observed('keep order', async () => {
    const { orderId, ...order } = orderFrom(event.detail);
    const isNew = await keep({ orderId, ...order });
    metrics.addMetric(isNew ? 'OrdersKept' : 'OrdersRepeated', MetricUnit.Count, 1);
    logger.info(isNew ? 'order kept' : 'order was there already', { orderId, eventId: event.id });
  });
}
