import { type CfnResource, Token } from 'aws-cdk-lib';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { resourceBehind } from '../../core/cdk/arns';
import { QUEUE_DEFAULTS } from '../../service-limits/queue-times';

/**
 * What a queue of this app says of itself; what is known only once deployed is absent.
 *
 * @internal
 */
export interface QueueFacts {
  readonly path: string;
  readonly fifo?: boolean;
  readonly visibilityTimeout?: number;
  readonly retention?: number;
  /** Whether it is known to have no redrive policy. */
  readonly withoutRedrive: boolean;
  readonly maxReceiveCount?: number;
  /** Where SQS moves what failed. Of an imported queue only its kind is known, by its name. */
  readonly redrive?: QueueFacts;
  readonly redriveArn?: string;
  /** The queues that may move messages here, where these are limited and known. */
  readonly redriveAllow?: readonly (CfnResource | undefined)[];
  readonly resource?: CfnResource;
}

const known = <T>(value: T | undefined, otherwise: T): T | undefined => (Token.isUnresolved(value) ? undefined : (value ?? otherwise));

/**
 * Reads the queue's resource, as it is when asked; absent for an imported queue.
 *
 * @internal
 */
export function queueFacts(queueArn: string): QueueFacts | undefined {
  const resource = resourceBehind(queueArn);
  if (resource?.cfnResourceType !== 'AWS::SQS::Queue') return undefined;
  const { fifoQueue, visibilityTimeout, messageRetentionPeriod, redrivePolicy, redriveAllowPolicy, node } = resource as sqs.CfnQueue;
  const policy = Token.isUnresolved(redrivePolicy) ? undefined : (redrivePolicy as Record<string, unknown> | undefined);
  const redriveArn = policy?.deadLetterTargetArn as string | undefined;
  return {
    path: node.scope?.node.path ?? node.path,
    fifo: known(fifoQueue as boolean | undefined, false),
    visibilityTimeout: known(visibilityTimeout, QUEUE_DEFAULTS.visibilityTimeout),
    retention: known(messageRetentionPeriod, QUEUE_DEFAULTS.retention),
    withoutRedrive: redrivePolicy === undefined,
    maxReceiveCount: policy && known(policy.maxReceiveCount as number | undefined, 0),
    redrive: redriveArn === undefined ? undefined : (queueFacts(redriveArn) ?? importedFacts(redriveArn)),
    redriveArn,
    redriveAllow: allowedSources(redriveAllowPolicy),
    resource,
  };
}

/** Absent where every queue is allowed, or where one is known only after deployment. */
function allowedSources(policy: unknown): readonly (CfnResource | undefined)[] | undefined {
  if (policy === undefined || Token.isUnresolved(policy)) return undefined;
  const { redrivePermission, sourceQueueArns = [] } = policy as {
    readonly redrivePermission?: string;
    readonly sourceQueueArns?: string[];
  };
  if (redrivePermission === 'denyAll') return [];
  if (redrivePermission !== 'byQueue' || Token.isUnresolved(sourceQueueArns)) return undefined;
  const sources = sourceQueueArns.map(resourceBehind);
  return sources.every((source) => source !== undefined) ? sources : undefined;
}

const importedFacts = (queueArn: string): QueueFacts | undefined =>
  Token.isUnresolved(queueArn) ? undefined : { path: queueArn, fifo: queueArn.endsWith('.fifo'), withoutRedrive: false };
