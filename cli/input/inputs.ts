import { Refusal } from '../refusal';
import type { Application } from './application';
import type { TextReader } from './text-reader';

/** What can't be read. The rest is checked without it. */
export interface Problem {
  readonly file: string;
  readonly message: string;
}

/** Collects what can't be read, so that it does not end the run. */
export class Problems {
  public readonly all: Problem[] = [];

  /** What is read; nothing where it can't be. */
  public attempt<T>(file: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      this.all.push({ file, message: messageOf(file, error) });
      return undefined;
    }
  }
}

function messageOf(file: string, error: unknown): string {
  if (error instanceof Refusal) return error.message;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) throw error;
  return `${file}: must be a file that can be read, got ${code}; check the path and its permissions`;
}

/** What is checked. */
export interface Inputs {
  readonly applications: readonly Application[];
  readonly problems: readonly Problem[];
  /** Whether each template is a separate application. */
  readonly isEach: boolean;
}

/** What reads take along. */
export interface Reading {
  readonly reader: TextReader;
  readonly problems: Problems;
}
