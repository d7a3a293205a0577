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

test.each([
  ['0 && (module.exports = { "a: null b": null, "c" : null, d });', ['a: null b', 'c', 'd'], 'module.exports = t(n);\n'],
  ['0&&(module.exports={a,b,});', ['a', 'b'], 'module.exports=t(n);'],
  ['module.exports = t($n);', ['a', 'b c'], '_e($n, { a: () => b, "b c": () => c.d });'],
  ['module.exports=t(n)', ['a'], '$e(n,{a:()=>b});'],
  ['export { a as b, c, d as "e f", $ as $a, };', ['b', 'c', 'e f', '$a'], ''],
  ['export{a};', ['a'], 'import x from "x";'],
  ['export {};', [], ''],
  ['export { a };\n/*\nexport const example = 1;\n*/', ['a'], ''],
])('the names of esbuild in %j', (end, names, before) => {
  expect(exportsOf(before + end)).toEqual(names);
});

test.each([
  '0 && (module.exports = { handler });',
  'module.exports = a; module.exports = b; 0 && (module.exports = { handler });',
  'module.exports = t(n); exports.other = 1; 0 && (module.exports = { handler });',
  'e(n, { a: () => b }); module.exports = t(n); exports.other = 1;',
  'e(n, { a: () => b }); module.exports = t(n); module.exports.other = 1;',
  'var $n = {}; $n.a = 1; module.exports = t($n);',
  'export { a };\nexport default f();\nother();',
  'x();export{a};export default f();other();',
  'function x(){}\texport {a}; export default f(); other();',
  'export * from "x"; export { a };',
])('no error for %j, as another may add a name', (text) => {
  expect(exportsOf(text)).toBeUndefined();
});

test('a module whose names are never filled exports nothing', () => {
  expect(exportsOf('var n = {}; module.exports = t(n);')).toEqual([]);
  expect(exportsOf('var $n = {}; n.a = 1; module.exports = t($n);')).toEqual([]);
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

describe('of exports that CommonJS sets', () => {
  test.each([
    ['module.exports = { get: 1, set, async };', ['get', 'set', 'async']],
    ['module.exports = { get() {}, set: 2, async};', ['get', 'set', 'async']],
    ['module.exports = { async(){}, get }', ['async', 'get']],
    ["module.exports = { 'quoted': 1 };", ['quoted']],
    ['module.exports = { a: { b: 1, c: 2 }, d: [1, 2], e: f(1, 2), g };', ['a', 'd', 'e', 'g']],
    ['module.exports = { a: "x, b: 1", c: 2 };', ['a', 'c']],
    [`module.exports = { a: 'x}', c: "'" };`, ['a', 'c']],
    ['module.exports={a:1};', ['a']],
    ['module.exports  =  {a, b,};', ['a', 'b']],
    ['exports.$a = 1; module.exports._b = 2;', ['$a', '_b']],
    ['module.exports = { $a: 1, _b: 2, c1$: 3 };', ['$a', '_b', 'c1$']],
    ["Object.defineProperty(exports, 'a', { value: 1 });", ['a']],
    ['Object.defineProperty(module.exports,"b c", { value: 1 });', ['b c']],
    ['Object.defineProperty(exports,   "a", {});', ['a']],
    ['module.exports = { a }; module.exports.b = 1; exports.c = 2;', ['a', 'b', 'c']],
    ['module.exports = { a }; module.exports = { b };', ['a', 'b']],
    ['module.exports = { a: 1 }; log("\\n");', ['a']],
  ])('%j has the names %j', (text, names) => {
    expect(exportsOf(text)).toEqual(names);
  });

  test.each([
    'exports.__esModule = true;',
    'my.exports.a = 1;',
    'myexports.a = 1;',
    '$module.exports = { a };',
    'exports$.a = 1;',
    'x.module.exports = { a };',
  ])('%j has none', (text) => {
    expect(exportsOf(text)).toEqual([]);
  });

  test.each([
    'module.exports = { get handler() { return 1; } };',
    'module.exports = { set handler(v) {} };',
    'module.exports = { async handler() {} };',
    'module.exports = { "a\\"b": 1, c: 1 };',
    'module.exports = { "a',
    'module.exports = { a: `x` };',
    'module.exports = { a: /x/ };',
    'module.exports = { a: [...b] };',
    'module.exports = { [a]: 1 };',
    'module.exports = { a: 1',
    'module.exports = {};',
    'module.exports = { a }; other(module);',
    'module.exports = { a }; other(exports);',
    'exports = { a };',
    'exports.a = 1; exports = 2;',
    'module.exports = { a }; module.exports = { ...b };',
    '0&&(module.exports={a}); other();',
    '0 && ( module.exports = { a }); other();',
    '0 &&(module.exports.a = 1); other();',
    'a && b(module.exports); exports.c = 1;',
    'module.exports = asyncs.x;',
  ])('nobody can tell of %j', (text) => {
    expect(exportsOf(text)).toBeUndefined();
  });
});

describe('of a function that CommonJS exports', () => {
  test.each([
    'module.exports = function () {};',
    'module.exports = () => { if (a) {} (b)(); };',
    'function f() { if (a) {} (b)(); } module.exports = f;',
    'const f = () => { if (a) {} (b)(); }; module.exports = f;',
    'module.exports = async function () {};',
    'module.exports = class {};',
    'module.exports = (event) => 1;',
    'module.exports = event => 1;',
    'module.exports = async (event) => 1;',
    'module.exports=async()=>1',
    'module.exports = async event => 1;',
    'module.exports = async => 1;',
    'const f = async e=>1; module.exports = f;',
    'module.exports = ({ a, b }, $c) => 1;',
    'module.exports = $e=>1;',
    'module.exports=()=>1',
    'module.exports   =   () => 1',
    'function f() {}\nmodule.exports = f',
    'function f() {}\nmodule.exports = f\nother();',
    'function f (a) {}\nmodule.exports = f;',
    'let f = () => 1; module.exports = f;',
    'const f = function () {}; module.exports = f;',
    'var f = async () => {}; module.exports = f;',
    'const f = class {}; module.exports = f;',
    'var  f  =  (a) => 1; module.exports = f ;',
    'function $f() {} module.exports = $f;',
    'var $f = () => 1; module.exports = $f;',
    'function f() {} xf.a = 1; module.exports = f;',
    'function f() {} $f.a = 1; module.exports = f;',
    'function f() {} x.f.a = 1; module.exports = f;',
    'var n=(r,e)=>d(r,"name",{value:e});module.exports=n(()=>1,"x");',
    'var n=(r,e)=>d(r,"name",{value:e});module.exports=n(async function(){},"x");',
    'var n = (target, value) => __defProp(target, "name", { value, configurable: true }); module.exports = /* @__PURE__ */ n(async () => 1, "x");',
    'var $n=(r,e)=>d(r,"name",{value:e});module.exports=$n(()=>1,"x");',
  ])('%j has no name for the runtime', (text) => {
    expect(exportsOf(text)).toEqual(['default']);
  });

  test.each([
    'module.exports == f;',
    'module.exports = f();',
    'module.exports = functions;',
    'module.exports = classes();',
    'const async = require("async"); module.exports = async;',
    'const async = require("async"); module.exports = async(1);',
    'const async = require("async"); module.exports = async.queue;',
    'var f = async.queue(); module.exports = f;',
    'module.exports = class { static handler() {} };',
    'module.exports = class extends Base {};',
    'class F { static async handler() {} } module.exports = F;',
    'const f = class { static handler = 1; }; module.exports = f;',
    'const f = class extends Base {}; module.exports = f;',
    'var f = require("x"); module.exports = f;',
    'module.exports = function () { return { handler }; }();',
    'module.exports = function made() { return { handler }; } ();',
    'module.exports = async function(){return{handler}}();',
    'function f() {} function g() {} module.exports = f, g;',
    'var f = function () { return { handler }; }(); module.exports = f;',
    'let f = async  function () { return { handler }; }(); module.exports = f;',
    'function f() {} f.handler = 1; module.exports = f;',
    'function f() {} f["handler"] = 1; module.exports = f;',
    'function f() {} f .handler = 1; module.exports = f;',
    'function f() {} Object.assign(f, { handler }); module.exports = f;',
    'function f() {} module.exports = f, g;',
    'function f() {} module.exports = f; exports.x = 1;',
    'function f() {} module.exports = f; use(module);',
    'function f() {} use(exports); module.exports = f;',
    'myvar f = () => 1; module.exports = f;',
    'x.function f() {} module.exports = f;',
    'function g() {} module.exports = f;',
    'var n=(r,e)=>d(e,"name",{value:e});function a(){}n(a,"a");module.exports=a;',
    'var n=(r,e)=>d(r,"name",{value:e});module.exports=n(make(),"x");',
    'var n=(r,e)=>d(r,"name",{value:e});function a(){}n(a,"a");x.n(a,"b");module.exports=a;',
    'var n=(r,e)=>d(r,"name",{value:e});function a(){}an(a,"b");module.exports=a;',
  ])('nobody can tell of %j', (text) => {
    expect(exportsOf(text)).toBeUndefined();
  });
});
