import { setTimeout as sleep } from 'node:timers/promises';
import { watermarked } from '../../../examples/watermark/handler/watermark';
import { difference, landscape } from '../../../examples/watermark/test/handler/images';
import type { Clients } from '../clients';
import { expectSame, type Say } from '../demo/story';
import { eventually } from '../eventually';
import type { OperationsCommand } from '../operations/command';
import { countOf } from '../queues';
import type { Gallery } from './gallery';

export interface Scene {
  readonly gallery: Gallery;
  readonly clients: Clients;
  readonly command: OperationsCommand;
  /** Where the command line looks up construct paths: options of it. */
  readonly app: readonly string[];
  /** Keeps an image for whoever looks at it. */
  keep(name: string, image: Buffer): void;
}

const KEY = 'lake/a-1.jpg';

/** What happens to images, in order: each step tells what it has observed, or throws. */
export const STEPS: Readonly<Record<string, (scene: Scene, fact: Say) => Promise<void>>> = {
  'An uploaded image is marked once, in the other bucket': async ({ gallery, keep }, fact) => {
    await gallery.hurry();
    const original = await landscape(1600);
    keep('original', original);
    await gallery.upload(KEY, original);
    await eventually(
      'that the image is marked',
      () => gallery.versionsIn('Marked'),
      ({ length }) => length > 0,
      60,
    );
    const marked = await gallery.marked(KEY);
    keep('marked', marked);
    await expectAlike('the marked image', marked, await watermarked(original, 1280));
    // A loop would go on by itself.
    await sleep(3000);
    expectSame('the versions of the originals', await gallery.versionsIn('Originals'), [KEY]);
    expectSame('the versions of the marked images', await gallery.versionsIn('Marked'), [KEY]);
    fact('the marked image is pixel for pixel what the code makes of it; three seconds later there is still one of each');
  },

  'An image is marked when it is read through CloudFront': async ({ gallery, keep }, fact) => {
    const { status, headers, body } = await gallery.read(`/${KEY}?width=640`);
    expectSame('the status and the type', [status, headers['content-type']], [200, 'image/jpeg']);
    expectSame('how long it is cached', headers['cache-control'], 'public, max-age=86400');
    keep('read', body);
    await expectAlike('the image', body, await watermarked(await landscape(1600), 640));
    const plain = await gallery.read(`/${KEY}?width=640`, { 'x-forwarded-proto': 'http' });
    expectSame('the answer without TLS', plain.status, 301);
    const unsigned = await gallery.read(`/${KEY}?width=640`, { authorization: '' });
    expectSame('the answer to a request that CloudFront has not signed', unsigned.status, 403);
    const again = await gallery.read(`/${KEY}?width=640`, { 'if-none-match': String(headers.etag) });
    expectSame('the answer to who has it still', [again.status, again.body.length], [304, 0]);
    fact('640 pixels wide, for a day in the cache; who has it still gets 304');
  },

  'What cannot be shown is refused': async ({ gallery }, fact) => {
    await gallery.upload('text.jpg', Buffer.from('no image'));
    const statusOf = async (path: string) => (await gallery.read(path)).status;
    expectSame('the status of another width', await statusOf(`/${KEY}?width=641`), 400);
    expectSame('the status of an image that does not exist', await statusOf('/lake/a-2.jpg'), 404);
    expectSame('the status of what is no image', await statusOf('/text.jpg'), 422);
    fact('400 for a width that is not in the list, 404 for a missing image, 422 for what is no image');
  },

  'On call: the upload that is no image is found': async ({ gallery, clients, command, app }, fact) => {
    await eventually(
      'that the upload is in the redrive queue',
      () => countOf(clients, gallery.redriveQueue),
      (count) => count === 1,
      60,
    );
    const path = 'Watermark/OnUpload';
    const { json } = await command.run('failures', path, ...app, '--json');
    const counts = json.targets.map(({ count }: { count: number }) => count).sort();
    expectSame('the failures that are found in both queues', counts, [0, 1]);
    fact(`'failures ${path}' shows it, after five deliveries`);
  },
};

/** At most as far as versions of libvips round differently. */
async function expectAlike(what: string, got: Buffer, wanted: Buffer): Promise<void> {
  const differs = await difference(got, wanted);
  if (differs >= 1) throw new Error(`${what} must be what the code makes of it, got one that differs by ${differs} of 255 a pixel`);
}
