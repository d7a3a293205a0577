import type { Rule } from '../../lib/checks/rule';
import { ruleUrl } from '../../lib/checks/rule-pages';
import { qualifiedId } from '../../lib/core/ids';

/** What a rule is about; without one, a line for each. */
export function explanation(rule: Rule | undefined, rules: readonly Rule[]): string {
  if (!rule) {
    const longest = Math.max(...rules.map(({ id }) => id.length));
    return rules.map(({ id, severity, problem }) => `${id.padEnd(longest)}  ${severity.padEnd(7)}  ${problem}`).join('\n');
  }
  const { id, severity, problem, impact, fix, docsUrl, equivalents = [] } = rule;
  const also = equivalents.length > 0 ? [`See also: ${equivalents.join(', ')}`] : [];
  return [`${id} (${severity})`, problem, impact, `Fix: ${fix}`, ruleUrl(id), docsUrl, ...also].join('\n');
}

/** The same for programs. */
export function explanationJson(rule: Rule | undefined, rules: readonly Rule[]): string {
  const described = ({ id, severity, problem, impact, fix, docsUrl, equivalents = [] }: Rule) => ({
    id: qualifiedId(id),
    severity,
    problem,
    impact,
    fix,
    ruleUrl: ruleUrl(id),
    docsUrl,
    equivalents,
  });
  return JSON.stringify(rule ? described(rule) : rules.map(described), undefined, 2);
}
