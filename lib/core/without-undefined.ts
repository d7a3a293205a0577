/**
 * The props that are set: an explicit undefined is the same as an omitted prop.
 *
 * @internal
 */
export function withoutUndefined<T extends object>(props: T): Partial<T> {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined && value !== null)) as Partial<T>;
}
