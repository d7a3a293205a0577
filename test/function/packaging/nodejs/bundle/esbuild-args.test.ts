import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, LogLevel, OutputFormat, SourceMapMode } from 'aws-cdk-lib/aws-lambda-nodejs';
import { cdkReason } from '../../../../../lib/function/packaging/nodejs/bundle/cdk-reasons';
import { type BundleRequest, esbuildArgs, externalsOf } from '../../../../../lib/function/packaging/nodejs/bundle/esbuild-args';
import { stackOf } from '../../../../harness';

const request = (bundling: BundlingOptions = {}, runtime = lambda.Runtime.NODEJS_24_X): BundleRequest => ({
  entry: '/shop/src/orders.ts',
  runtime,
  architecture: lambda.Architecture.ARM_64,
  bundling,
});
const SMITHY = '@aws-cdk/aws-lambda-nodejs:sdkV3ExcludeSmithyPackages';
const stackWith = (isWithoutSmithy: boolean) => stackOf(new App({ context: { [SMITHY]: isWithoutSmithy } }));

describe('outside of a bundle is', () => {
  const externals = (bundling: BundlingOptions, runtime?: lambda.Runtime, isWithoutSmithy = false): string[] =>
    externalsOf(stackWith(isWithoutSmithy), request(bundling, runtime));

  test('the AWS SDK, unless it is bundled', () => {
    expect(externals({})).toEqual(['@aws-sdk/*']);
    expect(externals({}, undefined, true)).toEqual(['@aws-sdk/*', '@smithy/*']);
    expect(externals({ bundleAwsSDK: true }, undefined, true)).toEqual([]);
    expect(externals({ bundleAwsSDK: false })).toEqual(['@aws-sdk/*']);
  });

  test('nothing where the runtime changes with the CDK', () => {
    expect(externals({}, lambda.Runtime.NODEJS_LATEST)).toEqual([]);
  });

  test('what the user names, and nothing else', () => {
    expect(externals({ externalModules: ['dep'] }, lambda.Runtime.NODEJS_LATEST)).toEqual(['dep']);
    expect(externals({ externalModules: [], bundleAwsSDK: false })).toEqual([]);
  });
});

describe('the arguments', () => {
  const args = (bundling: BundlingOptions, runtime?: lambda.Runtime): string[] =>
    esbuildArgs(stackWith(false), request({ externalModules: [], ...bundling }, runtime), '/out');
  const ALWAYS = ['--target=node24', '--platform=node', `--outfile=${join('/out', 'index.js')}`];

  test('are few', () => {
    expect(args({})).toEqual(ALWAYS);
    expect(args({ externalModules: undefined })).toEqual([...ALWAYS, '--external:@aws-sdk/*']);
    expect(args({}, lambda.Runtime.NODEJS_20_X)[0]).toBe('--target=node20');
  });

  test('name the format before the file', () => {
    expect(args({ format: OutputFormat.ESM })).toEqual([
      ...['--target=node24', '--platform=node', '--format=esm', `--outfile=${join('/out', 'index.mjs')}`],
    ]);
    expect(args({ format: OutputFormat.CJS })).toEqual([...ALWAYS.slice(0, 2), '--format=cjs', ALWAYS[2]]);
  });

  test.each<[BundlingOptions, string[]]>([
    [{ minify: true }, ['--minify']],
    [{ minify: false }, []],
    [{ sourceMap: true }, ['--sourcemap']],
    [{ sourceMap: false }, []],
    [{ sourceMapMode: SourceMapMode.DEFAULT }, ['--sourcemap']],
    [{ sourceMapMode: SourceMapMode.INLINE }, ['--sourcemap=inline']],
    [{ sourceMap: true, sourceMapMode: SourceMapMode.EXTERNAL }, ['--sourcemap=external']],
    [{ sourcesContent: false }, ['--sources-content=false']],
    [{ sourcesContent: true }, []],
    [{ externalModules: ['a', 'b'] }, ['--external:a', '--external:b']],
    [{ loader: { '.png': 'dataurl', '.txt': 'text' } }, ['--loader:.png=dataurl', '--loader:.txt=text']],
    [{ define: { A: '"1"' } }, ['--define:A="1"']],
    [{ logLevel: LogLevel.SILENT }, ['--log-level=silent']],
    [{ keepNames: true }, ['--keep-names']],
    [{ keepNames: false }, []],
    [{ tsconfig: '/shop/tsconfig.json' }, ['--tsconfig=/shop/tsconfig.json']],
    [{ banner: '/* a */', footer: '/* b */' }, ['--banner:js=/* a */', '--footer:js=/* b */']],
    [{ banner: '', footer: '' }, []],
    [{ mainFields: ['module', 'main'] }, ['--main-fields=module,main']],
    [{ inject: ['./a.js', './b.js'] }, ['--inject:./a.js', '--inject:./b.js']],
    [{ esbuildArgs: { '--log-limit': '0', '--drop-labels': 'DEV' } }, ['--log-limit=0', '--drop-labels=DEV']],
    [{ esbuildArgs: { '--tree-shaking': true, '--jsx-dev': '' } }, ['--tree-shaking', '--jsx-dev']],
    [{ esbuildArgs: { '--tree-shaking': false } }, []],
    [{ esbuildArgs: { '--drop': 'console', '--pure': 'a', '--alias': 'a=b' } }, ['--drop:console', '--pure:a', '--alias:a=b']],
    [
      { esbuildArgs: { '--log-override': 'a=silent', '--out-extension': '.js=.mjs' } },
      ['--log-override:a=silent', '--out-extension:.js=.mjs'],
    ],
    [{ esbuildArgs: { '--drop': ['console', 'debugger'] as never } }, ['--drop:console', '--drop:debugger']],
  ])('of %j are %j', (bundling, expected) => {
    expect(args(bundling)).toEqual([...ALWAYS, ...expected]);
  });

  test("of the user come last, in the order of CDK's", () => {
    const all: BundlingOptions = {
      esbuildArgs: { '--minify': true },
      target: 'node22',
      minify: true,
      sourceMap: true,
      sourcesContent: false,
      loader: { '.a': 'text' },
      define: { A: '1' },
      logLevel: LogLevel.ERROR,
      keepNames: true,
      tsconfig: 't.json',
      banner: 'b',
      footer: 'f',
      mainFields: ['main'],
      inject: ['i.js'],
      externalModules: ['e'],
    };
    expect(args(all)).toEqual([
      ...['--target=node22', '--platform=node', ALWAYS[2], '--minify', '--sourcemap', '--sources-content=false', '--external:e'],
      ...['--loader:.a=text', '--define:A=1', '--log-level=error', '--keep-names', '--tsconfig=t.json', '--banner:js=b', '--footer:js=f'],
      ...['--main-fields=main', '--inject:i.js', '--minify'],
    ]);
  });
});

describe('the CDK has to bundle by itself', () => {
  const reason = (bundling: BundlingOptions, runtime?: lambda.Runtime): string | undefined =>
    cdkReason(stackWith(false), request(bundling, runtime));

  test.each<[string, unknown, string]>([
    ['forceDockerBundling', true, 'bundles in a container'],
    ['preCompilation', true, 'runs the TypeScript compiler'],
    ['commandHooks', new (class Hooks {})(), 'runs commands'],
    ['nodeModules', [], 'runs a package manager'],
    ['environment', { A: '1' }, 'may change how esbuild is run'],
    ['assetHash', 'a', 'names the asset by what CDK passes to esbuild'],
    ['metafile', true, "holds the path of CDK's own temporary folder"],
    ['charset', 'utf8', 'is applied by some versions of the CDK only'],
  ])('for %s: %j', (name, value, why) => {
    expect(reason({ [name]: value } as BundlingOptions)).toBe(`'${name}' ${why}`);
    expect(reason({ [name]: undefined } as BundlingOptions)).toBeUndefined();
  });

  test.each<BundlingOptions>([
    {},
    { forceDockerBundling: false, preCompilation: false, metafile: false, assetHash: '' },
    { environment: {} },
    { environment: null as never },
    { sourceMap: false },
    { sourceMap: true, sourceMapMode: SourceMapMode.INLINE },
    { sourceMapMode: SourceMapMode.INLINE },
    { externalModules: ['@aws-sdk/*', 'dep'] },
  ])('but not for %j', (bundling) => {
    expect(reason(bundling)).toBeUndefined();
  });

  test.each<[string, string | undefined]>([
    ['nodejs24.x', undefined],
    ['nodejs18.x', undefined],
    ['nodejs16.x', "'runtime' is nodejs16.x"],
    ['nodejs', "'runtime' is nodejs"],
    ['my-nodejs24.x', "'runtime' is my-nodejs24.x"],
  ])('for the runtime %s: %s', (name, expected) => {
    expect(reason({}, new lambda.Runtime(name, lambda.RuntimeFamily.NODEJS))).toBe(expected);
  });

  test('for what the runtime decides', () => {
    const { NODEJS_LATEST } = lambda.Runtime;
    expect(reason({ externalModules: ['dep'] }, NODEJS_LATEST)).toBe(`'runtime' changes with the CDK`);
    expect(reason({ externalModules: [] }, NODEJS_LATEST)).toBeUndefined();
    expect(reason({ externalModules: ['dep', 'aws-sdk'] })).toBe(`'externalModules' names a package that the runtime has not`);
    expect(reason({ sourceMap: false, sourceMapMode: SourceMapMode.INLINE })).toBe(`'sourceMapMode' contradicts 'sourceMap'`);
  });
});
