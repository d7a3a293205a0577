import { isObject } from './finding';

/** The images that each kind of stream carries. */
const CARRIES: Readonly<Record<string, readonly string[]>> = {
  KEYS_ONLY: [],
  NEW_IMAGE: ['NewImage'],
  OLD_IMAGE: ['OldImage'],
  NEW_AND_OLD_IMAGES: ['NewImage', 'OldImage'],
};

/**
 * The image that a pattern asks for and a stream of that view type does not carry.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 *
 * @internal
 */
export const imageMissing = (viewType: string, pattern: unknown): string | undefined =>
  imagesIn(pattern).find((image) => CARRIES[viewType]?.includes(image) === false);

/** The images that a pattern asks for, also inside alternatives. */
function imagesIn(pattern: unknown): string[] {
  if (Array.isArray(pattern)) return pattern.flatMap(imagesIn);
  if (!isObject(pattern)) return [];
  return Object.entries(pattern).flatMap(([key, value]) => {
    if (key === 'NewImage' || key === 'OldImage') return [key];
    return key === 'dynamodb' || key === '$or' ? imagesIn(value) : [];
  });
}
