import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { exportsOf } from '../../../../lib/function/packaging/nodejs/bundle-exports';

type Format = 'cjs' | 'esm';

/** What esbuild makes of an entry, as CDK asks it to. */
function bundle(entry: string, format: Format, minify: boolean, options: BuildOptions = {}): string {
  const { outputFiles = [] } = buildSync({
    entryPoints: [join(__dirname, 'entries', entry)],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    sourcemap: 'linked',
    sourcesContent: false,
    outfile: 'index.js',
    logLevel: 'silent',
    keepNames: minify,
    mainFields: ['module', 'main'],
    format,
    minify,
    ...options,
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
  const found = (entry: string, options?: BuildOptions) => exportsOf(bundle(entry, format, minify, options))?.sort();

  test('the names are read', () => {
    expect(found('handler.ts')).toEqual(['handler', 'other']);
  });

  test('the names of what is exported on are read', () => {
    expect(found('all.ts')?.filter((name) => name !== 'default')).toEqual(['a name with spaces', 'again', 'handler', 'other']);
  });

  test('no error if an external module may add a name', () => {
    expect(found('all.ts', { external: ['./handler'] })).toBeUndefined();
  });

  test.each(['linked', 'inline', false] as const)('the names before licenses are read, with the source map %s', (sourcemap) => {
    expect(found('licensed.ts', { sourcemap })).toEqual(['handler']);
  });

  test.each(['orders', 'order-queue', 'order-stream'])('the names behind Powertools and the AWS SDK are read: %s', (handler) => {
    expect(found(`../../../../../examples/orders/handler/${handler}.ts`)).toEqual(['handler']);
  });

  test('an entry that exports nothing has no names', () => {
    expect(found('unexported.ts')).toEqual([]);
  });
});

test.each(['cjs', 'esm'] as const)('the names behind an SDK are read in %s', (format) => {
  expect(exportsOf(bundle('sdk.ts', format, true))).toEqual(['handler']);
});

// CommonJS may add a name.
test.each(['mixed.ts', 'assigned.ts'])('no error for %s in CommonJS', (entry) => {
  for (const minify of [true, false]) expect(exportsOf(bundle(entry, 'cjs', minify))).toBeUndefined();
});

test.each(['cjs', 'esm'] as const)('a default export alone is no name for the runtime in %s', (format) => {
  for (const minify of [true, false]) {
    expect(exportsOf(bundle('default.ts', format, minify))).toEqual(['default']);
    // In an ES module, all that CommonJS exports is the default.
    expect(exportsOf(bundle('common.js', format, minify))).toEqual([format === 'esm' ? 'default' : 'handler']);
    expect(exportsOf(bundle('literal.cjs', format, minify))).toEqual(format === 'esm' ? ['default'] : ['main', 'text', 'other']);
  }
});

test.each([
  ['exports.handler = async () => {};', ['handler']],
  ['module.exports = { handler };', ['handler']],
  ['exports.a = exports.b = void 0; Object.defineProperty(exports, "__esModule", { value: true }); exports.a = 1;', ['a', 'b']],
  ['module.exports.own = 1; module.exports = { "a b": f(1, { x: 2 }), other() {} };', ['own', 'a b', 'other']],
  ['export default f();', ['default']],
  ['var $=(r,e)=>d(r,"name",{value:e});async function a(){}$(a,"handler");module.exports=a;', ['default']],
  ['var n=(r,e)=>d(r,"name",{value:e});function b(){}n(b,"b");function a(){}n(a,"a");module.exports=a;', ['default']],
  ['var n=(r,e)=>d(r,"name",{value:e});var b=n(()=>1,"b");var e=n(()=>1,"e");module.exports=e;', ['default']],
])('of %j: %j', (text, names) => {
  expect(exportsOf(text)?.sort()).toEqual([...names].sort());
});

test.each([
  'module.exports = { ...all };',
  'module.exports = require("x");',
  'module.exports = { [name]: 1 };',
  'exports[name] = 1;',
  '__exportStar(require("x"), exports);',
  'export default f(); export { a }; other();',
  '0 && (module.exports = { handler }); other();',
  '0 && (module.exports = { handler }); // a note\nother();',
  '0 && (module.exports = { handler }); /* a note */ other();',
  'export { handler }; other();',
  'export const handler = 1;',
])('no error for %j', (text) => {
  expect(exportsOf(text)).toBeUndefined();
});

test.each(['', 'console.log(1);'])('nothing can be exported by %j', (text) => {
  expect(exportsOf(text)).toEqual([]);
});

describe.each([
  [true, true],
  [false, false],
  [false, true],
])('an entry in CommonJS, minified: %s, with the names of functions kept: %s', (minify, keepNames) => {
  const found = (entry: string) => exportsOf(bundle(entry, 'cjs', minify, { keepNames }));

  test.each(['function.cjs', 'declared.cjs', 'arrow.cjs'])('%s exports a function alone, in which the runtime does not look', (entry) => {
    expect(found(entry)).toEqual(['default']);
  });

  test.each(['with-property.cjs', 'with-assigned.cjs', 'made.cjs'])('%s may have the handler', (entry) => {
    expect(found(entry)).toBeUndefined();
  });

  test('everything of a module that has a default export alone is nothing', () => {
    expect(found('only-default.ts')).toEqual([]);
  });
});
