export type Style = (text: string) => string;

export interface Styles {
  readonly bold: Style;
  readonly dim: Style;
  readonly good: Style;
  readonly bad: Style;
}

/** Colours only for people who look at a terminal and have not asked for none (https://no-color.org). */
export function stylesFor(isTerminal: boolean, env: NodeJS.ProcessEnv): Styles {
  const code = isTerminal && !env.NO_COLOR;
  const style =
    (on: number, off: number): Style =>
    (text) =>
      code ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return { bold: style(1, 22), dim: style(2, 22), good: style(32, 39), bad: style(31, 39) };
}

export interface Column {
  readonly title: string;
  readonly align?: 'right';
  /** Takes the width that the others leave, in as many lines as it needs. One a table. */
  readonly wraps?: boolean;
  /** Sees the text as it is written, padded. */
  readonly style?: Style;
}

const GAP = '  ';

/** Lines of at most the width, the titles first. */
export function table(columns: Column[], rows: string[][], width: number, title: Style): string[] {
  const widths = widthsOf(columns, rows, width);
  const line = (cells: string[], styleOf: (column: Column) => Style) =>
    columns
      .map((column, index) => {
        const text = cells[index] ?? '';
        return styleOf(column)(column.align ? text.padStart(widths[index]) : text.padEnd(widths[index]));
      })
      .join(GAP)
      .trimEnd();
  const body = rows.flatMap((row) =>
    linesOf(row.map((cell, index) => wrap(cell, widths[index]))).map((cells) => line(cells, ({ style }) => style ?? String)),
  );
  return [
    line(
      columns.map((column) => column.title),
      () => title,
    ),
    ...body,
  ];
}

function widthsOf(columns: Column[], rows: string[][], width: number): number[] {
  const widths = columns.map(({ title }, index) => Math.max(title.length, ...rows.map((row) => row[index].length)));
  const wrapping = columns.findIndex(({ wraps }) => wraps);
  if (wrapping < 0) return widths;
  const others = widths.reduce((sum, each, index) => (index === wrapping ? sum : sum + each), 0) + GAP.length * (columns.length - 1);
  return widths.map((each, index) => (index === wrapping ? Math.min(each, width - others) : each));
}

/** The n-th line of each cell beside the n-th of the others. */
function linesOf(cells: string[][]): string[][] {
  const height = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, index) => cells.map((lines) => lines[index] ?? ''));
}

export function wrap(text: string, width: number): string[] {
  // A text that fits is left as it is, with its indent.
  if (text.length <= width) return [text];
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = lines[lines.length - 1] === '' ? word : `${lines[lines.length - 1]} ${word}`;
    if (longer.length <= width || lines[lines.length - 1] === '') lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
