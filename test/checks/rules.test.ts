import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findViolations } from '../../lib/checks/judge';
import type { Example, Rule } from '../../lib/checks/rule';
import { RULE_GROUPS, RULES } from '../../lib/checks/rules';
import { section } from '../../tools/docs/checks';

const found = (rule: Rule, example: Example) =>
  findViolations([{ name: 'Example', body: { Resources: example }, region: 'eu-west-1', account: '111122223333' }], [rule]);

const cases = (which: 'bad' | 'good'): [string, number, Rule, Example][] =>
  RULES.flatMap((rule) =>
    rule.examples()[which].map((example, index): [string, number, Rule, Example] => [rule.id, index + 1, rule, example]),
  );

test.each(cases('bad'))('%s finds its bad example %i', (_id, _nth, rule, example) => {
  expect(found(rule, example).map(({ message }) => message)).not.toEqual([]);
});

test.each(cases('good'))('%s leaves its good example %i alone', (_id, _nth, rule, example) => {
  expect(found(rule, example).map(({ message }) => message)).toEqual([]);
});

const PAGE = readFileSync(join(__dirname, '../../docs/checks.md'), 'utf8');

test.each(RULES.map((rule): [string, Rule] => [rule.id, rule]))('%s says what docs/checks.md says', (_, rule) => {
  expect(PAGE).toContain(section(rule));
});

/** The examples of the rules about one matter, by whose they are. */
const EXAMPLES = RULE_GROUPS.map(({ rules }) =>
  (['bad', 'good'] as const).flatMap((which) =>
    rules.flatMap((rule) => rule.examples()[which].map((example, index) => ({ rule, example, name: `${rule.id}, ${which} ${index + 1}` }))),
  ),
);

// A rule that finds more in what another is about, or less, is seen here by who reviews it.
test.each(RULE_GROUPS.flatMap(({ rules }, group) => rules.map((rule): [string, Rule, number] => [rule.id, rule, group])))(
  '%s finds in the examples of the other rules about its matter what it found before',
  (_, rule, group) => {
    const others = EXAMPLES[group].filter((each) => each.rule !== rule && found(rule, each.example).length > 0);
    expect(others.map(({ name }) => name)).toMatchSnapshot();
  },
);

test('every rule has both kinds of example', () => {
  for (const { bad, good } of RULES.map((rule) => rule.examples())) {
    expect(bad.length).toBeGreaterThan(0);
    expect(good.length).toBeGreaterThan(0);
  }
});

test('ids are names in capitals, each of one rule, and each has its file', () => {
  const ids = RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^([A-Z][a-z0-9]+)+$/);
  const files = readdirSync(join(__dirname, '../../lib/checks/rules'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('index.ts') && !path.startsWith('examples'))
    .map((path) => basename(path, '.ts'));
  const kebab = (id: string): string => id.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
  expect(ids.map(kebab).sort()).toEqual(files.sort());
});

test('words are sentences', () => {
  for (const { problem, impact, fix, docsUrl } of RULES) {
    expect(problem).toMatch(/^[A-Z].*\.$/);
    expect(impact).toMatch(/^[A-Z].*\.$/);
    expect(fix).toMatch(/^[a-z'].*[^.]$/);
    expect(docsUrl).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  }
});
