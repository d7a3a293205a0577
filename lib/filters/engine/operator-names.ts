import { letters, nearest } from '../../core/input/nearest';

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

/**
 * The operator that was probably meant.
 *
 * @internal
 */
export function similarOperator(name: string): string | undefined {
  return OTHER_NAMES.get(name) ?? OTHER_NAMES.get(letters(name)) ?? nearest(name, DOCUMENTED);
}
