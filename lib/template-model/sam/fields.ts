/** @internal */
export type Properties = Readonly<Record<string, unknown>>;

/** @internal */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of an object; none where it is something else. @internal */
export const fieldsOf = (value: unknown): Properties => (isObject(value) ? value : {});

/** Those of the names that are there. @internal */
export const pick = (properties: Properties, ...names: string[]): Properties =>
  Object.fromEntries(names.filter((name) => properties[name] !== undefined).map((name) => [name, properties[name]]));
