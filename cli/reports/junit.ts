import type { CheckSeverity } from '../../lib/checks/check-severity';
import { ruleUrl } from '../../lib/checks/rule-pages';
import type { Checked, Outcome } from '../commands/check';
import { shownPlace } from '../commands/place';
import { forXml, lineForTerminal } from './escape';

/** For build servers: a suite a file, a case a finding. What does not fail the command is a case that passes. */
export function reportJunit({ checked, problems }: Outcome, failing: readonly CheckSeverity[]): string {
  const files = [...new Set([...checked.map(({ place }) => place.file), ...problems.map(({ file }) => file)])];
  const suites = files.map((file) => {
    const cases = checked.filter(({ place }) => place.file === file).map((one) => caseOf(one, failing));
    const errors = problems.filter((problem) => problem.file === file).map(({ message }) => errorOf(file, message));
    const failures = cases.filter((one) => one.includes('<failure ')).length;
    return [
      `  <testsuite name="${forXml(file)}" tests="${cases.length + errors.length}" failures="${failures}" errors="${errors.length}">`,
      ...cases,
      ...errors,
      '  </testsuite>',
    ].join('\n');
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="cdk-hardened-lambda">', ...suites, '</testsuites>'].join('\n');
}

const errorOf = (file: string, message: string): string =>
  `    <testcase name="is checked" classname="${forXml(file)}"><error message="${forXml(message)}"/></testcase>`;

function caseOf({ found, severity, place, reason }: Checked, failing: readonly CheckSeverity[]): string {
  const { rule, resource, property, message } = found;
  const name = [rule.id, resource.id, property].filter((part) => part !== undefined).join(' ');
  const parts = [shownPlace(place), `${message}. ${rule.impact}`, `Fix: ${rule.fix}`, ruleUrl(rule.id)];
  const lines = parts.map((part) => lineForTerminal(forXml(part))).join('\n');
  const attributes = `message="${forXml(message)}"`;
  const inside =
    reason !== undefined
      ? `<skipped message="${forXml(reason)}"/>`
      : failing.includes(severity)
        ? `<failure ${attributes} type="${severity}">${lines}</failure>`
        : `<system-out>${severity}: ${lines}</system-out>`;
  return `    <testcase name="${forXml(name)}" classname="${forXml(place.file)}">${inside}</testcase>`;
}
