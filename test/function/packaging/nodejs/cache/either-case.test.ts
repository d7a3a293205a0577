import fs, { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { newProject } from '../bundle/project';
import { isDue, newFolder, removeFolders, settle, synthesized } from '../bundle/synthesized';

/*
 * File systems such as those of macOS and Windows find a file by its name in either case, and list it as it is stored. esbuild looks
 * at the names as they are listed.
 */

let project: string;
beforeEach(() => {
  project = newProject({
    'src/orders.ts': `import { a } from './part/a';\nimport dep from 'dep';\nexport const handler = () => [a, dep];\n`,
    'src/part/a.ts': 'export const a = 1;\n',
    'node_modules/dep/package.json': '{"name":"dep"}',
    'node_modules/dep/index.js': `module.exports = require('./lib/b');\n`,
    'node_modules/dep/lib/b.js': 'module.exports = 2;\n',
  });
  isDue(project);
});
afterEach(() => {
  jest.restoreAllMocks();
  removeFolders();
});

/** What is missing is found by its other name. */
function findsEither(from: string, to: string): void {
  const { statSync, readFileSync, readdirSync } = fs;
  const found = (path: unknown) =>
    typeof path === 'string' && !existsSync(path) ? path.replace(join(project, from), join(project, to)) : path;
  for (const [name, real] of Object.entries({ statSync, readFileSync, readdirSync }))
    jest
      .spyOn(fs, name as 'statSync')
      .mockImplementation(((path: unknown, ...others: unknown[]) =>
        (real as (...all: unknown[]) => unknown)(found(path), ...others)) as never);
  const { native } = fs.realpathSync;
  jest.spyOn(fs.realpathSync, 'native').mockImplementation(((path: string) => native(found(path) as string)) as never);
}

test.each([
  ['src/part/a.ts', 'src/part/A.ts'],
  ['src/part', 'src/Part'],
  ['node_modules/dep/lib/b.js', 'node_modules/dep/lib/B.js'],
  ['node_modules/dep/lib', 'node_modules/dep/Lib'],
  ['node_modules/dep', 'node_modules/Dep'],
])('%s that is renamed to %s makes a new bundle, though it is found as before', (from, to) => {
  const cache = newFolder();
  settle();
  synthesized(project, {}, cache);
  findsEither(from, to);
  expect(synthesized(project, {}, cache).builds).toBe(0);
  renameSync(join(project, from), join(project, to));
  expect(fs.statSync(join(project, from)).isFile() || fs.statSync(join(project, from)).isDirectory()).toBe(true);
  expect(synthesized(project, {}, cache).builds).toBeGreaterThan(0);
});
