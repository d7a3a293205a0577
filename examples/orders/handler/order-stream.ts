import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { logger, observed } from './observability';
import { InvalidOrder } from './order';
import { keepForCustomer } from './orders-store';

const processor = new BatchProcessor(EventType.DynamoDBStreams);

/**
 * Adds each new order to the index of its customer. For an event source on the table's stream with partial batch responses
 * and new images.
 *
 * Lambda continues at the first record that failed: later records are delivered again, which changes nothing.
 */
export async function handler(event: DynamoDBStreamEvent, context: Context): Promise<DynamoDBBatchResponse> {
  logger.addContext(context);
  return observed('keep orders of customers', () => processPartialResponse(event, keepOne, processor, { context }));
}

async function keepOne({ eventName, eventID, dynamodb }: DynamoDBRecord): Promise<void> {
  if (eventName !== 'INSERT') return;
  const { customerId, orderId } = dynamodb?.NewImage ?? {};
  try {
    if (!customerId?.S || !orderId?.S) throw new InvalidOrder(['customerId and orderId must be in the new image']);
    await keepForCustomer(customerId.S, orderId.S);
    logger.info('order kept for its customer', { orderId: orderId.S, eventId: eventID });
  } catch (error) {
    logger.error('order not kept for its customer', { error: error as Error, eventId: eventID });
    throw error;
  }
}
