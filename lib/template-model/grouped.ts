/** The values by each of their keys. @internal */
export function grouped<K, V>(values: readonly V[], keysOf: (value: V) => Iterable<K>): ReadonlyMap<K, readonly V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    for (const key of keysOf(value)) {
      const group = groups.get(key);
      if (group) group.push(value);
      else groups.set(key, [value]);
    }
  }
  return groups;
}
