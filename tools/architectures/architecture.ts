import type { App, AppProps } from 'aws-cdk-lib';
import type { Usage } from './usage';

/** What a box stands for. */
export type Kind = 'people' | 'function' | 'queue' | 'stream' | 'topic' | 'bus' | 'table' | 'bucket' | 'front' | 'alarm';

export interface Box {
  /** Column and row, from 0. */
  readonly at: readonly [number, number];
  /** How many rows it is high; 1 if omitted. */
  readonly rows?: number;
  readonly kind: Kind;
  readonly title: string;
  readonly text?: string;
  /** The path of its construct in the app, or its paths; none for who or what is not in the app. */
  readonly path?: string | readonly string[];
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly text?: string;
  /** Where the line turns: it leaves by the side, or by the bottom. `side` if omitted. */
  readonly leave?: 'side' | 'bottom';
  /** The row below which a line that leaves by the bottom goes across; its own row if omitted. */
  readonly below?: number;
  readonly isDashed?: boolean;
}

/** An example that people copy as a whole: its drawing, and what it costs. */
export interface Architecture {
  /** Its folder in `examples/`. */
  readonly name: string;
  readonly build: (props: AppProps) => App;
  readonly boxes: Readonly<Record<string, Box>>;
  readonly arrows: readonly Arrow[];
  /** What one of a million is, and what it takes. */
  readonly unit: string;
  readonly usage: Usage;
}
