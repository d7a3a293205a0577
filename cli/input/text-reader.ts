import { closeSync, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { refuse } from '../refusal';

const MB = 1024 * 1024;
/** CloudFormation accepts 1 MB. What is larger is no template. */
const LARGEST = 16 * MB;
const LARGEST_TOTAL = 512 * MB;
const CHUNK = 64 * 1024;
const STDIN = 0;

/** Reads texts that others wrote: within a folder, and within a budget for all of them. */
export class TextReader {
  private total = 0;

  /** The text of a file that is named on the command line. A link may lead somewhere else in its folder or the working directory. */
  public named(file: string): string {
    if (!isInside(dirname(file), file) && !isInside('.', file) && !isStream(file)) {
      refuse(`${file}: must not be a link to a file outside of its folder; pass that file itself`);
    }
    return this.text(file, openSync(file, 'r'));
  }

  /** The text of a file that is named by what was read before, such as a manifest. */
  public within(folder: string, file: string): string {
    if (!isInside(folder, file)) {
      refuse(`${file}: must be inside of ${folder}, got a path or a link that leads out of it; it is not read`);
    }
    return this.text(file, openSync(file, 'r'));
  }

  public standardInput(): string {
    return this.text('standard input', STDIN);
  }

  private text(name: string, descriptor: number): string {
    try {
      if (fstatSync(descriptor).isDirectory()) refuse(`${name}: must be a file, got a folder; pass a template`);
      const bytes = bytesOf(descriptor, LARGEST + 1);
      this.total += bytes.length;
      if (bytes.length > LARGEST)
        refuse(`${name}: a template must be smaller than ${LARGEST / MB} MB, got more; pass the file of a template`);
      if (this.total > LARGEST_TOTAL) {
        refuse(`${name}: all templates together must be smaller than ${LARGEST_TOTAL / MB} MB, got more; check fewer at a time`);
      }
      return decoded(bytes);
    } finally {
      if (descriptor !== STDIN) closeSync(descriptor);
    }
  }
}

/** The text of a file of the user's own, wherever it is. */
export function textIn(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = bytesOf(descriptor, LARGEST + 1);
    return bytes.length > LARGEST
      ? refuse(`${file}: must be smaller than ${LARGEST / MB} MB, got more; pass another file`)
      : decoded(bytes);
  } finally {
    closeSync(descriptor);
  }
}

/** Whether a path, with all links in it followed, ends in the folder. */
export function isInside(folder: string, path: string): boolean {
  const relativePath = relative(realpathSync(folder), realpathSync(path));
  return relativePath !== '..' && !relativePath.startsWith(`..${sep}`) && resolve(relativePath) !== relativePath;
}

/** What a shell passes for `<(command)`. */
const isStream = (file: string): boolean => /^\/(dev|proc\/self)\/(fd\/\d+|stdin)$/.test(file);

function bytesOf(descriptor: number, most: number): Buffer {
  const chunks: Buffer[] = [];
  for (let length = 0; length < most; ) {
    const chunk = Buffer.alloc(Math.min(CHUNK, most - length));
    const read = readChunk(descriptor, chunk);
    if (read === 0) break;
    chunks.push(chunk.subarray(0, read));
    length += read;
  }
  return Buffer.concat(chunks);
}

/** A terminal or a pipe may have nothing yet. */
function readChunk(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** Editors and shells of Windows write UTF-16 with a byte order mark. */
function decoded(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
