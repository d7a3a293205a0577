import { allNodes, type Node, nodesOf, type ObjectNode, written } from './node';
import type { Pattern } from './patterns';

/**
 * A kind of pattern that AWS's engine takes and this library refuses.
 */
export interface Difference {
  readonly name: string;
  readonly reason: string;
  /** As the engine takes it. */
  readonly example: string;
  readonly fix: string;
  /** Of test/filters/event-ruler-vectors.json. */
  readonly vectors: readonly string[];
  /** Whether it cannot be asked whether it matches, as what is meant cannot be read. */
  readonly unreadable?: boolean;
  /** Told from how the pattern is written, not from what the library says of it. */
  isIn(pattern: Pattern): boolean;
}

export const UNDOCUMENTED = ['wildcard', 'cidr', 'exactly'];
const OPERATORS = ['prefix', 'suffix', 'equals-ignore-case', 'anything-but', 'numeric', 'exists', ...UNDOCUMENTED];

const some = ({ node }: Pattern, is: (node: Node, inList: boolean) => boolean): boolean =>
  [...nodesOf(node)].some((found) => is(found.node, found.inList));

const isUndocumented = (node: Node, inList: boolean): boolean =>
  inList &&
  node.kind === 'object' &&
  node.fields.some(([key, operand]) => UNDOCUMENTED.includes(key) || (OPERATORS.includes(key) && operand.kind === 'object'));

const isBare = (node: Node, inList: boolean): boolean =>
  !inList &&
  node.kind === 'object' &&
  node.fields.length === 1 &&
  OPERATORS.includes(node.fields[0][0]) &&
  node.fields[0][1].kind !== 'object';

const repeatsKey = (node: Node): boolean => node.kind === 'object' && new Set(node.fields.map(([key]) => key)).size < node.fields.length;

/** How often each path is asked for in every way through the alternatives. */
function pathsOf(node: ObjectNode, path: string): string[][] {
  return node.fields.reduce<string[][]>(
    (alternatives, [key, inner]) => {
      const more =
        key === '$or' && inner.kind === 'list'
          ? inner.items.flatMap((member) => (member.kind === 'object' ? pathsOf(member, path) : []))
          : below(inner, `${path}.${key}`);
      return alternatives.flatMap((alternative) => (more.length > 0 ? more : [[]]).map((rest) => [...alternative, ...rest]));
    },
    [[]],
  );
}

const below = (node: Node, path: string): string[][] => (node.kind === 'object' ? pathsOf(node, path) : [[path]]);

const asksTwice = ({ node }: Pattern): boolean => pathsOf(node, '').some((paths) => new Set(paths).size < paths.length);

type Alternative = ReadonlyMap<string, readonly string[]>;

/** An entry of a list, whichever way it is spelled. */
function spelled(item: Node): string {
  const { numeric, 'anything-but': excluded } = Object.fromEntries(item.kind === 'object' ? item.fields : []) as Record<string, Node>;
  if (numeric?.kind === 'list' && written(numeric).startsWith('["="')) return spelled(numeric.items[1]);
  if (excluded && excluded.kind !== 'object') return `not ${(excluded.kind === 'list' ? excluded.items : [excluded]).map(spelled).sort()}`;
  return JSON.stringify(JSON.parse(written(item)));
}

/** What every way through the alternatives asks of each path. */
function fieldsIn(node: Node, path: string): Alternative[] {
  if (node.kind === 'list') return [new Map([[path, node.items.map(spelled)]])];
  if (node.kind === 'scalar') return [new Map()];
  return node.fields.reduce<Alternative[]>(
    (alternatives, [key, inner]) => {
      const isOr = key === '$or' && inner.kind === 'list';
      const more = isOr ? inner.items.flatMap((member) => fieldsIn(member, path)) : fieldsIn(inner, `${path}.${key}`);
      return alternatives.flatMap((alternative) => more.map((rest) => new Map([...alternative, ...rest])));
    },
    [new Map()],
  );
}

/** Whether two ways have a value in common in every field, and differ. */
function isTakenFor(one: Alternative, other: Alternative): boolean {
  const pairs = [...one].map(([path, entries]) => [entries, other.get(path) ?? []] as const);
  if (one.size !== other.size || !pairs.every(([entries, others]) => entries.some((entry) => others.includes(entry)))) return false;
  const holds = (entries: readonly string[], others: readonly string[]) => entries.every((entry) => others.includes(entry));
  return !pairs.every(([entries, others]) => holds(entries, others) && holds(others, entries));
}

function sharesAmongAlternatives({ node }: Pattern): boolean {
  const alternatives = fieldsIn(node, '');
  return alternatives.some((one, index) => alternatives.slice(index + 1).some((other) => isTakenFor(one, other)));
}

/** Whether `exists` is asked of a path that has others below it. */
function asksObjectToExist({ node }: Pattern): boolean {
  const paths = new Set<string>();
  const fields = new Set<string>();
  const visit = (of: Node, path: string): void => {
    if (of.kind === 'list') {
      paths.add(path);
      if (of.items.some((item) => item.kind === 'object' && item.fields.some(([key]) => key === 'exists'))) fields.add(path);
    }
    if (of.kind !== 'object') return;
    for (const [key, inner] of of.fields) {
      if (key === '$or' && inner.kind === 'list') for (const member of inner.items) visit(member, path);
      else visit(inner, `${path}.${key}`);
    }
  };
  visit(node, '');
  return [...fields].some((path) => [...paths].some((other) => other.startsWith(`${path}.`)));
}

/** More than 15 digits, or beyond what JavaScript counts to. */
function isLong(node: Node): boolean {
  if (node.kind !== 'scalar' || !/^-?\d/.test(node.text)) return false;
  const [mantissa] = node.text.toLowerCase().split('e');
  const digits = mantissa.replace(/\D/g, '').replace(/^0+|0+$/g, '');
  const number = Number(node.text);
  return Math.abs(number) > Number.MAX_SAFE_INTEGER || (digits.length > 15 && !Number.isInteger(number));
}

const isFoldedPair = (node: Node): boolean =>
  node.kind === 'object' &&
  node.fields.some(([key, of]) => key === 'equals-ignore-case' && of.kind === 'scalar' && /[\ud800-\udbff][\udc00-\udfff]/.test(of.text));

const fieldNames = (node: Node): string[] => (node.kind === 'object' ? node.fields.map(([key]) => key) : []);

const TEXT_OPERATORS = ['prefix', 'suffix', 'equals-ignore-case', 'anything-but'];

function mixesTextAndRange(node: Node): boolean {
  if (node.kind !== 'list') return false;
  const ranges = node.items.some(
    (item) => item.kind === 'object' && item.fields.some(([key, of]) => key === 'numeric' && !written(of).startsWith('["="')),
  );
  const text = (item: Node) =>
    item.kind === 'scalar' ? item.text.startsWith('"') : fieldNames(item).some((name) => TEXT_OPERATORS.includes(name));
  return ranges && node.items.some(text);
}

function mixesWildcardAndCase(node: Node): boolean {
  const names = node.kind === 'list' ? node.items.flatMap(fieldNames) : [];
  return names.includes('wildcard') && names.includes('equals-ignore-case');
}

/** What the library refuses on purpose although the engine takes it. The tests, the corpus and docs/filters.md read it. */
export const DIFFERENCES: readonly Difference[] = [
  {
    name: 'An operator that Lambda does not document',
    reason: 'AWS documents it for EventBridge; whether event source mappings take it is not known',
    example: '{"body":{"path":[{"wildcard":"a*"}]}}',
    fix: 'FilterMatch.undocumented(name, value, reason)',
    vectors: [
      ...['p06 prefix eqic', 'p08 suffix eqic', 'p17 exactly'],
      ...['a11 prefix', 'a12 prefix list', 'a13 suffix', 'a14 eqic', 'a15 wildcard'],
      ...['w01 wildcard', 'w03 escaped', 'w06 empty', 'w07 star only', 'w08 no star', 'w09 * on number', 'w10 evaluateComplexity'],
      ...['c01 cidr', 'c02 cidr outside', 'c05 host bits', 'c06 ipv6', 'cidr /31'],
    ],
    isIn: (pattern) => some(pattern, isUndocumented),
  },
  {
    name: 'A key that is repeated in one object',
    unreadable: true,
    reason: 'only one of the two is used, and AWS does not document which',
    example: '{"body":{"a":["x"],"a":["y"]}}',
    fix: 'put both into one object or list',
    vectors: [
      ...['s17 duplicate key', 's18 duplicate leaf key', 'dup last wins a', 'dup last wins b'],
      ...['two dynamodb keys, only one holds', 'two dynamodb keys, both hold'],
    ],
    isIn: (pattern) => some(pattern, repeatsKey),
  },
  {
    name: 'A field inside and outside `$or`',
    unreadable: true,
    reason: 'the engine silently drops the constraint outside',
    example: '{"body":{"a":["x"],"$or":[{"a":["y"]},{"b":["z"]}]}}',
    fix: 'repeat it in each alternative',
    vectors: ['o14 sibling same path', 'o14 a=x,b=z', 'o14 a=y only'],
    isIn: asksTwice,
  },
  {
    name: 'Alternatives of `$or` that differ and have a value in common in each field',
    unreadable: true,
    reason: 'the engine treats the second as the first, and misses values that only the second lists',
    example: '{"body":{"$or":[{"a":["x","y"]},{"a":["x","z"]}]}}',
    fix: 'list all values in one, or write one filter for each',
    vectors: [],
    isIn: sharesAmongAlternatives,
  },
  {
    name: 'An operator outside a list',
    reason: 'the engine reads it as a field of that name, which no record has',
    example: '{"body":{"a":{"prefix":["x"]}}}',
    fix: 'put it into a list; for a field of that name use FilterMatch.oneOf(...)',
    vectors: ['s24 operator value array, not in list', 's25 anything-but not in array', 'field named prefix (list)'],
    isIn: (pattern) => some(pattern, isBare),
  },
  {
    name: 'Text after the object',
    unreadable: true,
    reason: 'it is not JSON, and the engine ignores it',
    example: '{"body":{"a":["x"]}} or {"body":{"b":["y"]}}',
    fix: 'write one filter for each',
    vectors: ['s16 trailing garbage', 'trailing garbage after brace'],
    isIn: ({ behind }) => behind.trim() !== '',
  },
  {
    name: 'A number of more than 15 digits, or a whole one beyond 9007199254740991',
    unreadable: true,
    reason: 'JavaScript rounds some of them; the engine rejects some, depending on its version of Java',
    example: '{"body":{"n":[9007199254740993]}}',
    fix: 'round it, or send it as text',
    vectors: ['e23 big int', '17-digit precision', 'n19 1e308'],
    isIn: ({ node }) => [...allNodes(node)].some(isLong),
  },
  {
    name: '`exists` of a field that has fields',
    reason: 'the engine sees leaf values only, so a field that has fields is always missing',
    example: '{"body":{"$or":[{"a":[{"exists":true}]},{"a":{"b":["x"]}}]}}',
    fix: 'use it on a field below',
    vectors: [],
    isIn: asksObjectToExist,
  },
  {
    name: 'Text beside a range of numbers in one list',
    unreadable: true,
    reason: 'the engine then misses some texts that are listed',
    example: '{"body":{"a":["K",{"numeric":["<",2.5]},{"prefix":"b"}]}}',
    fix: 'write one filter for each',
    vectors: [],
    isIn: ({ node }) => [...allNodes(node)].some(mixesTextAndRange),
  },
  {
    name: '`wildcard` beside `equals-ignore-case` in one list',
    unreadable: true,
    reason: 'the engine then matches text that neither of them describes',
    example: '{"body":{"a":[{"wildcard":"*a"},{"equals-ignore-case":"b"}]}}',
    fix: 'write one filter for each',
    vectors: [],
    isIn: ({ node }) => [...allNodes(node)].some(mixesWildcardAndCase),
  },
  {
    name: 'Characters beyond U+FFFF with `equals-ignore-case`',
    reason: 'the engine folds each surrogate by itself, so not even the same text matches',
    example: '{"body":{"a":[{"equals-ignore-case":"\u{1f600}"}]}}',
    fix: 'list each spelling that is expected',
    vectors: [],
    isIn: ({ node }) => [...allNodes(node)].some(isFoldedPair),
  },
];
