/** A change that no test notices, and why none has to. */
export interface Kept {
  readonly file: string;
  /** As it stands there. */
  readonly line: string;
  readonly reason: string;
}

export const KEPT: Kept[] = [];
