import { below, isObject } from './finding';

/**
 * Which element of which list a value lies in.
 *
 * @internal
 */
export type Elements = ReadonlyMap<number, number>;

/** @internal */
export interface EventField {
  readonly value: string | number | boolean | null;
  readonly elements: Elements;
}

/** @internal */
export type EventFields = Map<string, EventField[]>;

/**
 * The values of an event by their paths, as the engine sees them: lists vanish from the path, values that
 * are direct entries of one do not know their place, and empty objects and lists leave nothing.
 *
 * @internal
 */
export function fieldsOf(event: unknown): EventFields {
  const fields: EventFields = new Map();
  let lists = 0;
  const visit = (value: unknown, path: string, elements: Elements): void => {
    if (Array.isArray(value)) {
      const list = lists++;
      value.forEach((item, index) => {
        visit(item, path, typeof item === 'object' && item !== null ? new Map([...elements, [list, index]]) : elements);
      });
    } else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) visit(inner, below(path, key), elements);
    } else if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) {
      const known = fields.get(path);
      const field = { value, elements } as EventField;
      if (known) known.push(field);
      else fields.set(path, [field]);
    }
  };
  visit(event, '', new Map());
  return fields;
}

/**
 * Both together, unless they lie in different elements of one list.
 *
 * @internal
 */
export function sameElements(one: Elements, other: Elements): Elements | undefined {
  if (other.size === 0) return one;
  for (const [list, index] of other) if ((one.get(list) ?? index) !== index) return undefined;
  return new Map([...one, ...other]);
}
