import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileNameOf } from './local-copy';

/** How often each message of a queue was received, as far as this machine has seen: what is beyond that, somebody else has received. */
export class KnownReceives {
  private readonly file: string;
  private readonly before: ReadonlyMap<string, number>;
  private readonly seen = new Map<string, number>();

  constructor(folder: string, arn: string) {
    mkdirSync(join(folder, 'receives'), { recursive: true, mode: 0o700 });
    this.file = join(folder, 'receives', `${fileNameOf(arn)}.json`);
    this.before = this.read();
  }

  /** When the last look or replay was over. */
  public of(id: string): number {
    return this.before.get(id) ?? 0;
  }

  public note(id: string, receives: number): void {
    this.seen.set(id, Math.max(receives, this.seen.get(id) ?? 0));
  }

  /** With `isAll`, what was not seen is not in the queue any more. What another replay has seen meanwhile is kept. */
  public save(isAll: boolean): void {
    const merged = new Map(isAll ? [] : this.read());
    for (const [id, receives] of this.seen) merged.set(id, Math.max(receives, merged.get(id) ?? 0));
    const draft = `${this.file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify([...merged]), { mode: 0o600 });
    renameSync(draft, this.file);
  }

  private read(): ReadonlyMap<string, number> {
    return existsSync(this.file) ? new Map(JSON.parse(readFileSync(this.file, 'utf8'))) : new Map();
  }
}
