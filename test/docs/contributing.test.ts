import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/* Who comes anew finds the place of a change in a minute: what the guides name exists. */
test('every path that CONTRIBUTING.md tells to edit exists', () => {
  const [, table] = /## What to edit\n([\s\S]*?)\n## /.exec(read('CONTRIBUTING.md')) ?? [];
  const paths = [...(table ?? '').matchAll(/`([\w.-]+\/[\w./-]*)[^`]*`/g)].map(([, path]) => path);
  const concrete = paths.filter((path) => !path.endsWith('integ.'));
  expect(concrete.length).toBeGreaterThan(20);
  expect(concrete.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('ARCHITECTURE.md names each room of lib/ and each folder of verify/', () => {
  const text = read('ARCHITECTURE.md');
  const [rooms] = /## Rooms[\s\S]*?\n## /.exec(text) ?? [''];
  const folders = ['lib', 'verify'].flatMap((root) =>
    readdirSync(join(ROOT, root), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])),
  );
  expect(folders.length).toBeGreaterThan(20);
  expect(folders.filter((name) => !rooms.includes(`${name}/`))).toEqual([]);
});

test('each command that CONTRIBUTING.md lists is a task', () => {
  const { tasks } = JSON.parse(read('.projen/tasks.json')) as { tasks: Record<string, unknown> };
  const named = [...read('CONTRIBUTING.md').matchAll(/npx projen ([\w:-]+)/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !(name in tasks))).toEqual([]);
});
