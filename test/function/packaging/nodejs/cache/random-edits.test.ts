import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as esbuild from 'esbuild';
import * as fc from 'fast-check';
import type { BundlePlan } from '../../../../../lib/function/packaging/nodejs/bundle/bundle-plan';
import { bundleOf, type Outcome } from '../../../../../lib/function/packaging/nodejs/bundle/bundler';
import { esbuildThread } from '../../../../../lib/function/packaging/nodejs/bundle/esbuild-worker';
import { apply, edits, newProject } from './random-project';

const RUNS = Number(process.env.RANDOM_EDITS ?? 5);

const OPTIONS: Record<string, unknown>[] = [
  { sourcemap: true, sourcesContent: false, minify: true, mainFields: ['module', 'main'] },
  { sourcemap: true },
  { mainFields: ['browser', 'module', 'main'], format: 'esm' },
  { alias: { aliased: './src/part' }, inject: ['./src/b.ts'], packages: 'external' },
  { preserveSymlinks: true, resolveExtensions: ['.js', '.ts', '.json'], conditions: ['custom'] },
  { tsconfig: 'src/tsconfig.json', keepNames: true },
  { external: ['other', './src/b'], nodePaths: ['gen', 'packages'] },
];

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'random-cache-'));
  process.env.CDK_HARDENED_LAMBDA_BUNDLE_CACHE = cache;
});
afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.CDK_HARDENED_LAMBDA_BUNDLE_CACHE;
  rmSync(cache, { recursive: true, force: true });
});

function planOf(root: string, options: Record<string, unknown>, number: number): BundlePlan {
  const outputFolder = join(root, 'cdk.out/bundle');
  const isAlone = options.preserveSymlinks === true || number === 1;
  const tsconfig = options.tsconfig && join(root, options.tsconfig as string);
  return {
    project: {
      root,
      lockFile: join(root, 'package-lock.json'),
      esbuild: dirname(require.resolve('esbuild/package.json')),
      esbuildVersion: esbuild.version,
      modules: join(root, 'node_modules'),
    },
    root,
    entry: join(root, isAlone ? 'src/index.ts' : 'src/main.ts'),
    outputFolder,
    options: {
      nodePaths: [],
      ...options,
      ...(tsconfig ? { tsconfig } : {}),
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      absWorkingDir: root,
      outfile: join(outputFolder, 'index.js'),
      logLevel: 'silent',
    },
    printsWarnings: true,
    key: `key-${number}`,
    series: isAlone ? undefined : `series-${root}-${number}`,
  };
}

const textOf = (outcome: Outcome): string => {
  if ('bundle' in outcome)
    return Object.entries(outcome.bundle.files)
      .map(([path, content]) => `${path}\n${Buffer.from(content)}`)
      .sort()
      .join('\n');
  return 'errors' in outcome
    ? outcome.errors.map(({ text, location }) => `${location?.file}:${location?.line} ${text}`).join('\n')
    : outcome.reason;
};

function fresh({ options, entry, outputFolder }: BundlePlan): string {
  try {
    const { outputFiles = [] } = esbuild.buildSync({ ...options, entryPoints: [entry] });
    return outputFiles
      .map(({ path, text }) => `${path.slice(outputFolder.length + 1)}\n${text}`)
      .sort()
      .join('\n');
  } catch (error) {
    const { errors, message } = error as esbuild.BuildFailure;
    return errors ? errors.map(({ text, location }) => `${location?.file}:${location?.line} ${text}`).join('\n') : message;
  }
}

test.each(OPTIONS.map((options, number) => [JSON.stringify(options), number] as const))(
  'after any edits, the cache gives what esbuild makes anew: %s',
  (_, number) => {
    const builds = jest.spyOn(esbuildThread, 'build');
    let found = 0;
    fc.assert(
      fc.property(fc.array(edits, { minLength: 1, maxLength: 12 }), (some) => {
        const root = newProject();
        try {
          const plan = planOf(root, OPTIONS[number], number);
          for (const edit of some) {
            apply(root, edit);
            // What was touched a moment ago is not kept.
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60);
            const anew = fresh(plan);
            expect(textOf(bundleOf(plan))).toBe(anew);
            // What the first keeps, the second may find.
            const before = builds.mock.calls.length;
            expect(textOf(bundleOf(plan))).toBe(anew);
            if (builds.mock.calls.length === before) found += 1;
          }
        } finally {
          rmSync(dirname(root), { recursive: true, force: true });
          rmSync(cache, { recursive: true, force: true });
        }
      }),
      { numRuns: RUNS },
    );
    // A cache that finds nothing would always be right.
    expect(found).toBeGreaterThan(0);
  },
  600_000,
);
