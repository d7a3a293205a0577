import { DEEPEST_PATTERN, isDeeper } from './depth';
import { below, type Finding, findingAt, shown } from './finding';
import { isExact, RANGE } from './numeric-range';

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|-?\d[\d.eE+-]*/g;

/** Keys that an object of a JSON text has twice; `JSON.parse` silently keeps the last. */
function repeatedKeys(tokens: readonly string[]): string[] {
  const repeated: string[] = [];
  const open: { readonly keys?: Set<string>; readonly path: string }[] = [];
  let last = '';
  tokens.forEach((token, index) => {
    const here = open[open.length - 1];
    if (token === '{') open.push({ keys: new Set(), path: last });
    else if (token === '[') open.push({ path: last });
    else if (token === '}' || token === ']') open.pop();
    else if (token.startsWith('"') && tokens[index + 1] === ':' && here?.keys) {
      const key = JSON.parse(token) as string;
      last = below(here.path, key);
      if (here.keys.has(key)) repeated.push(last);
      here.keys.add(key);
    }
  });
  return repeated;
}

/** Of a pattern that is nested too deep. @internal */
export const tooDeep: Finding = findingAt('', `be nested at most ${DEEPEST_PATTERN} levels deep`, 'more', 'test a field further up');

/** @internal */
export interface ReadPattern {
  /** Absent where the text is no JSON, or nested too deep. */
  readonly pattern?: unknown;
  readonly findings: readonly Finding[];
}

/**
 * Reads a pattern that was written as JSON text, as CDK's `FilterCriteria.filter` gives it.
 *
 * @param isPlaceholder whether a number stands for one that is known only after deployment
 * @internal
 */
export function readPattern(text: string, isPlaceholder: (value: number) => boolean = () => false): ReadPattern {
  if (typeof text !== 'string') return { findings: [findingAt('', 'be a text of JSON', shown(text), 'pass JSON.stringify(pattern)')] };
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    return { findings: [findingAt('', 'be JSON', shown(text), 'double quotes, no comments, nothing behind the last brace')] };
  }
  if (isDeeper(pattern, DEEPEST_PATTERN)) return { findings: [tooDeep] };
  const tokens = text.match(TOKENS) ?? [];
  const repeated = repeatedKeys(tokens).map((path) =>
    findingAt(path, 'be set once', 'it twice in one object', 'put both into one object, since only one of them is used'),
  );
  const inexact = tokens
    .filter((token) => /^-?\d/.test(token) && !isExact(token) && !isPlaceholder(Number(token)))
    .map((token) => findingAt('', `hold numbers ${RANGE}`, token, 'round it, or have it sent as text'));
  return { pattern, findings: [...repeated, ...inexact] };
}
