import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { isSame, resourceBehind } from '../../core/cdk/arns';
import { refuse } from '../../core/errors';

interface Reader {
  readonly mapping: IConstruct;
  readonly queueArn: string;
  readonly isFiltered: boolean;
  /** A disabled mapping takes no messages. */
  readonly isEnabled: boolean;
}

/** The readers of each queue by app, so that the app is not searched with each queue. */
const READERS = new WeakMap<IConstruct, Map<unknown, Reader[]>>();

const FIX =
  'since each reader deletes the messages that do not match its filter, also those of the other; ' +
  'give each function its own queue, for example by two subscriptions to one SNS topic with filter policies';

/**
 * Refuses a second event source mapping on a queue where one of the two has a filter. Mappings that the CDK makes itself, and
 * filters that are set later, are checked when the app is finished.
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
  const other = readers.find(({ isFiltered, isEnabled }) => isEnabled && reader.isEnabled && (isFiltered || reader.isFiltered));
  if (other) {
    refuse(target, `'filters' must not be set where a queue has two readers, got ${pathOf(other.mapping)} as the other one, ${FIX}`);
  }
  queues.set(key, [...readers, reader]);
}

const pathOf = (mapping: IConstruct): string => mapping.node.scope?.node.path ?? mapping.node.path;

/** Pairs that only the finished app shows: mappings of others, filters that were set later, a queue by its name. */
function unreported(root: IConstruct, readers: Reader[]): string[] {
  const others = new MappingsOfQueues(root.node.findAll().filter(isMapping).filter(reads));
  const checked = new Set<IConstruct>();
  return readers.flatMap(({ mapping, queueArn }) => {
    const own = mapping.node.defaultChild as lambda.CfnEventSourceMapping;
    checked.add(own);
    if (!reads(own)) return [];
    const other = others
      .mayRead(queueArn)
      .find((each) => !checked.has(each) && isSameQueue(own, queueArn, each.eventSourceArn) && (isFiltered(own) || isFiltered(each)));
    if (!other) return [];
    return [`${pathOf(mapping)}: 'filters' must not be set where a queue has two readers, got ${other.node.path} as the other one, ${FIX}`];
  });
}

/** Those that may read a queue, so that not each of them is compared with each other. */
class MappingsOfQueues {
  private readonly byQueue = new Map<unknown, lambda.CfnEventSourceMapping[]>();

  constructor(private readonly mappings: readonly lambda.CfnEventSourceMapping[]) {
    for (const mapping of mappings) {
      const queue = knownQueue(mapping.eventSourceArn);
      this.byQueue.set(queue, [...(this.byQueue.get(queue) ?? []), mapping]);
    }
  }

  /** With those of which that is not known before deployment. */
  public mayRead(queueArn: string): readonly lambda.CfnEventSourceMapping[] {
    const queue = knownQueue(queueArn);
    if (queue === undefined) return this.mappings;
    return [...(this.byQueue.get(queue) ?? []), ...(this.byQueue.get(undefined) ?? [])];
  }
}

/** The name, where it is known, or else the resource. */
function knownQueue(arn: string | undefined): unknown {
  if (arn === undefined) return undefined;
  return namedArn(arn) ?? resourceBehind(arn) ?? (Token.isUnresolved(arn) ? undefined : arn);
}

const isMapping = (node: IConstruct): node is lambda.CfnEventSourceMapping =>
  CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::Lambda::EventSourceMapping';

const reads = ({ enabled }: lambda.CfnEventSourceMapping): boolean => enabled !== false;

function isFiltered(mapping: lambda.CfnEventSourceMapping): boolean {
  const criteria = Stack.of(mapping).resolve(mapping.filterCriteria) as { readonly filters?: unknown[] } | undefined;
  return criteria !== undefined && criteria.filters?.length !== 0;
}

function isSameQueue(one: IConstruct, arn: string, otherArn: string | undefined): boolean {
  if (otherArn === undefined) return false;
  return isSame(one, arn, otherArn) || (namedArn(arn) !== undefined && namedArn(arn) === namedArn(otherArn));
}

/** The ARN as far as it is known: `account region name`. */
function namedArn(arn: string): string | undefined {
  const queue = resourceBehind(arn) as sqs.CfnQueue | undefined;
  const [, , service, region, account, name] = Token.isUnresolved(arn) ? [] : arn.split(':');
  if (service === 'sqs') return `${account} ${region} ${name}`;
  if (queue?.queueName === undefined || Token.isUnresolved(queue.queueName)) return undefined;
  const stack = Stack.of(queue);
  return Token.isUnresolved(stack.account) || Token.isUnresolved(stack.region)
    ? undefined
    : `${stack.account} ${stack.region} ${queue.queueName}`;
}
