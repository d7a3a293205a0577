import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BundleCache, cacheFolder, hashOfAll } from '../../../../../lib/function/packaging/nodejs/cache/bundle-cache';
import { FileStates } from '../../../../../lib/function/packaging/nodejs/cache/file-states';
import { write } from '../bundle/project';
import { newFolder, ordersProject, removeFolders, settle, synthesized } from '../bundle/synthesized';

let project: string;
let cache: string;
beforeEach(() => {
  project = ordersProject();
  cache = newFolder();
});
afterEach(removeFolders);

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const sizeOf = (folder: string): number => filesIn(folder).reduce((sum, path) => sum + statSync(path).size, 0);

describe('the folder', () => {
  test.each([
    [undefined, join('/shop/node_modules', '.cache/cdk-hardened-lambda/bundles')],
    ['', join('/shop/node_modules', '.cache/cdk-hardened-lambda/bundles')],
    ['/elsewhere', '/elsewhere'],
    ['near', join(process.cwd(), 'near')],
    ['off', undefined],
  ])('CDK_HARDENED_LAMBDA_BUNDLE_CACHE=%s', (given, expected) => {
    if (given !== undefined) process.env.CDK_HARDENED_LAMBDA_BUNDLE_CACHE = given;
    expect(cacheFolder('/shop/node_modules')).toBe(expected);
    delete process.env.CDK_HARDENED_LAMBDA_BUNDLE_CACHE;
  });

  test('is beside the esbuild of the project, unless it is configured', () => {
    settle();
    synthesized(project);
    expect(existsSync(join(project, 'node_modules/.cache/cdk-hardened-lambda/bundles/v4'))).toBe(true);
    expect(synthesized(project).builds).toBe(0);
    rmSync(join(project, 'node_modules/.cache'), { recursive: true });
    synthesized(project, {}, cache);
    expect(existsSync(join(project, 'node_modules/.cache'))).toBe(false);
  });

  test('is neither read nor written where that is turned off', () => {
    settle();
    synthesized(project);
    expect(synthesized(project, {}, 'off').builds).toBeGreaterThan(0);
    rmSync(join(project, 'node_modules/.cache'), { recursive: true });
    synthesized(project, {}, 'off');
    expect(existsSync(join(project, 'node_modules/.cache'))).toBe(false);
  });

  test('may be one that cannot be written', () => {
    settle();
    const file = join(cache, 'file');
    writeFileSync(file, '');
    expect(synthesized(project, {}, join(file, 'below')).files['index.js']).toContain('handler');
    expect(synthesized(project, {}, join(file, 'below')).builds).toBeGreaterThan(0);
  });
});

describe('an entry that is damaged is not used, and made anew', () => {
  test.each<[string, (path: string) => void]>([
    ['a bundle that is cut off', (path) => path.endsWith('.js') && writeFileSync(path, readFileSync(path).subarray(0, 20))],
    [
      'a bundle that was changed',
      (path) => path.endsWith('.js') && writeFileSync(path, readFileSync(path, 'utf8').replace('handler', 'hanDler')),
    ],
    ['a map that is missing', (path) => path.endsWith('.map') && rmSync(path)],
    ['an entry that is cut off', (path) => path.endsWith('entry.json') && writeFileSync(path, readFileSync(path).subarray(0, 20))],
    ['an entry of something else', (path) => path.endsWith('entry.json') && writeFileSync(path, '{"digest":1}')],
    ['an entry that is null', (path) => path.endsWith('entry.json') && writeFileSync(path, 'null')],
  ])('%s', (_, damage) => {
    settle();
    const first = synthesized(project, {}, cache);
    for (const path of filesIn(cache)) damage(path);
    const second = synthesized(project, {}, cache);
    expect(second.builds).toBeGreaterThan(0);
    expect(second.files).toEqual(first.files);
    expect(synthesized(project, {}, cache)).toMatchObject({ builds: 0, files: first.files });
  });
});

describe('the size is bounded', () => {
  const evidence = { files: ['package.json'], names: {} };
  const bundle = (text: string) => {
    const files = { 'index.js': Buffer.from(text) };
    return { files, hash: hashOfAll(files), warnings: [] };
  };
  const filled = (limit: number, keys: string[]): BundleCache => {
    settle();
    const states = new FileStates();
    const bundles = new BundleCache(cache, states, limit);
    for (const key of keys) {
      const certain = { evidence, digest: states.digest(project, evidence), sources: states.sources(project, evidence) };
      expect(bundles.keep(key, bundle(key.repeat(1000)), certain, [])).toBe(true);
      // Times of folders tell what was used last.
      for (const at of readdirSync(join(cache, 'v4', key))) utimesSync(join(cache, 'v4', key, at), keys.indexOf(key), keys.indexOf(key));
    }
    bundles.prune();
    return bundles;
  };

  test('by what was used longest ago', () => {
    const keys = [...'abcdefghij'];
    const bundles = filled(5_000, keys);
    expect(sizeOf(cache)).toBeLessThan(6_500);
    expect(keys.filter((key) => bundles.find(project, key))).toEqual(expect.not.arrayContaining(['a', 'b', 'c']));
    expect(bundles.find(project, 'j')?.files['index.js'].toString()).toBe('j'.repeat(1000));
  });

  test('but what is kept last is always there', () => {
    expect(filled(10, ['a']).find(project, 'a')).toBeUndefined();
    expect(filled(100_000, ['a', 'b']).find(project, 'a')).toBeDefined();
  });

  test('to a few states of a function', () => {
    for (let number = 1; number <= 7; number++) {
      write(project, { 'src/orders.ts': `export const handler = () => ${number};\n` });
      settle();
      synthesized(project, {}, cache);
    }
    const [key] = readdirSync(join(cache, 'v4'));
    expect(readdirSync(join(cache, 'v4', key))).toHaveLength(4);
  });

  test('drafts that nobody finished are removed', () => {
    mkdirSync(join(cache, 'v4/draft-1'), { recursive: true });
    mkdirSync(join(cache, 'v4/draft-2'), { recursive: true });
    utimesSync(join(cache, 'v4/draft-1'), 1, 1);
    filled(100_000, ['a']);
    expect(readdirSync(join(cache, 'v4'))).toEqual(['a', 'draft-2']);
  });
});

test('synths in parallel make the same bundles, and leave nothing half written', async () => {
  settle();
  const script = `
    const { App, Stack } = require('aws-cdk-lib');
    const { HardenedNodejsFunction, AlarmActions } = require(${JSON.stringify(join(__dirname, '../../../../../lib'))});
    for (const round of [1, 2, 3]) {
      const app = new App({ outdir: ${JSON.stringify(newFolder())} + '/' + process.pid + '-' + round });
      new HardenedNodejsFunction(new Stack(app, 'Shop'), 'Orders', {
        entry: ${JSON.stringify(join(project, 'src/orders.ts'))},
        depsLockFilePath: ${JSON.stringify(join(project, 'package-lock.json'))},
        alarmActions: AlarmActions.none('test'),
        bundling: { sourceMap: false },
      });
      app.synth();
      console.log(require('node:fs').readdirSync(app.outdir).filter((name) => name.startsWith('asset.')).join());
    }`;
  const run = () =>
    new Promise<string[]>((done) => {
      const child = spawn(process.execPath, ['-r', 'ts-node/register/transpile-only', '-e', script], {
        env: { ...process.env, TS_NODE_PROJECT: join(__dirname, '../../../../tsconfig.json'), CDK_HARDENED_LAMBDA_BUNDLE_CACHE: cache },
      });
      let told = '';
      child.stdout.on('data', (chunk) => (told += chunk));
      child.once('exit', () => done(told.trim().split('\n')));
    });
  const assets = (await Promise.all([run(), run(), run()])).flat();
  expect(assets).toHaveLength(9);
  expect(new Set(assets).size).toBe(1);
  expect(readdirSync(join(cache, 'v4')).filter((name) => name.startsWith('draft'))).toEqual([]);
  const [key] = readdirSync(join(cache, 'v4'));
  expect(readdirSync(join(cache, 'v4', key))).toHaveLength(1);
}, 120_000);

test('a folder that is for reading only is read', () => {
  settle();
  synthesized(project, {}, cache);
  chmodSync(cache, 0o555);
  expect(synthesized(project, {}, cache).builds).toBe(0);
  chmodSync(cache, 0o755);
});
