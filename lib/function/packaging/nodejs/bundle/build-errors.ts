import type { IConstruct } from 'constructs';
import type { Message } from './esbuild-worker';

/** Functions by what esbuild says of them, for each app: what two share is reported once. */
const reported = new WeakMap<IConstruct, Map<string, string[]>>();

/**
 * Fails the synthesis, not the constructor: all functions of an app that can't be bundled are reported together.
 *
 * @internal
 */
export function reportErrors(scope: IConstruct, errors: readonly Message[]): void {
  const known = reported.get(scope.node.root) ?? new Map<string, string[]>();
  reported.set(scope.node.root, known);
  const text = errors.map(describe).join('\n');
  const others = known.get(text);
  if (others) {
    others.push(scope.node.path);
    return;
  }
  const sharing: string[] = [];
  known.set(text, sharing);
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
  scope.node.addValidation({
    validate: () => [
      `'entry' must be accepted by esbuild, got ${count}${sharing.length > 0 ? ` (the same for ${sharing.join(', ')})` : ''}; correct the code:\n${text}`,
    ],
  });
}

/** The place, the text, and the line that it is about. */
export function describe({ text, location, notes }: Message): string {
  const hints = [...notes.map((note) => note.text.trim()), sdkHint(text)].filter(Boolean).map((note) => `      ${note}`);
  if (location === null) return [`  ${text}`, ...hints].join('\n');
  const { file, line, column, lineText } = location;
  return [`  ${file}:${line}:${column + 1}: ${text}`, `      ${line} | ${lineText}`, ...hints].join('\n');
}

function sdkHint(text: string): string {
  const [, name] = /^Could not resolve "(@aws-sdk\/[^"]+)"/.exec(text) ?? [];
  return name === undefined
    ? ''
    : `Run 'npm install ${name}', or set 'bundling: { bundleAwsSDK: false }' to use the AWS SDK of the runtime.`;
}
