import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { App, DockerImage, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Charset, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { AlarmActions, HardenedNodejsFunction, type HardenedNodejsFunctionProps } from '../../../../../lib';
import { esbuildThread } from '../../../../../lib/function/packaging/nodejs/bundle/esbuild-worker';
import { newProject, write } from './project';
import { isDue, newFolder, removeFolders } from './synthesized';

let project: string;
let written: jest.SpyInstance;
beforeEach(() => {
  project = newProject({ 'src/orders.ts': 'export const handler = () => 1;\n' });
  isDue(project);
  written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  jest.restoreAllMocks();
  removeFolders();
});

const newStack = (id = 'Shop', app = new App({ outdir: newFolder() })) => new Stack(app, id);
const told = (stack: Stack): string[] =>
  stack.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:info').map(({ data }) => String(data)));

function orders(stack: Stack, props: Partial<HardenedNodejsFunctionProps> = {}, id = 'Orders'): HardenedNodejsFunction {
  return new HardenedNodejsFunction(stack, id, {
    entry: join(project, 'src/orders.ts'),
    depsLockFilePath: join(project, 'package-lock.json'),
    alarmActions: AlarmActions.none('test'),
    ...props,
  });
}

describe('what CDK has to bundle by itself is left to it, which is told', () => {
  const hooks = {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (_: string, folder: string) => [`echo done > ${folder}/mark`],
  };

  test.each<[string, Partial<HardenedNodejsFunctionProps>, string]>([
    ['commands', { bundling: { commandHooks: hooks } }, "'commandHooks' runs commands"],
    ['a metafile', { bundling: { metafile: true } }, "'metafile' holds the path of CDK's own temporary folder"],
    ['a hash', { bundling: { assetHash: 'of-my-own' } }, "'assetHash' names the asset by what CDK passes to esbuild"],
    ['an environment', { bundling: { environment: { STAGE: 'prod' } } }, "'environment' may change how esbuild is run"],
    ['a charset', { bundling: { charset: Charset.UTF8 } }, "'charset' is applied by some versions of the CDK only"],
    ['an old runtime', { runtime: lambda.Runtime.NODEJS_16_X }, "'runtime' is nodejs16.x"],
    [
      'a runtime that changes',
      { runtime: lambda.Runtime.NODEJS_LATEST, bundling: { externalModules: ['dep'] } },
      "'runtime' changes with the CDK",
    ],
    [
      'the SDK of an old runtime',
      { bundling: { externalModules: ['aws-sdk'] } },
      "'externalModules' names a package that the runtime has not",
    ],
    ['an argument that the API has not', { bundling: { esbuildArgs: { '--analyze': true } } }, "'esbuildArgs' holds --analyze"],
    [
      'a separate file beside the bundle',
      { bundling: { esbuildArgs: { '--mangle-cache': 'cache.json' } } },
      "'esbuildArgs' holds --mangle-cache=cache.json",
    ],
  ])('%s', (_, props, reason) => {
    const stack = newStack();
    orders(stack, props);
    expect(told(stack)).toEqual([expect.stringContaining(`The bundle is made by CDK's NodejsFunction and is not cached: ${reason}`)]);
    const bundling = {
      minify: true,
      keepNames: true,
      sourceMap: true,
      sourcesContent: false,
      bundleAwsSDK: true,
      mainFields: ['module', 'main'],
      ...props.bundling,
    };
    const plain = newStack();
    new NodejsFunction(plain, 'Orders', {
      entry: join(project, 'src/orders.ts'),
      depsLockFilePath: join(project, 'package-lock.json'),
      runtime: props.runtime ?? lambda.Runtime.NODEJS_24_X,
      bundling,
    });
    const assets = (of: Stack) => readdirSync((of.node.root as App).outdir).filter((name) => name.startsWith('asset.'));
    // A metafile names CDK's folder; a custom hash has what CDK was given in it.
    if (!props.bundling?.metafile && !props.bundling?.assetHash) expect(assets(stack)).toEqual(assets(plain));
    expect(assets(stack)).toHaveLength(1);
  });

  test('packages that are installed', () => {
    const bin = newFolder();
    writeFileSync(join(bin, 'npm'), '#!/bin/sh\nmkdir node_modules\n');
    chmodSync(join(bin, 'npm'), 0o755);
    write(project, { 'package.json': '{"dependencies":{"dep":"1.0.0"}}' });
    const { PATH } = process.env;
    process.env.PATH = [bin, PATH].join(delimiter);
    const stack = newStack();
    orders(stack, { bundling: { nodeModules: ['dep'] } });
    process.env.PATH = PATH;
    expect(told(stack)).toEqual([expect.stringContaining("'nodeModules' runs a package manager")]);
  });

  test('a container', () => {
    const stack = newStack();
    const image = DockerImage.fromRegistry('none');
    expect(() => orders(stack, { bundling: { forceDockerBundling: true, dockerImage: image } })).toThrow('docker');
    expect(told(stack)).toEqual([expect.stringContaining("'forceDockerBundling' bundles in a container")]);
  });

  test('an esbuild that is not at hand', () => {
    // The binary itself: the script beside it would start what the variable names, which is itself.
    process.env.ESBUILD_BINARY_PATH = require.resolve(`@esbuild/${process.platform}-${process.arch}/bin/esbuild`);
    const stack = newStack();
    orders(stack);
    delete process.env.ESBUILD_BINARY_PATH;
    expect(told(stack)).toEqual([expect.stringContaining('ESBUILD_BINARY_PATH is set')]);
  });

  test('an API of esbuild that fails, whatever it is asked', () => {
    jest.spyOn(esbuildThread, 'build').mockReturnValue({ errors: [], warnings: [], failure: 'The service was stopped' });
    const stack = newStack();
    orders(stack);
    expect(told(stack)).toEqual([expect.stringContaining("esbuild's API fails: The service was stopped")]);
    expect(readdirSync((stack.node.root as App).outdir).filter((name) => name.startsWith('asset.'))).toHaveLength(1);
  });

  test('files that esbuild writes beside the bundle', () => {
    write(project, { 'src/note.txt': 'a note', 'src/orders.ts': "import note from './note.txt';\nexport const handler = () => note;\n" });
    const stack = newStack();
    orders(stack, { bundling: { loader: { '.txt': 'file' }, esbuildArgs: { '--asset-names': '../[name]' } } });
    expect(told(stack)).toEqual([expect.stringContaining('esbuild writes beside the bundle')]);
  });

  test("what CDK refuses is refused in CDK's words", () => {
    expect(() => orders(newStack(), { projectRoot: join(project, 'lib') })).toThrow(/projectRoot|ENOENT|Cannot find/);
    expect(() => orders(newStack(), { bundling: { sourceMap: false, sourceMapMode: 'inline' as never } })).toThrow(
      'sourceMapMode cannot be used when sourceMap is false',
    );
  });
});

test('nothing is bundled, nor told, where the stacks are not asked for', () => {
  const stack = newStack('Shop', new App({ outdir: newFolder(), context: { 'aws:cdk:bundling-stacks': ['Other'] } }));
  orders(stack, { bundling: { metafile: true } });
  expect(told(stack)).toEqual([]);
  expect(readdirSync((stack.node.root as App).outdir)).toEqual([]);
});

test("the template is that of CDK's own bundle", () => {
  const codeOf = (stack: Stack) => {
    const [fn] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
    return [fn.Properties.Code, fn.Metadata];
  };
  const app = () => new App({ outdir: newFolder(), context: { 'aws:cdk:enable-asset-metadata': true } });
  const plain = newStack('Shop', app());
  const bundling = {
    minify: true,
    keepNames: true,
    sourceMap: true,
    sourcesContent: false,
    bundleAwsSDK: true,
    mainFields: ['module', 'main'],
  };
  new NodejsFunction(plain, 'Orders', {
    entry: join(project, 'src/orders.ts'),
    depsLockFilePath: join(project, 'package-lock.json'),
    runtime: lambda.Runtime.NODEJS_24_X,
    bundling,
  });
  const ours = newStack('Shop', app());
  orders(ours);
  const [code, metadata] = codeOf(ours);
  expect(code).toEqual(codeOf(plain)[0]);
  expect(metadata).toMatchObject({ 'aws:asset:is-bundled': true });
});

test('a change between two apps of one process is seen, though they write to the same folder', () => {
  const outdir = newFolder();
  orders(newStack('Shop', new App({ outdir })));
  write(project, { 'src/orders.ts': 'export const handler = () => "changed";\n' });
  orders(newStack('Shop', new App({ outdir })));
  const texts = readdirSync(outdir)
    .filter((name) => name.startsWith('asset.'))
    .map((name) => readFileSync(join(outdir, name, 'index.js'), 'utf8'));
  expect(texts).toHaveLength(2);
  expect(texts.filter((text) => text.includes('changed'))).toHaveLength(1);
});

describe('errors of esbuild', () => {
  const synth = (stack: Stack): string => {
    try {
      (stack.node.root as App).synth();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('of all functions are reported together at synthesis, with file, line and text, once', () => {
    write(project, {
      'src/orders.ts': `import { x } from './nothing';\nexport const handler = x;\n`,
      'src/second.ts': `export const handler = () => {\n  return 1 +;\n};\n`,
    });
    const stack = newStack();
    orders(stack);
    orders(stack, { entry: join(project, 'src/second.ts') }, 'Second');
    const message = synth(stack);
    expect(message).toContain(
      `[Shop/Orders] 'entry' must be accepted by esbuild, got an error; correct the code:\n  src/orders.ts:1:19: Could not resolve "./nothing"\n      1 | import { x } from './nothing';`,
    );
    expect(message).toContain(
      `[Shop/Second] 'entry' must be accepted by esbuild, got an error; correct the code:\n  src/second.ts:2:13: Unexpected ";"\n      2 |   return 1 +;`,
    );
    expect(message.split('Could not resolve').length).toBe(2);
    expect(written.mock.calls.flat().join('')).not.toContain('Could not resolve');
  });

  test('that functions share are reported once, with the paths of all', () => {
    write(project, {
      'src/orders.ts': `import './shared';\nexport const handler = 1;\n`,
      'src/second.ts': `import './shared';\nexport const handler = 2;\n`,
      'src/shared.ts': 'const x = ;\n',
    });
    const stack = newStack();
    orders(stack);
    orders(stack, { entry: join(project, 'src/second.ts') }, 'Second');
    const message = synth(stack);
    expect(message).toContain(
      "[Shop/Orders] 'entry' must be accepted by esbuild, got an error (the same for Shop/Second); correct the code:",
    );
    expect(message.split('src/shared.ts:1:11').length).toBe(2);
  });

  test('of a package of the AWS SDK come with what to do', () => {
    write(project, { 'src/orders.ts': `import '@aws-sdk/client-sts';\nexport const handler = 1;\n` });
    const stack = newStack();
    orders(stack);
    expect(synth(stack)).toContain(
      "Run 'npm install @aws-sdk/client-sts', or set 'bundling: { bundleAwsSDK: false }' to use the AWS SDK of the runtime.",
    );
  });

  test('are gone once they are corrected', () => {
    write(project, { 'src/orders.ts': 'export const handler = ;' });
    const first = newStack();
    orders(first);
    expect(synth(first)).toContain('Unexpected ";"');
    write(project, { 'src/orders.ts': 'export const handler = 1;' });
    const second = newStack();
    orders(second);
    expect(synth(second)).toBe('');
  });
});

describe('warnings of esbuild', () => {
  const warned = () => written.mock.calls.flat().filter((text) => String(text).includes('warning from esbuild'));
  beforeEach(() => write(project, { 'src/orders.ts': `export const handler = (x: unknown) => typeof x === 'nul';\n` }));

  test('are printed, from the cache too', () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 70);
    for (const count of [1, 2]) {
      orders(newStack());
      expect(warned()).toHaveLength(count);
      expect(warned()[count - 1]).toContain('src/orders.ts:');
    }
  });

  test('are not printed where the log level is above', () => {
    orders(newStack(), { bundling: { logLevel: 'error' as never, format: OutputFormat.CJS } });
    expect(warned()).toEqual([]);
  });
});

test('the assembly holds nothing but the templates and the assets, also where functions share what esbuild has parsed', () => {
  const build = jest.spyOn(esbuildThread, 'build');
  const app = new App({ outdir: newFolder() });
  const stack = newStack('Shop', app);
  orders(stack);
  write(project, { 'src/second.ts': 'export const handler = () => 2;\n' });
  orders(stack, { entry: join(project, 'src/second.ts') }, 'Second');
  const tasks = build.mock.calls.map(([{ series }]) => series);
  expect(tasks).toEqual([expect.objectContaining({ links: app.outdir }), expect.objectContaining({ links: app.outdir })]);
  const { directory } = app.synth();
  expect(readdirSync(directory).filter((name) => !/^asset\.[0-9a-f]{64}$|\.json$|^cdk\.out$/.test(name))).toEqual([]);
  expect(readdirSync(directory).filter((name) => name.startsWith('asset.'))).toHaveLength(2);
});
