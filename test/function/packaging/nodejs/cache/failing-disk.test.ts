import fs, { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { write } from '../bundle/project';
import { newFolder, ordersProject, removeFolders, settle, synthesized } from '../bundle/synthesized';

/*
 * A cache that can't be written, or not to the end: the synthesis gives what it would give without one, and nothing that is
 * half there is taken for a bundle.
 */

let project: string;
let cache: string;
beforeEach(() => {
  project = ordersProject();
  cache = newFolder();
});
afterEach(() => {
  jest.restoreAllMocks();
  removeFolders();
});

type Operation = 'mkdirSync' | 'writeFileSync' | 'renameSync' | 'rmSync' | 'utimesSync';
const REAL = { mkdirSync, writeFileSync, renameSync, rmSync, utimesSync: fs.utimesSync };

/** The operation fails in the cache from the given call on; how often it did. */
function failing(operation: Operation, code: string, from = 1): () => number {
  let calls = 0;
  jest.spyOn(fs, operation).mockImplementation(((path: string, ...others: unknown[]) => {
    const isOther = !String(path).startsWith(cache);
    if (!isOther) calls += 1;
    if (isOther || calls < from) return (REAL[operation] as (...all: unknown[]) => unknown)(path, ...others);
    // As much as there is room for.
    if (operation === 'writeFileSync') REAL.writeFileSync(path, String(others[0]).slice(0, 10));
    throw Object.assign(new Error(`${code}: ${operation}, '${path}'`), { code });
  }) as never);
  return () => Math.max(0, calls - from + 1);
}

const entriesIn = (folder: string): string[] => {
  const keys = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('draft-'));
  return keys.flatMap(({ name }) => readdirSync(join(folder, name)));
};

describe.each<[string, Operation, string, number]>([
  ['the disk is full before anything is written', 'mkdirSync', 'ENOSPC', 1],
  ['the disk is full before the entry has its folder', 'mkdirSync', 'ENOSPC', 2],
  ['the disk is full within the bundle', 'writeFileSync', 'ENOSPC', 1],
  ['the disk is full within the source map', 'writeFileSync', 'ENOSPC', 2],
  ['the disk is full within the list of inputs', 'writeFileSync', 'ENOSPC', 3],
  ['the disk is full within the entry', 'writeFileSync', 'ENOSPC', 4],
  ['a quota is used up', 'writeFileSync', 'EDQUOT', 2],
  ['the file system is for reading only', 'mkdirSync', 'EROFS', 1],
  ['the entry can not be moved to its place', 'renameSync', 'EACCES', 1],
  ['what is left over can not be removed', 'rmSync', 'EROFS', 1],
])('%s', (_, operation, code, from) => {
  test('the synthesis gives what it gives without a cache, and the next that can write keeps it', () => {
    settle();
    const expected = synthesized(project, {}, 'off').files;
    const failures = failing(operation, code, from);
    expect(synthesized(project, {}, cache).files).toEqual(expected);
    expect(failures()).toBeGreaterThan(0);
    // What was kept is whole.
    const isKept = entriesIn(cache).length > 0 && entriesIn(join(cache, 'v4')).length > 0;
    const second = synthesized(project, {}, cache);
    expect(second).toMatchObject({ files: expected, builds: isKept ? 0 : 1 });

    jest.restoreAllMocks();
    expect(synthesized(project, {}, cache).files).toEqual(expected);
    expect(synthesized(project, {}, cache)).toMatchObject({ builds: 0, files: expected });
    expect(entriesIn(join(cache, 'v4'))).toHaveLength(1);
  });

  test('what was kept before stays, and is used', () => {
    settle();
    const before = synthesized(project, {}, cache).files;
    failing(operation, code, from);
    expect(synthesized(project, {}, cache)).toMatchObject({ builds: 0, files: before });
    write(project, { 'src/orders.ts': 'export const handler = () => 2;\n' });
    settle();
    expect(synthesized(project, {}, cache).files).toEqual(synthesized(project, {}, 'off').files);
    write(project, { 'src/orders.ts': 'export const handler = () => 1;\n' });
    expect(synthesized(project, {}, cache)).toMatchObject({ builds: 0, files: before });
  });
});
