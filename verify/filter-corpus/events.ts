import { list, type Node, type ObjectNode, object, raw, value } from './node';
import type { Random } from './random';
import { field, number, scalar, text } from './values';

const operand = ({ fields: [[, first]] }: ObjectNode): Node => first;

const parsedOf = (node: Node): unknown => {
  try {
    return node.kind === 'scalar' ? JSON.parse(node.text) : undefined;
  } catch {
    return undefined;
  }
};
const textOf = (node: Node): string =>
  node.kind === 'object' && node.fields.length > 0 ? textOf(operand(node)) : String(parsedOf(node) ?? '');

const inOtherCase = (random: Random, of: string): string => {
  const share = random.next();
  if (share < 0.4) return of.toUpperCase();
  return share < 0.8 ? of.toLowerCase() : [...of].map((sign) => (random.chance(0.5) ? sign.toUpperCase() : sign)).join('');
};

/** On a bound, beside it or between two. */
function numberNear(random: Random, comparisons: Node): string {
  const bounds = comparisons.kind === 'list' ? comparisons.items.map(parsedOf).filter((bound) => typeof bound === 'number') : [];
  if (bounds.length === 0) return number(random);
  const bound = random.pick(bounds);
  const near = [bound, bound + 1, bound - 1, bound + 1e-7, bounds.reduce((sum, one) => sum + one, 0) / bounds.length];
  return String(Number(random.pick(near.filter((one) => Math.abs(one) <= Number.MAX_SAFE_INTEGER).concat(0)).toPrecision(15)));
}

/** Something that an operator matches, or just not. */
const LIKELY: Record<string, (random: Random, of: Node) => Node | undefined> = {
  prefix: (random, of) => value(inCase(random, of) + text(random)),
  suffix: (random, of) => value(text(random) + inCase(random, of)),
  'equals-ignore-case': (random, of) => value(inOtherCase(random, textOf(of))),
  'anything-but': (random, of) => random.pick([of, ...(of.kind === 'list' ? of.items : []), value(inCase(random, of)), scalar(random)]),
  numeric: (random, of) => raw(numberNear(random, of)),
  exists: (random, of) => (parsedOf(of) === true || random.chance(0.3) ? scalar(random) : undefined),
  wildcard: (random, of) => value(textOf(of).replace(/\\?\*/g, (sign) => (sign === '*' ? text(random) : '*'))),
  cidr: (random) => value(random.pick(['10.0.0.1', '10.0.0.200', '10.0.1.1', '2001:db8::1', '2001:db9::1', '::1'])),
};

function inCase(random: Random, of: Node): string {
  return of.kind === 'object' ? inOtherCase(random, textOf(of)) : textOf(of);
}

function likely(random: Random, item: Node): Node | undefined {
  if (item.kind === 'scalar') {
    const number = parsedOf(item);
    if (typeof number === 'number' && random.chance(0.3)) return raw(random.pick([String(number), number.toExponential(), `${number}`]));
    return item;
  }
  if (item.kind === 'list' || item.fields.length === 0) return scalar(random);
  const make = LIKELY[item.fields[0][0]];
  return make ? make(random, operand(item)) : operand(item);
}

/** Alone, or among others in a list, or in a list of lists. */
function amongOthers(random: Random, node: Node, other: () => Node): Node {
  if (!random.chance(0.2)) return node;
  const others = random.list(0, 2, other);
  const among = list(...(random.chance(0.5) ? [node, ...others] : [...others, node]));
  return random.chance(0.15) ? list(among, ...random.list(0, 1, other)) : among;
}

const stray = (random: Random): Node => random.pick([scalar(random), raw('{}'), raw('[]'), object([field(random), scalar(random)])]);

function fieldsFor(random: Random, pattern: ObjectNode): (readonly [string, Node])[] {
  return pattern.fields.flatMap(([key, asked]): (readonly [string, Node])[] => {
    const members = asked.kind === 'list' ? asked.items.filter((member) => member.kind === 'object') : [];
    if (key === '$or' && members.length > 0) return fieldsFor(random, random.pick(members));
    if (asked.kind === 'object') {
      const some = () => object(...new Map(fieldsFor(random, asked)));
      return random.chance(0.05) ? [] : [[key, amongOthers(random, some(), random.chance(0.8) ? some : () => stray(random))]];
    }
    const found =
      asked.kind === 'list' && asked.items.length > 0 && random.chance(0.85) ? likely(random, random.pick(asked.items)) : stray(random);
    return found === undefined || random.chance(0.03) ? [] : [[key, amongOthers(random, found, () => stray(random))]];
  });
}

/** An event that a pattern probably matches. Two values for one path become a list, or the last one stays. */
export function makeEvent(random: Random, pattern: ObjectNode): ObjectNode {
  const merged = new Map<string, Node>();
  for (const [key, node] of [...fieldsFor(random, pattern), ...random.list(0, 1, () => [field(random), stray(random)] as const)]) {
    const known = merged.get(key);
    if (known?.kind === 'object' && node.kind === 'object') merged.set(key, mergedObject(known, node));
    else merged.set(key, known ? list(known, node) : node);
  }
  return object(...merged);
}

function mergedObject(one: ObjectNode, other: ObjectNode): ObjectNode {
  return object(...new Map([...one.fields, ...other.fields]));
}
