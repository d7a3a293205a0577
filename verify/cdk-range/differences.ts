import type { Outcome } from './version';

export interface Difference {
  readonly text: string;
  readonly expected: boolean;
}

/** What may differ between the versions, as the beginning of a path like `default/Resources/OrdersA9B65338`, and why. */
const EXPECTED: Record<string, string> = {};

/** Where the templates of two versions differ, a line each. */
export function compareTemplates(
  lower: Pick<Outcome, 'version' | 'templates'>,
  higher: Pick<Outcome, 'version' | 'templates'>,
): Difference[] {
  return differences(lower.templates, higher.templates, '').map(([path, before, after]) => {
    const reason = Object.keys(EXPECTED).find((beginning) => path.startsWith(beginning));
    const why = reason === undefined ? 'unexpected' : `expected: ${EXPECTED[reason]}`;
    return {
      text: `${path}: ${shown(before)} in ${lower.version}, ${shown(after)} in ${higher.version} (${why})`,
      expected: reason !== undefined,
    };
  });
}

type Change = [path: string, before: unknown, after: unknown];

function differences(before: unknown, after: unknown, path: string): Change[] {
  if (!isObject(before) || !isObject(after)) return before === after ? [] : [[path, before, after]];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => differences(before[key], after[key], path === '' ? key : `${path}/${key}`));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const shown = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value));
