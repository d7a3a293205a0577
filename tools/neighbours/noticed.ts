import type { Example, Rule } from '../../lib/checks/rule';
import { NEIGHBOURS, type NeighbourFinding, neighbourFindingsOfAll } from '../judges/neighbours';
import { wholeTemplate } from './whole-template';

/** What each neighbour notices of a rule's examples: its own rules, by the id of ours. */
export type Noticed = ReadonlyMap<string, readonly string[]>;

/**
 * Which rules of the neighbours tell a rule's bad examples from its good ones: they find something in a bad example that
 * they find in none of the good ones. A rule that fires on both says nothing of the matter.
 */
export async function noticedBy(rules: readonly Rule[]): Promise<Noticed> {
  const found = await neighbourFindingsOfAll(Object.fromEntries(rules.flatMap(templatesOf)), Object.keys(NEIGHBOURS));
  const rulesIn = (rule: Rule, kind: Kind): ReadonlySet<string> =>
    new Set(rule.examples[kind].flatMap((_, index) => found[nameOf(rule, kind, index)].map(called)));
  return new Map(
    rules.map((rule) => {
      const good = rulesIn(rule, 'good');
      return [rule.id, [...rulesIn(rule, 'bad')].filter((one) => !good.has(one)).sort()];
    }),
  );
}

type Kind = 'bad' | 'good';

const nameOf = ({ id }: Rule, kind: Kind, index: number): string => `${id} ${kind} ${index}`;

const templatesOf = (rule: Rule): [string, object][] =>
  (['bad', 'good'] as const).flatMap((kind) =>
    rule.examples[kind].map((example: Example, index): [string, object] => [nameOf(rule, kind, index), wholeTemplate(example)]),
  );

/** Packs name their rules after themselves. */
const called = ({ neighbour, rule }: NeighbourFinding): string =>
  rule.includes(neighbour) || rule.includes('-') ? rule : `${neighbour} ${rule}`;
