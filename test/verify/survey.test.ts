import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_RULES } from '../../lib/checks/rules';
import { functionsRead, summary, verdicts } from '../../verify/survey/by-eye';

const page = readFileSync(join(__dirname, '../../docs/precision.md'), 'utf8');

test.each(summary())('the page has what the data says: %s', (line) => {
  expect(page).toContain(line);
});

test('at least 97 of 100 findings are right', () => {
  const right = verdicts().filter(({ verdict }) => verdict === 'right').length;
  expect(right / verdicts().length).toBeGreaterThanOrEqual(0.97);
});

test('each verdict is of a rule that exists, and has its place and a reason', () => {
  const ids = ALL_RULES.map(({ id }): string => id);
  for (const { rule, repository, commit, file, resource, why } of verdicts()) {
    expect(ids).toContain(rule);
    expect([repository, commit, file, resource, why].every((text) => text.length > 0)).toBe(true);
  }
});

test('60 functions were read, each once', () => {
  expect(new Set(functionsRead().map((one) => `${one.repository} ${one.file} ${one.function}`)).size).toBe(60);
});

test('no repository is in two of the sets that were measured', () => {
  const collections = [
    'aws-samples/serverless-patterns',
    'aws/serverless-application-model',
    'aws-cloudformation/aws-cloudformation-templates',
  ];
  for (const collection of collections) expect(page).toContain(`| ${collection}`);
  const isWhole = ({ draw }: { readonly draw: string }) => draw.startsWith('whole templates');
  const excerpts = [...verdicts().filter((one) => !isWhole(one)), ...functionsRead()];
  const namesIn = (found: readonly { readonly repository: string }[]) => [...new Set(found.map(({ repository }) => repository))];
  const sets = [collections, namesIn(excerpts), namesIn(verdicts().filter(isWhole))];
  expect(sets.map(({ length }) => length)).toEqual([3, 40, 4]);
  expect(new Set(sets.flat()).size).toBe(47);
});
