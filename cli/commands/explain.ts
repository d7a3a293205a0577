import type { Rule } from '../../lib/checks/rule';

/** What a rule is about; without one, a line for each. */
export function explanation(rule: Rule | undefined, rules: readonly Rule[]): string {
  if (!rule) {
    const longest = Math.max(...rules.map(({ id }) => id.length));
    return rules.map(({ id, level, wrong }) => `${id.padEnd(longest)}  ${level.padEnd(7)}  ${wrong}`).join('\n');
  }
  const { id, level, wrong, consequence, wayOut, page, elsewhere = [] } = rule;
  const also = elsewhere.length > 0 ? [`See also: ${elsewhere.join(', ')}`] : [];
  return [`${id} (${level})`, wrong, consequence, `Way out: ${wayOut}`, page, ...also].join('\n');
}
