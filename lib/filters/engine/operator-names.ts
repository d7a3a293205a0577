/** What Lambda's guide lists. @internal */
export const DOCUMENTED = ['prefix', 'suffix', 'equals-ignore-case', 'anything-but', 'numeric', 'exists'] as const;

/** What EventBridge knows beyond that. @internal */
export const UNDOCUMENTED = ['wildcard', 'cidr', 'exactly'] as const;

/**
 * Names that no field inside `$or` may have.
 *
 * @internal
 */
export const RESERVED_INSIDE_OR: ReadonlySet<string> = new Set([
  ...DOCUMENTED,
  ...UNDOCUMENTED,
  ...['=', '<', '<=', '>', '>=', 'regex', 'not-wildcard', 'not-equals-ignore-case'],
  ...['date-after', 'date-on-or-after', 'date-before', 'date-on-or-before', 'in-date-range'],
  ...['ip-address-in-range', 'ip-address-not-in-range'],
]);

/** What other filter languages call them. */
const OTHER_NAMES = new Map(
  Object.entries({
    beginswith: 'prefix',
    startswith: 'prefix',
    endswith: 'suffix',
    not: 'anything-but',
    notequals: 'anything-but',
    ne: 'anything-but',
    nin: 'anything-but',
    anythingbut: 'anything-but',
    ignorecase: 'equals-ignore-case',
    equalsignorecase: 'equals-ignore-case',
    gt: 'numeric',
    gte: 'numeric',
    lt: 'numeric',
    lte: 'numeric',
    between: 'numeric',
    '>': 'numeric',
    '>=': 'numeric',
    '<': 'numeric',
    '<=': 'numeric',
    '=': 'numeric',
    present: 'exists',
  }),
);

const letters = (name: string): string => name.toLowerCase().replace(/[-_$ ]/g, '');

/** How many letters have to be typed, left out or changed to get from one word to the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[other.length];
}

const A_THIRD = (candidate: string): number => Math.max(1, Math.floor(candidate.length / 3));

/**
 * The nearest of some names, if one is near: at most a third of it is different.
 *
 * @internal
 */
export function nearest(name: string, names: readonly string[], most: (candidate: string) => number = A_THIRD): string | undefined {
  const ranked = names
    .map((candidate) => ({ candidate, steps: distance(letters(name), letters(candidate)) }))
    .filter(({ candidate, steps }) => steps <= most(candidate))
    .sort((one, other) => one.steps - other.steps);
  return ranked[0]?.candidate;
}

/**
 * The operator that was probably meant.
 *
 * @internal
 */
export function meantOperator(name: string): string | undefined {
  return OTHER_NAMES.get(name) ?? OTHER_NAMES.get(letters(name)) ?? nearest(name, DOCUMENTED);
}
