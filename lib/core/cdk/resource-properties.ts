import { type CfnResource, Token } from 'aws-cdk-lib';

/**
 * Sets properties of a resource that may be raw: by the property of its class, so that others can read it there, or by an
 * override. Of a property that is an object, only what is given changes.
 *
 * @param properties as the class names them, in camel case
 * @internal
 */
export function setProperties(resource: CfnResource, properties: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(properties)) {
    const typed = resource as unknown as Record<string, unknown>;
    if (name in resource && !Token.isUnresolved(typed[name])) {
      typed[name] = isPlain(value) && isPlain(typed[name]) ? { ...typed[name], ...value } : value;
    } else override(resource, capitalized(name), value);
  }
}

function override(resource: CfnResource, path: string, value: unknown): void {
  if (isPlain(value)) for (const [name, inside] of Object.entries(value)) override(resource, `${path}.${capitalized(name)}`, inside);
  else resource.addPropertyOverride(path, value);
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Token.isUnresolved(value);

const capitalized = (name: string): string => name[0].toUpperCase() + name.slice(1);
