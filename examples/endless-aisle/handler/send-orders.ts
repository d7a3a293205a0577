import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logger, metrics, observed } from './observability';
import { checkIds, type Order, parsed } from './order';

const processor = new BatchProcessor(EventType.SQS);

/** The partner did not take an order. What it answered is not repeated here, since it may quote the order. */
class OrderNotTaken extends Error {
  public override readonly name = 'OrderNotTaken';
}

/**
 * Sends the orders of a batch to the partner. An order that the partner did not take is delivered again, with the same key, by
 * which the partner knows it; after five deliveries it is in the redrive queue.
 */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  return observed('send orders', () => processPartialResponse(event, sendOne, processor, { context }));
}

async function sendOne({ messageId, body }: SQSRecord): Promise<void> {
  try {
    const { orderId, sku, quantity } = parsed(body) as Order;
    checkIds({ orderId, sku });
    await send(orderId, JSON.stringify({ orderId, sku, quantity }));
    metrics.addMetric('OrdersSent', MetricUnit.Count, 1);
    logger.info('order sent', { orderId, messageId });
  } catch (error) {
    logger.error('order not sent', { error: error as Error, messageId });
    throw error;
  }
}

async function send(orderId: string, body: string): Promise<void> {
  const answer = await fetch(String(process.env.PARTNER_URL), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': orderId },
    body,
    signal: AbortSignal.timeout(5_000),
  });
  // The connection is free for the next order when the answer was read.
  await answer.arrayBuffer();
  if (!answer.ok) throw new OrderNotTaken(`the partner must answer with a status from 200 to 299, got ${answer.status}`);
}
