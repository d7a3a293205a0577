import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logger, metrics, observed } from './observability';
import { InvalidOrder, orderFrom } from './order';
import { keep } from './orders-store';

const processor = new BatchProcessor(EventType.SQS);

/**
 * Stores the orders of a batch of messages, and reports the messages that failed, so that only those are delivered again. For an
 * event source with partial batch responses.
 *
 * Throws if every message failed, so that the metric Errors counts it too.
 */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  return observed('keep orders of the queue', () => processPartialResponse(event, keepOne, processor, { context }));
}

async function keepOne({ messageId, body }: SQSRecord): Promise<void> {
  try {
    const order = orderFrom(parsed(body));
    const isNew = await keep(order);
    metrics.addMetric(isNew ? 'OrdersKept' : 'OrdersRepeated', MetricUnit.Count, 1);
    logger.info(isNew ? 'order kept' : 'order was there already', { orderId: order.orderId, messageId });
  } catch (error) {
    logger.error('order not kept', { error: error as Error, messageId });
    throw error;
  }
}

/** The message of the parser would quote the order. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new InvalidOrder(['the message must be JSON']);
  }
}
