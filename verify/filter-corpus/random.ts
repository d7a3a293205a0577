/** Chance that can be repeated: the same seed gives the same row. */
export class Random {
  public constructor(private state: number) {}

  /** Between 0 and 1, the latter left out (mulberry32). */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  public chance(share: number): boolean {
    return this.next() < share;
  }

  /** From the first to the last, both included. */
  public between(first: number, last: number): number {
    return first + Math.floor(this.next() * (last - first + 1));
  }

  public pick<T>(items: readonly T[]): T {
    return items[this.between(0, items.length - 1)];
  }

  public list<T>(from: number, to: number, make: () => T): T[] {
    return Array.from({ length: this.between(from, to) }, make);
  }
}
