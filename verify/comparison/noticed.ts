import type { Example, Rule } from '../../lib/checks/rule';
import { TOOLS, type ToolFinding, toolFindingsOfAll } from '../scanners/npm-packages';
import { namesOnlyItself, wholeTemplate } from './whole-template';

/** What each tool notices of a rule's examples: its own rules, by the id of ours. */
export type Noticed = ReadonlyMap<string, readonly string[]>;

/**
 * Which rules of other tools notice the matter of a rule: they find something at a resource of a bad example, and not in
 * every good one that has the resource, where the matter is fixed.
 */
export async function noticedBy(rules: readonly Rule[]): Promise<Noticed> {
  const found = await toolFindingsOfAll(Object.fromEntries(rules.flatMap(templatesOf)), Object.keys(TOOLS));
  const isNoticed = (rule: Rule, bad: Example, finding: ToolFinding): boolean => {
    const fixed = goodIndexes(rule, bad, finding.resource).map((index) => found[name(rule, 'good', index)]);
    return fixed.length === 0 || fixed.some((others) => others.every((other) => placed(other) !== placed(finding)));
  };
  return new Map(
    rules.map((rule) => {
      const noticed = rule.examples().bad.flatMap((bad, index) => {
        const findings = found[name(rule, 'bad', index)];
        return findings.filter((finding) => isNoticed(rule, bad, finding));
      });
      return [rule.id, [...new Set(noticed.map(called))].sort()];
    }),
  );
}

const name = ({ id }: Rule, kind: 'bad' | 'good', index: number): string => `${id} ${kind} ${index}`;

/** The good examples that have the resource of the bad one. */
const goodIndexes = (rule: Rule, bad: Example, resource: string): number[] =>
  rule.examples().good.flatMap((good, index) => (good[resource]?.Type === bad[resource]?.Type && namesOnlyItself(good) ? [index] : []));

function templatesOf(rule: Rule): [string, object][] {
  const { bad, good } = rule.examples();
  const fixed = new Set(bad.flatMap((one) => Object.keys(one).flatMap((resource) => goodIndexes(rule, one, resource))));
  return [
    ...bad.map((one, index): [string, object] => [name(rule, 'bad', index), wholeTemplate(one)]),
    ...[...fixed].map((index): [string, object] => [name(rule, 'good', index), wholeTemplate(good[index])]),
  ];
}

const placed = ({ tool, rule, resource }: ToolFinding): string => `${tool} ${rule} ${resource}`;

/** Packs name their rules after themselves. */
const called = ({ tool, rule }: ToolFinding): string => (rule.includes(tool) || rule.includes('-') ? rule : `${tool} ${rule}`);
