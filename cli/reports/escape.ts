/*
 * Names and texts of a template were written by others. What would be a command where a report goes is shown as its code.
 */

/** Of terminals: control characters, and marks that change the direction of text or can't be seen. */
const UNSEEN = /[\p{Cc}\p{Bidi_Control}\u200b\u2028\u2029\ufeff]/gu;

const code = (sign: string): string => `\\u{${sign.codePointAt(0)?.toString(16)}}`;

/** For a terminal, and for the log of a build. GitHub Actions takes `##[` anywhere in a line for a command. */
export const forTerminal = (text: string): string => text.replace(UNSEEN, code).replace(/##(?=\[)/g, '#\\u{23}');

/** A line: GitHub Actions takes one that begins with `::` for a command. */
export const lineForTerminal = (line: string): string => line.replace(/^(\s*):(?=:)/, '$1\\u{3a}');

/** JSON that a terminal may show. */
export const forJson = (json: string): string =>
  json
    .replace(
      /[\u007f-\u009f\p{Bidi_Control}\u200b\u2028\u2029\ufeff]/gu,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replace(/##(?=\[)/g, '#\\u0023');

/** For code scanning: a text that would be a link, is none. */
export const forSarif = (text: string): string => forTerminal(text).replace(/\](?=\()/g, '] ');

/** The message of a workflow command of GitHub Actions. */
export const forAnnotation = (text: string): string => forTerminal(text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A'));

export const forAnnotationProperty = (text: string): string => forAnnotation(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Half of a surrogate pair is no text. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** For XML. What it has no code for is shown as for a terminal. */
export const forXml = (text: string): string =>
  forTerminal(wellFormed(text))
    .replace(/[\ufffe\uffff]/g, code)
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
