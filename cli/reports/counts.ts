import type { CheckSeverity } from '../../lib/checks/check-severity';
import type { Rule } from '../../lib/checks/rule';
import type { Checked, Outcome } from '../commands/check';
import { describeHardened } from '../engine';
import { SEVERITIES } from '../input/severities';

/** The findings that are neither acknowledged nor suppressed. */
export const countingOf = ({ checked }: Outcome): readonly Checked[] => checked.filter(({ reason }) => reason === undefined);

export const rankOf = (severity: CheckSeverity): number => SEVERITIES.indexOf(severity);

/** How often each rule is broken, the most serious first. */
export function countsByRule(outcome: Outcome): { readonly rule: Rule; readonly severity: CheckSeverity; readonly count: number }[] {
  const counts = new Map<Rule, { severity: CheckSeverity; count: number }>();
  for (const { found, severity } of countingOf(outcome)) {
    const before = counts.get(found.rule);
    const worst = before && rankOf(before.severity) < rankOf(severity) ? before.severity : severity;
    counts.set(found.rule, { severity: worst, count: (before?.count ?? 0) + 1 });
  }
  return [...counts]
    .map(([rule, counted]) => ({ rule, ...counted }))
    .sort((one, other) => rankOf(one.severity) - rankOf(other.severity) || other.count - one.count);
}

export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** One line: how many of which severity, and of what. */
export function summaryOf(outcome: Outcome): string {
  const { checked, templates, functions, rules, applications, isEach } = outcome;
  const counting = countingOf(outcome);
  const [errors, warnings, infos] = SEVERITIES.map((severity) => counting.filter((one) => one.severity === severity).length);
  const found = counting.length === 0 ? 'Nothing found' : `${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${infos} info`;
  const suppressed = checked.length - counting.length;
  const together = applications === 1 ? 'checked together as one application' : `checked as ${applications} applications`;
  const where = [
    `${counted(functions, 'function')} in ${counted(templates, 'template')}, ${counted(rules, 'rule')}`,
    ...(templates < 2 ? [] : [isEach ? 'each template checked on its own' : together]),
    ...(isHardeningShown(outcome) ? [describeHardened(outcome.hardening)] : []),
    ...(suppressed === 0 ? [] : [`${suppressed} suppressed, with a reason`]),
  ];
  return `${found} (${where.join('; ')})`;
}

/** In reports about applications that know the library. */
const isHardeningShown = ({ hardening, isHardeningRequired }: Outcome): boolean => isHardeningRequired || hardening.hardened > 0;
