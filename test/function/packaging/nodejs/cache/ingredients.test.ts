import { cpSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { HardenedNodejsFunctionProps } from '../../../../../lib';
import { FileStates } from '../../../../../lib/function/packaging/nodejs/cache/file-states';
import { newProject, write } from '../bundle/project';
import { isDue, newFolder, removeFolders, settle, synthesized } from '../bundle/synthesized';

/*
 * Each thing that decides what a bundle holds: where it changes, the bundle is made anew, as if there were no cache.
 */

type Files = Record<string, string>;
type Props = Partial<HardenedNodejsFunctionProps>;

const PROJECT: Files = {
  'src/orders.ts': `import { a } from './a';\nimport dep from 'dep';\nimport { name } from './data.json';\nexport const handler = () => [a, dep, name];\n`,
  'src/a.ts': 'export const a = 1;\n',
  'src/data.json': '{"name":"data"}',
  'node_modules/dep/package.json': '{"name":"dep"}',
  'node_modules/dep/index.js': `module.exports = 'dep';\n`,
};

interface Ingredient {
  readonly name: string;
  readonly files?: Files;
  readonly props?: Props;
  readonly prepare?: (project: string) => void;
  readonly change: (project: string) => Props | undefined;
  /** Whether the bundle stays the same: it is made anew, and nobody could tell. */
  readonly isAlike?: boolean;
}

const puts = (files: Files) => (project: string) => {
  write(project, files);
  return undefined;
};
const handler = (code: string): Files => ({ 'src/orders.ts': `${code}\n` });

const INGREDIENTS: Ingredient[] = [
  { name: 'the entry', change: puts(handler('export const handler = () => 2;')) },
  { name: 'what the entry imports', change: puts({ 'src/a.ts': 'export const a = 2;\n' }) },
  { name: 'data', change: puts({ 'src/data.json': '{"name":"other"}' }) },
  { name: 'a package', change: puts({ 'node_modules/dep/index.js': `module.exports = 'other';\n` }) },
  {
    name: 'a file, with the size and the time that it had',
    change(project) {
      const path = join(project, 'src/a.ts');
      const { atime, mtime } = statSync(path);
      write(project, { 'src/a.ts': 'export const a = 7;\n' });
      utimesSync(path, atime, mtime);
    },
  },
  {
    name: 'a file that is replaced by one as old',
    prepare: puts({ 'other.ts': 'export const a = 8;\n' }),
    change(project) {
      const { atime, mtime } = statSync(join(project, 'src/a.ts'));
      utimesSync(join(project, 'other.ts'), atime, mtime);
      renameSync(join(project, 'other.ts'), join(project, 'src/a.ts'));
    },
  },
  { name: 'a new file that shadows another', change: puts({ 'src/a.tsx': 'export const a = 3;\n' }) },
  {
    name: 'a file that is renamed in case alone, so that it is found no more',
    change: (project) => void renameSync(join(project, 'src/a.ts'), join(project, 'src/A.ts')),
  },
  {
    name: 'a file that is renamed in case alone, with its import',
    change(project) {
      renameSync(join(project, 'src/a.ts'), join(project, 'src/A.ts'));
      return puts(handler(`import { a } from './A';\nexport const handler = () => a;`))(project);
    },
  },
  {
    name: 'a folder that is renamed in case alone, so that it is found no more',
    files: { 'src/part/a.ts': 'export const a = 12;\n', ...handler(`export { a as handler } from './part/a';`) },
    change: (project) => void renameSync(join(project, 'src/part'), join(project, 'src/Part')),
  },
  {
    name: 'a second file whose name differs in case alone',
    change: puts({ 'src/A.ts': 'export const a = 13;\n' }),
    isAlike: true,
  },
  {
    name: 'a file of a package that is renamed in case alone',
    files: { 'node_modules/dep/index.js': `module.exports = require('./part');\n`, 'node_modules/dep/part.js': 'module.exports = 14;\n' },
    change: (project) => void renameSync(join(project, 'node_modules/dep/part.js'), join(project, 'node_modules/dep/Part.js')),
  },
  {
    name: 'a new file that shadows a folder',
    files: { 'src/a/index.ts': 'export const a = 4;\n', ...handler(`export { a as handler } from './a';`) },
    prepare: (project) => rmSync(join(project, 'src/a.ts')),
    change: puts({ 'src/a.js': 'export const a = 5;\n' }),
  },
  {
    name: 'a file that is gone, so that another is found',
    files: { 'src/a.tsx': 'export const a = 6;\n' },
    change(project) {
      rmSync(join(project, 'src/a.tsx'));
      return undefined;
    },
  },
  { name: 'a package that is installed nearer', change: puts({ 'src/node_modules/dep/index.js': `module.exports = 'nearer';\n` }) },
  {
    name: 'a package nested in another package',
    files: { 'node_modules/dep/index.js': `module.exports = require('inner');\n`, 'node_modules/inner/index.js': 'module.exports = 1;\n' },
    change: puts({ 'node_modules/dep/node_modules/inner/index.js': 'module.exports = 2;\n' }),
  },
  {
    name: 'a package that was not installed',
    files: handler(`let extra;\ntry { extra = require('extra'); } catch {}\nexport const handler = () => extra;`),
    change: puts({ 'node_modules/extra/index.js': 'module.exports = 1;\n' }),
  },
  {
    name: "a package of the folder above the project's",
    files: handler(`let extra;\ntry { extra = require('extra'); } catch {}\nexport const handler = () => extra;`),
    change: puts({ '../node_modules/extra/index.js': 'module.exports = 1;\n' }),
  },
  {
    name: '`exports` of a package.json',
    files: { 'node_modules/dep/package.json': '{"exports":"./index.js"}', 'node_modules/dep/two.js': 'module.exports = 2;\n' },
    change: puts({ 'node_modules/dep/package.json': '{"exports":"./two.js"}' }),
  },
  {
    name: '`main` of a package.json',
    files: { 'node_modules/dep/two.js': 'module.exports = 2;\n' },
    change: puts({ 'node_modules/dep/package.json': '{"main":"two"}' }),
  },
  {
    name: 'a file that `exports` names and that was missing',
    files: {
      'node_modules/dep/package.json': '{"exports":{".":"./index.js","./part/*":{"require":"./dist/*.js"}}}',
      'node_modules/dep/dist/other.js': '',
      ...handler(`let part;\ntry { part = require('dep/part/one'); } catch {}\nexport const handler = () => part;`),
    },
    change: puts({ 'node_modules/dep/dist/one.js': 'module.exports = 1;\n' }),
  },
  {
    name: 'a file that `imports` names and that was missing',
    files: {
      'package.json': '{"imports":{"#part/*":"./gen/*.ts"}}',
      'gen/other.ts': '',
      ...handler(`let part;\ntry { part = require('#part/one'); } catch {}\nexport const handler = () => part;`),
    },
    change: puts({ 'gen/one.ts': 'export const one = 1;\n' }),
  },
  {
    name: 'its own main field whose file was missing',
    files: { 'node_modules/dep/package.json': '{"custom":"./lib","main":"./index.js"}', 'node_modules/dep/lib/other.js': '' },
    props: { bundling: { mainFields: ['custom', 'main'] } },
    change: puts({ 'node_modules/dep/lib/index.js': 'module.exports = 11;\n' }),
  },
  {
    name: '`sideEffects` of a package.json',
    files: { 'src/orders.ts': `import 'dep';\nexport const handler = 1;\n`, 'node_modules/dep/index.js': 'console.log(1);\n' },
    change: puts({ 'node_modules/dep/package.json': '{"sideEffects":false}' }),
  },
  {
    name: '`type` of a package.json',
    files: { 'src/orders.ts': `import * as dep from 'dep';\nexport const handler = () => (dep as any).default;\n` },
    change: puts({ 'package.json': '{"type":"module"}' }),
    isAlike: true,
  },
  {
    name: '`imports` of a package.json',
    files: {
      'package.json': '{"imports":{"#a":"./src/a.ts"}}',
      'src/b.ts': 'export const a = 9;\n',
      ...handler(`export { a as handler } from '#a';`),
    },
    change: puts({ 'package.json': '{"imports":{"#a":"./src/b.ts"}}' }),
  },
  {
    name: '`paths` of a tsconfig.json',
    files: {
      'tsconfig.json': '{"compilerOptions":{"paths":{"@a":["./src/a"]}}}',
      'src/b.ts': 'export const a = 9;\n',
      ...handler(`export { a as handler } from '@a';`),
    },
    change: puts({ 'tsconfig.json': '{"compilerOptions":{"paths":{"@a":["./src/b"]}}}' }),
  },
  {
    name: 'a file where `paths` look first',
    files: {
      'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["./gen/*","./src/*"]}}}',
      ...handler(`export { a as handler } from '@/a';`),
    },
    change: puts({ 'gen/a.ts': 'export const a = 10;\n' }),
  },
  {
    name: 'a file where `paths` look first, from the folder of the tsconfig.json',
    files: {
      'tsconfig.json': `{"compilerOptions":{"paths":{"@/*":["\${configDir}/gen/*","\${configDir}/src/*"]}}}`,
      ...handler(`export { a as handler } from '@/a';`),
    },
    change: puts({ 'gen/a.ts': 'export const a = 10;\n' }),
  },
  {
    name: 'a tsconfig.json that another extends',
    files: { 'tsconfig.json': '{"extends":"./base.json"}', 'base.json': '{}', ...handler('export class handler { x; }') },
    change: puts({ 'base.json': '{"compilerOptions":{"useDefineForClassFields":false}}' }),
  },
  {
    name: 'a tsconfig.json that a package brings',
    files: {
      'tsconfig.json': '{"extends":"@tsconfig/node/tsconfig.json"}',
      'node_modules/@tsconfig/node/tsconfig.json': '{}',
      ...handler('export class handler { x; }'),
    },
    change: puts({ 'node_modules/@tsconfig/node/tsconfig.json': '{"compilerOptions":{"useDefineForClassFields":false}}' }),
  },
  {
    name: 'a tsconfig.json that is nearer',
    files: { 'tsconfig.json': '{}', ...handler('export class handler { x; }') },
    change: puts({ 'src/tsconfig.json': '{"compilerOptions":{"useDefineForClassFields":false}}' }),
  },
  {
    name: "a tsconfig.json above the project's folder",
    files: handler('export class handler { x; }'),
    change: puts({ '../tsconfig.json': '{"compilerOptions":{"useDefineForClassFields":false}}' }),
  },
  {
    name: 'what a tsconfig.json above the project extends',
    files: { '../tsconfig.json': '{"extends":"./base.json"}', '../base.json': '{}', ...handler('export class handler { x; }') },
    change: puts({ '../base.json': '{"compilerOptions":{"useDefineForClassFields":false}}' }),
  },
  {
    name: 'a missing part of what an alias leads to',
    files: {
      'src/shim/index.js': 'module.exports = 1;\n',
      ...handler(`let part;\ntry { part = require('dep/part'); } catch {}\nexport const handler = part;`),
    },
    props: { bundling: { esbuildArgs: { '--alias': 'dep=./src/shim' } } },
    change: puts({ 'src/shim/part.js': 'module.exports = 2;\n' }),
  },
  {
    name: 'a missing part of a package that an alias leads to',
    files: {
      'node_modules/other/lib/index.js': 'module.exports = 1;\n',
      ...handler(`let part;\ntry { part = require('dep/lib/part'); } catch {}\nexport const handler = part;`),
    },
    props: { bundling: { esbuildArgs: { '--alias': 'dep=other' } } },
    change: puts({ 'node_modules/other/lib/part.js': 'module.exports = 2;\n' }),
  },
  {
    name: 'a file that the `browser` field of the project names and that was missing',
    files: {
      'package.json': '{"browser":{"extra":"./gen/extra.js"}}',
      'gen/other.js': '',
      ...handler(`let extra;\ntry { extra = require('extra'); } catch {}\nexport const handler = extra;`),
    },
    props: { bundling: { esbuildArgs: { '--platform': 'browser' } } },
    change: puts({ 'gen/extra.js': 'module.exports = 3;\n' }),
  },
  {
    name: 'the `browser` field of a package',
    files: {
      'node_modules/dep/package.json': '{"name":"dep","browser":{"./index.js":"./one.js"}}',
      'node_modules/dep/one.js': 'module.exports = 1;\n',
      'node_modules/dep/two.js': 'module.exports = 2;\n',
    },
    props: { bundling: { esbuildArgs: { '--platform': 'browser' } } },
    change: puts({ 'node_modules/dep/package.json': '{"name":"dep","browser":{"./index.js":"./two.js"}}' }),
  },
  {
    name: 'the `tsconfig` field of a package that is extended',
    files: {
      'tsconfig.json': '{"extends":"settings"}',
      'node_modules/settings/package.json': '{"tsconfig":"one.json"}',
      'node_modules/settings/one.json': '{}',
      'node_modules/settings/two.json': '{"compilerOptions":{"useDefineForClassFields":false}}',
      ...handler('export class handler { x; }'),
    },
    change: puts({ 'node_modules/settings/package.json': '{"tsconfig":"two.json"}' }),
  },
  {
    name: 'a package that becomes a file',
    change(project) {
      rmSync(join(project, 'node_modules/dep'), { recursive: true });
      write(project, { 'node_modules/dep.js': 'module.exports = "file";\n' });
    },
  },
  {
    name: 'a folder of a package that is replaced by one as old',
    prepare: puts({ 'aside/dep/package.json': '{"name":"dep"}', 'aside/dep/index.js': `module.exports = 'red';\n` }),
    change(project) {
      renameSync(join(project, 'node_modules/dep'), join(project, 'aside/old'));
      renameSync(join(project, 'aside/dep'), join(project, 'node_modules/dep'));
    },
  },
  { name: 'the lock file', change: puts({ 'package-lock.json': '{"lockfileVersion":3,"packages":{}}' }), isAlike: true },
  {
    name: 'the link of a workspace',
    files: {
      'packages/one/index.js': 'module.exports = 1;\n',
      'packages/two/index.js': 'module.exports = 2;\n',
      ...handler(`import one from 'one';\nexport const handler = one;`),
    },
    prepare: (project) => symlinkSync('../packages/one', join(project, 'node_modules/one')),
    change(project) {
      rmSync(join(project, 'node_modules/one'));
      symlinkSync('../packages/two', join(project, 'node_modules/one'));
    },
  },
  {
    name: 'a link to a link',
    files: {
      'packages/one/index.js': 'module.exports = 1;\n',
      'packages/two/index.js': 'module.exports = 2;\n',
      ...handler(`import one from 'one';\nexport const handler = one;`),
    },
    prepare(project) {
      symlinkSync('one', join(project, 'packages/current'));
      symlinkSync('../packages/current', join(project, 'node_modules/one'));
    },
    change(project) {
      rmSync(join(project, 'packages/current'));
      symlinkSync('two', join(project, 'packages/current'));
    },
  },
  {
    name: 'the source map of a package',
    files: {
      'node_modules/dep/index.js': `module.exports = 'dep';\n//# sourceMappingURL=index.js.map`,
      'node_modules/dep/index.js.map': '{"version":3,"sources":["one.ts"],"names":[],"mappings":"AAAA"}',
    },
    change: puts({ 'node_modules/dep/index.js.map': '{"version":3,"sources":["two.ts"],"names":[],"mappings":"AAAA"}' }),
  },
  {
    name: 'a source that the source map of a package names',
    files: {
      'node_modules/dep/index.js': `module.exports = 'dep';\n//# sourceMappingURL=index.js.map`,
      'node_modules/dep/index.js.map': '{"version":3,"sources":["one.ts"],"names":[],"mappings":"AAAA"}',
      'node_modules/dep/one.ts': 'one',
    },
    props: { bundling: { sourcesContent: true } },
    change: puts({ 'node_modules/dep/one.ts': 'two' }),
  },
  {
    name: 'a file that is injected',
    files: { 'src/shim.ts': 'console.log(1);\n' },
    props: { bundling: { inject: ['./src/shim.ts'] } },
    change: puts({ 'src/shim.ts': 'console.log(2);\n' }),
  },
  {
    name: 'what an alias leads to',
    files: { 'src/shim.js': 'module.exports = 1;\n' },
    props: { bundling: { esbuildArgs: { '--alias': 'dep=./src/shim' } } },
    change: puts({ 'src/shim.ts': 'export default 2;\n' }),
  },
  {
    name: 'a text that a loader reads',
    files: { 'src/note.txt': 'one', ...handler(`import note from './note.txt';\nexport const handler = note;`) },
    props: { bundling: { loader: { '.txt': 'text' } } },
    change: puts({ 'src/note.txt': 'two' }),
  },
  {
    name: 'the environment that `define` reads',
    files: handler('export const handler = process.env.STAGE;'),
    props: { bundling: { define: { 'process.env.STAGE': '"test"' } } },
    change: () => ({ bundling: { define: { 'process.env.STAGE': '"prod"' } } }),
  },
  { name: 'an option', change: () => ({ bundling: { minify: false } }) },
  { name: 'the format', change: () => ({ bundling: { format: OutputFormat.ESM } }) },
  { name: "an argument of esbuild's", change: () => ({ bundling: { esbuildArgs: { '--legal-comments': 'none', '--minify': 'false' } } }) },
  {
    name: 'the runtime',
    props: { runtime: lambda.Runtime.NODEJS_24_X },
    change: () => ({ runtime: lambda.Runtime.NODEJS_18_X }),
    isAlike: true,
  },
  { name: 'the architecture', change: () => ({ architecture: lambda.Architecture.X86_64 }), isAlike: true },
  {
    name: 'the version of esbuild',
    prepare(project) {
      const real = dirname(require.resolve('esbuild/package.json'));
      rmSync(join(project, 'node_modules/esbuild'));
      rmSync(join(project, 'node_modules/.bin/esbuild'));
      write(project, {
        'node_modules/esbuild/package.json': '{"name":"esbuild","version":"0.28.0","main":"lib/main.js"}',
        'node_modules/esbuild/lib/main.js': `module.exports = require(${JSON.stringify(real)});`,
        'node_modules/esbuild/bin/esbuild': '',
      });
      symlinkSync('../esbuild/bin/esbuild', join(project, 'node_modules/.bin/esbuild'));
    },
    change: puts({ 'node_modules/esbuild/package.json': '{"name":"esbuild","version":"0.28.1","main":"lib/main.js"}' }),
    isAlike: true,
  },
];

const { NODE_PATH } = process.env;
let project: string;
let cache: string;
beforeEach(() => {
  const above = newFolder();
  project = newProject(PROJECT, join(above, 'shop'));
  isDue(project);
  cache = newFolder();
});
afterEach(() => {
  if (NODE_PATH === undefined) delete process.env.NODE_PATH;
  else process.env.NODE_PATH = NODE_PATH;
  removeFolders();
});

/** A second synth takes the bundle from the cache; after the change it is made anew, and is what no cache would give. */
function checkAnew({ files = {}, props = {}, prepare, change, isAlike = false }: Ingredient): void {
  write(project, files);
  prepare?.(project);
  settle();
  const first = synthesized(project, props, cache);
  expect(first.builds).toBeGreaterThan(0);
  expect(synthesized(project, props, cache)).toMatchObject({ builds: 0, files: first.files });
  const changed = { ...props, ...(change(project) ?? {}) };
  const third = synthesized(project, changed, cache);
  expect(third.builds).toBeGreaterThan(0);
  expect(third.files).toEqual(synthesized(project, changed, 'off').files);
  if (!isAlike) expect(third.files).not.toEqual(first.files);
}

test.each(INGREDIENTS.map((ingredient) => [ingredient.name, ingredient] as const))('%s', (_, ingredient) => checkAnew(ingredient));

test('a package that a tsconfig.json elsewhere extends, installed nearer', () => {
  checkAnew({
    name: 'extends',
    files: {
      'config/tsconfig.json': '{"extends":"@tsconfig/node/tsconfig.json"}',
      'node_modules/@tsconfig/node/tsconfig.json': '{}',
      ...handler('export class handler { x; }'),
    },
    props: { bundling: { tsconfig: join(project, 'config/tsconfig.json') } },
    change: puts({ 'config/node_modules/@tsconfig/node/tsconfig.json': '{"compilerOptions":{"useDefineForClassFields":false}}' }),
  });
});

test('a package that NODE_PATH leads to', () => {
  process.env.NODE_PATH = join(project, 'global');
  checkAnew({
    name: 'NODE_PATH',
    files: { ...handler(`import far from 'far';\nexport const handler = far;`), 'global/far.ts': 'export default 1;\n' },
    change: puts({ 'global/far.tsx': 'export default 2;\n' }),
  });
});

test('NODE_PATH itself', () => {
  process.env.NODE_PATH = join(project, 'global');
  checkAnew({
    name: 'NODE_PATH',
    files: {
      ...handler(`import far from 'far';\nexport const handler = far;`),
      'global/far.ts': 'export default 1;\n',
      'other/far.ts': 'export default 2;\n',
    },
    change() {
      process.env.NODE_PATH = join(project, 'other');
    },
  });
});

test('a pattern of files is looked at anew each time', () => {
  write(project, {
    'src/parts/one.ts': 'export default 1;',
    ...handler(`export const handler = (name: string) => import('./parts/' + name + '.ts');`),
  });
  settle();
  expect(synthesized(project, {}, cache).builds).toBeGreaterThan(0);
  expect(synthesized(project, {}, cache).builds).toBeGreaterThan(0);
  write(project, { 'src/parts/two.ts': 'export default 222;' });
  expect(synthesized(project, {}, cache).files['index.js']).toContain('222');
});

test('where `--tsconfig-raw` sends imports is looked at anew each time', () => {
  const raw = '{"compilerOptions":{"baseUrl":".","paths":{"@/*":["./gen/*","./lib/*"]}}}';
  const props = { bundling: { esbuildArgs: { '--tsconfig-raw': raw } } };
  write(project, {
    'lib/part.ts': 'export const part = 1;\n',
    'gen/other.ts': '',
    ...handler(`export { part as handler } from '@/part';`),
  });
  settle();
  synthesized(project, props, cache);
  write(project, { 'gen/part.ts': 'export const part = 222;\n' });
  expect(synthesized(project, props, cache).files['index.js']).toContain('222');
});

test('another version of esbuild that is installed while the process runs', () => {
  const real = dirname(require.resolve('esbuild/package.json'));
  rmSync(join(project, 'node_modules/esbuild'));
  rmSync(join(project, 'node_modules/.bin/esbuild'));
  const install = (version: string) =>
    write(project, {
      'node_modules/esbuild/package.json': JSON.stringify({ name: 'esbuild', version, main: 'lib/main.js' }),
      // Each version has another banner.
      'node_modules/esbuild/lib/main.js': `const api = require(${JSON.stringify(real)});
const banner = { js: '/* ${version} */' };
module.exports = { ...api, build: (options) => api.build({ ...options, banner }), context: (options) => api.context({ ...options, banner }) };`,
      'node_modules/esbuild/bin/esbuild': '',
    });
  install('0.28.0');
  symlinkSync('../esbuild/bin/esbuild', join(project, 'node_modules/.bin/esbuild'));
  settle();
  expect(synthesized(project, {}, cache).files['index.js']).toContain('0.28.0');
  install('0.28.1');
  settle();
  expect(synthesized(project, {}, cache).files['index.js']).toContain('0.28.1');
});

test('what was touched a moment ago is not kept, as it may change again at the same time', () => {
  settle();
  write(project, handler('export const handler = () => 1;'));
  synthesized(project, {}, cache);
  expect(synthesized(project, {}, cache).builds).toBeGreaterThan(0);
});

describe('made once', () => {
  const twice = (between: () => void) => {
    settle();
    synthesized(project, {}, cache);
    between();
    return synthesized(project, {}, cache).builds;
  };

  test.each<[string, (project: string) => void]>([
    ['where a file beside the sources changes', puts({ 'README.md': 'new', 'src/orders-test.ts': 'new' })],
    ['where another function changes', puts({ 'src/other.ts': 'export const handler = 2;' })],
    ['where a file is touched', (at) => utimesSync(join(at, 'src/a.ts'), new Date(), new Date())],
    ['where another package is installed without the lock file', puts({ 'node_modules/new/index.js': '' })],
  ])('%s', (_, change) => {
    expect(twice(() => change(project))).toBe(0);
  });

  test.each(['src', '.', 'node_modules', 'src/deeper'])('where the folder %s was touched just before, and nothing in it', (folder) => {
    const { before } = FileStates.prototype;
    const touched = jest.spyOn(FileStates.prototype, 'before').mockImplementationOnce(function (this: FileStates, ...args) {
      write(project, { [`${folder}/beside.md`]: '' });
      return before.apply(this, args);
    });
    write(project, { 'src/deeper/orders.ts': `export { handler } from '../orders';\n` });
    const entry = { entry: join(project, 'src/deeper/orders.ts') };
    settle();
    synthesized(project, entry, cache);
    touched.mockRestore();
    expect(synthesized(project, entry, cache).builds).toBe(0);
  });

  test('for a branch that was there before', () => {
    settle();
    const first = synthesized(project, {}, cache);
    write(project, { 'src/a.ts': 'export const a = 2;\n' });
    synthesized(project, {}, cache);
    write(project, { 'src/a.ts': 'export const a = 1;\n' });
    expect(synthesized(project, {}, cache)).toMatchObject({ builds: 0, files: first.files });
  });

  test('for a copy of the project elsewhere', () => {
    settle();
    const first = synthesized(project, {}, cache);
    const copy = join(newFolder(), 'deeper/shop');
    mkdirSync(dirname(copy));
    cpSync(project, copy, { recursive: true, verbatimSymlinks: true });
    expect(synthesized(copy, {}, cache)).toMatchObject({ builds: 0, files: first.files });
  });

  test('but not for a copy below a folder that has a say', () => {
    write(project, handler('export class handler { x; }'));
    settle();
    synthesized(project, {}, cache);
    const above = newFolder();
    write(above, { 'tsconfig.json': '{"compilerOptions":{"useDefineForClassFields":false}}' });
    const copy = join(above, 'deeper/shop');
    mkdirSync(dirname(copy));
    cpSync(project, copy, { recursive: true, verbatimSymlinks: true });
    const found = synthesized(copy, {}, cache);
    expect(found.builds).toBeGreaterThan(0);
    expect(found.files).toEqual(synthesized(copy, {}, 'off').files);
  });
});
