import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '..');
const FOLDER = join(ROOT, '.github/workflows');
const FILES = readdirSync(FOLDER);
const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8'));

interface Job {
  readonly permissions: Record<string, string>;
  readonly steps: { readonly run?: string; readonly uses?: string; readonly env?: Record<string, string> }[];
}
const jobsOf = (file: string): Record<string, Job> => parse(textOf(file)).jobs;

test('there is a workflow for changes, one for releases and one by the clock', () => {
  expect(FILES.sort()).toEqual(['build.yml', 'release.yml', 'scheduled.yml']);
});

test.each(FILES)('%s: every task that it runs is one of the project', (file) => {
  const runs = Object.values(jobsOf(file)).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  const named = runs.flatMap((run) => [...run.matchAll(/npx projen ([\w:-]+)/g)].map(([, name]) => name));
  expect(named.filter((name) => tasks[name] === undefined)).toEqual([]);
});

test.each(FILES)('%s: every job says what it may, and every action which version of it is meant', (file) => {
  for (const { permissions, steps } of Object.values(jobsOf(file))) {
    expect(Object.keys(permissions).length).toBeGreaterThan(0);
    for (const { uses } of steps) if (uses) expect(uses).toMatch(/@(v\d+\.\d+\.\d+|[0-9a-f]{40})$/);
  }
});

test.each(FILES)('%s: what is secret comes from the settings of the repository', (file) => {
  const variables = Object.values(jobsOf(file)).flatMap(({ steps }) => steps.flatMap(({ env }) => Object.entries(env ?? {})));
  const secret = variables.filter(([name]) => /TOKEN|PASSWORD|USERNAME|KEY|PASSPHRASE/.test(name));
  for (const [name, value] of secret) expect(`${name}: ${value}`).toMatch(/: (\$\{\{ secrets\.\w+ \}\}|\$\{\{ steps\.[\w.-]+ \}\}|true)$/);
});

test('a pull request has to stand what stands here', () => {
  expect(jobsOf('build.yml').ci.steps.at(-1)?.run).toBe('bash .ci/run');
});

test('a release goes to every registry', () => {
  const releases = Object.keys(jobsOf('release.yml')).filter((name) => name.startsWith('release_'));
  expect(releases.sort()).toEqual([
    'release_github',
    'release_golang',
    'release_maven',
    'release_npm',
    'release_npm_ops',
    'release_nuget',
    'release_pypi',
  ]);
});
