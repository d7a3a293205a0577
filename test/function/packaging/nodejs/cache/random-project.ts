import { lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';

/*
 * A small project in which few names meet in many ways: a file may shadow another, a package may be installed nearer,
 * a folder may take the place of a file, links may lead elsewhere, and settings may send an import somewhere else.
 */

export type Edit =
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

const FOLDERS = [
  'src',
  'src/part',
  'src/part/deep',
  'lib',
  'gen',
  'packages/one',
  'packages/one/src',
  'packages/two',
  'node_modules/dep',
  'node_modules/dep/lib',
  'node_modules/@scope/dep',
  'node_modules/other',
  'src/node_modules/dep',
  'node_modules/dep/node_modules/other',
];
const STEMS = ['index', 'a', 'b', 'part', 'dep', 'lib'];
const EXTENSIONS = ['.ts', '.js', '.tsx', '.mjs', '.cjs', '.json', '.css', ''];
const SPECIFIERS = [
  './a',
  './b',
  './part',
  './part/a',
  '../a',
  '..',
  '.',
  './',
  './a.js',
  './b.js',
  './part/index',
  './data.json',
  './deep/a',
  'dep',
  'dep/lib',
  'dep/lib/a',
  'dep/a',
  '@scope/dep',
  'other',
  'other/a',
  'one',
  'two',
  '@lib/a',
  '@lib/b',
  'lib/a',
  'gen/a',
  '#inner',
  '#inner/a',
  'self',
  'self/a',
  'aliased',
  'missing',
];

const value = fc.integer({ min: 0, max: 3 });
const specifier = fc.constantFrom(...SPECIFIERS);
const statement: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: specifier.map((name) => `import * as x${Math.abs(hash(name))} from '${name}'; console.log(x${Math.abs(hash(name))});`),
  },
  { weight: 2, arbitrary: specifier.map((name) => `import '${name}';`) },
  { weight: 3, arbitrary: specifier.map((name) => `try { console.log(require('${name}')); } catch {}`) },
  { weight: 1, arbitrary: specifier.map((name) => `import('${name}').catch(() => 0);`) },
  { weight: 1, arbitrary: specifier.map((name) => `export * from '${name}';`) },
  { weight: 1, arbitrary: specifier.map((name) => `console.log(() => require.resolve('${name}'));`) },
  { weight: 1, arbitrary: specifier.map((name) => `import type { T } from '${name}'; export type U = T;`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      `export const load = (n: any) => import('./' + n + '.ts').catch(() => 0);`,
      'class C { x; @d y = 1 }',
      'enum E { A }',
      '//# sourceMappingURL=a.map',
    ),
  },
);
function hash(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);
}
const code = fc
  .tuple(value, fc.array(statement, { maxLength: 3 }))
  .map(([number, statements]) => `${statements.join('\n')}\nexport const v = ${number};\nexport default ${number};\n`);
const json = value.map((number) => `{"v":${number}}`);
const contentFor = (path: string): fc.Arbitrary<string> => {
  if (path.endsWith('.json')) return json;
  return path.endsWith('.css') ? value.map((number) => `.c { top: ${number}px }`) : code;
};

const path = fc
  .tuple(fc.constantFrom(...FOLDERS), fc.constantFrom(...STEMS), fc.constantFrom(...EXTENSIONS))
  .map(([folder, stem, extension]) => `${folder}/${stem}${extension}`);

const target = fc.constantFrom(
  './a',
  './a.js',
  './b.js',
  './lib',
  './lib/index.js',
  './lib/a.js',
  './index.ts',
  'dep',
  './src/a.ts',
  './nothing',
);
const manifest = fc.record(
  {
    name: fc.constantFrom('self', 'dep', 'one'),
    main: target,
    module: target,
    type: fc.constantFrom('module', 'commonjs'),
    sideEffects: fc.constantFrom<unknown>(false, true, ['./lib/*']),
    browser: fc.constantFrom<unknown>('./b.js', { './a.js': false, './a.ts': './b.ts' }),
    exports: fc.oneof<fc.Arbitrary<unknown>[]>(
      target,
      fc.record({ '.': target, './a': target, './*': fc.constant('./lib/*.js') }, { requiredKeys: [] }),
      fc.record({ '.': fc.record({ import: target, require: target }) }),
    ),
    imports: fc.record(
      { '#inner': fc.oneof(target, fc.constantFrom('dep', 'other')), '#inner/*': fc.constantFrom('./src/*.ts', './gen/*', 'dep/*') },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
const tsconfig = fc.record(
  {
    extends: fc.constantFrom<unknown>(
      './base.json',
      './base',
      '../tsconfig.json',
      ['./base.json', 'dep/tsconfig.json'],
      'dep',
      '@scope/dep/tsconfig',
    ),
    compilerOptions: fc.record(
      {
        baseUrl: fc.constantFrom('.', './src', '..'),
        paths: fc.constantFrom<unknown>(
          { '@lib/*': ['./gen/*', './lib/*'] },
          { '@lib/*': ['./lib/*', 'gen/*'], dep: ['./src/a.ts'] },
          { '*': ['./gen/*'] },
        ),
        target: fc.constantFrom('ES2015', 'ESNext'),
        useDefineForClassFields: fc.boolean(),
        experimentalDecorators: fc.boolean(),
        verbatimModuleSyntax: fc.boolean(),
        jsx: fc.constantFrom('react', 'react-jsx'),
        alwaysStrict: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
const settings: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .tuple(fc.constantFrom('package.json', ...FOLDERS.map((folder) => `${folder}/package.json`)), manifest)
    .map(([at, content]): Edit => ({ kind: 'write', path: at, text: JSON.stringify(content) })),
  fc
    .tuple(
      fc.constantFrom(
        'tsconfig.json',
        'base.json',
        'src/tsconfig.json',
        'src/jsconfig.json',
        'src/part/tsconfig.json',
        'src/base.json',
        'packages/one/tsconfig.json',
        'node_modules/dep/tsconfig.json',
        'node_modules/@scope/dep/tsconfig.json',
        '../tsconfig.json',
      ),
      tsconfig,
    )
    .map(([at, content]): Edit => ({ kind: 'write', path: at, text: `// settings\n${JSON.stringify(content)}` })),
  fc.constantFrom<Edit>(
    { kind: 'write', path: '../package.json', text: '{"type":"module"}' },
    { kind: 'write', path: '../node_modules/missing/index.js', text: 'module.exports = 5' },
    { kind: 'remove', path: '../node_modules' },
    { kind: 'remove', path: '../package.json' },
    { kind: 'write', path: 'src/a.map', text: '{"version":3,"sources":["b.ts"],"names":[],"mappings":"AAAA"}' },
    { kind: 'write', path: 'src/a.map', text: '{"version":3,"sources":["other.ts"],"names":[],"mappings":"AAAA"}' },
    { kind: 'write', path: 'node_modules/missing/index.js', text: 'module.exports = 7' },
  ),
);
const link: fc.Arbitrary<Edit> = fc
  .tuple(
    fc.constantFrom('node_modules/one', 'node_modules/two', 'node_modules/dep', 'src/part', 'src/linked.ts', 'src/a.ts', 'lib'),
    fc.constantFrom('packages/one', 'packages/two', 'lib', 'gen', 'src/b.ts'),
  )
  .map(([at, to]) => ({ kind: 'link', path: at, target: to }));
const removal: fc.Arbitrary<Edit> = fc
  .oneof(
    path,
    fc.constantFrom(...FOLDERS.slice(1)),
    fc.constantFrom(
      'package.json',
      'tsconfig.json',
      'base.json',
      'node_modules/dep/package.json',
      'src/package.json',
      'packages/one/package.json',
    ),
  )
  .map((at) => ({ kind: 'remove', path: at }));

export const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 8, arbitrary: path.chain((at) => contentFor(at).map((text): Edit => ({ kind: 'write', path: at, text }))) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('src/index.ts', 'src/main.ts'), code)
      .map(([at, text]): Edit => ({ kind: 'write', path: at, text })),
  },
  { weight: 5, arbitrary: settings },
  { weight: 2, arbitrary: link },
  { weight: 3, arbitrary: removal },
);

/** A project that bundles, with a folder above it that may have settings too. */
export function newProject(): string {
  const root = join(mkdtempSync(join(tmpdir(), 'random-project-')), 'project');
  const texts: Record<string, string> = {
    'package-lock.json': '{}',
    'package.json': '{"name":"self"}',
    'src/index.ts': `import { v } from './a';\nimport dep from 'dep';\nimport { w } from '@lib/a';\nexport const handler = () => [v, dep, w, require('./part')];\ntry { require('missing') } catch {}\n`,
    'src/a.ts': `import './b';\nexport const v = 1;\n`,
    'src/b.ts': `console.log(1);\n`,
    'src/part/index.ts': `export * from '../a';\nimport '#inner';\n`,
    'lib/a.ts': 'export const w = 1;\n',
    'tsconfig.json': '{"extends":"./base.json"}',
    'src/tsconfig.json': '{"extends":"../tsconfig.json"}',
    'base.json': '{"compilerOptions":{"paths":{"@lib/*":["./gen/*","./lib/*"]}}}',
    'node_modules/dep/index.js': `module.exports = require('other');\n`,
    'node_modules/other/index.js': 'module.exports = 1;\n',
    'packages/one/index.js': 'module.exports = 1;\n',
  };
  texts['src/main.ts'] = texts['src/index.ts'];
  for (const [at, text] of Object.entries(texts)) apply(root, { kind: 'write', path: at, text });
  apply(root, { kind: 'write', path: 'package.json', text: '{"name":"self","imports":{"#inner":"./src/b.ts"}}' });
  return root;
}

/** Does what can be done: below a file or a broken link there is nothing to write or to remove. */
export function apply(root: string, edit: Edit): void {
  try {
    const path = join(root, edit.path);
    if (edit.kind !== 'write' || lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) rmSync(path, { recursive: true, force: true });
    if (edit.kind === 'remove') return;
    mkdirSync(dirname(path), { recursive: true });
    if (edit.kind === 'write') writeFileSync(path, edit.text);
    else symlinkSync(join(root, edit.target), path);
  } catch (error) {
    if (!/^E(NOTDIR|LOOP|EXIST|NOENT|ISDIR)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
