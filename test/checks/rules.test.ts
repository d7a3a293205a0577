import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findViolations } from '../../lib/checks/find-violations';
import type { Example, Rule, Violation } from '../../lib/checks/rule';
import { pageOf, ruleUrl } from '../../lib/checks/rule-pages';
import { RULE_GROUPS, ALL_RULES as RULES } from '../../lib/checks/rules';
import { qualifiedId } from '../../lib/core/ids';

const found = (rule: Rule, example: Example) =>
  findViolations(
    [{ name: 'Example', body: { Resources: example }, region: rule.examples().region ?? 'eu-west-1', account: '111122223333' }],
    [rule],
  );

const examplesOf = (rule: Rule, which: 'bad' | 'good'): readonly Example[] => {
  const { bad, good, fixed } = rule.examples();
  return which === 'bad' ? bad : [...good, ...(fixed ? [fixed] : [])];
};

const cases = (which: 'bad' | 'good'): [string, number, Rule, Example][] =>
  RULES.flatMap((rule) =>
    examplesOf(rule, which).map((example, index): [string, number, Rule, Example] => [rule.id, index + 1, rule, example]),
  );

test.each(cases('bad'))('%s finds its bad example %i', (_id, _nth, rule, example) => {
  expect(found(rule, example).map(({ message }) => message)).not.toEqual([]);
});

test.each(cases('good'))('%s leaves its good example %i alone', (_id, _nth, rule, example) => {
  expect(found(rule, example).map(({ message }) => message)).toEqual([]);
});

/** The example with the value that a finding suggests. */
function withValue(example: Example, { resource, property = '', value }: Violation): Example {
  const changed = JSON.parse(JSON.stringify(example));
  const path = property.split('.');
  const last = path.pop() as string;
  let place = changed[resource.id].Properties;
  for (const name of path) {
    place[name] ??= {};
    place = place[name];
  }
  place[last] = value;
  return changed;
}

const withSuggestions = cases('bad').filter(([, , rule, example]) => found(rule, example).some(({ value }) => value !== undefined));

test.each(withSuggestions)('%s does not find in its bad example %i what has the value that it suggests', (_id, _nth, rule, example) => {
  for (const violation of found(rule, example).filter(({ value }) => value !== undefined)) {
    const { resource, property } = violation;
    const left = found(rule, withValue(example, violation)).filter(
      (each) => each.resource.id === resource.id && each.property === property,
    );
    expect(left.map(({ message }) => message)).toEqual([]);
  }
});

// Reports point to these places, with these words.
test.each(RULES.map((rule): [string, Rule] => [rule.id, rule]))('%s reports its bad examples as before', (_, rule) => {
  const reports = rule
    .examples()
    .bad.map((example) =>
      found(rule, example).map(({ resource, property, message, value, fn, isReportedByCdk }) =>
        [
          `${[resource.id, ...(property === undefined ? [] : [property])].join('.')}: ${message}`,
          ...(value === undefined ? [] : [`suggested: ${JSON.stringify(value)}`]),
          ...(fn === undefined ? [] : [`function: ${fn.name}`]),
          ...(isReportedByCdk ? ['reported by the CDK too'] : []),
        ].join(' | '),
      ),
    );
  expect(reports).toMatchSnapshot();
});

test.each(RULES.map((rule): [string, Rule] => [rule.id, rule]))('%s has a page with its words and both examples', (id, rule) => {
  const page = readFileSync(join(__dirname, '../..', pageOf(rule.id)), 'utf8');
  for (const text of [rule.problem, rule.impact, rule.fix, rule.docsUrl, qualifiedId(rule.id)])
    expect(page).toContain(text.replaceAll('|', '\\|'));
  const [wrong, right] = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml]) => yaml);
  expect(wrong).not.toBe(right);
  expect(right).toMatch(/^Resources:\n/);
  expect(ruleUrl(rule.id)).toBe(`https://github.com/cdk-hardened-lambda/cdk-hardened-lambda/blob/main/docs/checks/${id}.md`);
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

/** Everything that a rule tells users: its own texts, and the messages of all of its bad examples. */
const textsOf = (rule: Rule): string[] => [
  rule.problem,
  rule.impact,
  rule.fix,
  ...rule.examples().bad.flatMap((example) => found(rule, example).map(({ message }) => message)),
];

/** Where AWS has a term, the term is used. */
const NOT_PLAIN =
  /\b(hears?|heard|unheard|rings?|ringing|forgets?|forgotten|lies|said|says|says?|gives? up|given up|comes? back|came back|lands?|mend(ed|s)?|way out|for good|for ever|lets? in|lets|let .* in|turned away|locked out|stands?|tells?|told|wakes?|by itself|at a glance|empty room|wander|run(s)? away|brings? back|a place of (their|its) own|of (its|their|your) own|redrive queue|picture|judges?)\b/i;

test.each(RULES.map((rule): [string, Rule] => [rule.id, rule]))('%s speaks plainly, with the terms of AWS', (_, rule) => {
  for (const text of textsOf(rule)) expect(text).not.toMatch(NOT_PLAIN);
});

test.each(RULES.map((rule): [string, Rule] => [rule.id, rule]))(
  '%s has three sentences, each complete, and says what to change',
  (_, rule) => {
    const { problem, impact, fix, docsUrl } = rule;
    for (const text of [problem, impact, fix]) {
      expect(text).toMatch(/^[A-Z][^\n]*\.$/);
      expect(text).not.toMatch(/^(It|They|This|These|That|Those|Its|Their)\b/);
      expect(text.split(' ').length).toBeLessThanOrEqual(30);
    }
    expect(fix).toMatch(
      /^(Set|Add|Remove|Allow|Use|Attach|Raise|Lower|Combine|Build|Write|Restrict|Store)\b.*('[A-Za-z:]|dedicated queue|DeletionPolicy|Secrets Manager|destination)/,
    );
    expect(docsUrl).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  },
);

test('messages name a property or a resource, what it must be and what it is', () => {
  for (const rule of RULES)
    for (const example of rule.examples().bad)
      for (const { message } of found(rule, example)) expect(message).toMatch(/^('[\w.:[\]]+'|the [a-z' ]+).* must .*, got .*[^.]$/);
});
