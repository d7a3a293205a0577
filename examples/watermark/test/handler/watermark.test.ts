import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { watermarked } from '../../handler/watermark';
import { difference, landscape } from './images';

/** Versions of libvips and CPUs round differently; a mark that is missing or moved differs by more than 3. */
const ALIKE = 1;

/** Compares with the golden image. `UPDATE_GOLDEN=1` writes it: look at it then. */
async function expectGolden(name: string, image: Buffer): Promise<void> {
  const file = join(__dirname, '..', 'golden', `${name}.jpg`);
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, image);
  if (!existsSync(file)) throw new Error(`${file} must exist; write it with UPDATE_GOLDEN=1 and look at it`);
  expect(await difference(image, readFileSync(file))).toBeLessThan(ALIKE);
}

test('a landscape is made smaller and marked', async () => {
  await expectGolden('landscape', await watermarked(await landscape(960), 480));
});

test('an image that is smaller is marked in its size', async () => {
  await expectGolden('small', await watermarked(await landscape(120), 480));
});

test('what is transparent becomes white, and the mark is seen on it', async () => {
  const transparent = await sharp({ create: { width: 320, height: 200, channels: 4, background: '#0000' } })
    .png()
    .toBuffer();
  await expectGolden('transparent', await watermarked(transparent, 480));
});

test('an image that a camera has turned is shown upright, and keeps none of its metadata', async () => {
  const turned = await sharp(await landscape(240))
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD3: { GPSLatitudeRef: 'N' } })
    .toBuffer();
  const image = await watermarked(turned, 480);
  const { width, height, exif, orientation } = await sharp(image).metadata();
  expect({ width, height, exif, orientation }).toEqual({ width: 160, height: 240, exif: undefined, orientation: undefined });
});

test('the mark changes the image: without it the golden images would not tell', async () => {
  const plain = await sharp(await landscape(960))
    .resize({ width: 480 })
    .jpeg({ quality: 82 })
    .toBuffer();
  expect(await difference(await watermarked(await landscape(960), 480), plain)).toBeGreaterThan(3);
});

test.each([
  ['no image', Buffer.from('tell no one')],
  ['an empty file', Buffer.alloc(0)],
])('%s is refused', async (_, bytes) => {
  await expect(watermarked(bytes, 480)).rejects.toMatchObject({ name: 'UnusableImage' });
});

test('an image that is cut off is refused', async () => {
  const image = await landscape(960);
  await expect(watermarked(image.subarray(0, image.length / 2), 480)).rejects.toMatchObject({ name: 'UnusableImage' });
});

test('a small file with too many pixels is refused before it is unpacked', async () => {
  const bomb = await sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#fff' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  expect(bomb.length).toBeLessThan(1_000_000);
  await expect(watermarked(bomb, 480)).rejects.toThrow('pixel limit');
});
