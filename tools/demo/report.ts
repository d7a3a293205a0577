import { amountOf } from '../../lib/evidence/cost/terms';
import type { Evidence } from '../../lib/evidence/evidence';
import type { FunctionEvidence } from '../../lib/evidence/functions/function-evidence';
import { PRICES_OF } from '../catalogue/prices';
import { plural } from '../catalogue/words';
import type { Compared } from './facts';
import { notPromised, openInPromised, openRules, type PackFindings, promised } from './findings';
import { footprintTable } from './footprint';
import { type Column, type Styles, table, wrap } from './layout';

/** What the demo prints, as lines for people: what was made, what is open, what it costs, and where the rest is. */
export function report(evidence: Evidence, findings: PackFindings[], page: string, styles: Styles, width: number): string[] {
  const { bold, dim } = styles;
  const { summary, cost } = evidence;
  const { open, controls } = summary;
  const sum = (kind: 'idle' | 'perMillion', protection?: string) =>
    cost.lines
      .filter((line) => protection === undefined || line.protection === protection)
      .flatMap((line) => line[kind])
      .reduce((total, term) => total + amountOf(term, cost.prices, cost.assumptions), 0)
      .toFixed(2);
  const paid = [...new Set(cost.lines.filter(({ idle }) => idle.length > 0).map(({ protection }) => protection))];
  return [
    '',
    bold('What is made: examples/orders'),
    ...made(evidence.functions, styles, width),
    '',
    bold('What is open'),
    ...verdict(findings, styles),
    ...wrap(
      `The checks of this library: ${plural(open.error, 'error')}, ${plural(open.warning, 'warning')}, ${open.info} info; ${summary.acknowledged} acknowledged. Event paths: ${plural(summary.brokenEnds, 'broken end')}. Controls: ${controls.met} met, ${controls.waived} waived with a reason, ${controls.open} open.`,
      width,
    ),
    '',
    bold('What it costs'),
    ...wrap(`${sum('idle')} USD a month without traffic: ${paid.map((name) => `${name} ${sum('idle', name)}`).join(', ')}.`, width),
    ...wrap(`${sum('perMillion')} USD for a million events of each function.`, width),
    ...wrap(PRICE_NOTE, width).map(dim),
    '',
    ...footprintTable(styles, width),
    '',
    `${bold('The page with all of it, and the reasons:')}`,
    `  ${page}`,
  ];
}

function made(functions: readonly FunctionEvidence[], { bold, dim }: Styles, width: number): string[] {
  const columns: Column[] = [
    { title: 'Function', style: bold },
    { title: 'alarms', align: 'right' },
    { title: 'permissions', align: 'right' },
    { title: 'what failed goes to', wraps: true },
  ];
  const rows = functions.map(({ name, alarms, permissions = [], failures }) => [
    name,
    String(alarms.length),
    String(permissions.length),
    [...new Set(failures.map(({ to, broken }) => broken ?? (to as string)))]
      .map((place) => place.replace(/\w+EventSource:[^/]+\//, ''))
      .join(', '),
  ]);
  return table(columns, rows, width, dim);
}

export const shortType = (type: string): string => type.replace('AWS::', '');

export function openRuleNotes({ hardened, plain }: Compared<PackFindings[]>): string[] {
  return [
    `Open in the promised packs with plain functions: ${openRules(promised(plain)).join(', ') || 'nothing'}.`,
    `Open in the other packs with hardened functions and their defaults: ${openRules(notPromised(hardened)).join(', ') || 'nothing'}. ` +
      'The numbers are higher than with plain functions, since there are more resources.',
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
