import { mkdirSync, realpathSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { App, Stage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import { type BundlePlan, planBundle } from '../../../../../lib/function/packaging/nodejs/bundle/bundle-plan';
import { stackOf } from '../../../../harness';
import { newFolder, removeFolders } from './synthesized';

const { NODE_PATH } = process.env;
let root: string;
beforeEach(() => {
  root = realpathSync(newFolder());
});
afterEach(() => {
  removeFolders();
  if (NODE_PATH === undefined) delete process.env.NODE_PATH;
  else process.env.NODE_PATH = NODE_PATH;
});

interface Asked {
  readonly root?: string;
  readonly entry?: string;
  readonly version?: string;
  readonly esbuild?: string;
  readonly architecture?: lambda.Architecture;
  readonly runtime?: lambda.Runtime;
  readonly outdir?: string;
  readonly bundling?: BundlingOptions;
}

function asked({ bundling = {}, ...given }: Asked = {}): BundlePlan | string {
  const at = given.root ?? root;
  const project = {
    root: at,
    lockFile: join(at, 'package-lock.json'),
    esbuild: given.esbuild ?? join(at, 'node_modules/esbuild'),
    esbuildVersion: given.version ?? '0.28.0',
    modules: join(at, 'node_modules'),
  };
  const stack = stackOf(new App({ outdir: given.outdir ?? join(at, 'cdk.out') }));
  const request = {
    entry: join(at, given.entry ?? 'src/orders.ts'),
    runtime: given.runtime ?? lambda.Runtime.NODEJS_24_X,
    architecture: given.architecture ?? lambda.Architecture.ARM_64,
    bundling,
  };
  return planBundle(stack, request, project);
}
const plan = (given?: Asked): BundlePlan => asked(given) as BundlePlan;

test('a plan has all that esbuild is told', () => {
  process.env.NODE_PATH = ['/some', '', 'other'].join(delimiter);
  expect(plan({ bundling: { minify: true } })).toMatchObject({
    root,
    entry: join(root, 'src/orders.ts'),
    outputFolder: join(root, 'cdk.out/bundling-temp'),
    options: {
      ...{ bundle: true, write: false, metafile: true, absWorkingDir: root, nodePaths: ['/some', 'other'], logLevel: 'silent' },
      ...{ minify: true, target: ['node24'], outfile: join(root, 'cdk.out/bundling-temp/index.js') },
    },
    printsWarnings: true,
  });
  delete process.env.NODE_PATH;
  expect(plan().options.nodePaths).toEqual([]);
});

test('the folder is that of the stage', () => {
  const stage = new Stage(new App({ outdir: join(root, 'cdk.out') }), 'Live');
  const stack = stackOf(stage as unknown as App);
  const request = {
    entry: join(root, 'a.ts'),
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    bundling: {},
  };
  const project = { root, lockFile: '', esbuild: '', esbuildVersion: '1', modules: '' };
  expect(planBundle(stack, request, project)).toMatchObject({ outputFolder: join(stage.assetOutdir, 'bundling-temp') });
});

test('tsconfig starts at the folder that the app runs in', () => {
  expect(plan({ bundling: { tsconfig: 'tsconfig.own.json' } }).options.tsconfig).toBe(resolve('tsconfig.own.json'));
  expect(plan().options).not.toHaveProperty('tsconfig');
});

test.each([
  ['silent', false],
  ['error', false],
  ['warning', true],
  ['info', true],
])('of the log level %s, warnings are printed: %s', (logLevel, expected) => {
  expect(plan({ bundling: { logLevel: logLevel as never } }).printsWarnings).toBe(expected);
});

test('what the API has not is named', () => {
  expect(asked({ bundling: { esbuildArgs: { '--analyze': true } } })).toBe(`'esbuildArgs' holds --analyze`);
});

const DIFFERENT: [string, Asked][] = [
  ['a version of esbuild', { version: '0.28.1' }],
  ['an architecture', { architecture: lambda.Architecture.X86_64 }],
  ['a runtime', { runtime: lambda.Runtime.NODEJS_22_X }],
  ['an option', { bundling: { minify: true } }],
  ['a tsconfig', { bundling: { tsconfig: 'other.json' } }],
  ['a folder for output that is elsewhere', { outdir: '/elsewhere/cdk.out' }],
];

describe('the key', () => {
  test('is the same for the same', () => {
    expect(plan().key).toBe(plan().key);
    expect(plan().key).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([...DIFFERENT, ['an entry', { entry: 'src/other.ts' }] as const])('is another for %s', (_, other) => {
    expect(plan(other).key).not.toBe(plan().key);
  });

  test('is another for places of modules, unless these moved with the project', () => {
    const other = realpathSync(newFolder());
    delete process.env.NODE_PATH;
    const without = plan().key;
    process.env.NODE_PATH = join(root, 'modules');
    const inside = plan().key;
    expect(inside).not.toBe(without);
    process.env.NODE_PATH = join(other, 'modules');
    expect(plan().key).not.toBe(inside);
    expect(plan({ root: other }).key).toBe(inside);
    process.env.NODE_PATH = '../modules';
    const relative = plan().key;
    expect(relative).not.toBe(inside);
    expect(plan({ root: other }).key).toBe(relative);
  });

  test('is the same for a copy of the project', () => {
    const other = realpathSync(newFolder());
    mkdirSync(join(other, 'src'));
    expect(plan({ root: other }).key).toBe(plan().key);
    const config = (at: string): BundlingOptions => ({ tsconfig: join(at, 'tsconfig.json') });
    expect(plan({ root: other, bundling: config(other) }).key).toBe(plan({ bundling: config(root) }).key);
    expect(plan({ bundling: config(other) }).key).not.toBe(plan({ bundling: config(root) }).key);
  });
});

describe('the series', () => {
  test('is the same for plans that differ in their entry', () => {
    expect(plan().series).toMatch(/^[0-9a-f]{64}$/);
    expect(plan({ entry: 'src/other.ts' }).series).toBe(plan().series);
    expect(plan({ entry: 'src/my-index.ts' }).series).toBe(plan().series);
    expect(plan({ entry: 'src/indexes.ts' }).series).toBe(plan().series);
  });

  test.each([...DIFFERENT, ['an esbuild', { esbuild: '/elsewhere' }] as const])('is another for %s', (_, other) => {
    expect(plan(other).series).not.toBe(plan().series);
  });

  test('is another for a copy of the project', () => {
    expect(plan({ root: realpathSync(newFolder()) }).series).not.toBe(plan().series);
  });

  test.each<[string, Asked]>([
    ['an index', { entry: 'src/index.ts' }],
    ...[
      ['--asset-names', '[name]'],
      ['--chunk-names', '[name]'],
      ['--entry-names', '[name]'],
      ['--preserve-symlinks', 'true'],
    ].map(([flag, value]): [string, Asked] => [flag, { bundling: { esbuildArgs: { [flag]: value } } }]),
  ])('is none for %s, which depends on the path of the entry', (_, given) => {
    expect(plan(given).series).toBeUndefined();
    expect(plan(given).key).toBeDefined();
  });
});
