import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { optionsOf } from '../../../../../lib/function/packaging/nodejs/bundle/esbuild-options';

test.each<[string, unknown]>([
  ['--minify', { minify: true }],
  ['--minify=false', { minify: false }],
  ['--sourcemap', { sourcemap: true }],
  ['--sourcemap=inline', { sourcemap: 'inline' }],
  ['--target=node24,es2020', { target: ['node24', 'es2020'] }],
  ['--define:a.b="c=d"', { define: { 'a.b': '"c=d"' } }],
  ['--banner:js=a:b=c\nd', { banner: { js: 'a:b=c\nd' } }],
  ['--external:@aws-sdk/*', { external: ['@aws-sdk/*'] }],
  ['--mangle-props=^_', { mangleProps: /^_/ }],
  ['--supported:bigint=false', { supported: { bigint: false } }],
  ['--line-limit=80', { lineLimit: 80 }],
  ['--main-fields=', { mainFields: [] }],
])('%s', (argument, options) => {
  expect(optionsOf([argument])).toEqual(options);
});

test('of two the last wins, and lists grow', () => {
  expect(optionsOf(['--minify', '--external:a', '--minify=false', '--external:b', '--define:a=1', '--define:b=2'])).toEqual({
    minify: false,
    external: ['a', 'b'],
    define: { a: '1', b: '2' },
  });
});

test.each([
  '--watch',
  '--serve',
  '--analyze',
  '--analyze=verbose',
  '--mangle-cache=file',
  '--minify=maybe',
  '--splitting',
  '--metafile=x',
  'file.ts',
  '--define',
  '--define:a',
  '--line-limit=x',
  '--mangle-props=(',
  '--loader:.x',
  '--unknown=1',
  '--minify:x',
  '-x',
])('%s is left to the command line', (argument) => {
  expect(optionsOf(['--minify', argument])).toBe(argument);
});

/** What a bundle of one file that CDK names can't be asked for, or what the API has and the command line has not. */
const LEFT_OUT = [
  'absPaths',
  'absWorkingDir',
  'bundle',
  'color',
  'entryPoints',
  'logStyle',
  'mangleCache',
  'metafile',
  'nodePaths',
  'outbase',
  'outdir',
  'plugins',
  'splitting',
  'stdin',
  'write',
];

test('each option of the API is known, or left to the command line on purpose', () => {
  const types = readFileSync(join(require.resolve('esbuild'), '../main.d.ts'), 'utf8');
  const bodies = ['interface CommonOptions', 'interface BuildOptions'].map((start) => types.slice(types.indexOf(start)).split('\n}')[0]);
  const names = bodies.flatMap((body) => [...body.matchAll(/^ {2}(\w+)\?:/gm)].map(([, name]) => name));
  expect(names.length).toBeGreaterThan(60);
  const source = readFileSync(join(__dirname, '../../../../../lib/function/packaging/nodejs/bundle/esbuild-options.ts'), 'utf8');
  const flagOf = (name: string) => `'--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}'`;
  expect(names.filter((name) => !source.includes(flagOf(name))).sort()).toEqual(LEFT_OUT);
});
