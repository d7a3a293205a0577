import { type Part, partsOf, Reference, type Resource, Unknown, type Value } from '../template-model/resource';

/** The name of a resource in the evidence: its template and its logical id. @internal */
export const keyOf = ({ template, id }: { readonly template: { readonly name: string }; readonly id: string }): string =>
  `${template.name} ${id}`;

const NAMES = ['FunctionName', 'QueueName', 'TopicName', 'TableName', 'BucketName', 'AlarmName', 'Name'];

/** How people call a resource: its name, else where the CDK made it, else its logical id. @internal */
export function calledResource(resource: Resource): string {
  const named = NAMES.map((property) => resource.text(property)).find((name) => name !== undefined);
  const path = resource.constructPath?.split('/').filter((part) => part !== 'Resource' && part !== 'Default');
  return named ?? (path && path.length > 1 ? path.slice(1).join('/') : resource.label);
}

function wordOf(part: Part): string {
  if (part instanceof Reference) return calledResource(part.resource);
  return part instanceof Unknown ? `<${part.name}>` : part;
}

/** A value as a text, as far as it is known: resources by how people call them. @internal */
export const spelled = (value: Value): string =>
  (partsOf(value) ?? []).map(wordOf).join('') || (value === undefined ? 'nothing' : 'known after deployment');
