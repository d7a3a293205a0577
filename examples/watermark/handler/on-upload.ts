import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Context, S3ObjectCreatedNotificationEvent, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logger, metrics, observed, tracer } from './observability';
import { originalOf } from './originals';
import { watermarked } from './watermark';

const s3 = tracer.captureAWSv3Client(new S3Client());
const processor = new BatchProcessor(EventType.SQS);
const WIDTH = 1280;

/**
 * Marks each uploaded image of a batch, and stores it under the same key in another bucket. Only failed messages are delivered again;
 * an image that is marked twice is the same.
 */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  return observed('mark uploads', () => processPartialResponse(event, markOne, processor, { context }));
}

async function markOne({ messageId, body }: SQSRecord): Promise<void> {
  const { detail } = JSON.parse(body) as S3ObjectCreatedNotificationEvent;
  const key = detail.object.key;
  try {
    const original = await originalOf(key);
    if (!original) {
      logger.info('image was deleted meanwhile', { key, messageId });
      return;
    }
    const Body = await watermarked(original.bytes, WIDTH);
    await s3.send(new PutObjectCommand({ Bucket: process.env.MARKED_BUCKET, Key: key, Body, ContentType: 'image/jpeg' }));
    metrics.addMetric('ImagesMarked', MetricUnit.Count, 1);
    logger.info('image marked', { key, messageId, bytes: Body.length });
  } catch (error) {
    logger.error('image not marked', { error: error as Error, key, messageId });
    throw error;
  }
}
