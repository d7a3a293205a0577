import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, LogLevel, NodejsFunction, OutputFormat, SourceMapMode } from 'aws-cdk-lib/aws-lambda-nodejs';
import { AlarmActions, HardenedNodejsFunction } from '../../../../../lib';
import { resolveBundling } from '../../../../../lib/function/packaging/nodejs/bundling';
import { newProject } from './project';

/*
 * The same options, bundled by CDK's NodejsFunction and by ours: the same assets, named by the same hash, with the same
 * bytes.
 */

const FILES = {
  'tsconfig.json': '{"compilerOptions":{"experimentalDecorators":true,"paths":{"@lib/*":["./lib/*"]}}}',
  'tsconfig.bundle.json': '{"extends":"./tsconfig.json","compilerOptions":{"useDefineForClassFields":false,"target":"ES2020"}}',
  'src/orders.ts': `import dep, { used } from 'dep';
import { shared } from '@lib/shared';
import data from './data.json';
import text from './note.txt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
declare const STAGE: string;
declare const __VERSION__: { major: number };
export class Order { total = 1; _hidden = 'größe'; }
/*! a license */
export async function handler(event: unknown) {
  DEV: console.log('only in development');
  console.debug(event);
  debugger;
  const value = typeof STAGE === 'undefined' ? 'none' : STAGE;
  const version = typeof __VERSION__ === 'undefined' ? 0 : __VERSION__.major;
  return [dep, used(), shared?.name ?? data, text, value, version, new Order(), new DynamoDBClient(), process.env.NODE_ENV];
}
export const lazy = () => import('./lazy');
`,
  'src/index.ts': `export { handler } from './orders';`,
  'src/lazy.ts': 'export const late = 1;',
  'src/view.tsx': `export const handler = () => <p title="x">{1}</p>;\ndeclare const React: any;\n`,
  'src/plain.js': `exports.handler = async () => require('dep');`,
  'src/module.mjs': `import { used } from 'dep';\nexport const handler = () => used();\n`,
  'src/data.json': '{"name":"data","unused":true}',
  'src/note.txt': 'a note\n',
  'src/shim.ts': `export const React = { createElement: (...args: unknown[]) => args };\n`,
  'lib/shared.ts': `import { used } from 'dep';\nexport const shared = { name: used() };\n`,
  'lib/other.ts': `export const used = () => 'other';\n`,
  'node_modules/dep/package.json':
    '{"name":"dep","main":"main.js","module":"module.js","custom":"custom.js","exports":{"custom":"./custom.js","import":"./module.js","require":"./main.js"},"sideEffects":false}',
  'node_modules/dep/main.js': `module.exports = { used: () => 'main', unused: () => 'not' };`,
  'node_modules/dep/module.js': `export const used = /* @__PURE__ */ (() => () => 'module')();\nexport const unused = () => 'not';\nexport default 'module';\n//# sourceMappingURL=module.js.map`,
  'node_modules/dep/module.js.map':
    '{"version":3,"sources":["module.ts"],"names":[],"mappings":"AAAA","sourcesContent":["export const used = 1"]}',
  'node_modules/dep/custom.js': `export const used = () => 'custom';\nexport default 'custom';\n`,
  'node_modules/@aws-sdk/client-dynamodb/index.js': 'exports.DynamoDBClient = class DynamoDBClient {};',
};
const LOADER = { '.txt': 'text' };
/** What the fixture needs to be bundled at all. */
const BASE: BundlingOptions = { loader: LOADER };

const SETS: [string, BundlingOptions, string?][] = [
  ['the defaults', {}],
  ['a second entry of the same folder', {}, 'src/module.mjs'],
  ['JSX', {}, 'src/view.tsx'],
  ['JavaScript', {}, 'src/plain.js'],
  ['an index', {}, 'src/index.ts'],
  ['a file of another folder', {}, 'lib/shared.ts'],
  ['minify: false', { minify: false }],
  ['keepNames: false', { keepNames: false }],
  ['sourceMap: false', { sourceMap: false }],
  ['sourceMap: false, minify: false', { sourceMap: false, minify: false }],
  ['sourcesContent: true', { sourcesContent: true }],
  ['sourceMapMode: default', { sourceMapMode: SourceMapMode.DEFAULT }],
  ['sourceMapMode: inline', { sourceMapMode: SourceMapMode.INLINE, sourcesContent: true }],
  ['sourceMapMode: external', { sourceMapMode: SourceMapMode.EXTERNAL }],
  ['sourceMapMode: both', { sourceMapMode: SourceMapMode.BOTH }],
  ['format: ESM', { format: OutputFormat.ESM }],
  ['format: ESM, readable', { format: OutputFormat.ESM, minify: false, keepNames: false }],
  ['format: CJS', { format: OutputFormat.CJS }],
  ['target', { target: 'node18' }],
  ['several targets', { target: 'es2019,node16', minify: false }],
  ['define', { define: { STAGE: JSON.stringify('prod'), __VERSION__: JSON.stringify({ major: 2 }) } }],
  ['define of the environment', { define: { 'process.env.NODE_ENV': '"production"' } }],
  ['loader', { loader: { '.txt': 'dataurl', '.json': 'text' } }],
  ['loader: file', { loader: { '.txt': 'file' } }],
  ['loader: copy', { loader: { '.txt': 'copy', '.json': 'copy' } }],
  ['loader: base64', { loader: { '.txt': 'base64' } }],
  ['banner', { banner: '/* a \'banner\' with $signs and "quotes" */' }],
  ['footer', { footer: '/* the end */' }],
  [
    'banner and footer in an ES module',
    {
      banner: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
      footer: '// end',
      format: OutputFormat.ESM,
    },
  ],
  ['externalModules', { externalModules: ['dep', '@aws-sdk/*'] }],
  ['externalModules: none', { externalModules: [] }],
  ['bundleAwsSDK: false', { bundleAwsSDK: false }],
  ['mainFields', { mainFields: ['main', 'module'] }],
  ['its own mainFields', { mainFields: ['custom', 'main'] }],
  ['inject', { inject: ['./src/shim.ts'] }, 'src/view.tsx'],
  ['tsconfig', { tsconfig: 'tsconfig.bundle.json' }],
  ['logLevel', { logLevel: LogLevel.ERROR }],
  ['logLevel: silent', { logLevel: LogLevel.SILENT }],
  ['esbuildArgs: --drop', { esbuildArgs: { '--drop': 'console' } }],
  ['esbuildArgs: --drop-labels', { esbuildArgs: { '--drop-labels': 'DEV,TEST' } }],
  ['esbuildArgs: --pure', { esbuildArgs: { '--pure': 'console.debug' } }],
  ['esbuildArgs: --log-override', { esbuildArgs: { '--log-override': 'direct-eval=silent' } }],
  ['esbuildArgs: --out-extension', { esbuildArgs: { '--out-extension': '.js=.cjs' } }],
  ['esbuildArgs: --alias', { esbuildArgs: { '--alias': 'dep=./lib/other.ts' }, minify: false }, 'src/module.mjs'],
  ['esbuildArgs: --conditions', { esbuildArgs: { '--conditions': 'custom' } }],
  ['esbuildArgs: --legal-comments', { esbuildArgs: { '--legal-comments': 'linked' } }],
  ['esbuildArgs: --legal-comments=external', { esbuildArgs: { '--legal-comments': 'external' } }],
  ['esbuildArgs: --charset', { esbuildArgs: { '--charset': 'utf8' } }],
  ['esbuildArgs: --line-limit', { esbuildArgs: { '--line-limit': '80' } }],
  ['esbuildArgs: --tree-shaking', { esbuildArgs: { '--tree-shaking': 'true' } }],
  ['esbuildArgs: --ignore-annotations', { esbuildArgs: { '--ignore-annotations': true } }],
  ['esbuildArgs: --packages', { esbuildArgs: { '--packages': 'external' } }],
  ['esbuildArgs: --jsx', { esbuildArgs: { '--jsx': 'transform', '--jsx-factory': 'h', '--jsx-fragment': 'F' } }, 'src/view.tsx'],
  ['esbuildArgs: --jsx=preserve', { esbuildArgs: { '--jsx': 'preserve' } }, 'src/view.tsx'],
  ['esbuildArgs: --mangle-props', { esbuildArgs: { '--mangle-props': '^_', '--reserve-props': '^_a' } }],
  ['esbuildArgs: --minify-syntax', { minify: false, esbuildArgs: { '--minify-syntax': true, '--minify-whitespace': true } }],
  ['esbuildArgs: --minify-identifiers', { minify: false, esbuildArgs: { '--minify-identifiers': '' } }],
  ['esbuildArgs: --resolve-extensions', { esbuildArgs: { '--resolve-extensions': '.js,.ts,.json' } }],
  ['esbuildArgs: --source-root', { esbuildArgs: { '--source-root': 'https://example.com/' } }],
  ['esbuildArgs: --supported', { minify: false, esbuildArgs: { '--supported:async-await': 'false' }, target: 'es2017' }],
  ['esbuildArgs: --global-name', { esbuildArgs: { '--format': 'iife', '--global-name': 'shop' } }],
  ['esbuildArgs: --preserve-symlinks', { esbuildArgs: { '--preserve-symlinks': true } }],
  [
    'esbuildArgs: --tsconfig-raw',
    {
      esbuildArgs: {
        '--tsconfig-raw': '{"compilerOptions":{"useDefineForClassFields":false,"paths":{"@lib/*":["./lib/*"]},"baseUrl":"."}}',
      },
      minify: false,
    },
  ],
  [
    'esbuildArgs: --asset-names',
    { loader: { '.txt': 'file' }, esbuildArgs: { '--asset-names': 'assets/[dir]/[name]', '--public-path': '/var/task' } },
  ],
  ['esbuildArgs: --define', { esbuildArgs: { '--define:STAGE': '"arg"', '--banner:js': '/* arg */' } }],
  ['esbuildArgs: --external', { esbuildArgs: { '--external:dep': '' } }],
  [
    'esbuildArgs that win over options',
    { minify: true, esbuildArgs: { '--minify': 'false', '--sourcemap': 'inline', '--target': 'node22' } },
  ],
  ['esbuildArgs: false says nothing', { esbuildArgs: { '--minify': false, '--charset': 'utf8' } }],
  [
    'Docker that is not needed',
    {
      volumes: [{ hostPath: '/a', containerPath: '/b' }],
      user: 'root',
      workingDirectory: '/asset-input',
      command: ['ls'],
      network: 'host',
    },
  ],
  ['esbuildVersion, which is for Docker', { esbuildVersion: '0.19' }],
];

const folders: string[] = [];
const newFolder = (): string => {
  folders.push(mkdtempSync(join(tmpdir(), 'bytes-')));
  return folders[folders.length - 1];
};
let project: string;
beforeAll(() => {
  project = newProject(FILES);
  folders.push(project);
  process.env.CDK_HARDENED_LAMBDA_BUNDLE_CACHE = newFolder();
});
afterAll(() => {
  delete process.env.CDK_HARDENED_LAMBDA_BUNDLE_CACHE;
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

/** Each file of the only asset, by its path below the outdir, and what the bundling prints. */
function filesOf(make: (stack: Stack) => void): Record<string, string> {
  const app = new App({ outdir: newFolder() });
  make(new Stack(app, 'Shop'));
  const told = app.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:info'));
  expect(told).toEqual([]);
  const assets = readdirSync(app.outdir).filter((name) => name.startsWith('asset.'));
  expect(assets).toHaveLength(1);
  const entries = readdirSync(join(app.outdir, assets[0]), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map((entry) => [
      join(entry.parentPath, entry.name).slice(app.outdir.length),
      readFileSync(join(entry.parentPath, entry.name), 'latin1'),
    ]),
  );
}

interface Compared {
  readonly entry: string;
  readonly bundling: BundlingOptions;
  readonly depsLockFilePath?: string;
  readonly runtime?: lambda.Runtime;
}

function compare({ runtime = lambda.Runtime.NODEJS_24_X, ...compared }: Compared): void {
  // What the library chooses where an option is left out, for the CDK to bundle the same way.
  const bundling = resolveBundling(new Stack(), compared.bundling, lambda.Architecture.ARM_64);
  const plain = filesOf((stack) => new NodejsFunction(stack, 'Orders', { ...compared, runtime, bundling }));
  const ours = () =>
    filesOf(
      (stack) =>
        new HardenedNodejsFunction(stack, 'Orders', {
          ...compared,
          runtime,
          handler: 'index.default',
          alarmActions: AlarmActions.none('test'),
        }),
    );
  expect(ours()).toEqual(plain);
  // From the cache.
  expect(ours()).toEqual(plain);
}

test('there are enough sets to tell', () => {
  expect(SETS.length).toBeGreaterThanOrEqual(40);
});

test.each(SETS)('with %s', (_, bundling, entry = 'src/orders.ts') => {
  compare({
    entry: join(project, entry),
    bundling: { ...BASE, ...bundling, ...tsconfigIn(bundling) },
    depsLockFilePath: join(project, 'package-lock.json'),
  });
});

const tsconfigIn = ({ tsconfig }: BundlingOptions): BundlingOptions => (tsconfig ? { tsconfig: join(project, tsconfig) } : {});

/** The CDK takes several values of an option from 2.275 on; the oldest CDK that is tried here writes them as one. */
const CDK_MINOR = Number(jest.requireActual('aws-cdk-lib/package.json').version.split('.')[1]);
const SEVERAL = { '--alias': ['dep=./lib/other.ts', '@aws-sdk/client-dynamodb=./lib/shared.ts'], '--drop': [] } as never;
(CDK_MINOR < 275 ? test.skip : test)('with several values of one of the esbuildArgs', () => {
  compare({
    entry: join(project, 'src/module.mjs'),
    bundling: { ...BASE, minify: false, esbuildArgs: SEVERAL },
    depsLockFilePath: join(project, 'package-lock.json'),
  });
});

test.each([lambda.Runtime.NODEJS_20_X, lambda.Runtime.NODEJS_22_X, lambda.Runtime.NODEJS_LATEST])('for $name', (runtime) => {
  compare({
    entry: join(project, 'src/orders.ts'),
    bundling: { ...BASE, externalModules: [] },
    depsLockFilePath: join(project, 'package-lock.json'),
    runtime,
  });
});

const EXAMPLES = join(__dirname, '../../../../../examples');
const folderOf = (example: string) => join(EXAMPLES, example, 'handler');
const HANDLERS = readdirSync(EXAMPLES)
  .filter((example) => existsSync(folderOf(example)))
  .flatMap((example) => readdirSync(folderOf(example)).map((name) => [example, name] as const))
  .filter(([example, name]) => /^export (const|(async )?function) handler\b/m.test(readFileSync(join(folderOf(example), name), 'utf8')));

test('all examples in TypeScript are compared', () => {
  const withEntries = readdirSync(EXAMPLES).filter((example) =>
    readdirSync(join(EXAMPLES, example)).some(
      (name) => name.endsWith('.ts') && /\bentry: /.test(readFileSync(join(EXAMPLES, example, name), 'utf8')),
    ),
  );
  expect([...new Set(HANDLERS.map(([example]) => example))]).toEqual(withEntries);
});

/** A package with a binary is installed beside the bundle: that, the CDK does by itself. */
const INSTALLED: Record<string, BundlingOptions> = { watermark: { externalModules: ['sharp'] } };
test.each(HANDLERS)('of examples/%s: %s', (example, name) => {
  compare({ entry: join(folderOf(example), name), bundling: INSTALLED[example] ?? {} });
});
