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

/** Documents that are read in the repository; those of the package have absolute links. */
const DOCUMENTS = ['CONTRIBUTING.md', 'ARCHITECTURE.md', ...['docs', 'examples', 'verify'].flatMap(documentsBelow)];

function documentsBelow(folder: string): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
  return files.filter((file) => file.endsWith('.md') && !file.includes('node_modules'));
}

test('relative links of documents lead to a file', () => {
  const links = DOCUMENTS.flatMap((file) =>
    [...read(file).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, link]) => ({ file, link })).filter(({ link }) => !/^[a-z]+:/.test(link)),
  );
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter(({ file, link }) => !existsSync(join(ROOT, file, '..', link)))).toEqual([]);
});
