import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import { logger, metrics, observed } from './observability';
import { originalOf } from './originals';
import { UnusableImage, watermarked } from './watermark';

/** The widths that can be asked for: each other one would be another image to make, and to cache. */
export const WIDTHS = [320, 640, 1280];
const KEY = /^\/((?:[A-Za-z0-9_-]+\/)*[A-Za-z0-9_-]+\.(?:jpe?g|png|webp))$/;

/**
 * Answers a request of CloudFront with the image of its path, marked, in the width that the query asks for. CloudFront keeps the
 * answer for a day, and asks by the `etag` whether the image has changed.
 */
export async function handler(event: LambdaFunctionURLEvent, context: Context): Promise<LambdaFunctionURLResult> {
  logger.addContext(context);
  return observed('mark on read', async () => {
    const [, key] = KEY.exec(event.rawPath) ?? [];
    const width = Number(event.queryStringParameters?.width ?? 640);
    if (!key) return problem(404, 'there is no such image');
    if (!WIDTHS.includes(width)) return problem(400, `width must be ${WIDTHS.join(', ')}`);
    try {
      return await marked(key, width, event.headers['if-none-match']);
    } catch (error) {
      if (!(error instanceof UnusableImage)) throw error;
      logger.error('image not marked', { error, key });
      return problem(422, 'the image cannot be shown');
    }
  });
}

async function marked(key: string, width: number, known?: string): Promise<LambdaFunctionURLResult> {
  const original = await originalOf(key);
  if (!original) return problem(404, 'there is no such image');
  const headers = { 'cache-control': 'public, max-age=86400', etag: `"${original.etag}-${width}"` };
  if (known === headers.etag) return { statusCode: 304, headers };
  const image = await watermarked(original.bytes, width);
  metrics.addMetric('ImagesMarked', MetricUnit.Count, 1);
  logger.info('image marked', { key, width, bytes: image.length });
  return { statusCode: 200, headers: { ...headers, 'content-type': 'image/jpeg' }, body: image.toString('base64'), isBase64Encoded: true };
}

const problem = (statusCode: number, title: string): LambdaFunctionURLResult => ({
  statusCode,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'public, max-age=60' },
  body: JSON.stringify({ status: statusCode, title }),
});
