import { mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { AlarmActions, HardenedNodejsFunction } from '../../../../../lib';
import { esbuildThread } from '../../../../../lib/function/packaging/nodejs/bundle/esbuild-worker';
import { newProject, write } from '../bundle/project';
import { isDue, newFolder, removeFolders, type Synthesized, settle, synthesized } from '../bundle/synthesized';

/*
 * What changes while esbuild runs, or between two functions of one process: a bundle of one state must never be kept with
 * the evidence of another.
 */

let project: string;
let cache: string;
beforeEach(() => {
  project = newProject({
    'src/orders.ts': `import dep from 'dep';\nimport { a } from './a';\nexport const handler = () => [dep, a];\n`,
    'src/second.ts': `import dep from 'dep';\nimport { a } from './a';\nexport const handler = () => [a, dep, 2];\n`,
    'src/a.ts': 'export const a = 1;\n',
    'node_modules/dep/package.json': '{"name":"dep"}',
    'node_modules/dep/index.js': `module.exports = 'one';\n`,
  });
  isDue(project);
  cache = newFolder();
});
afterEach(() => {
  jest.restoreAllMocks();
  removeFolders();
});

const { build } = esbuildThread;
/** The next build sees other files than those before and after. */
function whileBuilding(before: () => void, after: () => void): Synthesized {
  jest.spyOn(esbuildThread, 'build').mockImplementation((...task) => {
    before();
    const answer = build(...task);
    after();
    return answer;
  });
  return synthesized(project, {}, cache);
}
const anew = () => synthesized(project, {}, 'off').files;

test.each<[string, (at: string) => void, (at: string) => void]>([
  ['a file', (at) => write(at, { 'src/a.ts': 'export const a = 2;\n' }), (at) => write(at, { 'src/a.ts': 'export const a = 1;\n' })],
  ['a new file that shadows another', (at) => write(at, { 'src/a.tsx': 'export const a = 2;\n' }), (at) => rmSync(join(at, 'src/a.tsx'))],
  [
    'settings',
    (at) =>
      write(at, { 'node_modules/dep/package.json': '{"name":"dep","main":"two.js"}', 'node_modules/dep/two.js': 'module.exports = 2;' }),
    (at) => {
      write(at, { 'node_modules/dep/package.json': '{"name":"dep"}' });
      rmSync(join(at, 'node_modules/dep/two.js'));
    },
  ],
  [
    'a folder',
    (at) => {
      write(at, { 'aside/package.json': '{"name":"dep"}', 'aside/index.js': `module.exports = 'two';\n` });
      settle();
      renameSync(join(at, 'node_modules/dep'), join(at, 'kept'));
      renameSync(join(at, 'aside'), join(at, 'node_modules/dep'));
    },
    (at) => {
      renameSync(join(at, 'node_modules/dep'), join(at, 'aside'));
      renameSync(join(at, 'kept'), join(at, 'node_modules/dep'));
    },
  ],
])('%s that changes and is as before again is noticed', (_, change, back) => {
  settle();
  const states = anew();
  // Once with nothing that is known, and once with what was found earlier for another state.
  for (const text of ['1', '3']) {
    write(project, { 'src/a.ts': `export const a = ${text};\n` });
    settle();
    whileBuilding(
      () => change(project),
      () => back(project),
    );
    jest.restoreAllMocks();
    write(project, { 'src/a.ts': `export const a = ${text};\n` });
    settle();
    expect(synthesized(project, {}, cache).files).toEqual(anew());
  }
  expect(states).not.toEqual(anew());
});

describe('between two functions of one process', () => {
  const second = () => ({ entry: join(project, 'src/second.ts') });

  test.each<[string, () => void, () => void]>([
    [
      'a package gets a main file that is still missing',
      () => write(project, { 'node_modules/dep/package.json': '{"name":"dep","main":"main.js"}' }),
      () => write(project, { 'node_modules/dep/main.js': 'module.exports = "main";\n' }),
    ],
    [
      'settings send an import to a file that is still missing',
      () =>
        write(project, { 'tsconfig.json': '{"compilerOptions":{"paths":{"dep":["./gen/dep","./node_modules/dep"]}}}', 'gen/other.ts': '' }),
      () => write(project, { 'gen/dep.ts': 'export default "gen";\n' }),
    ],
    [
      'a link leads to a package that has another main file',
      () => {
        mkdirSync(join(project, 'packages'));
        renameSync(join(project, 'node_modules/dep'), join(project, 'packages/dep'));
        write(project, {
          'packages/two/package.json': '{"name":"dep","main":"lib/main"}',
          'packages/two/index.js': 'module.exports = 2;\n',
          'packages/two/lib/other.js': '',
        });
        symlinkSync('../packages/two', join(project, 'node_modules/dep'));
      },
      () => write(project, { 'packages/two/lib/main.js': 'module.exports = "main of two";\n' }),
    ],
  ])('%s, and it comes later', (_, change, later) => {
    settle();
    synthesized(project, {}, cache);
    change();
    settle();
    synthesized(project, second(), cache);
    const kept = synthesized(project, second(), cache);
    expect(kept.builds).toBe(0);
    later();
    settle();
    const found = synthesized(project, second(), cache);
    expect(found.files).toEqual(synthesized(project, second(), 'off').files);
    expect(found.files).not.toEqual(kept.files);
  });

  test('a file changes and keeps its size and its time', () => {
    settle();
    synthesized(project, {}, cache);
    const path = join(project, 'src/a.ts');
    const { atime, mtime } = statSync(path);
    write(project, { 'src/a.ts': 'export const a = 7;\n' });
    utimesSync(path, atime, mtime);
    const found = synthesized(project, second(), cache);
    expect(found.files['index.js']).toContain('7');
    expect(found.files).toEqual(synthesized(project, second(), 'off').files);
  });
});

describe('in one app', () => {
  /** What a function is made of is kept while the next is bundled, and that of the last at the end of the synthesis. */
  function inOneApp(between: () => void): void {
    process.env.CDK_HARDENED_LAMBDA_BUNDLE_CACHE = cache;
    const app = new App({ outdir: join(project, 'cdk.out') });
    const stack = new Stack(app, 'Shop');
    const add = (name: string) =>
      new HardenedNodejsFunction(stack, name, {
        entry: join(project, `src/${name}.ts`),
        depsLockFilePath: join(project, 'package-lock.json'),
        alarmActions: AlarmActions.none('test'),
      });
    add('orders');
    between();
    add('second');
    app.synth();
    delete process.env.CDK_HARDENED_LAMBDA_BUNDLE_CACHE;
  }
  const ENTRIES = ['src/orders.ts', 'src/second.ts'];

  test('all functions are kept', () => {
    settle();
    inOneApp(() => undefined);
    // Before anything else is bundled.
    expect(readdirSync(join(cache, 'v4'))).toHaveLength(2);
    for (const entry of ENTRIES) expect(synthesized(project, { entry: join(project, entry) }, cache).builds).toBe(0);
  });

  test.each<[string, () => void, () => void]>([
    [
      'changes',
      () => write(project, { 'src/a.ts': 'export const a = 2;\n' }),
      () => write(project, { 'src/a.ts': 'export const a = 1;\n' }),
    ],
    ['is shadowed', () => write(project, { 'src/a.tsx': 'export const a = 2;\n' }), () => rmSync(join(project, 'src/a.tsx'))],
    [
      'has settings that change',
      () => write(project, { 'node_modules/dep/package.json': '{"main":"two"}', 'node_modules/dep/two.js': 'module.exports = 2;' }),
      () => write(project, { 'node_modules/dep/package.json': '{"name":"dep"}' }),
    ],
  ])('a file that %s between two functions is not taken for what the first was made of', (_, change, back) => {
    settle();
    inOneApp(() => {
      change();
      settle();
    });
    for (const restore of [() => undefined, back]) {
      restore();
      settle();
      for (const entry of ENTRIES) {
        const props = { entry: join(project, entry) };
        expect(synthesized(project, props, cache).files).toEqual(synthesized(project, props, 'off').files);
      }
    }
  });

  test('a cache in the project is kept too, though the folder above it changes', () => {
    settle();
    cache = join(project, 'bundles/of/all');
    inOneApp(() => undefined);
    for (const entry of ENTRIES) expect(synthesized(project, { entry: join(project, entry) }, cache).builds).toBe(0);
  });
});
