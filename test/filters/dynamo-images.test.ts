import { imageMissing } from '../../lib/filters/engine/dynamo-images';

const asks = (...images: string[]) => ({ dynamodb: Object.fromEntries(images.map((image) => [image, { a: { S: ['b'] } }])) });

test.each([
  ['KEYS_ONLY', asks('NewImage'), 'NewImage'],
  ['NEW_IMAGE', asks('NewImage', 'OldImage'), 'OldImage'],
  ['OLD_IMAGE', { $or: [asks('OldImage'), asks('NewImage')] }, 'NewImage'],
  ['KEYS_ONLY', asks('Keys'), undefined],
  ['NEW_AND_OLD_IMAGES', asks('NewImage', 'OldImage'), undefined],
  ['OF_ANOTHER_DAY', asks('NewImage'), undefined],
  ['KEYS_ONLY', { body: { NewImage: ['a'] } }, undefined],
])('a stream of %s misses of %j: %s', (viewType, pattern, missing) => {
  expect(imageMissing(viewType, pattern)).toBe(missing);
});
