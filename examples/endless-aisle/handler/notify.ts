import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { logger, observed, tracer } from './observability';
import { InvalidMessage } from './order';

const processor = new BatchProcessor(EventType.DynamoDBStreams);
const sns = tracer.captureAWSv3Client(new SNSClient());

/** Publishes each change of an order's status, for the store and for the customer. A notice may come twice. */
export async function handler(event: DynamoDBStreamEvent, context: Context): Promise<DynamoDBBatchResponse> {
  logger.addContext(context);
  return observed('notify', () => processPartialResponse(event, notifyOfOne, processor, { context }));
}

async function notifyOfOne({ eventID, dynamodb }: DynamoDBRecord): Promise<void> {
  const [before, { orderId, storeId, status }] = [dynamodb?.OldImage?.status?.S, dynamodb?.NewImage ?? {}];
  if (before === status?.S) return;
  try {
    if (!orderId?.S || !storeId?.S || !status?.S) throw new InvalidMessage(['orderId, storeId and status must be in the new image']);
    await sns.send(
      new PublishCommand({
        TopicArn: process.env.TOPIC_ARN,
        Message: JSON.stringify({ orderId: orderId.S, status: status.S }),
        // What a store subscribes to.
        MessageAttributes: { storeId: { DataType: 'String', StringValue: storeId.S } },
      }),
    );
    logger.info('notice published', { orderId: orderId.S, status: status.S });
  } catch (error) {
    logger.error('notice not published', { error: error as Error, eventId: eventID });
    throw error;
  }
}
