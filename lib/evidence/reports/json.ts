import type { Evidence } from '../evidence';

/** Marks that change the direction of text, or can't be seen, and what a log of a build would take for a command. */
const UNSEEN = /[\u007f-\u009f\p{Bidi_Control}\u200b\u2028\u2029\ufeff]/gu;

/** @internal */
export const evidenceJson = (evidence: Evidence): string =>
  JSON.stringify(evidence, undefined, 2).replace(UNSEEN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
