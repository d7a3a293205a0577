import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EvidenceCollector } from '../../../../../lib/function/packaging/nodejs/cache/evidence';
import type { Evidence } from '../../../../../lib/function/packaging/nodejs/cache/file-states';
import type { Resolution } from '../../../../../lib/function/packaging/nodejs/cache/resolution';
import { write } from '../bundle/project';
import { newFolder, removeFolders } from '../bundle/synthesized';

let root: string;
beforeEach(() => {
  root = join(newFolder(), 'shop');
  mkdirSync(root);
  write(root, { 'package-lock.json': '{}', 'src/a.ts': '1' });
});
afterEach(removeFolders);

const collected = (inputs: string[] = [], more: Partial<Resolution> = {}): Evidence | undefined =>
  new EvidenceCollector(root, {
    mainFields: ['module', 'main'],
    sourceMaps: false,
    sources: false,
    nodePaths: [],
    lockFile: join(root, 'package-lock.json'),
    ...more,
  }).collect(inputs);

/** Whether a file by the path is seen where it appears: its name is watched, or all names in its folder are. */
function isWatched(evidence: Evidence | undefined, path: string): boolean {
  const cut = path.lastIndexOf('/');
  const wanted = evidence?.names[cut < 0 ? '.' : path.slice(0, cut)] ?? [];
  return wanted.includes('*') || wanted.includes(path.slice(cut + 1));
}

describe('nobody can tell', () => {
  test.each(['paths', 'baseUrl', 'extends'])('where %s of tsconfig are written on the command line', (name) => {
    expect(collected(['src/a.ts'], { tsconfigRaw: `{"compilerOptions":{"${name}":"x"}}` })).toBeUndefined();
  });

  test.each<[string, string]>([
    ['of a file that is none', 'src/gone.ts'],
    ['of what is no file', '(disabled):fs'],
    ['of a folder', 'src'],
    ['of an import by a pattern', 'src/a.ts\0./locales/*.json'],
  ])('%s', (_, input) => {
    expect(collected([input])).toBeUndefined();
    expect(collected(['src/a.ts', input])).toBeUndefined();
  });

  test.each(['.pnp.cjs', '.pnp.js', '.pnp.data.json', '../.pnp.cjs', 'src/.pnp.cjs'])("where Yarn's Plug'n'Play is: %s", (path) => {
    write(root, { [path]: '' });
    expect(collected(['src/a.ts'])).toBeUndefined();
  });

  test('but it can of anything else', () => {
    expect(collected(['src/a.ts'], { tsconfigRaw: '{"compilerOptions":{"target":"es2022"}}' })).toBeDefined();
  });
});

describe('files are', () => {
  test('the inputs, the lock file, and what a package says', () => {
    write(root, { 'package.json': '{}', 'src/package.json': '{}' });
    expect(collected(['src/a.ts'])?.files).toEqual(['package-lock.json', 'package.json', 'src/a.ts', 'src/package.json']);
  });

  test('the settings of TypeScript, here, above and where one is named', () => {
    write(root, { 'tsconfig.json': '{"extends":"./base.json"}', 'base.json': '{}', '../jsconfig.json': '{}', 'own.json': '{}' });
    const files = collected(['src/a.ts'], { tsconfig: 'own.json' })?.files;
    expect(files).toEqual(expect.arrayContaining(['../jsconfig.json', 'base.json', 'own.json', 'tsconfig.json']));
    expect(collected(['src/a.ts'])?.files).not.toContain('own.json');
  });

  test('source maps, and their sources, where these are read', () => {
    write(root, { 'src/a.ts': '//# sourceMappingURL=a.map', 'src/a.map': '{"sources":["a.coffee"]}' });
    const files = (sourceMaps: boolean, sources: boolean) => collected(['src/a.ts'], { sourceMaps, sources })?.files;
    expect(files(false, false)).toEqual(['package-lock.json', 'src/a.ts']);
    expect(files(true, false)).toEqual(['package-lock.json', 'src/a.map', 'src/a.ts']);
    expect(files(true, true)).toEqual(['package-lock.json', 'src/a.coffee', 'src/a.map', 'src/a.ts']);
  });
});

describe('watched is', () => {
  test('each input, with any extension, and settings beside it', () => {
    const evidence = collected(['src/a.ts']);
    for (const path of [
      'src/a',
      'src/a.ts',
      'src/package',
      'src/tsconfig',
      'tsconfig',
      'package',
      'node_modules',
      'src/node_modules',
      'src',
    ])
      expect([path, isWatched(evidence, path)]).toEqual([path, true]);
    expect(isWatched(evidence, 'src/b')).toBe(false);
    expect(evidence?.names['..']).toBeUndefined();
  });

  test('where an import would be found', () => {
    write(root, { 'src/part/x.ts': '' });
    const evidence = collected(['src/a.ts\0./part\0./b.js?raw\0../c']);
    for (const path of ['src/part', 'src/part/index', 'src/b', 'src/b.js', 'src/b.js?raw', 'c'])
      expect([path, isWatched(evidence, path)]).toEqual([path, true]);
  });

  test('where an alias leads', () => {
    const alias = { one: './lib/one.ts', two: 'three', four: './lib' };
    const evidence = collected(['src/a.ts\0four/five'], { alias });
    for (const path of ['lib/one', 'lib/five']) expect([path, isWatched(evidence, path)]).toEqual([path, true]);
    expect(isWatched(collected(['src/a.ts']), 'lib/one')).toBe(false);
    expect(isWatched(collected(['src/a.ts\0fourteen/five'], { alias }), 'lib/five')).toBe(false);
  });

  test('what is injected', () => {
    const evidence = collected(['src/a.ts'], { inject: ['shims/one.js', './shims/two.js'] });
    for (const path of ['shims/one', 'shims/two']) expect([path, isWatched(evidence, path)]).toEqual([path, true]);
  });

  test('a package in each folder above, and in those that NODE_PATH names', () => {
    write(root, { 'node_modules/dep/package.json': '{"main":"lib/main.js"}', 'src/node_modules/x': '', '../node_modules/x': '' });
    const evidence = collected(['src/a.ts\0dep'], { nodePaths: ['modules'] });
    for (const path of ['node_modules/dep', 'src/node_modules/dep', '../node_modules/dep', 'modules/dep', 'node_modules/dep/lib'])
      expect([path, isWatched(evidence, path)]).toEqual([path, true]);
    expect(evidence?.files).toContain('node_modules/dep/package.json');
    expect(isWatched(collected(['src/a.ts\0dep']), 'modules/dep')).toBe(false);
  });

  test('a package with a scope, by its scope too', () => {
    write(root, { 'node_modules/x': '' });
    const evidence = collected(['src/a.ts\0@our/dep/part']);
    for (const path of ['node_modules/@our', 'node_modules/@our/dep']) expect([path, isWatched(evidence, path)]).toEqual([path, true]);
  });

  test('where tsconfig sends an import', () => {
    write(root, { 'tsconfig.json': '{"compilerOptions":{"baseUrl":"lib","paths":{"@/*":["./own/*"]}}}' });
    const evidence = collected(['src/a.ts\0@/b\0dep']);
    for (const path of ['own/b', 'lib/own/b', 'lib/dep', 'lib/@/b']) expect([path, isWatched(evidence, path)]).toEqual([path, true]);
  });

  test('where a package sends its imports', () => {
    write(root, {
      'package.json':
        '{"name":"shop","exports":{"./x":"./lib/x.js"},"imports":{"#y":"./lib/y.js","#z":"dep"},"browser":{"w":"./lib/w.js"}}',
      'node_modules/x': '',
    });
    const evidence = collected(['src/a.ts\0shop/x\0#y\0#z']);
    for (const path of ['lib/x', 'lib/y', 'lib/w', 'node_modules/dep']) expect([path, isWatched(evidence, path)]).toEqual([path, true]);
    expect(isWatched(collected(['src/a.ts\0shop']), 'lib/x')).toBe(false);
  });
});

test('what was found for one bundle is not told of another', () => {
  write(root, { 'src/b.ts': '' });
  const collector = new EvidenceCollector(root, {
    ...{ mainFields: [], sourceMaps: false, sources: false, nodePaths: [], lockFile: join(root, 'package-lock.json') },
  });
  const [first, second, again] = [['src/a.ts'], ['src/b.ts'], ['src/a.ts']].map((inputs) => collector.collect(inputs));
  expect(first?.files).toEqual(['package-lock.json', 'src/a.ts']);
  expect(second?.files).toEqual(['package-lock.json', 'src/b.ts']);
  expect(again).toEqual(first);
});
