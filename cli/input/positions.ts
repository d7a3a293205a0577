import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';

/** Where something begins in a file; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where the parts of a template are written. */
export interface Positions {
  /** The position of the last key of the path that is there. */
  at(path: readonly string[]): Position | undefined;
}

/** Finds lines by offsets. */
export class LineStarts {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  public positionOf(offset: number): Position {
    let [from, to] = [0, this.starts.length - 1];
    while (from < to) {
      const middle = Math.ceil((from + to) / 2);
      if (this.starts[middle] <= offset) from = middle;
      else to = middle - 1;
    }
    return { line: from + 1, column: offset - this.starts[from] + 1 };
  }
}

/** Offsets of keys and items, by the object or list they are in: noted while a text is read. */
export type Offsets = Map<object, Map<string, number>>;

/** Of a text whose offsets were noted. */
export class NotedPositions implements Positions {
  private readonly lines: LineStarts;

  constructor(
    text: string,
    private readonly body: unknown,
    private readonly offsets: Offsets,
  ) {
    this.lines = new LineStarts(text);
  }

  public at(path: readonly string[]): Position | undefined {
    let offset: number | undefined;
    let value = this.body;
    for (const key of path) {
      const known = this.offsets.get(value as object)?.get(key);
      if (known === undefined) break;
      offset = known;
      value = (value as Record<string, unknown>)[key];
    }
    return offset === undefined ? undefined : this.lines.positionOf(offset);
  }
}

/** Of JSON: read again when a position is asked for, since most are not. */
export class JsonPositions implements Positions {
  private tree?: Node;
  private lines?: LineStarts;

  constructor(
    private readonly text: string,
    private readonly prefix: readonly string[] = [],
  ) {}

  public at(path: readonly string[]): Position | undefined {
    this.lines ??= new LineStarts(this.text);
    this.tree ??= parseTree(this.text);
    let node = this.tree;
    let found: Node | undefined;
    for (const key of [...this.prefix, ...path]) {
      node = node && findNodeAtLocation(node, [node.type === 'array' ? Number(key) : key]);
      if (!node) break;
      found = node;
    }
    if (!found) return undefined;
    const place = found.parent?.type === 'property' ? found.parent : found;
    return this.lines.positionOf(place.offset);
  }
}
