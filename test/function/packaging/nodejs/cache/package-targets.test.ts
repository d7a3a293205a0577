import { join } from 'node:path';
import { PackageTargets } from '../../../../../lib/function/packaging/nodejs/cache/package-targets';
import { write } from '../bundle/project';
import { newFolder, removeFolders } from '../bundle/synthesized';

afterEach(removeFolders);

function manifestOf(content: unknown): string {
  const folder = newFolder();
  write(folder, { 'package.json': typeof content === 'string' ? content : JSON.stringify(content) });
  return join(folder, 'package.json');
}
const mapped = (content: unknown, field: 'exports' | 'imports', name: string, owner?: string): string[] =>
  new PackageTargets().mapped(manifestOf(content), field, name, owner);

describe('the entries of a package', () => {
  const content = {
    main: 'main.js',
    module: 'module.js',
    browser: { './a.js': './b.js', './c.js': false },
    types: 'types.d.ts',
    own: 'own.js',
  };

  test('are what its fields name, and those that are asked for', () => {
    const targets = new PackageTargets();
    expect(targets.entries(manifestOf(content), [])).toEqual(['main.js', 'module.js', './b.js']);
    expect(targets.entries(manifestOf(content), ['main', 'own'])).toEqual(['main.js', 'module.js', './b.js', 'own.js']);
    expect(targets.entries(manifestOf({}), ['own'])).toEqual([]);
  });

  test('are read once', () => {
    const targets = new PackageTargets();
    const manifest = manifestOf(content);
    expect(targets.field(manifest, 'main')).toEqual(['main.js']);
    write(join(manifest, '..'), { 'package.json': '{"main":"other.js"}' });
    expect(targets.field(manifest, 'main')).toEqual(['main.js']);
    expect(new PackageTargets().field(manifest, 'main')).toEqual(['other.js']);
  });

  test.each(['{', 'null', '"main"', '1', ''])('are none in %j', (text) => {
    expect(new PackageTargets().entries(manifestOf(text), ['length', '0'])).toEqual([]);
  });

  test('are none where there is no file', () => {
    expect(new PackageTargets().entries('/nothing/package.json', [])).toEqual([]);
  });
});

describe('a name is sent', () => {
  test.each<[string, unknown, string, string[]]>([
    ['by a text', './a.js', '.', ['./a.js']],
    ['by a text, but no other name', './a.js', './part', []],
    ['by conditions', { import: './a.mjs', default: './a.js' }, '.', ['./a.mjs', './a.js']],
    ['by conditions, but no other name', { import: './a.mjs' }, './import', []],
    ['by a map', { '.': './a.js', './part': './b.js' }, './part', ['./b.js']],
    ['by a map, whole', { '.': './a.js', './part': './b.js' }, '.', ['./a.js']],
    ['by a map with conditions', { './part': { require: ['./b.cjs', './c.cjs'], node: null } }, './part', ['./b.cjs', './c.cjs']],
    ['by conditions with a dot', { 'node-1.2': './a.js', import: './b.js' }, '.', ['./a.js', './b.js']],
    ['by a map with a condition beside', { './part': './b.js', import: './a.js' }, './part', ['./b.js']],
    ['by a pattern', { './parts/*': './lib/*.js' }, './parts/x/y', ['./lib/x/y.js']],
    ['by a pattern with two stars', { './parts/*': './lib/*/*.js' }, './parts/x', ['./lib/x/x.js']],
    ['by a pattern, with special signs', { './parts/*': './lib/*.js' }, './parts/$&', ['./lib/$&.js']],
    ['by all that match', { './parts/*': './lib/*.js', './parts/x': './x.js' }, './parts/x', ['./lib/x.js', './x.js']],
    ['nowhere by null', null, '.', []],
    ['nowhere by nothing', undefined, '.', []],
    ['by a list', ['./a.js', './b.js'], '.', ['./a.js', './b.js']],
  ])('%s', (_, exports, name, expected) => {
    expect(mapped({ name: 'dep', exports }, 'exports', name)).toEqual(expected);
  });

  test('by its imports', () => {
    const imports = { '#a': './a.js', '#b/*': { node: './b/*.js' } };
    expect(mapped({ imports }, 'imports', '#a')).toEqual(['./a.js']);
    expect(mapped({ imports }, 'imports', '#b/c')).toEqual(['./b/c.js']);
    expect(mapped({ imports }, 'exports', '#a')).toEqual([]);
  });

  test('only in the package of the name, where one is asked for', () => {
    const content = { name: 'dep', exports: './a.js' };
    expect(mapped(content, 'exports', '.', 'dep')).toEqual(['./a.js']);
    expect(mapped(content, 'exports', '.', 'other')).toEqual([]);
    expect(mapped({ exports: './a.js' }, 'exports', '.', 'dep')).toEqual([]);
  });
});
