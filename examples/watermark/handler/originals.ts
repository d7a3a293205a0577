import { GetObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { tracer } from './observability';
import { MOST_BYTES, UnusableImage } from './watermark';

// Outside of the handlers, so that the next event reuses the connection.
const s3 = tracer.captureAWSv3Client(new S3Client());

export interface Original {
  readonly bytes: Uint8Array;
  readonly etag: string;
}

/** The object, or undefined where there is none. */
export async function originalOf(key: string): Promise<Original | undefined> {
  try {
    const { Body, ContentLength = 0, ETag = '' } = await s3.send(new GetObjectCommand({ Bucket: process.env.ORIGINALS_BUCKET, Key: key }));
    if (!Body || ContentLength > MOST_BYTES) {
      throw new UnusableImage(`the object must have at most ${MOST_BYTES} bytes, got ${ContentLength}`);
    }
    return { bytes: await Body.transformToByteArray(), etag: ETag.replaceAll('"', '') };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Without the permission to list the bucket, S3 denies access to what does not exist. */
const isMissing = (error: unknown): boolean =>
  error instanceof S3ServiceException && (error.name === 'NoSuchKey' || error.name === 'AccessDenied');
