import { CfnResource, Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { isSame, resourceBehind } from '../../core/arns';
import { refuse } from '../../core/errors';

interface Reader {
  readonly mapping: IConstruct;
  readonly queueArn: string;
  readonly isFiltered: boolean;
}

/** The readers of each queue by app, so that the app is not searched with each queue. */
const READERS = new WeakMap<IConstruct, Map<unknown, Reader[]>>();

const FIX =
  'since each reader deletes the messages that do not match its filter, also those of the other; ' +
  'give each function its own queue, for example by two subscriptions to one SNS topic with filter policies';

/**
 * Refuses a second event source mapping on a queue where one of the two has a filter. Mappings that the CDK makes itself are
 * checked when the app is finished.
 *
 * @internal
 */
export function checkReaders(target: lambda.IFunction, reader: Reader): void {
  const { root } = reader.mapping.node;
  const known = READERS.get(root);
  const queues = known ?? new Map<unknown, Reader[]>();
  if (!known) {
    READERS.set(root, queues);
    root.node.addValidation({ validate: () => unreported(root, [...queues.values()].flat()) });
  }
  const key = resourceBehind(reader.queueArn) ?? JSON.stringify(Stack.of(target).resolve(reader.queueArn));
  const readers = queues.get(key) ?? [];
  const other = readers.find(({ isFiltered }) => isFiltered || reader.isFiltered);
  if (other) {
    refuse(target, `'filters' must not be set where a queue has two readers, got ${pathOf(other.mapping)} as the other one, ${FIX}`);
  }
  queues.set(key, [...readers, reader]);
}

const pathOf = (mapping: IConstruct): string => mapping.node.scope?.node.path ?? mapping.node.path;

/** Mappings of others on the same queues. */
function unreported(root: IConstruct, readers: Reader[]): string[] {
  const ours = new Set(readers.map(({ mapping }) => mapping.node.defaultChild));
  const others = root.node.findAll().filter((node) => isMapping(node) && !ours.has(node)) as lambda.CfnEventSourceMapping[];
  return readers.flatMap(({ mapping, queueArn, isFiltered }) => {
    const other = others.find(
      ({ eventSourceArn, filterCriteria }) =>
        eventSourceArn !== undefined && (isFiltered || filterCriteria !== undefined) && isSame(mapping, eventSourceArn, queueArn),
    );
    if (!other) return [];
    return [`${pathOf(mapping)}: 'filters' must not be set where a queue has two readers, got ${other.node.path} as the other one, ${FIX}`];
  });
}

const isMapping = (node: IConstruct): boolean =>
  CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::Lambda::EventSourceMapping';
