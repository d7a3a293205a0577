import type { Architecture, Arrow, Box, Kind } from './architecture';

const COLUMN = 168;
const ROW = 92;
const BOX = { width: 136, height: 56 };
const MARGIN = 20;
const THEME = { ground: '#ffffff', border: '#d5dbdb', text: '#16191f', faint: '#545b64', line: '#687078' };
const COLOURS: Readonly<Record<Kind, string>> = {
  people: '#545b64',
  function: '#d86613',
  queue: '#b0084d',
  topic: '#b0084d',
  bus: '#b0084d',
  stream: '#6b3fa0',
  table: '#2e5fb8',
  bucket: '#3f7d20',
  front: '#6b3fa0',
  alarm: '#b0084d',
};

/** What is written below a title that has no text. */
const NAMES: Readonly<Record<Kind, string>> = {
  people: '',
  function: 'function',
  queue: 'queue',
  topic: 'topic',
  bus: 'event bus',
  stream: 'stream',
  table: 'table',
  bucket: 'bucket',
  front: '',
  alarm: 'topic and alarms',
};

interface Place {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The drawing of an architecture, as an SVG. */
export function drawing({ name, boxes, arrows }: Architecture): string {
  const places = new Map(Object.entries(boxes).map(([id, box]) => [id, placeOf(box)]));
  const right = Math.max(...[...places.values()].map((place) => place.right)) + MARGIN;
  const bottom = Math.max(...[...places.values()].map((place) => place.bottom)) + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${right} ${bottom}" role="img" aria-label="examples/${name}: what calls what">`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">',
    `<path d="M0 0L8 4L0 8z" fill="${THEME.line}"/></marker></defs>`,
    `<rect width="100%" height="100%" rx="8" fill="${THEME.ground}" stroke="${THEME.border}"/>`,
    `<g fill="none" stroke="${THEME.line}" stroke-width="1.5">`,
    ...arrows.map((arrow) => line(arrow, places)),
    '</g>',
    `<g font-family="system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif" text-anchor="middle">`,
    ...Object.entries(boxes).map(([id, box]) => card(box, places.get(id) as Place)),
    ...arrows.map((arrow) => label(arrow, places)).filter((text) => text !== ''),
    '</g></svg>\n',
  ].join('\n');
}

function placeOf({ at: [column, row], rows = 1 }: Box): Place {
  const [left, top] = [MARGIN + column * COLUMN, MARGIN + row * ROW];
  return { left, top, right: left + BOX.width, bottom: top + (rows - 1) * ROW + BOX.height };
}

function card({ kind, title, text }: Box, { left, top, right, bottom }: Place): string {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const colour = COLOURS[kind];
  const below = text ?? NAMES[kind];
  return [
    `<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" rx="6" fill="${colour}14" stroke="${colour}"/>`,
    `<text x="${x}" y="${below ? y - 4 : y + 4}" font-size="13" font-weight="600" fill="${THEME.text}">${escaped(title)}</text>`,
    below && `<text x="${x}" y="${y + 14}" font-size="10" fill="${THEME.faint}">${escaped(below)}</text>`,
  ]
    .filter(Boolean)
    .join('');
}

interface Route {
  readonly points: readonly (readonly [number, number])[];
}

/** Along rows and columns: straight where the boxes share a row or a column, otherwise with two turns. */
function routeOf({ from, to, leave = 'side', below }: Arrow, places: ReadonlyMap<string, Place>): Route {
  const [start, end] = [placeNamed(from, places), placeNamed(to, places)];
  if (leave === 'bottom' || (start.left === end.left && start.bottom < end.top)) return fromBottom(start, end, below);
  if (start.left === end.left)
    return {
      points: [
        [middle(start), start.top],
        [middle(start), end.bottom],
      ],
    };
  const isRightward = end.left > start.left;
  const [x1, x2] = isRightward ? [start.right, end.left] : [start.left, end.right];
  const shared = sharedHeight(start, end);
  if (shared !== undefined)
    return {
      points: [
        [x1, shared],
        [x2, shared],
      ],
    };
  const turn = isRightward ? x2 - (COLUMN - BOX.width) / 2 : x2 + (COLUMN - BOX.width) / 2;
  return {
    points: [
      [x1, level(start)],
      [turn, level(start)],
      [turn, level(end)],
      [x2, level(end)],
    ],
  };
}

function fromBottom(start: Place, end: Place, below?: number): Route {
  const [x1, x2] = [middle(start), middle(end)];
  if (x1 === x2)
    return {
      points: [
        [x1, start.bottom],
        [x2, end.top],
      ],
    };
  const across = below === undefined ? (start.bottom + end.top) / 2 : MARGIN + below * ROW + BOX.height + (ROW - BOX.height) / 2;
  return {
    points: [
      [x1, start.bottom],
      [x1, across],
      [x2, across],
      [x2, end.top],
    ],
  };
}

/** The middle of the smaller box, where the other is beside it. */
function sharedHeight(one: Place, other: Place): number | undefined {
  const [small, large] = one.bottom - one.top <= other.bottom - other.top ? [one, other] : [other, one];
  return large.top <= small.top && small.bottom <= large.bottom ? level(small) : undefined;
}

const middle = ({ left, right }: Place): number => (left + right) / 2;
const level = ({ top, bottom }: Place): number => (top + bottom) / 2;

function placeNamed(id: string, places: ReadonlyMap<string, Place>): Place {
  const place = places.get(id);
  if (!place) throw new Error(`an arrow must name a box, got '${id}'`);
  return place;
}

function line(arrow: Arrow, places: ReadonlyMap<string, Place>): string {
  const [first, ...others] = routeOf(arrow, places).points;
  const d = `M${first.join(' ')}${others.map((point) => `L${point.join(' ')}`).join('')}`;
  return `<path d="${d}"${arrow.isDashed ? ' stroke-dasharray="5 4"' : ''} marker-end="url(#tip)"/>`;
}

function label(arrow: Arrow, places: ReadonlyMap<string, Place>): string {
  if (!arrow.text) return '';
  const { points } = routeOf(arrow, places);
  const [[x1, y1], [x2]] = [points[0], points[1]];
  return `<text x="${(x1 + x2) / 2}" y="${y1 - 6}" font-size="10" fill="${THEME.faint}">${escaped(arrow.text)}</text>`;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
