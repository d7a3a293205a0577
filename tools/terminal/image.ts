/*
 * An SVG image of a terminal, from text with escape codes for colours.
 */

const CELL = { width: 7.8, height: 18 };
const MARGIN = 16;
const BAR = 30;
const COLOURS: Readonly<Record<string, string>> = { '31': '#ff7b72', '32': '#7ee787', '33': '#e3b341', '36': '#79c0ff' };
const THEME = { ground: '#0d1117', bar: '#161b22', text: '#c9d1d9', dim: '#8b949e' };

interface Style {
  readonly colour: string;
  readonly isBold: boolean;
  readonly isDim: boolean;
}

const PLAIN: Style = { colour: THEME.text, isBold: false, isDim: false };

export function terminalImage(command: string, output: string): string {
  const lines = [`$ ${command}`, ...output.trimEnd().split('\n')];
  const columns = Math.max(...lines.map((line) => withoutCodes(line).length));
  const [width, height] = [columns * CELL.width + 2 * MARGIN, lines.length * CELL.height + 2 * MARGIN + BAR];
  const dots = ['#ff5f56', '#ffbd2e', '#27c93f'].map(
    (fill, index) => `<circle cx="${MARGIN + 6 + index * 20}" cy="15" r="6" fill="${fill}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height}" role="img" aria-label="${escaped(command)}">`,
    `<rect width="100%" height="100%" rx="8" fill="${THEME.ground}"/><rect width="100%" height="${BAR}" rx="8" fill="${THEME.bar}"/>`,
    dots.join(''),
    `<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" xml:space="preserve">`,
    ...lines.map((line, index) => text(line, BAR + MARGIN + (index + 0.75) * CELL.height)),
    '</g></svg>\n',
  ].join('\n');
}

const escaped = (raw: string): string => raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes begin with one
const CODE = /\u001b\[(\d+)m/;
const withoutCodes = (line: string): string =>
  line
    .split(CODE)
    .filter((_, index) => index % 2 === 0)
    .join('');

/** One line: each run of one style at its own column, so that no font shifts it. */
function text(line: string, y: number): string {
  let style = PLAIN;
  let column = 0;
  const runs = line.split(CODE).map((piece, index) => {
    if (index % 2 === 1) {
      style = styled(style, piece);
      return '';
    }
    const at = column;
    column += piece.length;
    return piece === '' ? '' : run(piece, at, style);
  });
  return `<text y="${y}">${runs.join('')}</text>`;
}

function styled(style: Style, code: string): Style {
  if (code === '1') return { ...style, isBold: true };
  if (code === '2') return { ...style, isDim: true };
  if (code === '22') return { ...style, isBold: false, isDim: false };
  return { ...style, colour: COLOURS[code] ?? THEME.text };
}

function run(piece: string, column: number, { colour, isBold, isDim }: Style): string {
  const fill = isDim && colour === THEME.text ? THEME.dim : colour;
  const x = (MARGIN + column * CELL.width).toFixed(1);
  const length = (piece.length * CELL.width).toFixed(1);
  return `<tspan x="${x}" textLength="${length}" lengthAdjust="spacingAndGlyphs" fill="${fill}"${isBold ? ' font-weight="bold"' : ''}>${escaped(piece)}</tspan>`;
}
