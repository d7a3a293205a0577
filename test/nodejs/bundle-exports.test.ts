import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { exportsOf } from '../../lib/nodejs/bundle-exports';

type Format = 'cjs' | 'esm';

/** What esbuild makes of an entry, as CDK asks it to. */
function bundle(entry: string, format: Format, minify: boolean, external: string[] = []): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, 'entries', entry)],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    sourcemap: 'linked',
    outfile: 'index.js',
    logLevel: 'silent',
    keepNames: minify,
    mainFields: ['module', 'main'],
    format,
    minify,
    external,
  });
  return outputFiles.find(({ path }) => path.endsWith('index.js'))?.text ?? '';
}

const FORMS: [Format, boolean][] = [
  ['cjs', true],
  ['cjs', false],
  ['esm', true],
  ['esm', false],
];

describe.each(FORMS)('of a bundle in %s, minified: %s', (format, minify) => {
  const found = (entry: string, external?: string[]) => exportsOf(bundle(entry, format, minify, external))?.sort();

  test('the names are read', () => {
    expect(found('handler.ts')).toEqual(['handler', 'other']);
  });

  test('the names of what is exported on are read', () => {
    expect(found('all.ts')?.filter((name) => name !== 'default')).toEqual(['a name with spaces', 'again', 'handler', 'other']);
  });

  test('nothing is said where a module outside may add a name', () => {
    expect(found('all.ts', ['./handler'])).toBeUndefined();
  });
});

test.each(['cjs', 'esm'] as const)('the names behind an SDK are read in %s', (format) => {
  expect(exportsOf(bundle('sdk.ts', format, true))).toEqual(['handler']);
});

// CommonJS may add a name.
test.each(['common.js', 'mixed.ts', 'assigned.ts'])('nothing is said of %s in CommonJS', (entry) => {
  for (const minify of [true, false]) expect(exportsOf(bundle(entry, 'cjs', minify))).toBeUndefined();
});

test.each(['', 'exports.handler = async () => {};', 'module.exports = { handler };', 'console.log(1);'])(
  'nothing is said of %j',
  (text) => {
    expect(exportsOf(text)).toBeUndefined();
  },
);
