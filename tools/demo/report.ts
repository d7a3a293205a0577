import { PRICES_OF } from '../catalogue/prices';
import { plural } from '../catalogue/words';
import type { Acknowledgement } from './acknowledgements';
import { type CostItem, countOf, totalOf, usd } from './costs';
import { drawFailurePath } from './drawing';
import type { Compared, Facts } from './facts';
import { notPromised, openInPromised, openRules, type PackFindings, promised } from './findings';
import { type Column, type Styles, table, wrap } from './layout';
import type { Part } from './parts';

/** What the demo prints, as lines for people. */
export function report(facts: Facts, styles: Styles, width: number): string[] {
  const section = (title: string, lines: string[]) => [styles.bold(`── ${title} `.padEnd(width, '─')), '', ...lines, ''];
  return [
    '',
    ...summary(facts, styles, width),
    '',
    ...section('Resources of the function Orders', parts(facts.parts, styles, width)),
    ...section('Where a failed event goes, and who is notified', drawFailurePath(facts.failurePath)),
    ...facts.readers.flatMap(({ name, parts: ofSource, failurePath }) =>
      section(`Event source of ${name}: resources, and where a failed ${failurePath.what} goes`, [
        ...parts(ofSource, styles, width),
        '',
        ...drawFailurePath(failurePath),
      ]),
    ),
    ...section('cdk-nag: findings in the whole stack', findings(facts.findings, styles, width)),
    ...section('Acknowledged findings, with their reasons', acknowledgements(facts.acknowledgements, styles, width)),
    ...section('Monthly cost of the function Orders without traffic', costs(facts.costs, styles, width)),
    ...verdict(facts.findings.hardened, styles),
  ];
}

export const shortType = (type: string): string => type.replace('AWS::', '');

function summary({ findings, costs }: Facts, { bold, dim }: Styles, width: number): string[] {
  const row = (name: string, open: PackFindings[], items: CostItem[]) => [
    name,
    String(countOf(items)),
    String(openInPromised(open).length),
    usd(totalOf(items)),
  ];
  const columns: Column[] = [
    { title: 'examples/orders', style: bold },
    { title: 'resources', align: 'right' },
    { title: 'open, promised packs', align: 'right' },
    { title: 'USD a month, no traffic', align: 'right' },
  ];
  const rows = [row('HardenedNodejsFunction', findings.hardened, costs.hardened), row('NodejsFunction', findings.plain, costs.plain)];
  return table(columns, rows, width, dim);
}

function parts(parts: Part[], { bold, dim }: Styles, width: number): string[] {
  return table(
    [
      { title: 'What', style: bold },
      { title: 'Why', wraps: true },
      { title: 'Type', style: dim },
    ],
    parts.map(({ role, resource, why }) => [role, why, shortType(resource.type)]),
    width,
    dim,
  );
}

function findings({ hardened, plain }: Compared<PackFindings[]>, { bold, dim, good, bad }: Styles, width: number): string[] {
  const columns: Column[] = [
    { title: 'Pack', style: bold },
    { title: '' },
    { title: 'open: hardened', align: 'right' },
    { title: 'plain', align: 'right' },
    { title: 'acknowledged: hardened', align: 'right' },
    { title: 'plain', align: 'right' },
  ];
  const rows = hardened.map(({ pack, promised, open, acknowledged }, index) => {
    const counts = [open, plain[index].open, acknowledged, plain[index].acknowledged];
    return [pack, promised ? 'promised' : '', ...counts.map(({ length }) => String(length))];
  });
  const [titles, ...lines] = table(columns, rows, width, dim);
  const coloured = lines.map((line, index) => (hardened[index].promised ? (hardened[index].open.length === 0 ? good : bad)(line) : line));
  return [titles, ...coloured, '', ...openRuleNotes({ hardened, plain }).flatMap((note) => wrap(note, width).map(dim))];
}

export function openRuleNotes({ hardened, plain }: Compared<PackFindings[]>): string[] {
  return [
    `Open in the promised packs with plain functions: ${openRules(promised(plain)).join(', ') || 'nothing'}.`,
    `Open in the other packs with hardened functions and their defaults: ${openRules(notPromised(hardened)).join(', ') || 'nothing'}. ` +
      'The numbers are higher than with plain functions, since there are more resources.',
  ];
}

function acknowledgements(acknowledgements: Acknowledgement[], { bold, dim }: Styles, width: number): string[] {
  const ruleWidth = Math.max(0, ...acknowledgements.map(({ rule }) => rule.length));
  const columns: Column[] = [
    { title: '', style: dim },
    { title: '', wraps: true },
  ];
  const paths = [...new Set(acknowledgements.map(({ path }) => path))];
  return paths.flatMap((path) => {
    const rows = acknowledgements.filter((each) => each.path === path).map(({ rule, reason }) => [`  ${rule.padEnd(ruleWidth)}`, reason]);
    return [bold(path), ...table(columns, rows, width, dim).slice(1)];
  });
}

function costs({ hardened, plain }: Compared<CostItem[]>, { bold, dim }: Styles, width: number): string[] {
  const columns: Column[] = [
    { title: 'Type', style: bold },
    { title: 'hardened', align: 'right' },
    { title: 'USD', align: 'right' },
    { title: 'plain', align: 'right' },
    { title: 'USD', align: 'right' },
    { title: 'Billed for', wraps: true, style: dim },
  ];
  const rows = hardened.map(({ type, count, idle, paidFor }) => {
    const beside = plain.find((item) => item.type === type);
    return [shortType(type), String(count), usd(idle), beside ? String(beside.count) : '-', beside ? usd(beside.idle) : '-', paidFor];
  });
  const total = ['Total', String(countOf(hardened)), usd(totalOf(hardened)), String(countOf(plain)), usd(totalOf(plain)), ''];
  const lines = table(columns, [...rows, total], width, dim);
  return [
    ...lines.slice(0, -1),
    bold(lines[lines.length - 1]),
    '',
    ...wrap(`${PRICE_NOTE} The table, the bus and the rule cost the same with both.`, width).map(dim),
  ];
}

export const PRICE_NOTE = `List prices of ${PRICES_OF.region}, ${PRICES_OF.month}, without any free tier.`;

const namesOf = (findings: PackFindings[]): string => findings.map(({ pack }) => pack).join(', ');

function verdict(findings: PackFindings[], { good, bad }: Styles): string[] {
  const open = openInPromised(findings);
  const packs = namesOf(promised(findings));
  if (open.length === 0) return [good(`✔ ${packs}: no open finding.`)];
  return [bad(`✘ ${packs}: ${plural(open.length, 'finding')} open and not acknowledged`), ...open.map((finding) => `  ${finding}`)];
}
