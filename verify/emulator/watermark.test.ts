import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { watermarkApp } from '../../examples/watermark/app';
import { Account } from './account';
import { OperationsCommand } from './operations/command';
import { nativeFilesIn } from './watermark/bundle';
import { Gallery } from './watermark/gallery';
import { hostArchitecture } from './watermark/host';
import { type Scene, STEPS } from './watermark/story';

/*
 * examples/watermark, built for the architecture of this machine, in order: each test goes on from where the one before it has come
 * to. What AWS gets is built for arm64, which the headers of its files tell.
 */

describe('on the emulator', () => {
  let account: Account;
  let scene: Scene;
  beforeAll(async () => {
    account = await Account.open();
    // The command line for operators reads construct paths in the metadata of the template, which the CDK's CLI adds by default.
    const context = { 'aws:cdk:enable-path-metadata': true };
    const deployed = await account.deploy((props) => watermarkApp({ ...props, context }, hostArchitecture()));
    const { clients, cli, emulator } = account;
    scene = {
      gallery: new Gallery(clients, deployed, emulator),
      clients,
      command: new OperationsCommand(cli),
      app: [],
      keep: () => undefined,
    };
  }, 240_000);
  afterAll(() => account?.close());

  test.each(Object.entries(STEPS))('%s', (_, step) => step(scene, () => undefined), 90_000);
});

describe('what is deployed to AWS', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'watermark-'));
  afterAll(() => rmSync(outdir, { recursive: true }));

  test.each([
    ['arm64', undefined],
    ['x86_64', lambda.Architecture.X86_64],
  ])(
    'has the native parts of sharp for %s alone, whatever this machine is',
    (name, architecture) => {
      const bundles = nativeFilesIn(watermarkApp({ outdir: join(outdir, name) }, architecture));
      expect(bundles.length).toBeGreaterThan(0);
      for (const files of bundles) {
        expect(files.map(({ file }) => file).join()).toMatch(/libvips-cpp\.so.*sharp-linux-|sharp-linux-.*libvips-cpp\.so/);
        expect(files.map(({ builtFor }) => builtFor)).toEqual(files.map(() => name));
      }
    },
    120_000,
  );
});
