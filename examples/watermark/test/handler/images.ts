import sharp from 'sharp';

/** A landscape, as shapes: the same pixels on every machine. */
const LANDSCAPE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 640">
  <defs>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#24476b"/><stop offset="0.7" stop-color="#f2c28c"/></linearGradient>
    <linearGradient id="lake" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#d9a877"/><stop offset="1" stop-color="#1d3550"/></linearGradient>
  </defs>
  <rect width="960" height="640" fill="url(#sky)"/><circle cx="700" cy="300" r="70" fill="#fff3d6"/>
  <path d="M0 420L180 240L330 380L470 200L640 400L800 290L960 420z" fill="#3b4f68"/>
  <path d="M0 440L140 360L320 430L560 350L760 440L960 380V460H0z" fill="#2a3a4f"/>
  <rect y="440" width="960" height="200" fill="url(#lake)"/><rect x="640" y="446" width="120" height="150" fill="#fff3d6" opacity="0.35"/>
</svg>`;

export const landscape = (width: number): Promise<Buffer> =>
  sharp(Buffer.from(LANDSCAPE)).resize({ width }).jpeg({ quality: 90 }).toBuffer();

/** How much two images differ: the mean over all pixels and channels, of 255. Infinite where their sizes differ. */
export async function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([one, other].map((image) => sharp(image).removeAlpha().raw().toBuffer({ resolveWithObject: true })));
  if (a.info.width !== b.info.width || a.info.height !== b.info.height) return Number.POSITIVE_INFINITY;
  return a.data.reduce((sum, value, index) => sum + Math.abs(value - b.data[index]), 0) / a.data.length;
}
