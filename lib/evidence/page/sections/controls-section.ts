import type { ControlEvidence } from '../../controls/control';
import { NAG_VERSION } from '../../controls/nag-ids';
import { CONTROLS_READ } from '../../controls/runtimes';
import type { Evidence } from '../../evidence';
import { folded, html, type Markup, table } from '../markup';

/** @internal */
export function controlsSection({ controls }: Evidence): Markup {
  const byRule = new Map<string, ControlEvidence[]>();
  for (const row of controls.rows) byRule.set(row.rule, [...(byRule.get(row.rule) ?? []), row]);
  const groups = [...byRule.values()].sort((one, other) => count(other, 'open') - count(one, 'open'));
  const excluded = Object.entries(controls.excluded);
  return html`<section id="controls"><h2>Controls</h2>
<p>Rules of cdk-nag ${NAG_VERSION} in its six packs, controls of AWS Security Hub and managed rules of AWS Config about functions and what is around them. The mapping was made on ${CONTROLS_READ}. A report as CSV has a row for each control and resource.</p>
<div class="tools"><label>Search <input type="search" id="find-control" placeholder="control, resource"></label><label><input type="checkbox" id="only-open"> only open</label></div>
${table('Controls', ['Control', 'Property', 'Met', 'Waived', 'Open', 'Resources'], groups.map(rowOf), 'controls')}
${folded(
  `Not checked here (${excluded.length}), with the reason`,
  table(
    'Controls that are not checked',
    ['Service, rule or control', 'Reason'],
    excluded.map(([name, reason]) => [name, reason]),
  ),
)}</section>`;
}

const count = (rows: readonly ControlEvidence[], state: ControlEvidence['state']): number =>
  rows.filter((row) => row.state === state).length;

function rowOf(rows: readonly ControlEvidence[]): Markup[] {
  const [{ title, ids, rule, property }] = rows;
  const of = (state: ControlEvidence['state']) => rows.filter((row) => row.state === state);
  const list = (state: ControlEvidence['state']) =>
    of(state)
      .map(({ logicalId }) => logicalId)
      .join(', ');
  const open = count(rows, 'open');
  return [
    html`<td><b>${title}</b><br><span class="more">${ids.length > 0 ? ids.join(', ') : rule}</span>`,
    html`<td><code>${property}</code>`,
    html`<td class="number">${count(rows, 'met')}`,
    html`<td class="number">${count(rows, 'waived')}`,
    html`<td class="number${open > 0 && ' bad-text'}" data-open="${open}">${open}`,
    html`<td>${open > 0 && folded('open', html`<code>${list('open')}</code>`)}${count(rows, 'waived') > 0 && folded('waived', html`<ul>${of('waived').map(({ logicalId, reason }) => html`<li><code>${logicalId}</code>: ${reason}</li>`)}</ul>`)}${count(rows, 'met') > 0 && folded('met', html`<code>${list('met')}</code>`)}${count(rows, 'unknown') > 0 && folded('known after deployment', html`<code>${list('unknown')}</code>`)}`,
  ];
}
