import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import {
  LambdaClient,
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackSuccessCommand,
} from '@aws-sdk/client-lambda';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

const logger = new Logger();
const processor = new BatchProcessor(EventType.SQS);
const client = new LambdaClient();

/** What the carrier sends: a tracking number, or why it does not ship. */
interface Answer {
  readonly callbackId: string;
  readonly trackingNumber?: string;
  readonly reason?: string;
}

/** Only failed messages are delivered again. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  logger.addContext(context);
  return processPartialResponse(event, answer, processor, { context, throwOnFullBatchFailure: false });
};

async function answer({ body, messageId }: SQSRecord): Promise<void> {
  const { callbackId: CallbackId, trackingNumber, reason = 'the carrier gave no reason' } = JSON.parse(body) as Answer;
  try {
    if (trackingNumber) {
      await client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId, Result: Buffer.from(trackingNumber) }));
    } else {
      const failure = { ErrorType: 'NotShipped', ErrorMessage: reason };
      await client.send(new SendDurableExecutionCallbackFailureCommand({ CallbackId, Error: failure }));
    }
  } catch (error) {
    logger.error('the answer was not delivered to its execution', { error: error as Error, messageId });
    throw error;
  }
}
