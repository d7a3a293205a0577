/**
 * What was said of the props: an explicit undefined says nothing.
 *
 * @internal
 */
export function withoutUndefined<T extends object>(props: T): Partial<T> {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined && value !== null)) as Partial<T>;
}
