import { createColors } from 'picocolors';
import { stringify } from 'yaml';
import { type Checked, type Outcome, withoutResource } from '../commands/check';
import { shownPlace } from '../commands/place';
import type { RuleViolation } from '../engine';
import { countingOf, countsByRule, rankOf, summaryOf } from './counts';
import { forTerminal, lineForTerminal } from './escape';

const INDENT = ' '.repeat(10);
const COLUMNS = 120;

/** What is found in several places, and is the same in each. */
interface Finding {
  readonly first: Checked;
  readonly others: Checked[];
}

interface Group {
  readonly title: string;
  readonly findings: Finding[];
}

/** For people: by function, the most serious first. The impact of a rule is shown once. */
export function reportText(outcome: Outcome, isColoured: boolean, columns = COLUMNS): string {
  const colours = createColors(isColoured);
  const paint = { error: colours.red, warning: colours.yellow, info: colours.cyan };
  const shownRules = new Set<string>();
  const lines = groupsOf(mergedOf(countingOf(outcome))).flatMap(({ title, findings }) => [
    colours.bold(safe(title)),
    ...findings.flatMap(({ first, others }) => {
      const { rule, message } = first.found;
      const isNew = !shownRules.has(rule.id);
      shownRules.add(rule.id);
      const severity = paint[first.severity](first.severity.padEnd(8));
      return [
        `  ${severity}${colours.bold(rule.id)}  ${colours.dim(safe(placeIn(first)))}`,
        ...folded(`${message}.`, columns),
        ...(isNew ? folded(rule.impact, columns) : []),
        ...folded(`→ ${rule.fix}`, columns).map((line) => line.replace('→', colours.green('→'))),
        ...snippetOf(first.found).map((line) => `${INDENT}  ${colours.green(safe(line))}`),
        ...others.map((other, index) => `${INDENT}${index === 0 ? 'also ' : '     '}${colours.dim(safe(placeIn(other)))}`),
      ];
    }),
    '',
  ]);
  return [...lines, ...ending(outcome)].join('\n');
}

/** To paste, where the fix is one property. */
function snippetOf({ property, value }: RuleViolation): string[] {
  if (property === undefined || value === undefined) return [];
  const properties = property.split('.').reduceRight((inner: unknown, key) => ({ [key]: inner }), value);
  return stringify(properties).trimEnd().split('\n');
}

const safe = (text: string): string => lineForTerminal(forTerminal(text));

/** The construct or the resource, the property, and the place in the file. */
function placeIn({ found, constructPath, place }: Checked): string {
  const { resource, property } = found;
  const [, maker, , ...event] = resource.writtenAt ?? [];
  const written = maker === undefined ? resource.id : [maker, event.join('.')].filter((part) => part !== '').join(' ');
  const source = place.source && `${place.source.file}:${place.source.line}:${place.source.column}`;
  return [withoutResource(constructPath) ?? written, property, `(${source ?? shownPlace(place)})`]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** Indented, and broken between words where it is longer than the terminal is wide. */
function folded(text: string, columns: number): string[] {
  const lines = [''];
  for (const word of forTerminal(text).split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== '' && INDENT.length + last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => lineForTerminal(INDENT + line));
}

function mergedOf(counting: readonly Checked[]): Finding[] {
  const findings = new Map<string, Finding>();
  for (const one of counting) {
    const key = JSON.stringify([one.found.rule.id, one.severity, one.found.message]);
    const known = findings.get(key);
    if (known) known.others.push(one);
    else findings.set(key, { first: one, others: [] });
  }
  return [...findings.values()];
}

const SEVERAL = 'Several functions';

function titleOf({ found: { fn, resource }, functionName }: Checked): string {
  return fn ? `${functionName} (${fn.resource.template.name})` : `In ${resource.template.name}`;
}

function groupsOf(merged: readonly Finding[]): Group[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of merged) {
    const title = titleOf(finding.first);
    const where = finding.others.every((other) => titleOf(other) === title) ? title : SEVERAL;
    groups.set(where, [...(groups.get(where) ?? []), finding]);
  }
  const rank = ({ first }: Finding) => rankOf(first.severity);
  const sorted = [...groups].map(([title, findings]) => ({ title, findings: findings.sort((one, other) => rank(one) - rank(other)) }));
  return sorted.sort((one, other) => rank(one.findings[0]) - rank(other.findings[0]) || other.findings.length - one.findings.length);
}

function ending(outcome: Outcome): string[] {
  const counts = countsByRule(outcome);
  const widest = Math.max(0, ...counts.map(({ rule }) => rule.id.length));
  const table = counts.map(({ rule, severity, count }) => `${rule.id.padEnd(widest)}  ${severity.padEnd(7)}  ${String(count).padStart(5)}`);
  return [
    ...(counts.length < 2 ? [] : [...table, '']),
    summaryOf(outcome),
    ...(counts.length === 0 ? [] : ["'cdk-hardened-lambda explain RULE' shows the page of a rule, and that of AWS"]),
    ...outcome.unusedSuppressions.map((from) => `${safe(from)}: suppresses nothing that is found; remove it`),
  ];
}
