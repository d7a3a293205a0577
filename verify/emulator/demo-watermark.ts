import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDemo } from './demo/frame';
import { OperationsCommand } from './operations/command';
import { Gallery } from './watermark/gallery';
import { STEPS } from './watermark/story';

const FOLDER = join(tmpdir(), 'watermark-demo');

/** Deploys examples/watermark on an emulator, and shows what happens to images: those that it made are kept. */
void runDemo({
  name: 'examples/watermark',
  app: join(__dirname, 'watermark', 'app.ts'),
  stack: 'Watermark',
  async show({ emulator, cli, clients, deployed, assembly, say }) {
    mkdirSync(FOLDER, { recursive: true });
    const kept: string[] = [];
    const keep = (name: string, image: Buffer) => {
      const file = join(FOLDER, `${name}.jpg`);
      writeFileSync(file, image);
      kept.push(file);
    };
    const gallery = new Gallery(clients, deployed, emulator);
    const scene = { gallery, clients, command: new OperationsCommand(cli), app: ['--app', assembly], keep };
    for (const [title, step] of Object.entries(STEPS)) {
      say.title(title);
      await step(scene, say.fact);
    }
    say.title('The images');
    for (const file of kept) say.fact(file);
  },
});
