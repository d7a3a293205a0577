import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../docs/decisions');
const PAGES = readdirSync(FOLDER).filter((file) => file !== 'README.md');
const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

/** The number, title and status that a page declares. */
function headerOf(file: string): { number: number; title: string; status: string } {
  const header = /^# (\d+)\. (.+)\n\n- Status: (.+)\n- Date: \d{4}-\d{2}-\d{2}\n\n## /.exec(textOf(file));
  if (!header) throw new Error(`'${file}' must begin with '# NUMBER. TITLE', '- Status: ' and '- Date: '`);
  return { number: Number(header[1]), title: header[2], status: header[3] };
}

test('decisions are numbered without a gap', () => {
  expect(PAGES.map((file) => Number(file.slice(0, 3)))).toEqual(PAGES.map((_, index) => index + 1));
});

describe.each(PAGES)('%s', (file) => {
  test('has the number of its file, and a status', () => {
    const { number, status } = headerOf(file);
    expect(number).toBe(Number(file.slice(0, 3)));
    expect(status).toMatch(/^(proposed|accepted|superseded by \d+)$/);
  });

  test('has the sections of every decision', () => {
    expect([...textOf(file).matchAll(/^#{2,} (.+)$/gm)].map(([, title]) => title)).toEqual(['Decision', 'Reasons', 'Consequences']);
  });
});

test('the index lists each decision with its title and status', () => {
  const rows = [...textOf('README.md').matchAll(/^\| (\d+) \| \[(.+)\]\((.+)\) \| (.+) \|$/gm)];
  expect(rows.map(([, number, title, file, status]) => ({ number: Number(number), title, file, status }))).toEqual(
    PAGES.map((file) => ({ file, ...headerOf(file) })),
  );
});

test('links to files of the repository lead somewhere', () => {
  for (const file of ['README.md', ...PAGES]) {
    const links = [...textOf(file).matchAll(/\]\(([^)#:]+)(#[^)]*)?\)/g)].map(([, path]) => path);
    expect(links.filter((path) => !existsSync(join(FOLDER, path)))).toEqual([]);
  }
});
