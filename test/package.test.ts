import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadAssemblyFromPath, TypeKind } from '@jsii/spec';
import * as ts from 'typescript';
import { reachedFrom } from '../tools/types-in-use';
import { RANGE } from '../verify/cdk-range/main';

const ROOT = join(__dirname, '..');
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

interface Packed {
  readonly unpackedSize: number;
  readonly size: number;
  readonly files: { readonly path: string; readonly size: number }[];
}

/** What `npm publish` would send: a list, or in newer versions of npm an object by package name. */
function pack(): Packed {
  const told = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  return Object.values<Packed>(told)[0];
}

/** What a fresh process has loaded after it required the package and, if asked to, each of its names. */
function loadedBy(names: 'no name' | 'each name'): string[] {
  const statement = names === 'no name' ? 'require("./build");' : 'Object.values(require("./build"));';
  const script = `${statement} console.log(JSON.stringify(Object.keys(require.cache)))`;
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' }));
}

/** The packages that files are of; the project's own have none. */
const packagesOf = (files: string[]): string[] => [
  ...new Set(files.flatMap((path) => /node_modules\/((@[^/]+\/)?[^/]+)/.exec(path.split(sep).join('/'))?.[1] ?? [])),
];

describe('what is packed', () => {
  let packed: Packed;
  beforeAll(() => {
    packed = pack();
  }, 60_000);

  test('is the assembly, the documents, one file of code, the checks, the command line, and the types that users meet', () => {
    expect(packed.files.map(({ path }) => path).sort()).toEqual(
      [
        '.jsii',
        '.jsii.gz',
        'LICENSE',
        'NOTICE',
        'README.md',
        'package.json',
        'build/cli.js',
        'build/engine.js',
        'build/index.js',
        'build/report.js',
        ...[...reachedFrom(join(ROOT, 'build/index.d.ts'))].map((path) => relative(ROOT, path).split(sep).join('/')),
      ].sort(),
    );
  });

  test('has types for all that the index exports', () => {
    expect(reachedFrom(join(ROOT, 'build/index.d.ts')).size).toBeGreaterThan(50);
  });

  test('has types that name nothing which was left out', () => {
    const files = [...reachedFrom(join(ROOT, 'build/index.d.ts'))];
    const program = ts.createProgram(files, { noEmit: true, strict: true, target: ts.ScriptTarget.ES2022, types: ['node'] });
    const mistakes = files.flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)));
    expect(mistakes.map(({ messageText }) => messageText)).toEqual([]);
  }, 120_000);

  test('is small, and so are the checks and the command line, which apps do not load', () => {
    const sizeOf = (file: string): number => packed.files.find(({ path }) => path === file)?.size ?? 0;
    const [checks, commandLine, report] = [sizeOf('build/engine.js'), sizeOf('build/cli.js'), sizeOf('build/report.js')];
    expect(packed.unpackedSize - checks - commandLine - report).toBeLessThan(1_000_000);
    expect(checks).toBeLessThan(340_000);
    expect(commandLine).toBeLessThan(250_000);
    expect(report).toBeLessThan(250_000);
    // Compressed, what constructs are made of has a bound.
    const compressed = ['build/engine.js', 'build/cli.js', 'build/report.js'].map(
      (file) => gzipSync(readFileSync(join(ROOT, file))).length,
    );
    expect(packed.size - compressed.reduce((sum, size) => sum + size, 0)).toBeLessThan(340_000);
    expect(Math.max(...compressed)).toBeLessThan(100_000);
  });
});

describe('what is bundled', () => {
  const node = (script: string): string => execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' });

  test('has of each class what jsii knows it by in other languages', () => {
    const classes = Object.values(loadAssemblyFromPath(ROOT).types ?? {}).filter(({ kind }) => kind === TypeKind.Class);
    const script = `const names = ${JSON.stringify(classes.map(({ name }) => name))};
      const marks = names.map((name) => require("./build")[name]).map((made) => Object.hasOwn(made, Symbol.for('jsii.rtti')) && made[Symbol.for('jsii.rtti')]);
      console.log(JSON.stringify(marks))`;
    expect(JSON.parse(node(script))).toEqual(classes.map(({ fqn }) => ({ fqn, version: PACKAGE.version })));
  });

  test('has classes and functions under their names, in short lines, so that a stack trace can be read', () => {
    const script = `const hardened = require("./build"); console.log(hardened.AlarmActions.name);
      try { hardened.SqsFilter.body({ type: [] }); } catch ({ stack }) { console.log(stack) }`;
    const [name, message, ...frames] = node(script).split('\n');
    expect(name).toBe('AlarmActions');
    expect(message).toContain("'body.type' must list at least one value");
    expect(frames[0]).toMatch(/at refuseFindings \(.*build.index\.js:\d+:\d+\)/);
    expect(frames.slice(0, 5)).toContainEqual(expect.stringMatching(/at SqsFilter\.body \(/));
    const lines = readFileSync(join(ROOT, 'build/index.js'), 'utf8').split('\n');
    expect(lines.length).toBeGreaterThan(1000);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(1000);
  });

  test('has the rules without the examples from which their tests and pages are made', () => {
    const engine = readFileSync(join(ROOT, 'build/engine.js'), 'utf8');
    expect(engine).toContain('The threshold of an alarm is outside of the range of its metric.');
    expect(engine).not.toMatch(/\bexamples:/);
  });
});

describe('the command line', () => {
  test('stands alone: neither the CDK nor any other package has to be there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'alone-'));
    for (const file of ['cli.js', 'engine.js']) copyFileSync(join(ROOT, 'build', file), join(folder, file));
    const alone = join(folder, 'cli.js');
    expect(execFileSync(process.execPath, [alone, '--version'], { encoding: 'utf8' }).trim()).toBe(PACKAGE.version);
    const snapshot = join(ROOT, 'integ/integ.sqs-event-source.ts.snapshot');
    expect(execFileSync(process.execPath, [alone, 'check', snapshot], { encoding: 'utf8' })).toContain('in 2 templates');
  });

  test('is what npx runs', () => {
    expect(PACKAGE.bin).toEqual({ 'cdk-hardened-lambda': 'build/cli.js' });
    expect(readFileSync(join(ROOT, 'build/cli.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

describe('package.json', () => {
  test('asks for nothing but the CDK of the user', () => {
    expect(PACKAGE.dependencies).toBeUndefined();
    expect(PACKAGE.bundledDependencies).toBeUndefined();
    expect(PACKAGE.optionalDependencies).toBeUndefined();
    expect(Object.keys(PACKAGE.peerDependencies).sort()).toEqual(['aws-cdk-lib', 'constructs']);
  });

  test('is tested on the lowest versions that it asks for', () => {
    expect(`^${PACKAGE.devDependencies.constructs}`).toBe(PACKAGE.peerDependencies.constructs);
    expect(`^${RANGE[0]}`).toBe(PACKAGE.peerDependencies['aws-cdk-lib']);
  });

  test('has the licence that it is packed with', () => {
    expect(PACKAGE.license).toBe('Apache-2.0');
    expect(readFileSync(join(ROOT, 'LICENSE'), 'utf8')).toContain('Apache License');
  });

  test('is found among the libraries for CDK', () => {
    expect(PACKAGE.keywords).toEqual(expect.arrayContaining(['aws-cdk', 'cdk', 'lambda']));
  });

  test('names the package of every language', () => {
    expect(PACKAGE.jsii.targets).toEqual({
      python: { distName: 'cdk-hardened-lambda', module: 'cdk_hardened_lambda' },
      java: {
        package: 'io.github.cdkhardenedlambda',
        maven: { groupId: 'io.github.cdk-hardened-lambda', artifactId: 'cdk-hardened-lambda' },
      },
      dotnet: { namespace: 'CdkHardenedLambda', packageId: 'CdkHardenedLambda' },
      go: { moduleName: 'github.com/cdk-hardened-lambda/cdk-hardened-lambda-go' },
    });
  });

  test('points at what was compiled', () => {
    expect(PACKAGE).toMatchObject({ main: 'build/index.js', types: 'build/index.d.ts' });
  });

  test('has the version, the name and the licence of the assembly', () => {
    const assembly = loadAssemblyFromPath(ROOT);
    expect(assembly).toMatchObject({ version: PACKAGE.version, name: PACKAGE.name, license: PACKAGE.license });
    expect(Object.keys(assembly.dependencies ?? {}).sort()).toEqual(['aws-cdk-lib', 'constructs']);
  });
});

/** The modules of the CDK that a fresh process has loaded after the statement. */
function modulesAfter(statement: string): string[] {
  const script = `
    const { App, Stack } = require('aws-cdk-lib');
    const lambda = require('aws-cdk-lib/aws-lambda');
    const hardened = require('./build');
    const stack = new Stack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'Shop');
    const alarmActions = hardened.AlarmActions.none('test');
    ${statement}
    console.log(JSON.stringify(Object.keys(require.cache)));`;
  const told = execFileSync(process.execPath, ['-e', script], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, CDK_VALIDATION: 'false' },
  });
  return (JSON.parse(told) as string[]).flatMap((path) => /aws-cdk-lib\/([^/]+)\//.exec(path.split(sep).join('/'))?.[1] ?? []);
}

describe('the bundler', () => {
  test('is not loaded by an app that bundles nothing', () => {
    const modules = modulesAfter(`new hardened.HardenedFunction(stack, 'Orders', {
      runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('x'), alarmActions });`);
    expect(modules).toContain('aws-lambda');
    expect(modules).not.toContain('aws-lambda-nodejs');
  });

  test('is loaded by an app that does', () => {
    const modules = modulesAfter(
      `new hardened.HardenedNodejsFunction(stack, 'Orders', { entry: 'test/function/packaging/nodejs/entries/handler.ts', alarmActions });`,
    );
    expect(modules).toContain('aws-lambda-nodejs');
  });
});

describe('esbuild', () => {
  const loadsEsbuild = (statement: string, cache: string): boolean => {
    const script = `
      const { App, Stack } = require('aws-cdk-lib');
      const lambda = require('aws-cdk-lib/aws-lambda');
      const hardened = require('./build');
      const { Worker } = require('node:worker_threads');
      let threads = 0;
      require('node:worker_threads').Worker = class extends Worker { constructor(...args) { super(...args); threads += 1; } };
      const app = new App({ outdir: ${JSON.stringify(mkdtempSync(join(tmpdir(), 'loads-')))} });
      const stack = new Stack(app, 'Shop');
      const alarmActions = hardened.AlarmActions.none('test');
      ${statement}
      app.synth();
      console.log(threads > 0 || Object.keys(require.cache).some((path) => path.includes('esbuild')));`;
    const env = { ...process.env, CDK_VALIDATION: 'false', CDK_HARDENED_LAMBDA_BUNDLE_CACHE: cache };
    return (
      execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] }).trim() ===
      'true'
    );
  };
  const BUNDLED = `new hardened.HardenedNodejsFunction(stack, 'Orders', { entry: 'test/function/packaging/nodejs/entries/handler.ts', alarmActions });`;

  test('is loaded for a bundle that is made, and not for one that is taken from the cache', () => {
    const cache = mkdtempSync(join(tmpdir(), 'cache-'));
    expect(loadsEsbuild(BUNDLED, cache)).toBe(true);
    expect(loadsEsbuild(BUNDLED, cache)).toBe(false);
  });

  test('is not loaded by an app that bundles nothing', () => {
    const inline = `new hardened.HardenedFunction(stack, 'Orders', {
      runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('x'), alarmActions });`;
    expect(loadsEsbuild(inline, 'off')).toBe(false);
  });
});

describe('requiring the package', () => {
  const types = Object.values(loadAssemblyFromPath(ROOT).types ?? {});
  const made = types.filter(({ kind }) => kind !== TypeKind.Interface).map(({ name }) => name);

  test('gives the classes and enums of the assembly, and nothing else', () => {
    const script = 'console.log(JSON.stringify(Object.entries(require("./build")).map(([name, value]) => [name, typeof value])))';
    const given: [string, string][] = JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' }));
    expect(given.map(([name]) => name).sort()).toEqual([...made].sort());
    expect(given.filter(([, kind]) => kind === 'undefined')).toEqual([]);
  });

  test('and its types are those of the assembly, and nothing else', () => {
    const program = ts.createProgram([join(ROOT, 'build/index.d.ts')], {
      noLib: true,
      types: [],
      moduleResolution: ts.ModuleResolutionKind.Classic,
    });
    const checker = program.getTypeChecker();
    const index = checker.getSymbolAtLocation(program.getSourceFile(join(ROOT, 'build/index.d.ts')) as ts.SourceFile) as ts.Symbol;
    const names = checker.getExportsOfModule(index).map(({ name }) => name);
    expect(names.sort()).toEqual(types.map(({ name }) => name).sort());
  });

  test('works in an ES module, by name', () => {
    const script = `import { ${made.join(', ')} } from './build/index.js'; console.log(typeof HardenedFunction)`;
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: ROOT, encoding: 'utf8' }).trim()).toBe('function');
  });

  test('loads nothing before a name is asked for', () => {
    expect(packagesOf(loadedBy('no name'))).toEqual([]);
  });

  test('loads no other package than the CDK', () => {
    expect(packagesOf(loadedBy('each name')).sort()).toEqual(['aws-cdk-lib', 'constructs']);
  });
});
