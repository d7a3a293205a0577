import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../lib/checks/rules';

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const PROSE = README.replace(/```[\s\S]*?```/g, '');

test('the sections are in the order in which a reader decides', () => {
  expect([...PROSE.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual([
    'Install',
    'Quick start',
    'What you get and what it costs',
    'Alarms',
    'Failures',
    'Event sources',
    'HTTP APIs and function URLs',
    'Releases',
    'Idempotency',
    'Durable functions',
    'Checks',
    'Profiles',
    'Functions that exist',
    'Migrating',
    'Limits, and when not to use it',
    'Comparison',
    'Support',
  ]);
});

test('the first two commands are the whole setup', () => {
  const commands = [...README.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, command]) => command.trim());
  expect(commands.slice(0, 2)).toEqual(['npm ci && npm run demo', 'npm ci && npm test']);
});

test('links are absolute, since the page is shown on npm, PyPI and Construct Hub too', () => {
  const links = [...PROSE.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((link) => !link.startsWith('https://'))).toEqual([]);
});

test('each example has its imports', () => {
  const examples = [...README.matchAll(/```ts nofixture\n([\s\S]*?)```/g)].map(([, example]) => example);
  expect(examples.length).toBeGreaterThan(5);
  expect(README).not.toMatch(/```ts\n/);
  for (const example of examples) expect(example).toMatch(/^import .* from 'cdk-hardened-lambda';$|^} from 'cdk-hardened-lambda';$/m);
});

test('there are as many rules as it says', () => {
  expect(README).toContain('More than 100 rules');
  expect(RULES.length).toBeGreaterThan(100);
});
