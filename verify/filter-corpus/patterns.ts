import { list, type Node, type ObjectNode, object, raw, value } from './node';
import type { Random } from './random';
import { field, number, scalar, text, wrong } from './values';

/** A pattern as text: the object, and what stands behind it. */
export interface Pattern {
  readonly node: ObjectNode;
  readonly behind: string;
}

const INEXACT = 0.004;

const textNode = (random: Random): Node => value(text(random));

/** Most ranges have room, some have none. */
function comparisons(random: Random): Node {
  const [low, high] = [number(random, INEXACT), number(random, INEXACT)].sort((one, other) =>
    random.chance(0.9) ? Number(one) - Number(other) : 0,
  );
  const share = random.next();
  if (share < 0.2) return list(value('='), raw(low));
  if (share < 0.55) return list(value(random.pick(['<', '<=', '>', '>='])), raw(low));
  if (share < 0.95) return list(value(random.pick(['>', '>='])), raw(low), value(random.pick(['<', '<='])), raw(high));
  const operator = () => value(random.pick(['=', '<', '>', '!=', 'a']));
  return list(operator(), raw(low), operator(), random.pick([raw(high), value(high), operator()]));
}

const wildcard = (random: Random): string =>
  random.list(1, 4, () => random.pick(['*', 'a', 'b', '\\*', '\\\\', 'é', '名', '😀', '.', ''])).join('');
const cidr = (random: Random): string =>
  random.pick([
    '10.0.0.0/24',
    '10.0.0.7/24',
    '10.0.0.1',
    '10.0.0.0/8',
    '10.0.0.1/32',
    '2001:db8::/32',
    '2001:db8::1',
    '::/64',
    '10.0.0.0/33',
    'x',
  ]);

const several = (random: Random, make: () => Node): Node => (random.chance(0.4) ? make() : list(...random.list(1, 3, make)));

function exclusion(random: Random): Node {
  const share = random.next();
  if (share < 0.4) return several(random, () => textNode(random));
  if (share < 0.7) return several(random, () => raw(number(random, INEXACT)));
  if (share < 0.75) return list(textNode(random), raw(number(random, INEXACT)));
  const operator = random.pick(['prefix', 'suffix', 'equals-ignore-case', 'wildcard']);
  return object([operator, several(random, () => (operator === 'wildcard' ? value(wildcard(random)) : textNode(random)))]);
}

const inAnyCase = (random: Random): Node => (random.chance(0.85) ? textNode(random) : object(['equals-ignore-case', textNode(random)]));

/** What each operator takes. */
const OPERANDS: Record<string, (random: Random) => Node> = {
  prefix: inAnyCase,
  suffix: inAnyCase,
  'equals-ignore-case': textNode,
  'anything-but': exclusion,
  numeric: comparisons,
  exists: (random) => value(random.chance(0.5)),
  wildcard: (random) => value(wildcard(random)),
  cidr: (random) => value(cidr(random)),
  exactly: textNode,
};
export const OPERATORS = Object.keys(OPERANDS);
const DOCUMENTED = OPERATORS.slice(0, 6);

function operator(random: Random): ObjectNode {
  const name = random.pick(random.chance(0.93) ? DOCUMENTED : OPERATORS);
  const operand = random.chance(0.02) ? wrong(random) : OPERANDS[name](random);
  if (random.chance(0.01)) return object([name, operand], ['prefix', textNode(random)]);
  return object([random.chance(0.01) ? random.pick(['prefx', 'Prefix', 'startsWith', 'regex', '']) : name, operand]);
}

function item(random: Random): Node {
  if (random.chance(0.008)) return wrong(random);
  return random.chance(0.55) ? operator(random) : scalar(random, INEXACT);
}

function leaf(random: Random): Node {
  const share = random.next();
  if (share < 0.006) return scalar(random);
  if (share < 0.012) return operator(random);
  if (share < 0.016) return list();
  return list(...random.list(1, 3, () => item(random)));
}

function alternatives(random: Random, depth: number): Node {
  const count = random.chance(0.03) ? 1 : random.between(2, 3);
  const members: Node[] = Array.from({ length: count }, () => fields(random, depth));
  // One alternative again, with one value more in one field
  if (random.chance(0.08)) members.push(widened(random, members[0] as ObjectNode));
  return list(...(random.chance(0.02) ? [...members, scalar(random)] : members));
}

function widened(random: Random, { fields: [first, ...others] }: ObjectNode): ObjectNode {
  if (first?.[1].kind !== 'list' || first[0] === '$or') return fields(random, 0);
  return object([first[0], list(...first[1].items, item(random))], ...others);
}

function fields(random: Random, depth: number): ObjectNode {
  if (random.chance(0.004)) return object();
  const named = new Map<string, Node>();
  const count = random.between(1, depth > 0 ? 3 : 2);
  for (let index = 0; index < count; index++) {
    if (depth > 0 && random.chance(0.15)) named.set('$or', alternatives(random, depth - 1));
    else named.set(field(random), depth > 0 && random.chance(0.35) ? fields(random, depth - 1) : leaf(random));
  }
  // The same field again, in one of the alternatives
  const or = named.get('$or');
  if (named.size > 1 && or?.kind === 'list' && random.chance(0.1))
    named.set('$or', list(...or.items, object([[...named.keys()].find((key) => key !== '$or') ?? 'a', leaf(random)])));
  if (random.chance(0.003)) named.set('$or', leaf(random));
  const all = [...named];
  return object(...all, ...(random.chance(0.004) ? [[all[0][0], leaf(random)] as const] : []));
}

export function makePattern(random: Random): Pattern {
  const behind = random.chance(0.005) ? random.pick([' x', '}', ' {"a":["b"]}', ',', ' // why', '\n', ' ']) : '';
  return { node: fields(random, random.between(0, 3)), behind };
}
