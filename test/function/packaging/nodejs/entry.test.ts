import { join } from 'node:path';
import { Lazy } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { nodeOptionsFor, resolveBundling } from '../../../../lib/function/packaging/nodejs/bundling';
import { checkEntry, checkNodejs, handlerIn, isFile } from '../../../../lib/function/packaging/nodejs/entry';
import { MAKES_REQUIRE } from '../../../../lib/function/packaging/nodejs/made-require';
import { stackOf } from '../../../harness';

const entryOf = (name: string): string => join(__dirname, 'entries', name);

describe('the entry', () => {
  const NO_SOURCE = "'entry' must be a TypeScript or JavaScript file, got";

  test.each<[unknown, string]>([
    [undefined, `'entry' must be given, got undefined; pass for example 'src/orders.ts'`],
    [5, `${NO_SOURCE} 5; name the file that exports the handler`],
    ['', `${NO_SOURCE} ""; name the file that exports the handler`],
    ['orders.py', `${NO_SOURCE} "orders.py"; name the file that exports the handler`],
    ['orders.ts.txt', `${NO_SOURCE} "orders.ts.txt"; name the file that exports the handler`],
    ['ordersts', `${NO_SOURCE} "ordersts"; name the file that exports the handler`],
    ['orders.dts', `${NO_SOURCE} "orders.dts"; name the file that exports the handler`],
  ])('%j is refused', (entry, sentence) => {
    expect(() => checkEntry(stackOf(), entry as string, undefined)).toThrow(new Error(`Shop: ${sentence}`));
  });

  test.each(['ts', 'js', 'tsx', 'jsx', 'mts', 'cts', 'mjs', 'cjs'])('of the kind .%s has to exist', (extension) => {
    const stack = stackOf();
    checkEntry(stack, `gone.${extension}`, undefined);
    expect(stack.node.validate()).toEqual([
      expect.stringContaining(
        `'entry' must be a file that exists, got "gone.${extension}"; a relative path starts at the folder that the app runs in, so join it with __dirname`,
      ),
    ]);
  });

  test('that exists is taken, without code beside it', () => {
    const stack = stackOf();
    checkEntry(stack, entryOf('handler.ts'), undefined);
    expect(stack.node.validate()).toEqual([]);
    expect(() => checkEntry(stack, entryOf('handler.ts'), {})).toThrow(
      new Error(`Shop: 'entry' can't be combined with 'code'; remove 'code', or use HardenedFunction for code that is built already`),
    );
  });

  test('is a file, not a folder', () => {
    expect([entryOf('handler.ts'), entryOf('.'), entryOf('gone.ts')].map((path) => isFile(path))).toEqual([true, false, false]);
  });
});

describe('the handler', () => {
  test.each([
    ['handler', 'index.handler'],
    ['a', 'index.a'],
    ['my handler', 'index.my handler'],
    ['index.handler', 'index.handler'],
    ['orders.handler.inner', 'orders.handler.inner'],
    ['src/orders.handler', 'src/orders.handler'],
    ['/opt/v1.2/orders.handler', '/opt/v1.2/orders.handler'],
  ])('%s is %s', (given, expected) => {
    expect(handlerIn(stackOf(), given)).toBe(expected);
  });

  test.each<unknown>(['', '.', 'index.', '.handler', 'src/.handler', 'index..handler', 5, null])('%j is refused', (given) => {
    expect(() => handlerIn(stackOf(), given as string)).toThrow(
      new Error(
        `Shop: 'handler' must be the name of an export, alone or behind a file and a dot, got ${JSON.stringify(given)}; write for example 'index.handler'`,
      ),
    );
  });

  test('that is known later is left as it is', () => {
    const late = Lazy.string({ produce: () => '' });
    expect(handlerIn(stackOf(), late)).toBe(late);
  });
});

test('the runtime is one of Node.js', () => {
  expect(() => checkNodejs(stackOf(), lambda.Runtime.NODEJS_22_X)).not.toThrow();
  const behind = 'choose lambda.Runtime.NODEJS_24_X, or use HardenedFunction for other languages';
  for (const [runtime, got] of [
    [lambda.Runtime.PYTHON_3_13, 'python3.13'],
    ['nodejs24.x', '"nodejs24.x"'],
    [{ family: 'x' }, '{"family":"x"}'],
  ] as const) {
    expect(() => checkNodejs(stackOf(), runtime as never)).toThrow(
      new Error(`Shop: 'runtime' must be one of Node.js for a bundle, got ${got}; ${behind}`),
    );
  }
});

describe('a text makes a require', () => {
  test.each([
    'const require = x',
    'require=x',
    '{require = x}',
    'function require(name) {}',
    'function  require  (name) {}',
    'import { createRequire as require } from "module"',
  ])('%s', (text) => {
    expect(MAKES_REQUIRE.test(text)).toBe(true);
  });

  test.each([
    'require("x")',
    'require == x',
    'require === x',
    'myrequire = x',
    '$require = x',
    'requires = x',
    'function requires() {}',
    'function required(require) {}',
    'functionrequire()',
    'as required',
    'has require',
    'asrequire',
  ])('but not %s', (text) => {
    expect(MAKES_REQUIRE.test(text)).toBe(false);
  });
});

describe('the banner', () => {
  const { ESM, CJS } = OutputFormat;
  const REQUIRE =
    "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);";

  test.each<[string, BundlingOptions, string | undefined]>([
    ['none', { format: ESM }, REQUIRE],
    ['an empty one', { format: ESM, banner: '' }, REQUIRE],
    ['one of the user', { format: ESM, banner: '/* ours */' }, `${REQUIRE} /* ours */`],
    ['one that makes a require', { format: ESM, banner: 'const require = x;' }, 'const require = x;'],
    ['none in CommonJS', { format: CJS }, undefined],
    ['one of the user in CommonJS', { format: CJS, banner: '/* ours */' }, '/* ours */'],
    ['one of the user, without a format', { banner: '/* ours */' }, '/* ours */'],
  ])('of %s', (_, bundling, expected) => {
    expect(resolveBundling(stackOf(), bundling, lambda.Architecture.ARM_64).banner).toBe(expected);
  });
});

test('packages for an architecture that nobody knows are chosen by npm', () => {
  const custom = lambda.Architecture.custom('riscv');
  expect(resolveBundling(stackOf(), { nodeModules: ['sharp'] }, custom).environment).toEqual({});
});

test('an environment of the user that is empty counts as none for the source map', () => {
  expect(nodeOptionsFor({ sourceMap: true }, '')).toBe('--enable-source-maps');
  expect(nodeOptionsFor({}, undefined)).toBeUndefined();
});
