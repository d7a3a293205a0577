import type { CheckSeverity } from '../../lib/checks/check-severity';
import { ruleUrl } from '../../lib/checks/rule-pages';
import type { Outcome } from '../commands/check';
import type { Position } from '../input/positions';
import { countingOf, summaryOf } from './counts';
import { forAnnotation, forAnnotationProperty } from './escape';

const COMMANDS: Record<CheckSeverity, string> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands of GitHub Actions: they annotate the lines of a pull request. */
export function reportGithub(outcome: Outcome): string {
  return [
    ...outcome.problems.map(({ file, message }) => command('error', 'Not checked', { file }, message)),
    ...countingOf(outcome).map(({ found: { rule, message }, severity, place }) =>
      command(COMMANDS[severity], rule.id, place.source ?? place, `${message}. ${rule.impact} Fix: ${rule.fix} ${ruleUrl(rule.id)}`),
    ),
    summaryOf(outcome),
  ].join('\n');
}

function command(
  name: string,
  title: string,
  { file, line, column }: { readonly file: string } & Partial<Position>,
  message: string,
): string {
  const properties = Object.entries({ file, line, col: column, title })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${forAnnotationProperty(String(value))}`);
  return `::${name} ${properties.join(',')}::${forAnnotation(message)}`;
}
