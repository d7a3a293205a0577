import { S3ServiceException } from '@aws-sdk/client-s3';
import type { LambdaFunctionURLEvent } from 'aws-lambda';
import sharp from 'sharp';
import { handler } from '../../handler/on-read';
import { bucketsWithoutAws, CONTEXT } from './bucket';
import { landscape } from './images';

let buckets: ReturnType<typeof bucketsWithoutAws>;
beforeEach(async () => {
  buckets = bucketsWithoutAws({ 'lake/a-1.jpg': await landscape(960), 'text.png': Buffer.from('tell no one') });
});
afterEach(() => jest.restoreAllMocks());

async function read(rawPath: string, width?: string, headers: Record<string, string> = {}) {
  const queryStringParameters = width === undefined ? undefined : { width };
  const answer = await handler({ rawPath, queryStringParameters, headers } as LambdaFunctionURLEvent, CONTEXT);
  if (typeof answer === 'string') throw new Error('the answer must have a status');
  return answer;
}

test('answers with the image, marked, for a day in the cache', async () => {
  const { statusCode, headers, body, isBase64Encoded } = await read('/lake/a-1.jpg', '320');
  expect({ statusCode, headers, isBase64Encoded }).toEqual({
    statusCode: 200,
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'public, max-age=86400', etag: '"e1-320"' },
    isBase64Encoded: true,
  });
  expect(await sharp(Buffer.from(String(body), 'base64')).metadata()).toMatchObject({ format: 'jpeg', width: 320 });
  expect(buckets.count).toHaveBeenCalledWith('ImagesMarked', 'Count', 1);
});

test('without a width the image is 640 wide', async () => {
  const { body } = await read('/lake/a-1.jpg');
  expect(await sharp(Buffer.from(String(body), 'base64')).metadata()).toMatchObject({ width: 640 });
});

test('an image that the cache has still is not made again', async () => {
  const { statusCode, body } = await read('/lake/a-1.jpg', '320', { 'if-none-match': '"e1-320"' });
  expect({ statusCode, body }).toEqual({ statusCode: 304, body: undefined });
  expect(buckets.count).not.toHaveBeenCalled();
  expect((await read('/lake/a-1.jpg', '320', { 'if-none-match': '"e0-320"' })).statusCode).toBe(200);
});

test.each(['0', '321', '99999', 'wide', ''])('the width %p is refused, and nothing is read', async (width) => {
  expect(await read('/lake/a-1.jpg', width)).toMatchObject({ statusCode: 400, headers: { 'cache-control': 'public, max-age=60' } });
  expect(buckets.send).not.toHaveBeenCalled();
});

test.each(['/', '/a.svg', '/../a.jpg', '/a//b.jpg', '/a%2Fb.jpg', '/.jpg'])(
  'the path %p is of no image, and nothing is read',
  async (path) => {
    expect((await read(path)).statusCode).toBe(404);
    expect(buckets.send).not.toHaveBeenCalled();
  },
);

test('an image that does not exist is not found', async () => {
  expect((await read('/lake/a-2.jpg')).statusCode).toBe(404);
});

test('what is no image is refused, and what it holds is not repeated', async () => {
  const { statusCode, body } = await read('/text.png');
  expect(statusCode).toBe(422);
  expect(body).not.toContain('tell no one');
  expect(buckets.error).toHaveBeenCalled();
});

test('a file that is too large is refused before it is read', async () => {
  const transformToByteArray = jest.fn();
  buckets.send.mockResolvedValueOnce({ Body: { transformToByteArray }, ContentLength: 20_000_001 } as never);
  expect((await read('/lake/a-1.jpg')).statusCode).toBe(422);
  expect(transformToByteArray).not.toHaveBeenCalled();
});

test('any other failure of the bucket is an error of the function', async () => {
  buckets.send.mockRejectedValueOnce(new S3ServiceException({ name: 'SlowDown', $fault: 'server', $metadata: {} }) as never);
  await expect(read('/lake/a-1.jpg')).rejects.toMatchObject({ name: 'SlowDown' });
});
