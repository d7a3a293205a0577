import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { isEsbuildRunFrom, isEsbuildThere } from '../../../../lib/function/packaging/nodejs/esbuild';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'esbuild-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('esbuild is found where it is installed beside the CDK', () => {
  expect(isEsbuildThere(undefined, '')).toBe(true);
});

test('esbuild is found as a package of a folder above', () => {
  mkdirSync(join(folder, 'node_modules/esbuild'), { recursive: true });
  writeFileSync(join(folder, 'node_modules/esbuild/package.json'), '{"version":"0.28.2"}');
  mkdirSync(join(folder, 'node_modules/aws-cdk-lib'));
  expect(isEsbuildThere(join(folder, 'node_modules/aws-cdk-lib'), '')).toBe(true);
});

test.each(['esbuild', 'esbuild.exe'])('esbuild is found on the PATH as %s', (program) => {
  writeFileSync(join(folder, program), '');
  expect(isEsbuildThere(folder, ['/nowhere', folder].join(delimiter))).toBe(true);
});

test('esbuild is not found where it is not', () => {
  mkdirSync(join(folder, 'esbuild'));
  expect(isEsbuildThere(folder, folder)).toBe(false);
  expect(isEsbuildThere(folder, '')).toBe(false);
});

describe('a package manager finds esbuild', () => {
  const put = (path: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), '');
  };

  test.each([
    ['in node_modules of the folder', 'deep/shop/node_modules/.bin/esbuild'],
    ['in node_modules of a folder above', 'node_modules/.bin/esbuild'],
    ['as a program of Windows', 'deep/node_modules/.bin/esbuild.exe'],
    ['as a script of Windows', 'deep/node_modules/.bin/esbuild.cmd'],
    ["by Yarn's Plug'n'Play", 'deep/shop/.pnp.cjs'],
    ["by Yarn's Plug'n'Play, as in its second version", 'deep/shop/.pnp.js'],
  ])('%s', (_, path) => {
    put(path);
    expect(isEsbuildRunFrom(join(folder, 'deep/shop'), '')).toBe(true);
  });

  test.each(['esbuild', 'esbuild.exe', 'esbuild.cmd'])('on the PATH, as %s', (program) => {
    put(join('bin', program));
    expect(isEsbuildRunFrom(join(folder, 'shop'), ['/nowhere', join(folder, 'bin')].join(delimiter))).toBe(true);
  });

  test('on the PATH of the process, where no other is given', () => {
    const { PATH } = process.env;
    put('bin/esbuild');
    try {
      process.env.PATH = join(folder, 'bin');
      expect(isEsbuildRunFrom(join(folder, 'shop'))).toBe(true);
      delete process.env.PATH;
      expect(isEsbuildRunFrom(join(folder, 'shop'))).toBe(false);
    } finally {
      process.env.PATH = PATH;
    }
  });

  test.each([
    ['nowhere', 'deep/shop/index.ts'],
    ['in a package that brings no program', 'deep/shop/node_modules/esbuild/package.json'],
    ['in a project below', 'deep/shop/below/node_modules/.bin/esbuild'],
    ["by Plug'n'Play of a folder above", 'deep/.pnp.cjs'],
    ['as a folder', 'deep/shop/node_modules/.bin/esbuild/index.js'],
  ])('not %s', (_, path) => {
    put(path);
    expect(isEsbuildRunFrom(join(folder, 'deep/shop'), join(folder, 'bin'))).toBe(false);
  });
});
