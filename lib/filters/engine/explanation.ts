import { type EventFields, fieldsOf } from './event-fields';
import { below, isObject, shown } from './finding';
import { accepts, acceptsAbsence } from './value-tests';

interface Miss {
  readonly path: string;
  readonly list: readonly unknown[];
}

const listed = (values: unknown): string => (Array.isArray(values) ? values : [values]).map(shown).join(', ');

const WORDS: Record<string, (operand: unknown) => string> = {
  prefix: (operand) => `text that begins with ${shown(operand)}`,
  suffix: (operand) => `text that ends with ${shown(operand)}`,
  'equals-ignore-case': (operand) => `${shown(operand)} in upper or lower case`,
  'anything-but': (operand) => `anything but ${listed(operand)}`,
  numeric: (operand) => {
    const [first, low, second, high] = operand as unknown[];
    return `a number ${first} ${low}${second === undefined ? '' : ` and ${second} ${high}`}`;
  },
  exists: (operand) => (operand ? 'any value' : 'no value'),
};

function wordsFor(item: unknown): string {
  if (!isObject(item)) return shown(item);
  const [operator, operand] = Object.entries(item)[0];
  return Object.hasOwn(WORDS, operator) ? WORDS[operator](operand) : shown(item);
}

/** What is asked for and not there. Of alternatives, the one that lacks least. */
function missesOf(fields: EventFields, path: string, object: Record<string, unknown>): Miss[] {
  return Object.entries(object).flatMap(([key, value]): Miss[] => {
    const at = below(path, key);
    if (key === '$or' && Array.isArray(value)) {
      const alternatives = value.map((member) => missesOf(fields, path, member));
      return alternatives.reduce((least, misses) => (misses.length < least.length ? misses : least));
    }
    if (isObject(value)) return missesOf(fields, at, value);
    const list = value as readonly unknown[];
    const found = fields.get(at) ?? [];
    const holds = found.length === 0 ? acceptsAbsence(list) : found.some((field) => list.some((item) => accepts(item, field.value)));
    return holds ? [] : [{ path: at, list }];
  });
}

function foundAt(fields: EventFields, path: string): string {
  const found = fields.get(path) ?? [];
  if (found.length > 0)
    return (
      found
        .slice(0, 5)
        .map(({ value }) => shown(value))
        .join(', ') + (found.length > 5 ? ', ...' : '')
    );
  const inner = [...fields.keys()]
    .filter((other) => other.startsWith(`${path}.`))
    .map((other) => other.slice(path.length + 1).split('.')[0]);
  return inner.length > 0 ? `an object with ${[...new Set(inner)].join(', ')}` : 'nothing';
}

/**
 * Why an event does not match a pattern, a sentence part for each field.
 *
 * @internal
 */
export function reasonsAgainst(pattern: Record<string, unknown>, event: Record<string, unknown>): string[] {
  const fields = fieldsOf(event);
  const misses = missesOf(fields, '', pattern);
  if (misses.length === 0) return ['each field is found, but not all of them in one element of a list'];
  return misses.map(({ path, list }) => `'${path}' expected ${list.map(wordsFor).join(' or ')}, found ${foundAt(fields, path)}`);
}
