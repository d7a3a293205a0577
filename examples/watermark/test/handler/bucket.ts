import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { Context } from 'aws-lambda';
import { logger, metrics } from '../../handler/observability';

export const CONTEXT = { functionName: 'images', awsRequestId: 'r-1', memoryLimitInMB: '1769' } as Context;

/** Buckets that hold the objects, with what was written, logged and counted. */
export function bucketsWithoutAws(objects: Record<string, Buffer>) {
  process.env.ORIGINALS_BUCKET = 'originals';
  process.env.MARKED_BUCKET = 'marked';
  const answer = async ({ constructor: command, input }: { constructor: unknown; input: { Key: string } }) => {
    if (command === PutObjectCommand) return {};
    if (command !== GetObjectCommand) throw new Error('only GetObject and PutObject are expected');
    const bytes = objects[input.Key];
    // What S3 answers to those who may not list the bucket.
    if (!bytes) throw new S3ServiceException({ name: 'AccessDenied', $fault: 'client', $metadata: {} });
    return { Body: { transformToByteArray: async () => bytes }, ContentLength: bytes.length, ETag: '"e1"' };
  };
  return {
    send: jest.spyOn(S3Client.prototype, 'send').mockImplementation(answer as never),
    info: jest.spyOn(logger, 'info').mockImplementation(),
    error: jest.spyOn(logger, 'error').mockImplementation(),
    count: jest.spyOn(metrics, 'addMetric').mockImplementation(),
    publish: jest.spyOn(metrics, 'publishStoredMetrics').mockImplementation(),
  };
}
