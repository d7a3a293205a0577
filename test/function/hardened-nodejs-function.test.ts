import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { App, DockerImage, Lazy, PropertyInjectors, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { AlarmActions, HardenedFunctionDefaults, HardenedNodejsFunction, type HardenedNodejsFunctionProps, Powertools } from '../../lib';
import * as esbuild from '../../lib/function/packaging/nodejs/esbuild';
import { accepted, acknowledgementsOf, findingsOf, only, stackOf } from '../harness';

// Exports cannot be replaced one by one where they are getters.
jest.mock('../../lib/function/packaging/nodejs/esbuild', () => ({
  __esModule: true,
  ...jest.requireActual('../../lib/function/packaging/nodejs/esbuild'),
}));

const entryOf = (name: string) => join(__dirname, './packaging/nodejs/entries', name);
const ENTRY = entryOf('handler.ts');
const TOLD = { entry: ENTRY, alarmActions: AlarmActions.none('a test looks at the template') };

const outdirs: string[] = [];
afterAll(() => {
  for (const outdir of outdirs) rmSync(outdir, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nodejs-'));
  outdirs.push(folder);
  return folder;
}

const SKIPPED = { 'aws:cdk:bundling-stacks': [] };
const appOf = (context: Record<string, unknown> = {}) => new App({ outdir: newFolder(), context });
const skippedStack = () => stackOf(appOf(SKIPPED));

let written: jest.SpyInstance;
beforeEach(() => {
  written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());
const bundlings = (): number => written.mock.calls.filter(([text]) => String(text).startsWith('Bundling asset')).length;

const bundled = (props: Partial<HardenedNodejsFunctionProps> = {}, stack = stackOf(appOf()), id = 'Orders') =>
  new HardenedNodejsFunction(stack, id, { ...TOLD, ...props });

function assetOf(stack: Stack): string {
  const { outdir } = stack.node.root as App;
  const [asset] = readdirSync(outdir).filter((name) => name.startsWith('asset.'));
  return join(outdir, asset);
}

/** A bundle is too long to be shown by a test that fails. */
const holds = (asset: string, text: string): boolean => readFileSync(join(asset, 'index.js'), 'utf8').includes(text);

describe('one line', () => {
  const stack = () => bundled().stack;

  test('gives a function of Node.js 24 that handles events with what the entry exports', () => {
    expect(only(Template.fromStack(stack()), 'AWS::Lambda::Function')).toMatchObject({
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Architectures: ['arm64'],
      MemorySize: 256,
      Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } },
    });
  });

  test('deploys a minified bundle that keeps names, and a map without the sources', () => {
    const asset = assetOf(stack());
    expect(readdirSync(asset).sort()).toEqual(['index.js', 'index.js.map']);
    expect(readFileSync(join(asset, 'index.js'), 'utf8').split('\n').length).toBeLessThan(5);
    expect(JSON.parse(readFileSync(join(asset, 'index.js.map'), 'utf8'))).not.toHaveProperty('sourcesContent');
  });

  test('keeps what a name says', async () => {
    const { handler } = require(join(assetOf(stack()), 'index.js'));
    expect(await handler()).toBe('TypedError: a name that minifying would lose');
  });

  test('deploys the AWS SDK that was tested', () => {
    const asset = assetOf(bundled({ entry: entryOf('sdk.ts') }).stack);
    expect(holds(asset, 'require("@aws-sdk/client-dynamodb")')).toBe(false);
  });

  test('leaves nothing to find for cdk-nag', () => {
    const app = appOf(SKIPPED);
    bundled({}, stackOf(app));
    expect(findingsOf(app)).toEqual([]);
    expect(acknowledgementsOf(app)).toEqual(expect.arrayContaining([expect.stringContaining('Serverless-LambdaDLQ')]));
  });

  test('is bundled once per app, however many functions it makes', () => {
    const app = appOf();
    const [shop, office] = [stackOf(app, 'Shop'), stackOf(app, 'Office')];
    bundled({}, shop);
    bundled({ handler: 'other' }, shop, 'Other');
    bundled({ memorySize: 512 }, office);
    expect(bundlings()).toBe(1);
    bundled({ bundling: { minify: false } }, office, 'Readable');
    expect(bundlings()).toBe(2);
  });
});

describe('what is set takes precedence', () => {
  test('of the bundling', () => {
    const stack = stackOf(appOf());
    bundled({ bundling: { minify: false, sourceMap: false, format: OutputFormat.ESM } }, stack);
    const asset = assetOf(stack);
    expect(readdirSync(asset)).toEqual(['index.mjs']);
    expect(readFileSync(join(asset, 'index.mjs'), 'utf8').split('\n').length).toBeGreaterThan(5);
    expect(only(Template.fromStack(stack), 'AWS::Lambda::Function').Environment).toBeUndefined();
  });

  test('of the SDK', () => {
    const stack = stackOf(appOf());
    bundled({ entry: entryOf('sdk.ts'), bundling: { bundleAwsSDK: false } }, stack);
    expect(holds(assetOf(stack), 'require("@aws-sdk/client-dynamodb")')).toBe(true);
  });

  test('of runtime, handler and environment', () => {
    const stack = skippedStack();
    bundled({ runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.other', environment: { NODE_OPTIONS: '--trace-warnings' } }, stack);
    expect(only(Template.fromStack(stack), 'AWS::Lambda::Function')).toMatchObject({
      Runtime: 'nodejs22.x',
      Handler: 'index.other',
      Environment: { Variables: { NODE_OPTIONS: '--trace-warnings --enable-source-maps' } },
    });
  });

  test('of the scope, and of injectors', () => {
    const stack = skippedStack();
    HardenedFunctionDefaults.of(stack).set({ architecture: lambda.Architecture.X86_64 });
    PropertyInjectors.of(stack).add({
      constructUniqueId: HardenedNodejsFunction.PROPERTY_INJECTION_ID,
      inject: (props) => ({ description: 'injected', ...props }),
    });
    const fn = bundled({}, stack).addEnvironment('TABLE_NAME', 'orders');
    expect(fn).toBeInstanceOf(HardenedNodejsFunction);
    expect(only(Template.fromStack(stack), 'AWS::Lambda::Function')).toMatchObject({
      Architectures: ['x86_64'],
      Description: 'injected',
      Environment: { Variables: { TABLE_NAME: 'orders' } },
    });
  });
});

test('takes the place of NodejsFunction: the function inside is one, and keeps its logical id', () => {
  const idOf = (make: (stack: Stack) => unknown) => {
    const stack = skippedStack();
    make(stack);
    return Object.keys(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  };
  expect(idOf((stack) => expect(bundled({}, stack).lambdaFunction).toBeInstanceOf(NodejsFunction))).toEqual(
    idOf((stack) => new NodejsFunction(stack, 'Orders', { entry: ENTRY, runtime: lambda.Runtime.NODEJS_24_X })),
  );
});

test('what nobody asked for is left out at the edge, which has no environment', () => {
  const stack = stackOf(appOf(SKIPPED), 'Shop', { env: { account: '111122223333', region: 'us-east-1' } });
  const edgeLambdas = [
    {
      functionVersion: bundled({ architecture: lambda.Architecture.X86_64, tracing: lambda.Tracing.DISABLED }, stack).currentVersion,
      eventType: cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST,
    },
  ];
  new cloudfront.Distribution(stack, 'Site', { defaultBehavior: { origin: new origins.HttpOrigin('example.com'), edgeLambdas } });
  expect(only(Template.fromStack(stack), 'AWS::Lambda::Function').Environment).toBeUndefined();
});

describe('esbuild that is not there', () => {
  beforeEach(() => {
    jest.spyOn(esbuild, 'isEsbuildThere').mockReturnValue(false);
  });

  test('is reported, with the line that installs it', () => {
    expect(() => bundled()).toThrow(
      new Error(
        "Shop/Orders: 'entry' must be bundled by esbuild, got none beside aws-cdk-lib and none on the PATH; run 'npm install --save-dev esbuild@0', " +
          "or say 'bundling: { forceDockerBundling: true }' to bundle in a container",
      ),
    );
  });

  test('is not asked for where nothing is bundled, nor with an image to bundle in', () => {
    bundled({}, skippedStack());
    expect(bundlings()).toBe(0);
    bundled({ bundling: { dockerImage: DockerImage.fromRegistry('own') } });
    expect(bundlings()).toBe(1);
    expect(() => bundled({ bundling: { forceDockerBundling: true, dockerImage: DockerImage.fromRegistry('own') } })).not.toThrow(
      /must be bundled by esbuild/,
    );
  });
});

describe('a project without esbuild', () => {
  const { PATH } = process.env;
  let project: string;
  let own: { readonly entry: string; readonly depsLockFilePath: string };
  beforeEach(() => {
    project = newFolder();
    own = { entry: join(project, 'orders.ts'), depsLockFilePath: join(project, 'package-lock.json') };
    writeFileSync(own.entry, 'export const handler = 1;');
    writeFileSync(own.depsLockFilePath, '{}');
    process.env.PATH = project;
  });
  afterEach(() => {
    process.env.PATH = PATH;
  });

  test('is refused, with the folder that it was looked for in', () => {
    expect(() => accepted(bundled(own))).toThrow(
      `Shop/Orders: 'entry' must be bundled by the esbuild of its project, got none in ${project} or above, where the lock file is; ` +
        "run 'npm install --save-dev esbuild@0' there, or pass 'depsLockFilePath' of the project that has it",
    );
  });

  test('is refused by the root that is given, too', () => {
    expect(() => accepted(bundled({ projectRoot: project }))).toThrow(`got none in ${project} or above`);
  });

  test('is accepted where nothing is bundled', () => {
    expect(() => accepted(bundled(own, skippedStack()))).not.toThrow();
  });

  test('is accepted with an image to bundle in', () => {
    const bundling = { dockerImage: DockerImage.fromRegistry('own'), forceDockerBundling: true };
    expect(() => bundled({ ...own, bundling })).not.toThrow(/the esbuild of its project/);
  });
});

describe('native modules', () => {
  /** An npm that installs an addon for the machine it is told, or for its own. */
  function npmOnPath(machine: string): void {
    const bin = newFolder();
    const script = `#!/bin/sh
case "$1" in ci) ;; *) exit 1 ;; esac
mkdir -p node_modules/addon
case ${machine} in x64) code='\\076' ;; *) code='\\267' ;; esac
printf "\\177ELF\\002\\001\\001\\000\\000\\000\\000\\000\\000\\000\\000\\000\\003\\000$code\\000\\000\\000\\000\\000" > node_modules/addon/addon.node
`;
    writeFileSync(join(bin, 'npm'), script);
    chmodSync(join(bin, 'npm'), 0o755);
    process.env.PATH = [bin, PATH].join(delimiter);
  }

  const { PATH } = process.env;
  afterEach(() => {
    process.env.PATH = PATH;
  });

  const installed = (architecture: lambda.Architecture) => () =>
    accepted(bundled({ architecture, bundling: { nodeModules: ['esbuild'] } }));

  test.each([lambda.Architecture.ARM_64, lambda.Architecture.X86_64])('are installed for $name', (architecture) => {
    npmOnPath('$npm_config_cpu');
    const { stack } = installed(architecture)();
    expect(readdirSync(join(assetOf(stack), 'node_modules'))).toEqual(['addon']);
  });

  test('may bring the handler', () => {
    npmOnPath('arm64');
    expect(() => bundled({ handler: 'addon/wrapper.handler', bundling: { nodeModules: ['esbuild'] } })).not.toThrow();
  });

  test('of the machine that bundles are refused', () => {
    npmOnPath('x64');
    expect(installed(lambda.Architecture.X86_64)).not.toThrow();
    expect(installed(lambda.Architecture.ARM_64)).toThrow(
      "Shop/Orders: 'bundling' must have its native binaries built for arm64, got node_modules/addon/addon.node, built for x86_64; " +
        "build it for arm64, set 'architecture: lambda.Architecture.X86_64', or say 'forceDockerBundling' to install it in a container of that platform (at ",
    );
  });
});

describe('refused, in one message', () => {
  test.each<[string, Record<string, unknown> | undefined, string]>([
    ['no props', undefined, "'entry' must be given, got undefined; pass for example 'src/orders.ts'"],
    ['no entry', { ...TOLD, entry: undefined }, "'entry' must be given, got undefined; pass for example 'src/orders.ts'"],
    [
      'an entry that is not there',
      { ...TOLD, entry: 'src/nowhere.ts' },
      `'entry' must be a file that exists, got "src/nowhere.ts"; a relative path starts at the folder that the app runs in, so join it with __dirname`,
    ],
    [
      'a folder',
      { ...TOLD, entry: 'lib' },
      `'entry' must be a TypeScript or JavaScript file, got "lib"; name the file that exports the handler`,
    ],
    ['an entry that is no text', { ...TOLD, entry: [ENTRY] }, "'entry' must be a TypeScript or JavaScript file, got ["],
    [
      'both entry and code',
      { ...TOLD, code: lambda.Code.fromAsset('dist') },
      "'entry' can't be combined with 'code'; remove 'code', or use HardenedFunction for code that is built already",
    ],
    [
      'a runtime that is not Node.js',
      { ...TOLD, runtime: lambda.Runtime.PYTHON_3_13 },
      "'runtime' must be one of Node.js for a bundle, got python3.13; choose lambda.Runtime.NODEJS_24_X, or use HardenedFunction for other languages",
    ],
    [
      'a runtime that is a text',
      { ...TOLD, runtime: 'nodejs24.x' },
      `'runtime' must be one of Node.js for a bundle, got "nodejs24.x"; choose lambda.Runtime.NODEJS_24_X`,
    ],
    [
      "Powertools' layer",
      { ...TOLD, powertools: Powertools.fromLayer(50, { serviceName: 'orders' }) },
      "'powertools' must be a dependency of a bundle, got Powertools.fromLayer, whose layer the bundle does not use; " +
        "use Powertools.asDependency, or name '@aws-lambda-powertools/*' in 'bundling.externalModules'",
    ],
    [
      'a handler that is not exported',
      { ...TOLD, handler: 'handle' },
      `'handler' must name an export of 'entry', got "handle"; it exports handler, other`,
    ],
    [
      'an entry that exports nothing',
      { ...TOLD, entry: entryOf('unexported.ts') },
      `'handler' must name an export of 'entry', got "handler"; it exports nothing, so write 'export' before the function`,
    ],
    ...['', '.', 'index.', '.handler', 'folder/.handler', 5].map((handler): [string, Record<string, unknown>, string] => [
      `a handler that is ${JSON.stringify(handler)}`,
      { ...TOLD, handler },
      `'handler' must be the name of an export, alone or behind a file and a dot, got ${JSON.stringify(handler)}; write for example 'index.handler'`,
    ]),
    [
      'a handler in another file',
      { ...TOLD, handler: 'orders.handler' },
      `'handler' must be in the bundle's file, which is index, got "orders.handler"; give the name of the export alone`,
    ],
    [
      'a handler with a space',
      { ...TOLD, handler: 'my handler' },
      `'handler' must be 1 to 128 characters without white space, got "index.my handler"`,
    ],
    ['1 MB', { ...TOLD, memorySize: 1 }, "'memorySize' must be a whole number of MB between 128 and 10240, got 1"],
  ])('%s', (_, props, message) => {
    expect(() => accepted(new HardenedNodejsFunction(stackOf(appOf()), 'Orders', props as never))).toThrow(`Shop/Orders: ${message}`);
  });
});

describe('not refused', () => {
  test.each<[string, Partial<HardenedNodejsFunctionProps>]>([
    ['an export by another name', { entry: entryOf('all.ts'), handler: 'again' }],
    ['the default export', { entry: entryOf('all.ts'), handler: 'default' }],
    ['a method of an export', { handler: 'index.handler.bind' }],
    ['CommonJS', { entry: entryOf('common.js') }],
    ['an export that CommonJS adds', { entry: entryOf('mixed.ts') }],
    ['an export that is assigned', { entry: entryOf('assigned.ts') }],
    ['an export that a banner adds', { handler: 'added', bundling: { format: OutputFormat.ESM, banner: 'export const added = 1;' } }],
    [
      'a file that a command adds',
      {
        handler: 'added.handler',
        bundling: {
          commandHooks: {
            beforeBundling: () => [],
            beforeInstall: () => [],
            afterBundling: (_, outputDir) => [`cp ${outputDir}/index.js ${outputDir}/added.js`],
          },
        },
      },
    ],
    ['an export that a footer adds', { handler: 'added', bundling: { footer: 'exports.added = exports.handler' } }],
    ['the handler of a layer', { handler: '/opt/nodejs/v1.2/wrapper.handler' }],
    ['a handler that is known later', { handler: Lazy.string({ produce: () => 'index.handler' }) }],
    [
      "Powertools' layer beside a bundle that reads it",
      {
        powertools: Powertools.fromLayer(50, { serviceName: 'orders' }),
        bundling: { externalModules: ['@aws-lambda-powertools/*'] },
      },
    ],
    ['an image to bundle in', { bundling: { dockerImage: DockerImage.fromRegistry('own') } }],
  ])('%s', (_, props) => {
    const stack = stackOf(appOf());
    bundled(props, stack);
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 1);
  });
});

describe('bundling of a scope', () => {
  const bundleOf = (choose: (stack: Stack) => void, props: Partial<HardenedNodejsFunctionProps> = {}): string => {
    const stack = stackOf(appOf());
    choose(stack);
    accepted(bundled(props, stack));
    Template.fromStack(stack);
    return readFileSync(join(assetOf(stack), 'index.js'), 'utf8');
  };
  const readable = { minify: false, banner: '/* ours */' };

  test('holds for every function below it, option by option', () => {
    const text = bundleOf((stack) => {
      HardenedFunctionDefaults.of(stack.node.root).set({ bundling: readable });
      HardenedFunctionDefaults.of(stack).set({ bundling: { footer: '/* theirs */' } });
    });
    expect(text).toContain('/* ours */');
    expect(text).toContain('/* theirs */');
    expect(text.split('\n').length).toBeGreaterThan(5);
  });

  test('gives way to the function, option by option', () => {
    const text = bundleOf((stack) => HardenedFunctionDefaults.of(stack).set({ bundling: readable }), { bundling: { banner: '/* own */' } });
    expect(text).toContain('/* own */');
    expect(text).not.toContain('/* ours */');
    expect(text.split('\n').length).toBeGreaterThan(5);
  });

  test('lets a layer of Powertools be used, and is asked for where there is one', () => {
    const powertools = Powertools.fromLayer(7, { serviceName: 'shop' });
    expect(() => bundleOf((stack) => HardenedFunctionDefaults.of(stack).set({ powertools }))).toThrow(
      /^Shop\/Orders: 'powertools' must be a dependency of a bundle, got Powertools.fromLayer/,
    );
    const bundling = { externalModules: ['@aws-lambda-powertools/*'] };
    expect(() => bundleOf((stack) => HardenedFunctionDefaults.of(stack).set({ powertools, bundling }))).not.toThrow();
  });
});
