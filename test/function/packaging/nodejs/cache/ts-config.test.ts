import { join } from 'node:path';
import { tsConfigAt } from '../../../../../lib/function/packaging/nodejs/cache/ts-config';
import { write } from '../bundle/project';
import { newFolder, removeFolders } from '../bundle/synthesized';

let root: string;
beforeEach(() => {
  root = newFolder();
});
afterEach(removeFolders);

type Files = Record<string, unknown>;

function configOf(files: Files, path = 'tsconfig.json') {
  write(
    root,
    Object.fromEntries(Object.entries(files).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])),
  );
  const config = tsConfigAt(join(root, path), root);
  const below = (paths: readonly string[]): string[] => paths.map((found) => found.replace(`${root}/`, ''));
  return { files: below(config.files), candidates: (specifier: string) => below(config.candidates(specifier)) };
}

describe('an import is sent', () => {
  test.each<[string, object, string, string[]]>([
    ['by a name', { paths: { a: ['src/a.ts'] } }, 'a', ['src/a.ts']],
    ['by several targets', { paths: { a: ['src/a.ts', 'lib/a.ts'] } }, 'a', ['src/a.ts', 'lib/a.ts']],
    ['by a pattern', { paths: { '@/*': ['src/*'] } }, '@/b/c', ['src/b/c']],
    ['by a pattern, with special signs', { paths: { '@/*': ['src/*'] } }, '@/$&', ['src/$&']],
    ['by no other name', { paths: { a: ['src/a.ts'], '@/*': ['src/*'] } }, 'b', []],
    ['by baseUrl', { baseUrl: 'src' }, 'b/c', ['src/b/c']],
    ['by paths from the file and from baseUrl', { baseUrl: 'src', paths: { a: ['a.ts'] } }, 'a', ['a.ts', 'src/a.ts', 'src/a']],
    ['by paths from one folder, if both are the same', { baseUrl: '.', paths: { a: ['a.ts'] } }, 'a', ['a.ts', 'a']],
    ['by paths from the folder of the file', { paths: { a: [`\${configDir}/src/a.ts`] } }, 'a', ['src/a.ts']],
    ['by a baseUrl from the folder of the file', { baseUrl: `\${configDir}/src` }, 'a', ['src/a']],
    ['nowhere by a baseUrl that is no text', { baseUrl: 1 }, 'a', []],
    ['nowhere by other options', { rootDir: 'src' }, 'a', []],
  ])('%s', (_, compilerOptions, specifier, expected) => {
    expect(configOf({ 'tsconfig.json': { compilerOptions } }).candidates(specifier)).toEqual(expected);
  });

  test('by what is extended, from the folder of the file that extends it', () => {
    const { candidates } = configOf({
      'tsconfig.json': { extends: './base/one.json' },
      'base/one.json': { extends: './two/two.json' },
      'base/two/two.json': { compilerOptions: { baseUrl: `\${configDir}/lib`, paths: { a: [`\${configDir}/src/a.ts`] } } },
    });
    expect(candidates('a')).toEqual(expect.arrayContaining(['src/a.ts', 'lib/a']));
  });

  test('by what is extended too, from the folder of either', () => {
    const { candidates } = configOf({
      'tsconfig.json': { extends: './base/tsconfig.json', compilerOptions: { paths: { a: ['own.ts'] } } },
      'base/tsconfig.json': { compilerOptions: { baseUrl: 'src', paths: { a: ['base.ts'] } } },
    });
    const candidatesOfA = candidates('a');
    expect(candidatesOfA).toEqual(
      expect.arrayContaining(['own.ts', 'base/own.ts', 'base.ts', 'base/base.ts', 'base/src/base.ts', 'base/src/a']),
    );
    expect(new Set(candidatesOfA).size).toBe(candidatesOfA.length);
  });
});

describe('the text', () => {
  const OPTIONS = `"compilerOptions": { "baseUrl": "src" }`;

  test.each([
    ['with a mark of its encoding', `\uFEFF{ ${OPTIONS} }`],
    ['with comments', `// a "note"\n{ /* one\n * two */ ${OPTIONS} // end\n}`],
    ['with several comments', `{ /* one */ ${OPTIONS}, /* two */ "files": [] /* three */ }`],
    ['with commas too many', `{ ${OPTIONS.replace(' }', ', }')}, "files": ["a", ], }`],
    ['with what looks like a comment in a text', `{ "a": "/* no */ // no", ${OPTIONS} }`],
    ['with what looks like a comma too many in a text', `{ "a": "b, }", ${OPTIONS} }`],
    ['with a quote in a text', `{ "a": "\\" // \\"", ${OPTIONS} }`],
  ])('may be one %s', (_, text) => {
    expect(configOf({ 'tsconfig.json': text }).candidates('a')).toEqual(['src/a']);
  });

  test.each(['{', 'null', '1', '[]', '"text"', '', '{ "compilerOptions": null }', `{ "compilerOptions": { "baseUrl": "s, }rc" `])(
    'says nothing: %j',
    (text) => {
      const config = configOf({ 'tsconfig.json': text });
      expect([config.files, config.candidates('a')]).toEqual([['tsconfig.json'], []]);
    },
  );

  test('is left as it is where it is a value', () => {
    const { candidates } = configOf({ 'tsconfig.json': { compilerOptions: { paths: { a: ['s, }rc//b'] } } } });
    expect(candidates('a')).toEqual(['s, }rc/b']);
    const quoted = configOf({ 'tsconfig.json': { compilerOptions: { paths: { a: ['s, }r/*c"*/b'] } } } });
    expect(quoted.candidates('a')).toEqual(['s, }r/c"*/b']);
  });

  test('may be missing', () => {
    const config = configOf({});
    expect([config.files, config.candidates('a')]).toEqual([['tsconfig.json'], []]);
  });
});

describe('the files are those that may be extended', () => {
  const extending = (extended: unknown, more: Files = {}, path = 'tsconfig.json'): string[] =>
    configOf({ [path]: { extends: extended }, ...more }, path).files;

  test('by a path', () => {
    expect(extending('./base')).toEqual(['tsconfig.json', 'base', 'base.json', 'base/tsconfig.json']);
    expect(extending('../base', {}, 'src/tsconfig.json')).toEqual(['src/tsconfig.json', 'base', 'base.json', 'base/tsconfig.json']);
    expect(extending('/base')).toEqual(['tsconfig.json', '/base', '/base.json', '/base/tsconfig.json']);
  });

  test('by several paths', () => {
    expect(extending(['./a.json', './b.json'])).toEqual([
      ...['tsconfig.json', 'a.json', 'a.json.json', 'a.json/tsconfig.json', 'b.json', 'b.json.json', 'b.json/tsconfig.json'],
    ]);
  });

  test('by what is extended itself', () => {
    const files = extending('./a.json', { 'a.json': { extends: './b.json' } });
    expect(files).toEqual(expect.arrayContaining(['a.json', 'b.json', 'b.json.json']));
  });

  test('in a circle, once each', () => {
    const files = extending('./a.json', { 'a.json': { extends: './tsconfig.json' } });
    expect(files.filter((file) => file === 'a.json')).toHaveLength(1);
    expect(files.filter((file) => file === 'tsconfig.json')).toHaveLength(2);
    expect(extending('./tsconfig.json')).toContain('tsconfig.json.json');
  });

  test('in a circle of three', () => {
    const files = extending('./a.json', {
      'a.json': { extends: './b.json' },
      'b.json': { extends: './c.json' },
      'c.json': { extends: './a.json' },
    });
    expect(files).toEqual(expect.arrayContaining(['a.json', 'b.json', 'c.json']));
  });

  test('in a package that nobody looks for in a project beside', () => {
    const project = join(root, 'shop');
    write(root, { 'shop/tsconfig.json': '{"extends":"../shop2/base.json"}', 'shop2/base.json': '{"extends":"dep"}' });
    const { files } = tsConfigAt(join(project, 'tsconfig.json'), project);
    expect(files).toContain(join(root, 'shop2/base.json'));
    expect(files).not.toContain(join(root, 'shop2/node_modules/dep/package.json'));
  });

  test('in a package, wherever one may be in the project', () => {
    const files = extending('@our/base/node.json', {}, 'src/tsconfig.json');
    for (const modules of ['src/node_modules', 'node_modules'])
      expect(files).toEqual(
        expect.arrayContaining([
          `${modules}/@our/base/package.json`,
          `${modules}/@our/base/node.json`,
          `${modules}/@our/base/node.json.json`,
          `${modules}/@our/base/node.json/tsconfig.json`,
        ]),
      );
    // Above it, where one is.
    const above = join(root, '../node_modules/@our/base/package.json');
    expect(files).not.toContain(above);
  });

  test('in a package above the project, where there is one', () => {
    const project = join(root, 'shop');
    write(root, { 'shop/tsconfig.json': '{"extends":"base"}', 'node_modules/other/package.json': '{}', 'shop2/node_modules/x': '' });
    expect(tsConfigAt(join(project, 'tsconfig.json'), project).files).toEqual(
      expect.arrayContaining([join(project, 'node_modules/base/package.json'), join(root, 'node_modules/base/package.json')]),
    );
  });

  test('by the fields of a package', () => {
    const manifest = { exports: { './node': './exported.json', './code': './code.js' }, tsconfig: 'field', main: 'main.json' };
    const files = extending('base', { 'node_modules/base/package.json': manifest });
    expect(files.filter((file) => file.startsWith('node_modules/base/')).sort()).toEqual(
      [
        ...['package.json', 'tsconfig.json', 'exported.json', 'exported.json.json', 'exported.json/tsconfig.json', 'code.js.json'],
        ...['code.js/tsconfig.json', 'field.json', 'field/tsconfig.json', 'main.json', 'main.json.json', 'main.json/tsconfig.json'],
      ]
        .map((name) => `node_modules/base/${name}`)
        .sort(),
    );
  });
});
