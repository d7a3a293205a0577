import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { logger, observed } from './observability';
import { InvalidOrder } from './order';
import { keepForCustomer } from './orders-store';

const processor = new BatchProcessor(EventType.DynamoDBStreams);

/**
 * Makes each new order findable by its customer. For an event source on the table's stream that reports batch item
 * failures and sends the new images.
 *
 * Lambda goes on from the first record that failed: those behind it come again, which changes nothing.
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
