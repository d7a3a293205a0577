import type { CostLine } from '../../cost/cost-evidence';
import type { PriceId } from '../../cost/prices';
import type { Evidence } from '../../evidence';
import { amountCell, usd } from '../amounts';
import { folded, html, type Markup, table } from '../markup';

/** @internal */
export function costSection({ cost, functions }: Evidence): Markup {
  const { lines, prices, assumptions, otherProfiles, unpriced } = cost;
  const row = (name: string, of: readonly CostLine[]) => [
    name,
    html`<td class="number">${new Set(of.map(({ key }) => key)).size}`,
    amountCell(
      of.flatMap(({ idle }) => idle),
      cost,
    ),
    amountCell(
      of.flatMap(({ perMillion }) => perMillion),
      cost,
    ),
  ];
  const protections = [...new Set(lines.map(({ protection }) => protection))];
  const paid = lines.filter(({ idle, perMillion }) => idle.length + perMillion.length > 0);
  const used = new Set<PriceId>(lines.flatMap(({ idle, perMillion }) => [...idle, ...perMillion]).map(({ price }) => price));
  return html`<section id="cost"><h2>Cost</h2>
<p>An estimate from list prices of ${prices.region} in ${prices.month}, without any free tier: for a month without traffic, and for a million events of each function. Change what is assumed, and the figures follow.</p>
<form class="assumptions" id="assumptions">${assumptions.map(({ id, label, unit, value, scale }) => html`<label>${label}${unit !== '' && ` (${unit})`}<input type="number" min="0" step="any" data-assumption="${id}" data-scale="${scale}" value="${value}"></label>`)}<button type="reset">Reset</button></form>
${table(
  'Cost by what it buys',
  ['Bought', 'Resources', 'USD a month, no traffic', 'USD a million events'],
  [
    ...protections.map((name) =>
      row(
        name,
        lines.filter(({ protection }) => protection === name),
      ),
    ),
    row('all', lines).map((cell, index) => (index === 0 ? html`<td><b>all</b>` : cell)),
  ],
)}
${table(
  'Cost by function',
  ['Function', 'Resources', 'USD a month, no traffic', 'USD a million events'],
  functions.map(({ key, name }) =>
    row(
      name,
      lines.filter(({ functionKey }) => functionKey === key),
    ),
  ),
)}
<h3>What another profile would change</h3><p class="more">An estimate of the alarms and keys that a profile makes for these functions, stacks and event sources.</p>
${table(
  'Other profiles: alarms and keys of all functions',
  ['Profile', 'Functions now', 'USD a month, no traffic', 'Difference', 'Also'],
  otherProfiles.map(({ profile, functions: having, idle, difference, differs }) => [
    profile,
    html`<td class="number">${having}`,
    html`<td class="number">${usd(idle)}`,
    html`<td class="number">${difference > 0 && '+'}${usd(difference)}`,
    differs,
  ]),
)}
${folded(
  `Prices (${used.size})`,
  table(
    'List prices',
    ['Unit', 'USD'],
    [...used].map((id) => [
      prices.prices[id].label,
      html`<td><input type="number" min="0" step="any" aria-label="${prices.prices[id].label}" data-price="${id}" value="${Number(prices.prices[id].usd.toPrecision(6))}">`,
    ]),
  ),
)}
${folded(
  `By resource (${paid.length})`,
  table(
    'Cost by resource',
    ['Resource', 'Type', 'Bought', 'USD a month, no traffic', 'USD a million events'],
    paid.map(({ label, type, protection, idle, perMillion }) => [
      label,
      type,
      protection,
      amountCell(idle, cost),
      amountCell(perMillion, cost),
    ]),
  ),
)}
${unpriced.length > 0 && html`<p class="more">Not priced here: ${unpriced.join(', ')}.</p>`}</section>`;
}
