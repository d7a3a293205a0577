import { type Change, titledDifferences } from '../../change/change';
import { usd } from '../amounts';
import { html, type Markup, table } from '../markup';

/** @internal */
export function changeSection(change: Change | undefined): Markup {
  if (!change)
    return html`<section id="change"><h2>Change</h2><p>Nothing was compared. Pass <code>--compare OLD</code>, an earlier assembly or template, to see what changes.</p></section>`;
  const { functions, idle, perMillion, replaced } = change;
  return html`<section id="change"><h2>Change</h2>
${table(
  'Cost before and after',
  ['USD', 'Before', 'After'],
  [
    ['a month, no traffic', number(idle.before), number(idle.after)],
    ['a million events of each function', number(perMillion.before), number(perMillion.after)],
  ],
)}
<p>Functions added: ${functions.added.join(', ') || 'none'}. Functions removed: ${functions.removed.join(', ') || 'none'}.</p>
<h3>Resources that are replaced or deleted</h3>
${
  replaced.length === 0
    ? html`<p>None.</p>`
    : table(
        'Replaced resources',
        ['Resource', 'Type', 'Why', 'By'],
        replaced.map(({ key, type, why, by = '' }) => [html`<td><code>${key}</code>`, type, html`<td class="bad-text">${why}`, by]),
      )
}
${titledDifferences(change).map(
  ([title, differences]) =>
    html`<h3>${title}</h3>${
      differences.length === 0
        ? html`<p>No difference.</p>`
        : table(
            `Changed: ${title}`,
            ['Of', 'Before', 'After'],
            differences.map(({ of, before, after }) => [
              of,
              html`<td class="removed">${before ?? ''}`,
              html`<td class="added">${after ?? ''}`,
            ]),
          )
    }`,
)}</section>`;
}

const number = (amount: number): Markup => html`<td class="number">${usd(amount)}`;
