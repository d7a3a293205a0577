import type { Resource } from '../../lib/template-model/resource';
import { fieldsOf, type Suppression, suppressionsIn } from './suppressions';

/** The key in the metadata of a resource, or of a template. */
const METADATA = 'HardenedLambda';
const SUPPRESSIONS = 'Suppressions';

/** What the metadata of a resource, or of its whole template, leaves out. What SAM makes has the metadata of its function. */
export function suppressionsOf(resource: Resource, known: readonly string[]): Suppression[] {
  const { template } = resource;
  const { Metadata } = template.body as { readonly Metadata?: unknown };
  const maker = resource.writtenAt?.[1];
  return [
    ...listedIn(`${template.name}: 'Metadata.${METADATA}.${SUPPRESSIONS}' of ${resource.id}`, resource.metadata, known),
    ...(maker === undefined ? [] : listedIn(`${template.name}: 'Metadata' of ${maker}`, template.body.Resources?.[maker]?.Metadata, known)),
    ...listedIn(`${template.name}: 'Metadata.${METADATA}.${SUPPRESSIONS}'`, Metadata, known),
  ];
}

function listedIn(from: string, metadata: unknown, known: readonly string[]): Suppression[] {
  const listed = fieldsOf(fieldsOf(metadata)[METADATA])[SUPPRESSIONS];
  return listed === undefined ? [] : suppressionsIn(from, listed, known);
}
