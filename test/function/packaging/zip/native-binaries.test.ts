import { execFileSync } from 'node:child_process';

import fs = require('node:fs');

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Aws, DockerImage, LegacyStackSynthesizer, Stack, Stage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { checkNativeBinaries } from '../../../../lib/function/packaging/zip/native-binaries';
import { accepted } from '../../../harness';

type Files = Record<string, Buffer | string>;

const { ARM_64, X86_64 } = lambda.Architecture;
const ADDON = 'node_modules/sharp/build/Release/sharp.node';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function elf(machine: number, { isBig = false, length = 64 } = {}): Buffer {
  const file = Buffer.alloc(64);
  file.write('\x7fELF', 'latin1');
  file[4] = 2;
  file[5] = isBig ? 2 : 1;
  if (isBig) file.writeUInt16BE(machine, 18);
  else file.writeUInt16LE(machine, 18);
  return file.subarray(0, length);
}

const X64 = elf(0x3e);
const ARM = elf(0xb7);
const WINDOWS = Buffer.from('4d5a900003000000', 'hex');
const MAC = Buffer.from('cffaedfe0c000001', 'hex');

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'native-'));
  folders.push(folder);
  return folder;
}

function write(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

function folderWith(files: Files): string {
  const folder = newFolder();
  write(folder, { 'index.js': 'exports.handler = async () => {};', ...files });
  return folder;
}

const stackOf = (context: Record<string, unknown> = {}): Stack => new Stack(new App({ outdir: newFolder(), context }), 'Shop');

function functionOf(code: lambda.Code, architecture = ARM_64, scope = stackOf(), id = 'Orders'): lambda.Function {
  return new lambda.Function(scope, id, { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code, architecture });
}

const check = (fn: lambda.Function) => () => {
  checkNativeBinaries(fn, fn);
  accepted(fn);
};
const checkFolder = (folder: string, architecture?: lambda.Architecture) => check(functionOf(lambda.Code.fromAsset(folder), architecture));
const checkFiles = (files: Files, architecture?: lambda.Architecture) => checkFolder(folderWith(files), architecture);

describe('a binary for another architecture', () => {
  test('is refused in one message, with the fix', () => {
    expect(checkFiles({ [ADDON]: X64 })).toThrow(
      `Shop/Orders: 'code' must have its native binaries built for arm64, got ${ADDON}, built for x86_64; build it for arm64, ` +
        `set 'architecture: lambda.Architecture.X86_64', or leave it out by the asset's 'exclude' if the function does not use it (at `,
    );
  });

  test('is refused the other way round', () => {
    expect(checkFiles({ [ADDON]: ARM }, X86_64)).toThrow(
      /built for x86_64, got .*sharp\.node, built for arm64; .*lambda\.Architecture\.ARM_64'/,
    );
  });

  test.each(['addon.node', 'lib/libvips.so', 'lib/libvips.so.42', 'lib/libvips.so.42.1.3', 'bootstrap'])('is found as %s', (path) => {
    expect(checkFiles({ [path]: X64 })).toThrow(`got ${path}, built for x86_64`);
    expect(checkFiles({ [path]: ARM })).not.toThrow();
  });

  test.each(['addon.node.txt', 'lib/libvips.so.conf', 'libso', 'bin/bootstrap', 'bin/tool'])('is not looked for in %s', (path) => {
    expect(checkFiles({ [path]: X64 })).not.toThrow();
  });

  test('is read in its own byte order', () => {
    expect(checkFiles({ 'addon.node': elf(0xb7, { isBig: true }) })).not.toThrow();
    expect(checkFiles({ 'addon.node': elf(0x3e, { isBig: true }) })).toThrow('built for x86_64');
  });

  test.each([
    [0x03, '32-bit x86'],
    [0x28, '32-bit ARM'],
    [0xf3, 'machine 0xf3'],
  ])('may be one that Lambda does not have: %s', (machine, name) => {
    expect(checkFiles({ 'addon.node': elf(machine) })).toThrow(`got addon.node, built for ${name}; build it for arm64, or leave`);
  });

  test('is one of several, of which the first Linux binary is named', () => {
    expect(checkFiles({ 'a.node': MAC, 'b.node': X64, 'c.node': X64 })).toThrow('got b.node, built for x86_64 (and 2 more);');
  });

  test('is named by its path, the first of all folders', () => {
    expect(checkFiles({ 'a/addon.node': X64, 'b/addon.node': X64 })).toThrow('got a/addon.node, built for x86_64 (and 1 more);');
  });

  test.each([
    ['Windows', WINDOWS],
    ['macOS', MAC],
    ['macOS for several machines', Buffer.from('cafebabe00000002', 'hex')],
  ])('may be one for %s', (_, file) => {
    for (const architecture of [ARM_64, X86_64]) {
      expect(checkFiles({ 'addon.node': file }, architecture)).toThrow(
        /got addon\.node, which is not a Linux binary; build it for \w+, or/,
      );
    }
  });
});

describe('unknown files are accepted', () => {
  test.each([
    ['an empty file', ''],
    ['a linker script', '/* GNU ld script */ GROUP ( libc.so.6 )'],
    ['a short header', elf(0x3e, { length: 19 })],
    ['two bytes', 'EL'],
  ])('%s', (_, file) => {
    expect(checkFiles({ 'addon.node': file, 'libc.so': file })).not.toThrow();
  });

  test('a start script of a custom runtime', () => {
    expect(checkFiles({ bootstrap: '#!/bin/sh\nexec node index.js' })).not.toThrow();
  });

  test('a file that may not be read', () => {
    const folder = folderWith({ 'addon.node': X64 });
    const checked = checkFolder(folder);
    const open = jest.spyOn(fs, 'openSync').mockImplementation(() => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    });
    expect(checked).not.toThrow();
    expect(open).toHaveBeenCalled();
    open.mockRestore();
  });

  test('a folder that may not be read', () => {
    const fn = functionOf(lambda.Code.fromAsset(folderWith({ 'locked/addon.node': X64 })));
    const list = jest.spyOn(fs, 'readdirSync').mockImplementation(() => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    });
    expect(check(fn)).not.toThrow();
    list.mockRestore();
  });

  test('a folder by the name of an addon', () => {
    expect(checkFiles({ 'addon.node/readme.txt': 'none' })).not.toThrow();
    expect(checkFiles({ 'addon.node/addon.node': X64 })).toThrow('got addon.node/addon.node');
  });

  (process.platform === 'win32' ? test.skip : test)('a pipe, which would block forever', () => {
    const folder = folderWith({});
    const fn = functionOf(lambda.Code.fromAsset(folder), ARM_64, stackOf({ 'aws:cdk:disable-asset-staging': true }));
    execFileSync('mkfifo', [join(folder, 'addon.node')]);
    expect(check(fn)).not.toThrow();
  });
});

describe('links', () => {
  test('to a file are checked by their target', () => {
    const folder = folderWith({ 'lib/real.bin': X64 });
    symlinkSync('real.bin', join(folder, 'lib/libx.so.1'));
    expect(checkFolder(folder)).toThrow('got lib/libx.so.1, built for x86_64');
  });

  test('that lead nowhere, or in a circle, are let be', () => {
    const folder = folderWith({ 'lib/index.js': '' });
    symlinkSync('gone.node', join(folder, 'addon.node'));
    symlinkSync('..', join(folder, 'lib/up.node'));
    symlinkSync('..', join(folder, 'lib/up'));
    const stack = stackOf({ 'aws:cdk:disable-asset-staging': true });
    expect(check(functionOf(lambda.Code.fromAsset(folder, { assetHash: 'links' }), ARM_64, stack))).not.toThrow();
  });
});

describe('a package with files for several platforms', () => {
  const families: [string, Record<string, Files>][] = [
    [
      'prebuilds',
      {
        arm64: { 'prebuilds/linux-arm64/node.napi.armv8.node': ARM },
        others: { 'prebuilds/linux-x64/node.napi.node': X64, 'prebuilds/win32-x64/node.napi.node': WINDOWS },
      },
    ],
    [
      'a package for each',
      {
        arm64: { 'node_modules/@img/sharp-linux-arm64/lib/sharp-linux-arm64.node': ARM },
        others: {
          'node_modules/@img/sharp-linux-x64/lib/sharp-linux-x64.node': X64,
          'node_modules/@img/sharp-linuxmusl-x64/lib/sharp-linuxmusl-x64.node': X64,
          'node_modules/@img/sharp-darwin-arm64/lib/sharp-darwin-arm64.node': MAC,
        },
      },
    ],
    [
      'the suffixes of Python',
      {
        arm64: { 'numpy/_core.cpython-314-aarch64-linux-gnu.so': ARM },
        others: { 'numpy/_core.cpython-314-x86_64-linux-gnu.so': X64, 'numpy/_core.cpython-314-darwin.so': MAC },
      },
    ],
  ];

  test.each(families)('is right if the architecture of the function is among them: %s', (_, { arm64, others }) => {
    expect(checkFiles({ ...arm64, ...others })).not.toThrow();
  });

  test.each(families)('is wrong if it is not: %s', (_, { others }) => {
    expect(checkFiles(others)).toThrow(/got \S+, built for x86_64/);
  });

  test('does not speak for another', () => {
    expect(checkFiles({ 'a/linux-arm64/a.node': ARM, 'b/linux-x64/b.node': X64 })).toThrow('got b/linux-x64/b.node');
  });

  test('is one for another system, which nobody loads here', () => {
    const files = (os: unknown): Files => ({
      'node_modules/fsevents/fsevents.node': MAC,
      'node_modules/fsevents/package.json': JSON.stringify({ os }),
    });
    expect(checkFiles(files(['darwin']))).not.toThrow();
    for (const os of [undefined, ['darwin', 'linux'], ['!win32']]) expect(checkFiles(files(os))).toThrow('not a Linux binary');
  });

  test('is one for macOS in place of the one for Linux, as npm on a Mac installs it', () => {
    const sharp = 'node_modules/@img/sharp-darwin-arm64';
    expect(checkFiles({ [`${sharp}/lib/sharp.node`]: MAC, [`${sharp}/package.json`]: '{"os":["darwin"]}' })).toThrow('not a Linux binary');
  });
});

describe('the folder is the one that is deployed', () => {
  const bundled = (output: Files, files: Files = {}, context = {}, outputType?: any) =>
    check(
      functionOf(
        lambda.Code.fromAsset(folderWith(files), {
          bundling: {
            image: DockerImage.fromRegistry('unused'),
            outputType,
            local: {
              tryBundle: (folder) => {
                write(folder, output);
                return true;
              },
            },
          },
        }),
        ARM_64,
        stackOf(context),
      ),
    );

  test('what bundling made', () => {
    expect(bundled({ 'made.node': X64 })).toThrow('got made.node');
  });

  test('not what it was made from', () => {
    expect(bundled({ 'index.js': '' }, { 'source.node': X64 })).not.toThrow();
  });

  test('neither where bundling is skipped', () => {
    expect(bundled({ 'made.node': X64 }, { 'source.node': X64 }, { 'aws:cdk:bundling-stacks': [] })).not.toThrow();
  });

  test('a zip that bundling made is not opened', () => {
    expect(bundled({ 'made.zip': 'PK' }, {}, {}, 'archived')).not.toThrow();
  });

  test('without what is excluded', () => {
    const folder = folderWith({ 'unused/addon.node': X64 });
    expect(check(functionOf(lambda.Code.fromAsset(folder, { exclude: ['unused'] })))).not.toThrow();
  });

  test.each([
    ['with the metadata of assets', { 'aws:cdk:enable-asset-metadata': true }],
    ['without it', { 'aws:cdk:enable-asset-metadata': false }],
    ['where nothing is staged', { 'aws:cdk:disable-asset-staging': true }],
    ['in an app of which no stack is bundled', { 'aws:cdk:bundling-stacks': [] }],
  ])('%s', (_, context) => {
    const fn = functionOf(lambda.Code.fromAsset(folderWith({ [ADDON]: X64 })), ARM_64, stackOf(context));
    expect(check(fn)).toThrow(`got ${ADDON}`);
  });

  test('in a stage', () => {
    const stage = new Stage(new App({ outdir: newFolder() }), 'Live');
    const fn = functionOf(lambda.Code.fromAsset(folderWith({ [ADDON]: X64 })), ARM_64, new Stack(stage, 'Shop'));
    expect(check(fn)).toThrow(/^Live\/Shop\/Orders: .*sharp\.node/);
  });

  test.each([
    ['as CDK bootstraps today', () => stackOf()],
    ['as it did before', () => new Stack(new App({ outdir: newFolder() }), 'Shop', { synthesizer: new LegacyStackSynthesizer() })],
  ])('of code that two functions share, %s', (_, newStack) => {
    const code = lambda.Code.fromAsset(folderWith({ [ADDON]: X64 }));
    const stack = newStack();
    expect(check(functionOf(code, X86_64, stack))).not.toThrow();
    expect(check(functionOf(code, ARM_64, stack, 'Invoices'))).toThrow(/^Shop\/Invoices: /);
  });
});

describe('nothing is looked at', () => {
  const zip = (): string => {
    const folder = newFolder();
    write(folder, { 'code.zip': 'PK' });
    return join(folder, 'code.zip');
  };

  test.each([
    ['in a zip', () => lambda.Code.fromAsset(zip())],
    ['in code inline', () => lambda.Code.fromInline('exports.handler = async () => {};')],
    ['in a bucket', (stack: Stack) => lambda.Code.fromBucketV2(s3.Bucket.fromBucketName(stack, 'Bucket', 'code'), 'code.zip')],
    ['in code of parameters', () => lambda.Code.fromCfnParameters()],
  ])('%s', (_, codeOf) => {
    const stack = stackOf();
    expect(check(functionOf(codeOf(stack), ARM_64, stack))).not.toThrow();
  });

  test('in an image', () => {
    const code = lambda.DockerImageCode.fromImageAsset(folderWith({ Dockerfile: 'FROM scratch', 'addon.node': X64 }));
    expect(check(new lambda.DockerImageFunction(stackOf(), 'Orders', { code, architecture: ARM_64 }))).not.toThrow();
  });

  test.each([
    ['is not known yet', () => lambda.Architecture.custom(Aws.REGION)],
    ['is one that we do not know', () => lambda.Architecture.custom('riscv')],
  ])('where the architecture %s', (_, architecture) => {
    expect(checkFiles({ [ADDON]: X64 }, architecture())).not.toThrow();
  });

  test('where the folder is gone', () => {
    const stack = stackOf();
    const fn = functionOf(lambda.Code.fromAsset(folderWith({ [ADDON]: X64 })), ARM_64, stack);
    rmSync((stack.node.root as App).outdir, { recursive: true });
    expect(check(fn)).not.toThrow();
  });
});

describe('the cost', () => {
  test('a folder is scanned once, for all functions that have it', () => {
    const folder = folderWith({ 'lib/addon.node': ARM });
    const stack = stackOf();
    const functions = ['Orders', 'Invoices', 'Receipts'].map((id) => functionOf(lambda.Code.fromAsset(folder), ARM_64, stack, id));
    const list = jest.spyOn(fs, 'readdirSync');
    const open = jest.spyOn(fs, 'openSync');
    for (const fn of functions) checkNativeBinaries(fn, fn);
    expect(list).toHaveBeenCalledTimes(2);
    expect(open).toHaveBeenCalledTimes(1);
    list.mockRestore();
    open.mockRestore();
  });

  test('a file that is not native is never opened', () => {
    const fn = functionOf(lambda.Code.fromAsset(folderWith(Object.fromEntries([...Array(500).keys()].map((n) => [`lib/${n}.js`, 'x'])))));
    const open = jest.spyOn(fs, 'openSync');
    checkNativeBinaries(fn, fn);
    expect(open).not.toHaveBeenCalled();
    open.mockRestore();
  });

  test('two apps do not share what was found', () => {
    const folder = folderWith({ 'addon.node': ARM });
    expect(checkFolder(folder)).not.toThrow();
    writeFileSync(join(folder, 'addon.node'), X64);
    expect(check(functionOf(lambda.Code.fromAsset(folder, { assetHash: 'later' })))).toThrow('built for x86_64');
  });
});
