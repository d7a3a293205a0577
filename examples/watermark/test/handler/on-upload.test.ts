import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { SQSEvent } from 'aws-lambda';
import sharp from 'sharp';
import { handler } from '../../handler/on-upload';
import { bucketsWithoutAws, CONTEXT } from './bucket';
import { landscape } from './images';

let buckets: ReturnType<typeof bucketsWithoutAws>;
beforeEach(async () => {
  buckets = bucketsWithoutAws({ 'lake/a 1.jpg': await landscape(1600), 'text.png': Buffer.from('tell no one') });
});
afterEach(() => jest.restoreAllMocks());

const uploaded = (...keys: string[]) =>
  handler(
    {
      Records: keys.map((key, index) => ({
        messageId: `m-${index + 1}`,
        body: JSON.stringify({ 'detail-type': 'Object Created', detail: { bucket: { name: 'originals' }, object: { key } } }),
      })),
    } as SQSEvent,
    CONTEXT,
  );
const written = () => buckets.send.mock.calls.map(([command]) => command).filter((command) => command instanceof PutObjectCommand);

test('stores the marked image under the same key, in the other bucket', async () => {
  expect(await uploaded('lake/a 1.jpg')).toEqual({ batchItemFailures: [] });
  const [{ input }] = written() as PutObjectCommand[];
  expect(input).toMatchObject({ Bucket: 'marked', Key: 'lake/a 1.jpg', ContentType: 'image/jpeg' });
  expect(await sharp(input.Body as Buffer).metadata()).toMatchObject({ format: 'jpeg', width: 1280 });
});

test('an image that is gone is not a failure', async () => {
  expect(await uploaded('gone.jpg')).toEqual({ batchItemFailures: [] });
  expect(written()).toEqual([]);
});

test('what is no image is reported, and the others are stored', async () => {
  expect(await uploaded('lake/a 1.jpg', 'text.png')).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-2' }] });
  expect(written()).toHaveLength(1);
});

test('a batch that failed as a whole is an error of the function', async () => {
  await expect(uploaded('text.png')).rejects.toThrow('All records failed');
});
