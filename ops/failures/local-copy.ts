import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Stored } from './stored';

/** What a look has read, in a file that only its user can read: a later look does not have to receive each message again. */
export class LocalCopy {
  public readonly file: string;

  constructor(folder: string, arn: string) {
    mkdirSync(join(folder, 'copies'), { recursive: true, mode: 0o700 });
    this.file = join(folder, 'copies', `${fileNameOf(arn)}.jsonl`);
  }

  /** When it was made; none where there is none. */
  public madeAt(): number | undefined {
    return existsSync(this.file) ? statSync(this.file).mtimeMs : undefined;
  }

  public async *read(): AsyncIterable<Stored> {
    for await (const line of createInterface({ input: createReadStream(this.file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY }))
      if (line !== '') yield JSON.parse(line);
  }

  /** Writes it anew; the copy before stays until this one is complete. */
  public write(): CopyWriter {
    return new CopyWriter(this.file);
  }

  public delete(): void {
    rmSync(this.file, { force: true });
  }
}

export class CopyWriter {
  private readonly draft: string;
  private readonly stream: WriteStream;

  constructor(private readonly file: string) {
    this.draft = `${file}.${process.pid}`;
    this.stream = createWriteStream(this.draft, { mode: 0o600 });
  }

  public async add({ id, sentAt, receives, body, attributes }: Stored): Promise<void> {
    if (!this.stream.write(`${JSON.stringify({ id, sentAt, receives, body, attributes })}\n`)) await once(this.stream, 'drain');
  }

  public async finish(): Promise<void> {
    this.stream.end();
    await once(this.stream, 'finish');
    renameSync(this.draft, this.file);
  }

  public abandon(): void {
    this.stream.destroy();
    rmSync(this.draft, { force: true });
  }
}

/** A name that people recognize, and that no two targets share. */
export const fileNameOf = (arn: string): string =>
  `${arn
    .split(':')
    .pop()
    ?.replace(/[^\w-]/g, '-')
    .slice(0, 60)}-${createHash('sha256').update(arn).digest('hex').slice(0, 12)}`;
