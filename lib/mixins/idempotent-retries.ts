import { type Duration, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { resourceBehind } from '../core/cdk/arns';
import { secondsOf } from '../core/input/ranges';
import { warn } from '../core/warnings';
import { type QueueFacts, queueFacts } from '../event-sources/sqs/queue-facts';
import { retentionOf } from '../event-sources/streams/kinesis-stream';
import type { IdempotencyPlan } from '../idempotency/idempotency-plan';
import { asynchronousHorizon, LONGEST_EVENT_AGE, queueHorizon, recordHorizon, STREAM_RETENTION } from '../service-limits/retry-horizon';

/** @internal */
export interface RetriesOfFunction {
  /** Absent where Lambda retries no asynchronous event. */
  readonly asynchronous?: { readonly maxEventAge?: Duration };
  readonly mappings: readonly lambda.CfnEventSourceMapping[];
}

/**
 * Warns of a source that delivers an event again after the function has dropped what it knew of it. Looked at when the app is
 * complete, since sources and queues may change until then.
 *
 * @internal
 */
export function watchRetries(
  shell: IConstruct,
  fn: lambda.CfnFunction,
  { seconds }: IdempotencyPlan,
  retries: () => RetriesOfFunction,
): void {
  if (seconds === undefined) return;
  shell.node.addValidation({
    validate: () => {
      const { asynchronous, mappings } = retries();
      const timeout = fn.timeout === undefined || Token.isUnresolved(fn.timeout) ? undefined : fn.timeout;
      if (asynchronous && timeout !== undefined) {
        const { maxEventAge } = asynchronous;
        const age = maxEventAge ? secondsOf(maxEventAge) : LONGEST_EVENT_AGE;
        if (age !== undefined) warnOf(shell, seconds, 'asynchronous events', asynchronousHorizon(age, timeout), "lower 'maxEventAge'");
      }
      for (const mapping of mappings) {
        const found = horizonOf(mapping);
        if (found) warnOf(shell, seconds, mapping.node.scope?.node.path ?? mapping.node.path, found.seconds, found.fix);
      }
      return [];
    },
  });
}

function warnOf(shell: IConstruct, seconds: number, what: string, horizon: number, otherwise: string): void {
  if (seconds >= horizon) return;
  warn(
    shell,
    'IdempotencyExpiresBeforeRetries',
    `'idempotency.expiresAfter' must be at least the time in which an event may be delivered again, ${horizon} seconds for ${what}, got ${seconds}, ` +
      `so that a late retry has its effect twice; raise it, or ${otherwise}`,
  );
}

interface Horizon {
  readonly seconds: number;
  readonly fix: string;
}

/** Absent where it is not known. */
function horizonOf(mapping: lambda.CfnEventSourceMapping): Horizon | undefined {
  const { eventSourceArn, enabled } = mapping;
  if (eventSourceArn === undefined || enabled === false) return undefined;
  const queue = queueFacts(eventSourceArn);
  if (queue) return ofQueue(queue);
  const isTable = resourceBehind(eventSourceArn)?.cfnResourceType.startsWith('AWS::DynamoDB::');
  const retention = isTable ? STREAM_RETENTION : retentionOf(eventSourceArn)?.toSeconds();
  const { maximumRecordAgeInSeconds: age = -1, maximumRetryAttempts: attempts = -1 } = mapping;
  if (retention === undefined || Token.isUnresolved(age) || Token.isUnresolved(attempts)) return undefined;
  return horizon(recordHorizon(retention, age, attempts), "set 'maxRecordAge' of the source");
}

function ofQueue({ visibilityTimeout, retention, maxReceiveCount, withoutRedrive }: QueueFacts): Horizon | undefined {
  if (visibilityTimeout === undefined || retention === undefined || (maxReceiveCount === undefined && !withoutRedrive)) return undefined;
  return horizon(queueHorizon(visibilityTimeout, retention, maxReceiveCount), 'let the queue move messages after fewer receives');
}

const horizon = (seconds: number | undefined, fix: string): Horizon | undefined => (seconds === undefined ? undefined : { seconds, fix });
