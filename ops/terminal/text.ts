import { createColors } from 'picocolors';

/** As the command of the checks does: `CI` alone colours nothing, since a log or a file may be behind the pipe. */
const isColoured = process.env.FORCE_COLOR ? true : process.stdout.isTTY && process.env.NO_COLOR === undefined;
const colours = createColors(Boolean(isColoured));

/** What no terminal may interpret: control characters, invisible ones, changes of direction, halves of pairs. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** The text with each unsafe character spelled out: what comes from AWS may hold escape codes. */
export const escaped = (value: unknown): string =>
  String(value).replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Text that is safe to print: all that was put into it is escaped, and only this file adds colours. */
export class Text {
  constructor(
    /** With colours. */
    public readonly printed: string,
  ) {}
}

type Part = Text | string | number | undefined;

const printed = (part: Part): string => (part instanceof Text ? part.printed : escaped(part ?? ''));

/** A template whose values are escaped. */
export const text = (parts: TemplateStringsArray, ...values: Part[]): Text =>
  new Text(parts.map((part, index) => part + (index < values.length ? printed(values[index]) : '')).join(''));

const painter =
  (colour: (raw: string) => string) =>
  (part: Part): Text =>
    new Text(colour(printed(part)));

export const plain = painter((raw) => raw);
export const bold = painter(colours.bold);
export const dim = painter(colours.dim);
export const good = painter(colours.green);
export const bad = painter(colours.red);
export const warning = painter(colours.yellow);

/** Several lines as they are, each indented and escaped. */
export const block = (raw: string, indent = '  '): Text =>
  new Text(
    raw
      .split('\n')
      .map((line) => indent + escaped(line.replaceAll('\t', '  ')))
      .join('\n'),
  );

/** JSON that a terminal shows as it is: what `JSON.stringify` leaves unescaped is spelled out, and means the same. */
export const safeJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, undefined, indent).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n'
      ? character
      : [...Array(character.length).keys()].map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
