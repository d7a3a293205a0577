import { Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import { resourceBehind } from '../../core/cdk/arns';
import { imageMissing } from '../../filters/engine/dynamo-images';
import type { EventFilter } from '../../filters/event-filter';

/**
 * A table without a stream, and filters on an image that its stream does not carry, when the app is finished.
 *
 * @internal
 */
export function tableFindings(streamArn: string, filters: EventFilter[]): string[] {
  const table = resourceBehind(streamArn) as dynamodb.CfnTable | dynamodb.CfnGlobalTable | undefined;
  if (!table || !('streamSpecification' in table)) return [];
  // A TableV2 decides late, by its replicas; that of another account has the stream of the table that it replicates.
  const stream = Stack.of(table).resolve(table.streamSpecification) as { readonly streamViewType?: unknown } | undefined;
  const path = table.node.scope?.node.path;
  if (stream === undefined)
    return 'globalTableSourceArn' in table && table.globalTableSourceArn ? [] : [withoutStream(table.node.scope ?? table)];
  const viewType = stream.streamViewType;
  if (typeof viewType !== 'string') return [];
  const missing = filters.map(({ _fields }) => imageMissing(viewType, _fields)).find((image) => image !== undefined);
  if (!missing) return [];
  return [
    `'filters' must ask for what the stream of ${path} carries (${viewType}), got 'dynamodb.${missing}', which its records never have; ` +
      `let the table have StreamViewType.NEW_AND_OLD_IMAGES`,
  ];
}

/** @internal */
export const withoutStream = ({ node }: IConstruct): string =>
  `'table' must have a stream, got ${node.path} without one; ` +
  (node.defaultChild
    ? `add 'stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES' to the table, or 'dynamoStream' to a TableV2`
    : `import it by 'Table.fromTableAttributes(this, "Table", { tableArn, tableStreamArn })', since its ARN or name does not tell its stream`);
