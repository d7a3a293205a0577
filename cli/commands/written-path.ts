import type { Resource } from '../../lib/template-model/resource';

/** What SAM calls a property that a resource of its making has. */
const SAM_NAMES: Readonly<Record<string, readonly string[]>> = {
  BucketName: ['Bucket'],
  DeadLetterConfig: ['DeadLetterQueue'],
  EventPattern: ['Pattern'],
  EventSourceArn: ['Queue', 'Stream', 'Broker', 'Cluster'],
  PolicyDocument: ['Policies'],
  ScheduleExpression: ['Schedule'],
  TopicArn: ['Topic'],
  TracingConfig: ['Tracing'],
};

/**
 * The keys that lead to where a property of a resource is written in its template, as far as it is: to the resource where the
 * property is not there. For what SAM makes of a function, to the event or the property of the function.
 */
export function writtenPath(resource: Resource, property?: string): readonly string[] {
  const { body } = resource.template;
  const keys = property === undefined ? [] : property.split('.');
  const own = resource.writtenAt ?? ['Resources', resource.id];
  const at = follow(body, own);
  if (keys.length === 0 || at.length < own.length) return at;
  if (resource.writtenAt === undefined && !isServerless(resource)) return followFrom(body, at, ['Properties', ...keys]);
  const inOwn = followNamed(body, [...at, ...(at[at.length - 2] === 'Events' || at.length === 2 ? ['Properties'] : [])], keys);
  const inGlobals = isServerless(resource) ? followNamed(body, ['Globals', 'Function'], keys) : [];
  return inOwn ?? (inGlobals && inGlobals.length > 0 ? inGlobals : at);
}

const isServerless = ({ id, template }: Resource): boolean => template.body.Resources?.[id]?.Type === 'AWS::Serverless::Function';

const valueAt = (body: unknown, path: readonly string[]): unknown => path.reduce(inside, body);

const inside = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;

/** As many of the keys as lead somewhere. */
function follow(body: unknown, path: readonly string[]): readonly string[] {
  let value = body;
  const end = path.findIndex((key) => {
    value = inside(value, key);
    return value === undefined;
  });
  return end < 0 ? path : path.slice(0, end);
}

/** `Properties` alone says no more than the resource. */
function followFrom(body: unknown, at: readonly string[], keys: readonly string[]): readonly string[] {
  const found = follow(valueAt(body, at), keys);
  return found.length > 1 ? [...at, ...found] : at;
}

/** SAM may leave out levels of a property, or name it otherwise; nothing where none of the keys is there. */
function followNamed(body: unknown, from: readonly string[], keys: readonly string[]): readonly string[] | undefined {
  let path = from;
  let value = valueAt(body, from);
  for (const key of keys) {
    const name = [key, ...(Object.hasOwn(SAM_NAMES, key) ? SAM_NAMES[key] : [])].find((one) => inside(value, one) !== undefined);
    if (name === undefined) continue;
    path = [...path, name];
    value = inside(value, name);
  }
  return path.length === from.length ? undefined : path;
}
