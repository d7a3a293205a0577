/** How a command ends. */
export enum Exit {
  GOOD = 0,
  /** The command did its work, and something failed or needs attention. */
  ATTENTION = 1,
  /** What was asked can't be done. */
  REFUSED = 2,
  INTERRUPTED = 130,
}
