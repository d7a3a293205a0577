import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, sep } from 'node:path';
import { findProject, isBelow, type Project } from '../../../../../lib/function/packaging/nodejs/bundle/project';
import { newProject, write } from './project';
import { isDue, newFolder, removeFolders } from './synthesized';

let project: string;
beforeEach(() => {
  project = newProject({});
  isDue(project);
});
afterEach(removeFolders);

const found = (root = project) => findProject({ depsLockFilePath: join(project, 'package-lock.json'), projectRoot: root });

test('npm links the program of a package', () => {
  expect(found()).toMatchObject({ root: project, esbuild: join(project, 'node_modules/esbuild'), modules: join(project, 'node_modules') });
});

test('pnpm and Windows have a script beside a link to the package', () => {
  rmSync(join(project, 'node_modules/.bin/esbuild'));
  write(project, { 'node_modules/.bin/esbuild': '#!/bin/sh\n' });
  expect(found()).toMatchObject({ esbuild: join(project, 'node_modules/esbuild') });
});

test('a package of a workspace has the esbuild of the root', () => {
  mkdirSync(join(project, 'packages/shop/node_modules'), { recursive: true });
  const shop = join(project, 'packages/shop');
  expect(found(shop)).toMatchObject({ root: shop, esbuild: join(project, 'node_modules/esbuild') });
});

test('a package of a workspace has its own esbuild where there is one', () => {
  const shop = join(project, 'packages/shop');
  write(project, {
    'packages/shop/node_modules/esbuild/package.json': '{"version":"0.20.0"}',
    'packages/shop/node_modules/esbuild/bin/esbuild': '',
  });
  mkdirSync(join(shop, 'node_modules/.bin'));
  symlinkSync('../esbuild/bin/esbuild', join(shop, 'node_modules/.bin/esbuild'));
  expect(found(shop)).toMatchObject({ esbuildVersion: '0.20.0', modules: join(shop, 'node_modules') });
});

test('the lock file is found from the working directory upwards, as the CDK does', () => {
  const { root, lockFile } = findProject({}) as Project;
  expect(root).toBe(process.cwd());
  expect(lockFile).toBe(join(process.cwd(), 'package-lock.json'));
});

describe('is left to CDK', () => {
  test.each<[string, () => unknown, string]>([
    ['without a lock file', () => findProject({ depsLockFilePath: join(project, 'none.json') }), 'no single lock file is found'],
    ['without a folder', () => found(join(project, 'none')), "'projectRoot' is no folder"],
    [
      'without esbuild',
      () => {
        rmSync(join(project, 'node_modules'), { recursive: true });
        return found();
      },
      'no esbuild is installed in the project',
    ],
    [
      'with a program of another package',
      () => {
        rmSync(join(project, 'node_modules/.bin/esbuild'));
        write(project, { 'node_modules/other/esbuild': '' });
        symlinkSync('../other/esbuild', join(project, 'node_modules/.bin/esbuild'));
        return found();
      },
      'no esbuild is installed in the project',
    ],
    [
      'with another major version',
      () => {
        rmSync(join(project, 'node_modules/esbuild'));
        write(project, { 'node_modules/esbuild/package.json': '{"version":"1.0.0"}', 'node_modules/esbuild/bin/esbuild': '' });
        return found();
      },
      'esbuild 1.0.0 is installed',
    ],
    [
      'where the CDK sees no esbuild',
      () => findProject({ depsLockFilePath: join(project, 'package-lock.json') }, newFolder()),
      'no esbuild is installed in the project',
    ],
  ])('%s', (_, find, reason) => {
    expect(find()).toBe(reason);
  });
});

test.each([
  ['/a', '/a/b', true],
  ['/a', '/a/..b', true],
  ['/a', '/a', false],
  ['/a', '/b', false],
  ['/a', '/ab', false],
  ['/a/b', '/a', false],
])('%s holds %s: %s', (folder, path, expected) => {
  expect(isBelow(folder.split('/').join(sep), path.split('/').join(sep))).toBe(expected);
});
