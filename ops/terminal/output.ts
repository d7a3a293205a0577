import type { SingleBar } from 'cli-progress';
import { bold, safeJson, Text, text } from './text';

/** Where a command reports to: lines for people, or one JSON document for programs. */
export class Output {
  constructor(
    /** JSON on standard output, and nothing else. */
    public readonly isJson: boolean,
    private readonly streams: { readonly out: Stream; readonly err: Stream } = { out: process.stdout, err: process.stderr },
  ) {}

  /** For people. */
  public line(line: Text = text``): void {
    if (!this.isJson) this.streams.out.write(`${line.printed}\n`);
  }

  /** For people, whatever the format: progress, warnings, questions. */
  public note(line: Text): void {
    this.streams.err.write(`${line.printed}\n`);
  }

  public async table(head: readonly string[], rows: readonly (readonly (Text | string | number)[])[]): Promise<void> {
    if (this.isJson) return;
    const { default: Table } = await import('cli-table3');
    const table = new Table({
      head: head.map((cell) => bold(cell).printed),
      style: { head: [], border: [], compact: true },
      chars: FRAMELESS,
    });
    for (const row of rows) table.push(row.map((cell) => text`${cell}`.printed));
    this.line(new Text(table.toString()));
  }

  /** For programs. */
  public data(document: unknown): void {
    if (this.isJson) this.streams.out.write(`${safeJson(document, 2)}\n`);
  }

  /** For both: what is asked for is JSON. */
  public document(document: unknown): void {
    this.streams.out.write(`${safeJson(document, 2)}\n`);
  }

  /** Shows how far the work is, on a terminal only. */
  public async progress(what: string, total: number): Promise<Progress> {
    if (!this.streams.err.isTTY || total <= 0) return { advance: () => undefined, stop: () => undefined };
    const { default: bars } = await import('cli-progress');
    const bar: SingleBar = new bars.SingleBar(
      {
        format: `${what} {bar} {value}/{total} {eta_formatted}`,
        stream: this.streams.err as NodeJS.WritableStream,
        clearOnComplete: true,
        hideCursor: true,
      },
      bars.Presets.shades_classic,
    );
    bar.start(total, 0);
    return { advance: (count = 1) => bar.increment(count), stop: () => bar.stop() };
  }
}

export interface Progress {
  readonly advance: (count?: number) => void;
  readonly stop: () => void;
}

export interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const FRAMELESS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};
