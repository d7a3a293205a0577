import type { TemplateBody } from '../template';
import { fieldsOf, isObject, type Properties } from './fields';

/** A function's properties with those of the template's `Globals`: objects are merged, lists joined, the rest is the function's. @internal */
export function withGlobals(body: TemplateBody, properties: Properties): Properties {
  const { Function: globals } = fieldsOf((body as { readonly Globals?: unknown }).Globals);
  return merged(fieldsOf(globals), properties);
}

function merged(globals: Properties, own: Properties): Properties {
  const all: Record<string, unknown> = { ...globals };
  for (const [name, value] of Object.entries(own)) {
    const before = globals[name];
    if (isPlain(before) && isPlain(value)) all[name] = merged(before, value);
    else if (Array.isArray(before) && Array.isArray(value)) all[name] = [...before, ...value];
    else all[name] = value;
  }
  return all;
}

/** Not an intrinsic: these take each other's place. */
const isPlain = (value: unknown): value is Properties =>
  isObject(value) && !Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
