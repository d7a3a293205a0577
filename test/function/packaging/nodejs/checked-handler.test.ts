import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Lazy } from 'aws-cdk-lib';
import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import { checkHandlerIsExported } from '../../../../lib/function/packaging/nodejs/bundle-exports';
import { stackOf } from '../../../harness';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'handler-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

interface Asked {
  readonly handler?: string;
  readonly bundling?: BundlingOptions;
  readonly files?: Record<string, string>;
  readonly names?: { readonly exported?: readonly string[] };
}

/** What the synthesis reports, without the line of the app. */
function refused({ handler = 'index.handler', bundling = {}, files = { 'index.js': 'exports.other = 1;' }, names }: Asked): string[] {
  const stack = stackOf();
  checkHandlerIsExported(stack, handler, bundling, folderOf(files), names);
  return stack.node.validate().map((message) => message.replace(/ \(at \S+\)$/, ''));
}

describe('the name of the handler', () => {
  test.each(['index.js', 'index.mjs', 'index.cjs'])('is looked for in %s', (file) => {
    expect(refused({ files: { [file]: 'exports.handler = 1;' } })).toEqual([]);
    expect(refused({ files: { [file]: 'exports.other = exports.another = 1;' } })).toEqual([
      `'handler' must name an export of 'entry', got "handler"; it exports other, another`,
    ]);
  });

  test('is looked for in what the bundler knows, rather than in the file', () => {
    expect(refused({ names: { exported: ['handler'] } })).toEqual([]);
    expect(refused({ names: {} })).toEqual([]);
    expect(refused({ names: { exported: ['a', 'b'] }, files: { 'index.js': 'exports.handler = 1;' } })).toEqual([
      `'handler' must name an export of 'entry', got "handler"; it exports a, b`,
    ]);
  });

  test('has an advice where nothing, or the default alone, is exported', () => {
    expect(refused({ names: { exported: [] } })).toEqual([
      `'handler' must name an export of 'entry', got "handler"; it exports nothing, so write 'export' before the function`,
    ]);
    expect(refused({ names: { exported: ['default'] } })).toEqual([
      `'handler' must name an export of 'entry', got "handler"; it exports default, in which the runtime does not look; export the function by its name`,
    ]);
    expect(refused({ names: { exported: ['default', 'other'] } })).toEqual([
      `'handler' must name an export of 'entry', got "handler"; it exports default, other`,
    ]);
  });

  test.each([
    ['index.other', true],
    ['index.other.inner', true],
    ['index.handler.other', false],
    ['index.default', true],
    // Not of the bundle.
    ['/opt/layer.handler', true],
    ['handler', true],
  ])('%s: %s', (handler, isTaken) => {
    expect(refused({ handler })).toHaveLength(isTaken ? 0 : 1);
  });

  test('is not checked where it is a token, or where there is no bundle', () => {
    expect(refused({ handler: Lazy.string({ produce: () => 'index.handler' }) })).toEqual([]);
    expect(refused({ handler: 'orders.handler', files: {} })).toEqual([]);
    expect(refused({ handler: 'orders.handler', files: { 'main.js': '' } })).toEqual([]);
  });
});

describe('a file beside the bundle', () => {
  const NO_FILE = `'handler' must be in the bundle's file, which is index, got "orders.handler"; give the name of the export alone`;
  const asked = (handler: string, files: Record<string, string> = {}, bundling: BundlingOptions = {}): string[] =>
    refused({ handler, bundling, files: { 'index.js': '', ...files } });

  test.each(['orders.js', 'orders.mjs', 'orders.cjs'])('may be %s', (file) => {
    expect(asked('orders.handler', { [file]: '' })).toEqual([]);
  });

  test('may be in a folder', () => {
    expect(asked('src/orders.handler', { 'src/orders.js': '' })).toEqual([]);
    expect(asked('src/orders.handler', { 'orders.js': '' })).toEqual([NO_FILE.replace('"orders', '"src/orders')]);
  });

  test('must be there', () => {
    expect(asked('orders.handler')).toEqual([NO_FILE]);
    expect(asked('orders.handler', { 'orders.ts': '', orders: '' })).toEqual([NO_FILE]);
    expect(asked('orders.handler', {}, { nodeModules: [] })).toEqual([NO_FILE]);
  });

  test('may come with a package that is installed', () => {
    expect(asked('orders.handler', {}, { nodeModules: ['orders'] })).toEqual([]);
  });
});

describe('an ES module without a require', () => {
  const STAND_IN = 'throw Error("Dynamic require of \\"" + name + "\\" is not supported");';
  const asked = (text: string, bundling: BundlingOptions = { esbuildArgs: { '--banner:js': '' } }): string[] =>
    refused({ bundling, files: { 'index.mjs': text }, names: {} });

  test.each([
    ['behind white space', `${STAND_IN}\nexport { handler };`],
    ['behind a space', `${STAND_IN} export { handler };`],
    ['behind a semicolon', `${STAND_IN}export{handler};`],
    ['behind a brace', `function f(){${STAND_IN}}export{handler};`],
    ['behind an indented line', `${STAND_IN}\n\texport   {handler};`],
    ['at the beginning', `export{handler};${STAND_IN}`],
  ])('is refused, exported %s', (_, text) => {
    expect(asked(text)).toEqual([
      `'bundling.esbuildArgs' must leave the ES module a 'require', got arguments that replace its banner or format, so the function ` +
        `fails when it is loaded; set 'bundling.format' and 'bundling.banner' instead`,
    ]);
  });

  test.each([
    ['it requires nothing', 'export { handler };'],
    ['it makes a require', `const require = make();\n${STAND_IN}\nexport { handler };`],
    ['it is CommonJS', `${STAND_IN}\nmodule.exports = { handler };`],
    ['a name ends like it', `${STAND_IN}\nmy_export {a}; x.export{b}`],
  ])('is not meant where %s', (_, text) => {
    expect(asked(text)).toEqual([]);
  });

  test('is not looked for without arguments of esbuild', () => {
    expect(asked(`${STAND_IN}\nexport { handler };`, {})).toEqual([]);
  });
});
