import type { Example, Rule } from '../../lib/checks/rule';
import { NEIGHBOURS, type NeighbourFinding, neighbourFindingsOfAll } from '../judges/neighbours';
import { namesOnlyItself, wholeTemplate } from './whole-template';

/** What each neighbour notices of a rule's examples: its own rules, by the id of ours. */
export type Noticed = ReadonlyMap<string, readonly string[]>;

/**
 * Which rules of the neighbours notice the matter of a rule: they find something at a resource of a bad example that they
 * do not find there in the first good one, where it is mended.
 */
export async function noticedBy(rules: readonly Rule[]): Promise<Noticed> {
  const found = await neighbourFindingsOfAll(Object.fromEntries(rules.flatMap(templatesOf)), Object.keys(NEIGHBOURS));
  return new Map(
    rules.map((rule) => {
      const mended = new Set((found[mendedName(rule)] ?? []).map(placed));
      const bad = rule.examples().bad.flatMap((_, index) => found[badName(rule, index)]);
      return [rule.id, [...new Set(bad.filter((one) => !mended.has(placed(one))).map(called))].sort()];
    }),
  );
}

const badName = ({ id }: Rule, index: number): string => `${id} bad ${index}`;
const mendedName = ({ id }: Rule): string => `${id} mended`;

function templatesOf(rule: Rule): [string, object][] {
  const mended = rule.examples().good.find(namesOnlyItself);
  return [
    ...rule.examples().bad.map((example: Example, index): [string, object] => [badName(rule, index), wholeTemplate(example)]),
    ...(mended ? [[mendedName(rule), wholeTemplate(mended)] as [string, object]] : []),
  ];
}

const placed = ({ neighbour, rule, resource }: NeighbourFinding): string => `${neighbour} ${rule} ${resource}`;

/** Packs name their rules after themselves. */
const called = ({ neighbour, rule }: NeighbourFinding): string =>
  rule.includes(neighbour) || rule.includes('-') ? rule : `${neighbour} ${rule}`;
