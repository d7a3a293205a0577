import { createColors } from 'picocolors';
import { CheckSeverity } from '../../lib/checks/check-severity';
import { type Checked, type Outcome, withoutResource } from '../commands/check';

const ORDER = [CheckSeverity.ERROR, CheckSeverity.WARNING, CheckSeverity.INFO];
const INDENT = ' '.repeat(10);
const COLUMNS = 120;

const weight = ({ found }: Checked): number => ORDER.indexOf(found.rule.severity);

interface Group {
  readonly title: string;
  readonly checked: Checked[];
}

/** For people: by function, worst first. What a rule is about stands where it is first broken. */
export function reportText(outcome: Outcome, isColoured: boolean, columns = COLUMNS): string {
  const colours = createColors(isColoured);
  const paint = { error: colours.red, warning: colours.yellow, info: colours.cyan };
  const counting = outcome.checked.filter(({ reason }) => reason === undefined);
  const told = new Set<string>();
  const lines = groupsOf(counting).flatMap(({ title, checked }) => [
    colours.bold(title),
    ...checked.flatMap(({ found, constructPath }) => {
      const { rule, resource, property, message } = found;
      const isNew = !told.has(rule.id);
      told.add(rule.id);
      const place = [withoutResource(constructPath) ?? resource.id, property].filter((part) => part !== undefined).join(' ');
      return [
        `  ${paint[rule.severity](rule.severity.padEnd(8))}${colours.bold(rule.id)}  ${colours.dim(place)}`,
        ...folded(`${message}.`, columns),
        ...(isNew ? folded(rule.impact, columns) : []),
        ...folded(`→ ${rule.fix}`, columns).map((line) => line.replace('→', colours.green('→'))),
      ];
    }),
    '',
  ]);
  return [...lines, ...summary(outcome, counting)].join('\n');
}

/** Indented, and broken between words where it is longer than the terminal is wide. */
function folded(text: string, columns: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== '' && INDENT.length + last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => INDENT + line);
}

function groupsOf(checked: readonly Checked[]): Group[] {
  const groups = new Map<string, Checked[]>();
  for (const one of checked) {
    const { fn, resource } = one.found;
    const title = fn ? `${one.functionName} (${fn.resource.template.name})` : `In ${resource.template.name}`;
    groups.set(title, [...(groups.get(title) ?? []), one]);
  }
  const sorted = [...groups].map(([title, group]) => ({ title, checked: group.sort((one, other) => weight(one) - weight(other)) }));
  return sorted.sort((one, other) => weight(one.checked[0]) - weight(other.checked[0]) || other.checked.length - one.checked.length);
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function summary({ checked, templates, functions, rules, idle }: Outcome, counting: readonly Checked[]): string[] {
  const where = `${counted(functions, 'function')} in ${counted(templates, 'template')}, ${counted(rules, 'rule')}`;
  const of = (level: CheckSeverity) => counting.filter(({ found }) => found.rule.severity === level).length;
  const levels = `${counted(of(CheckSeverity.ERROR), 'error')}, ${counted(of(CheckSeverity.WARNING), 'warning')}, ${of(CheckSeverity.INFO)} info`;
  const meant = checked.length - counting.length;
  return [
    `${counting.length === 0 ? 'Nothing found' : levels} (${where}${meant > 0 ? `; ${meant} meant, with a reason` : ''})`,
    ...(counting.length === 0 ? [] : ["'cdk-hardened-lambda explain RULE' names the page of AWS about a rule"]),
    ...idle.map(({ from }) => `${from} allows what is not found any more: leave it out`),
  ];
}
