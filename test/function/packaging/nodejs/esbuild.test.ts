import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { isEsbuildThere } from '../../../../lib/function/packaging/nodejs/esbuild';

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
