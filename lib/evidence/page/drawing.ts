import { type Drawing, type Line, linesOf, NODE, type Placed } from './layout';
import { html, type Markup } from './markup';

/** One drawing: a node is a box with two lines of text, a broken end is red. @internal */
export function svg({ nodes, lines, width, height }: Drawing, label: string): Markup {
  return html`<svg viewBox="0 0 ${width} ${height}" style="--w:${width}" role="img" aria-label="${label}">${lines.map(line)}${nodes.map(box)}${lines.map(words)}</svg>`;
}

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length / 2 - 1)}…${text.slice(-length / 2)}` : text;
const round = (value: number): number => Math.round(value);

function box({ node, x, y }: Placed): Markup {
  const [label, detail] = [cut(node.label, 25), cut(node.detail, 29)];
  const isCut = label !== node.label || detail !== node.detail;
  const at = `translate(${round(x - NODE.width / 2)} ${round(y - NODE.height / 2)})`;
  return html`<g class="n ${node.kind}" transform="${at}">${isCut && html`<title>${node.label}: ${node.detail}</title>`}<rect/><text class="l">${label}</text><text>${detail}</text></g>`;
}

/** The ends of lines, by what goes along them. @internal */
export const ARROWS: Markup = html`${['end', 'bad'].map((id) => html`<marker id="${id}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="${id}" d="M0 0L8 4L0 8Z"/></marker>`)}`;

function line({ edge, points }: Line): Markup {
  return html`<path class="e ${edge.kind}${edge.isBroken && ' bad'}" d="M${points.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}"/>`;
}

function words({ edge, at }: Line): Markup | undefined {
  if (!at || edge.label === '') return undefined;
  const texts = linesOf(edge.label);
  const top = round(at.y - (texts.length - 1) * 7 + 3);
  return html`<text class="w" x="${round(at.x)}" y="${top}">${texts.length === 1 ? texts[0] : texts.map((text, index) => html`<tspan x="${round(at.x)}"${index > 0 && html` dy="13"`}>${text}</tspan>`)}</text>`;
}
