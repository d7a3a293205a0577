import type { Evidence } from '../../evidence';
import type { GraphNode } from '../../paths/graph';
import { ARROWS, svg } from '../drawing';
import { type Drawing, drawingsOf } from '../layout';
import { html, type Markup, table } from '../markup';

const LEGEND = [
  ['source', 'event source'],
  ['function', 'function'],
  ['queue', 'where failures are stored'],
  ['alarms', 'alarms'],
  ['topic', 'topic'],
  ['people', 'who is notified'],
  ['broken', 'broken end'],
] as const;

/** @internal */
export function pathsSection({ paths, functions }: Evidence): Markup {
  const names = new Map(functions.map(({ key, name }) => [key, name]));
  const isBroken = ({ nodes }: Drawing) => nodes.some(({ node }) => node.kind === 'broken');
  const drawings = drawingsOf(paths).sort((one, other) => Number(isBroken(other)) - Number(isBroken(one)));
  const broken = paths.nodes.filter(({ kind }) => kind === 'broken');
  return html`<section id="paths"><h2>Event paths</h2>
<p>From where each function gets its events, where those go that failed after all retries, and who is notified. Drawings with broken ends come first.</p>
<div class="tools"><label>Search <input type="search" id="find" placeholder="function, queue, topic"></label>
<label><input type="checkbox" id="only-broken"> only broken ends</label>
<span role="group" aria-label="Zoom"><button type="button" id="out" aria-label="Zoom out">−</button><output id="zoom">100 %</output><button type="button" id="in" aria-label="Zoom in">+</button></span>
<span id="shown" role="status">${drawings.length} of ${drawings.length} drawings</span></div>
<ul class="legend">${LEGEND.map(([kind, text]) => html`<li class="${kind}"><i></i>${text}</li>`)}</ul>
<svg class="marks" aria-hidden="true"><defs>${ARROWS}</defs></svg><div id="drawings" tabindex="0">${drawings.map((one) => figure(one, names, isBroken(one)))}</div>
${
  broken.length > 0 &&
  html`<details open><summary>Broken ends (${broken.length})</summary>${table(
    'Broken ends',
    ['Function', 'What', 'Why'],
    broken.map((node) => brokenRow(node, names)),
  )}</details>`
}
</section>`;
}

function figure(drawing: Drawing, names: ReadonlyMap<string, string>, isBroken: boolean): Markup {
  const functions = [...new Set(drawing.nodes.flatMap(({ node }) => node.functionKeys))].map((key) => names.get(key) ?? key);
  const title = functions.length > 4 ? `${functions.slice(0, 3).join(', ')} and ${functions.length - 3} more` : functions.join(', ');
  const words = [...new Set(drawing.nodes.map(({ node }) => node.label))].join(' ').toLowerCase();
  return html`<figure data-words="${words}"${isBroken && html` data-broken`}><figcaption>${title}</figcaption><div class="scroll" tabindex="0">${svg(drawing, `Event paths of ${title}`)}</div></figure>`;
}

const brokenRow = ({ functionKeys, label, detail }: GraphNode, names: ReadonlyMap<string, string>) => [
  functionKeys.map((key) => names.get(key) ?? key).join(', '),
  html`<td><span class="tag error">${label}</span>`,
  detail,
];
