import { authorsPath } from '../../../core/cdk/construct-path';
import type { Evidence } from '../../evidence';
import type { EvidenceFinding } from '../../finding';
import { amountCell } from '../amounts';
import { folded, html, link, type Markup, table } from '../markup';

const SEVERITIES = ['error', 'warning', 'info'] as const;

/** @internal */
export function summarySection(evidence: Evidence): Markup {
  const { summary, findings, cost } = evidence;
  const open = findings.filter(({ reason }) => reason === undefined);
  const acknowledged = findings.filter(({ reason }) => reason !== undefined);
  const asked = summary.functions - summary.left - summary.ofCdk;
  return html`<section id="summary"><h2>Summary</h2><div class="cards">
${card('Functions', summary.functions, `${summary.hardened} of ${asked} hardened${summary.left ? `, ${summary.left} left with a reason` : ''}${summary.ofCdk ? `, ${summary.ofCdk} of the CDK` : ''}`, summary.hardened < asked ? 'notice' : 'good')}
${card('Open findings', open.length, `${summary.open.error} errors, ${summary.open.warning} warnings, ${summary.open.info} info`, summary.open.error > 0 ? 'bad' : summary.open.warning > 0 ? 'notice' : 'good')}
${summary.isNew !== undefined && card('New findings', summary.isNew, 'since the compared assembly', summary.isNew > 0 ? 'bad' : 'good')}
${card('Acknowledged', acknowledged.length, 'each with a reason', '')}
${card('Broken ends', summary.brokenEnds, 'events are lost, or nobody is notified', summary.brokenEnds > 0 ? 'bad' : 'good')}
${card('Open controls', summary.controls.open, `${summary.controls.met} met, ${summary.controls.waived} waived, ${summary.controls.unknown} known after deployment`, '')}
${card('Alarms', summary.alarms, 'in the templates', '')}
<div class="card"><span class="name">USD a month, idle</span>${amountCell(
    cost.lines.flatMap(({ idle }) => idle),
    cost,
    'strong',
  )}<span class="more">list prices of ${cost.prices.region}, ${cost.prices.month}</span></div>
</div>
<h3>Open findings</h3>
${open.length === 0 ? html`<p class="good-text">Nothing is open.</p>` : SEVERITIES.map((severity) => findingsOf(severity, open))}
${
  acknowledged.length > 0 &&
  folded(
    `Acknowledged findings (${acknowledged.length})`,
    table(
      'Acknowledged findings',
      ['Rule', 'Where', 'Reason'],
      acknowledged.map((one) => [rule(one), where(one), one.reason]),
    ),
  )
}
</section>`;
}

const card = (name: string, figure: number, more: string, state: string): Markup =>
  html`<div class="card ${state}"><span class="name">${name}</span><strong>${figure}</strong><span class="more">${more}</span></div>`;

function findingsOf(severity: EvidenceFinding['severity'], open: readonly EvidenceFinding[]): Markup | undefined {
  const of = open.filter((one) => one.severity === severity);
  if (of.length === 0) return undefined;
  const rows = of.map((one) => [html`<td><span class="tag ${severity}">${severity}</span>`, rule(one), where(one), what(one)]);
  return table(`Findings: ${severity}`, ['Severity', 'Rule', 'Where', 'What, impact and fix'], rows, 'findings');
}

/** @internal */
export const rule = ({ id, ruleUrl }: EvidenceFinding): Markup => link(ruleUrl, id.replace('HardenedLambda::', ''));

/** @internal */
export const where = ({ logicalId, property, constructPath }: EvidenceFinding): Markup =>
  html`<code>${constructPath === undefined ? logicalId : authorsPath(constructPath)}</code>${property !== undefined && html`<br><code>${property}</code>`}`;

/** @internal */
export const what = ({ message, impact, fix }: EvidenceFinding): Markup =>
  html`${message}. <span class="more">${impact}</span><br><b>Fix:</b> ${fix}`;
