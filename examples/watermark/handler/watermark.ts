import sharp from 'sharp';

/** An image that the function can't work on: it fails each time. */
export class UnusableImage extends Error {
  public override readonly name = 'UnusableImage';
}

/** Larger files are refused before they are read. */
export const MOST_BYTES = 20_000_000;
/** A small file can be a large image: this many pixels take about 200 MB. */
const MOST_PIXELS = 50_000_000;

const DISTANCE = 150;
const SIGN =
  '<g id="sign" fill="none" stroke-width="4" stroke-opacity="0.6" stroke-linecap="round">' +
  '<g stroke="#000"><circle cx="1.5" cy="1.5" r="24"/><path d="M10.5 -6.5a12 12 0 1 0 0 16"/></g>' +
  '<g stroke="#fff"><circle r="24"/><path d="M9 -8a12 12 0 1 0 0 16"/></g></g>';

/** The marks, as shapes without text: Lambda has no fonts. They are seen on light and on dark images. */
function marks(width: number, height: number): Buffer {
  const uses: string[] = [];
  for (let row = 0; row * DISTANCE < height + DISTANCE; row += 1) {
    for (let column = 0; column * DISTANCE < width + DISTANCE; column += 1) {
      uses.push(`<use href="#sign" x="${(column + (row % 2) / 2 + 0.25) * DISTANCE}" y="${(row + 0.35) * DISTANCE}"/>`);
    }
  }
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>${SIGN}</defs>${uses.join('')}</svg>`,
  );
}

/** The image as a JPEG with the mark all over it, at most so wide. Without its metadata, which may name a place. */
export async function watermarked(image: Uint8Array, width: number): Promise<Buffer> {
  try {
    const { data, info } = await sharp(image, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .autoOrient()
      .resize({ width, withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width: columns, height: rows, channels } = info;
    return await sharp(data, { raw: { width: columns, height: rows, channels } })
      .composite([{ input: marks(columns, rows) }])
      .jpeg({ quality: 82 })
      .toBuffer();
  } catch (error) {
    throw new UnusableImage(`the object must be an image of at most ${MOST_PIXELS} pixels: ${(error as Error).message}`);
  }
}
