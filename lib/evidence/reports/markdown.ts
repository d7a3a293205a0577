import { type Change, titledDifferences } from '../change/change';
import { totalOf } from '../cost/terms';
import type { Evidence } from '../evidence';
import type { EvidenceFinding } from '../finding';
import { plural } from '../words';

/** Marks of Markdown and HTML, shown as they are. Mentions and references of GitHub notify nobody. */
const escaped = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Bidi_Control}\u200b\u2028\u2029\ufeff]/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@/g, '&#64;')
    .replace(/[\\`*_{}[\]()#+!|~$^:]/g, (mark) => `&#${mark.charCodeAt(0)};`)
    .replace(/^(\s*)-/, '$1&#45;')
    .replace(/www\./gi, 'www&#46;');

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  `| ${header.join(' | ')} |`,
  `| ${header.map(() => '---').join(' | ')} |`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
];

const usd = (amount: number): string => amount.toFixed(2);
const MOST = 50;

/** For a pull request: the figures, what is open, and what changes. @internal */
export function evidenceMarkdown(evidence: Evidence): string {
  const { functions, findings, change, paths } = evidence;
  const open = findings.filter(({ reason }) => reason === undefined);
  const broken = paths.nodes.filter(({ kind }) => kind === 'broken');
  const nameOf = new Map(functions.map(({ key, name }) => [key, name]));
  return `${[
    '## Lambda functions: what the templates prove',
    '',
    ...summaryTable(evidence),
    ...(change ? changeLines(change) : []),
    ...section(`Open findings`, open, (shownOnes) => table(['Severity', 'Rule', 'Where', 'What'], shownOnes.map(findingRow))),
    ...section('Where events are lost, or nobody is notified', broken, (shownOnes) =>
      table(
        ['Function', 'What', 'Why'],
        shownOnes.map(({ functionKeys, label, detail }) => [
          functionKeys.map((key) => escaped(nameOf.get(key) ?? key)).join(', '),
          label,
          escaped(detail),
        ]),
      ),
    ),
  ].join('\n')}\n`;
}

function summaryTable({ summary, cost }: Evidence): string[] {
  const { open, controls } = summary;
  const perMillion = totalOf(
    cost.lines.flatMap((line) => line.perMillion),
    cost.prices,
    cost.assumptions,
  );
  return table(
    ['What', 'Figure'],
    [
      [
        'Functions',
        `${summary.functions}, of which ${summary.hardened} are hardened${summary.left ? `, ${summary.left} left with a reason` : ''}`,
      ],
      ['Open findings', `${plural(open.error, 'error')}, ${plural(open.warning, 'warning')}, ${open.info} info`],
      ['Acknowledged', String(summary.acknowledged)],
      ...(summary.isNew === undefined ? [] : [['New findings', String(summary.isNew)]]),
      ['Broken ends of event paths', String(summary.brokenEnds)],
      ['Alarms', String(summary.alarms)],
      ['Controls', `${controls.met} met, ${controls.waived} waived, ${controls.open} open, ${controls.unknown} known after deployment`],
      ['USD a month without traffic', usd(summary.idle)],
      ['USD for a million events of each function', usd(perMillion)],
    ],
  );
}

/** A pull request shows so many; the page has all. */
function section<T>(title: string, items: readonly T[], render: (items: readonly T[]) => string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length > MOST ? ['', `${items.length - MOST} more are on the page.`] : [];
  return ['', `### ${title}`, '', ...render(items.slice(0, MOST)), ...more];
}

const findingRow = ({ severity, id, logicalId, property, message }: EvidenceFinding): string[] => [
  severity,
  escaped(id),
  escaped([logicalId, property].filter((part) => part !== undefined).join(' ')),
  escaped(message),
];

function changeLines(change: Change): string[] {
  const { functions, idle, perMillion, replaced } = change;
  const rows = titledDifferences(change).flatMap(([title, differences]) =>
    differences.map((one) => [title, escaped(one.of), was(one.before), was(one.after)]),
  );
  return [
    '',
    '### What changes',
    '',
    `Functions: ${functions.added.length} added, ${functions.removed.length} removed. USD a month without traffic: ${usd(idle.before)} → ${usd(idle.after)}. USD for a million events of each function: ${usd(perMillion.before)} → ${usd(perMillion.after)}.`,
    ...section('Resources that are replaced or deleted', replaced, (shownOnes) =>
      table(
        ['Resource', 'Type', 'Why', 'By'],
        shownOnes.map(({ key, type, why, by = '' }) => [escaped(key), escaped(type), escaped(why), escaped(by)]),
      ),
    ),
    ...section('Differences', rows, (shownOnes) => table(['What', 'Of', 'Before', 'After'], shownOnes)),
  ];
}

const was = (value: string | undefined): string => (value === undefined ? '–' : escaped(value));
