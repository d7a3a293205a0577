import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as nodejs from 'aws-cdk-lib/aws-lambda-nodejs';
import { AlarmActions, HardenedNodejsFunction } from '../../../../lib';
import { resolveBundling } from '../../../../lib/function/packaging/nodejs/bundling';
import { accepted, stackOf } from '../../../harness';

const ROOT = join(__dirname, '../../../..');
const folder = mkdtempSync(join(ROOT, 'node_modules/.esm-require-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

mkdirSync(join(folder, 'node_modules/old'), { recursive: true });
writeFileSync(join(folder, 'node_modules/old/package.json'), '{ "name": "old", "main": "index.js" }');
writeFileSync(join(folder, 'node_modules/old/index.js'), 'const c = require("crypto"); exports.id = () => c.randomUUID();');

/** What the handler of the deployed ES module returns, in a separate process. */
function called(code: string, bundling: nodejs.BundlingOptions = {}): string {
  const entry = join(folder, 'entry.mts');
  writeFileSync(entry, code);
  const app = new App({ outdir: mkdtempSync(join(folder, 'out-')) });
  const stack = stackOf(app);
  accepted(
    new HardenedNodejsFunction(stack, 'Orders', {
      entry,
      depsLockFilePath: join(ROOT, 'package-lock.json'),
      bundling: { format: nodejs.OutputFormat.ESM, ...bundling },
      alarmActions: AlarmActions.none('a test'),
    }),
  );
  const asset = readdirSync(app.outdir).find((name) => name.startsWith('asset.'));
  const file = join(app.outdir, String(asset), 'index.mjs');
  const script = `import(${JSON.stringify(file)}).then((m) => m.handler()).then((r) => console.log(String(r)))`;
  return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim();
}

const USES = 'import { id } from "old"; export const handler = async () => id().length;';

test('a CommonJS dependency that requires a module of Node.js loads in an ES module', () => {
  expect(called(USES)).toBe('36');
});

test.each([
  ['no minification', USES, { minify: false }],
  ['a banner of the user', USES, { banner: '/* ours */' }],
  ['a banner that only mentions it', USES, { banner: '/* we require a licence */' }],
  ["the user's own require", USES, { banner: "import { createRequire } from 'module'; const require = createRequire(import.meta.url);" }],
  [
    'an entry that makes its own require',
    'import { createRequire } from "node:module"; import { id } from "old"; const require = createRequire(import.meta.url); export const handler = async () => (require("os").EOL, id().length);',
    {},
  ],
])('also with %s', (_, code, bundling) => {
  expect(called(code, bundling)).toBe('36');
});

test.each([
  ['the banner', { esbuildArgs: { '--banner:js': '/* ours */' } }],
  ['the format', { format: undefined, esbuildArgs: { '--format': 'esm', '--out-extension:.js': '.mjs' } }],
])('arguments of esbuild that replace %s are refused where the bundle then has no require', (_, bundling) => {
  expect(() => called(USES, bundling)).toThrow(/'bundling.esbuildArgs' must leave the ES module a 'require', got arguments/);
});

test('such arguments are taken where nothing is required', () => {
  expect(called('export const handler = async () => 36;', { esbuildArgs: { '--banner:js': '/* ours */' } })).toBe('36');
});

test('CommonJS has no banner of ours', () => {
  const { banner } = resolveBundling(stackOf(), { format: nodejs.OutputFormat.CJS }, lambda.Architecture.ARM_64);
  expect(banner).toBeUndefined();
});
