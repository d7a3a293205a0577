import { findViolations, type RuleViolation } from '../../lib/checks/find-violations';
import type { Example, Rule } from '../../lib/checks/rule';
import { pageOf, ruleUrl } from '../../lib/checks/rule-pages';
import { ALL_RULES, RULES } from '../../lib/checks/rules';
import { qualifiedId } from '../../lib/core/ids';
import { WARNINGS } from '../../lib/core/warnings';
import { code, fenced } from './markdown';
import { excerpt } from './template-excerpt';

/** The page of each rule, by its path in the repository. */
export const checkPages = (): Record<string, string> => Object.fromEntries(ALL_RULES.map((rule) => [pageOf(rule.id), page(rule)]));

function page(rule: Rule): string {
  const { id, severity, problem, impact, fix, docsUrl, equivalents = [] } = rule;
  return [
    `# ${id}`,
    'Generated from the rule in `lib/checks/rules` by `npx projen docs`; changes by hand are lost.',
    `| | |\n| --- | --- |\n${[
      ['Severity', severity],
      ['Problem', problem],
      ['Impact', impact],
      ['Fix', fix],
      ['AWS documentation', docsUrl],
      ['Equivalent rules of other tools', equivalents.length > 0 ? equivalents.join(', ') : 'none known'],
      ['Id to acknowledge', code(qualifiedId(id))],
    ]
      .map(([name, text]) => `| **${name}** | ${text.replaceAll('|', '\\|')} |`)
      .join('\n')}`,
    '## Example',
    sideBySide(...shownExamples(rule)),
    'Excerpts: properties of functions that do not matter here are left out.',
    '## Messages',
    'What the check reports for templates with this problem:',
    `\`\`\`text\n${messagesOf(rule).join('\n')}\n\`\`\``,
    '## To accept it',
    fenced(
      'ts',
      `import { Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

declare const construct: Construct;

Validations.of(construct).acknowledge({ id: '${qualifiedId(id)}', reason: '...' });`,
    ),
    `${Object.hasOwn(WARNINGS, id) ? 'The construct library warns of the same matter under the same id; acknowledging it once silences both. ' : ''}` +
      `[All checks and how to accept or disable them](${CHECKS_PAGE})`,
  ]
    .join('\n\n')
    .concat('\n');
}

const CHECKS_PAGE = ruleUrl(RULES[0].id).replace(/\/[^/]+$/, '.md');

const cell = (title: string, example: Example): string =>
  `<td valign="top">\n\n**${title}**\n\n\`\`\`yaml\n${excerpt(example)}\n\`\`\`\n\n</td>`;

const sideBySide = (bad: Example, good: Example): string => `<table><tr>${cell('Wrong', bad)}${cell('Right', good)}</tr></table>`;

/**
 * The first bad example, and that one fixed. Where the rule does not mark it, it is the good example that depends on no
 * parameter and has most of what the fix names; of several the one that differs least.
 */
export function shownExamples(rule: Rule): [Example, Example] {
  const { bad, good, fixed } = rule.examples();
  const [wrong] = bad;
  if (fixed) return [wrong, fixed];
  const known = good.filter((example) => !dependsOnParameters(example));
  const score = (example: Example): number => {
    const { removed, added } = difference(excerpt(wrong), excerpt(example));
    return 100 * wordsOf(rule.fix).filter((word) => added.some((line) => line.includes(word))).length - removed.length - added.length;
  };
  return [wrong, (known.length > 0 ? known : good).reduce((best, each) => (score(each) > score(best) ? each : best))];
}

/** The properties, types and values that a fix names. */
const wordsOf = (fix: string): string[] => [
  ...new Set([...(fix.match(/'[^']+'|\d+|\b[A-Z][A-Z_]{3,}\b/g) ?? [])].flatMap((word) => word.replaceAll("'", '').split('.'))),
];

function dependsOnParameters(example: Example): boolean {
  const text = JSON.stringify(example);
  return text.includes('Fn::If') || [...text.matchAll(/"Ref":"(\w+)"/g)].some(([, id]) => !Object.hasOwn(example, id));
}

function difference(wrong: string, right: string): { readonly removed: string[]; readonly added: string[] } {
  const [wrongs, rights] = [wrong.split('\n'), right.split('\n')];
  return { removed: wrongs.filter((line) => !rights.includes(line)), added: rights.filter((line) => !wrongs.includes(line)) };
}

const violationsOf = (rule: Rule): RuleViolation[] =>
  rule
    .examples()
    .bad.flatMap((Resources) =>
      findViolations([{ name: 'Shop', body: { Resources }, region: 'eu-west-1', account: '111122223333' }], [rule]),
    );

/** Each message once, with the resource, its property and the affected function. */
function messagesOf(rule: Rule): string[] {
  const messages = violationsOf(rule).map(({ resource, property, fn, message, isReportedByCdk }) => {
    const place = [resource.id, property, fn && fn.resource !== resource && `(${fn.name})`].filter(Boolean).join(' ');
    return `${place}: ${message}${isReportedByCdk ? ' (in an app, the CDK reports it)' : ''}`;
  });
  return [...new Set(messages)];
}
