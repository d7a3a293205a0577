import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFile, isFolder, isInsidePackage } from '../../../../../lib/function/packaging/nodejs/cache/kinds';
import { newFolder, removeFolders } from '../bundle/synthesized';

afterEach(removeFolders);

test('files and folders are told apart, also behind links', () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'folder'));
  writeFileSync(join(folder, 'file'), '');
  symlinkSync('folder', join(folder, 'to-folder'));
  symlinkSync('file', join(folder, 'to-file'));
  symlinkSync('nothing', join(folder, 'to-nothing'));
  const names = ['file', 'to-file', 'folder', 'to-folder', 'nothing', 'to-nothing', 'file/below', 'a\0'];
  expect(names.filter((name) => isFile(`${folder}/${name}`))).toEqual(['file', 'to-file']);
  expect(names.filter((name) => isFolder(`${folder}/${name}`))).toEqual(['folder', 'to-folder']);
});

describe('only a package manager writes into', () => {
  test.each([
    '/shop/node_modules/dep',
    '/shop/node_modules/d',
    '/shop/node_modules/dep/lib/deep',
    '/shop/node_modules/@scope/dep',
    '/shop/node_modules/@s/d',
    '/shop/node_modules/@scope/dep/lib',
    '/shop/node_modules/dep/node_modules/inner',
    '/shop/node_modules/dep/node_modules_of_ours',
    '/shop/node_modules/dep/node_modules/@scope/inner',
    'C:\\shop\\node_modules\\dep',
    'C:\\shop\\node_modules\\@scope\\dep\\lib',
  ])('%s', (folder) => {
    expect(isInsidePackage(folder)).toBe(true);
  });

  test.each([
    '/shop',
    '/shop/src/node',
    '/shop/node_modules',
    '/shop/node_modules/@scope',
    '/shop/node_modules/dep/node_modules',
    '/shop/node_modules/@scope/dep/node_modules',
    '/shop/node_modules/dep/node_modules/@scope',
    '/shop/my_node_modules/dep',
    '/shop/node_modules_of_ours/dep',
    'C:\\shop\\node_modules',
    'C:\\shop\\node_modules\\@scope',
    'C:\\shop\\node_modules\\dep\\node_modules',
  ])('but not %s', (folder) => {
    expect(isInsidePackage(folder)).toBe(false);
  });
});
