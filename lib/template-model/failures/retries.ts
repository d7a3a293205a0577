import {
  asynchronousHorizon,
  EVENT_RETRIES,
  LONGEST_EVENT_AGE,
  queueHorizon,
  recordHorizon,
  STREAM_RETENTION,
} from '../../service-limits/retry-horizon';
import type { ApplicationModel } from '../application-model';
import { type Mapping, SourceKind } from '../events/mapping';
import type { LambdaFunction } from '../functions/lambda-function';
import type { Resource } from '../resource';

/** What delivers an event again. @internal */
export interface Retry {
  /** In a sentence. */
  readonly called: string;
  /** What says so. */
  readonly resource: Resource;
  /** How long after the first delivery, in seconds; absent where it is not known. */
  readonly horizon?: number;
}

/** All that delivers events of a function again. @internal */
export function retriesOf(model: ApplicationModel, fn: LambdaFunction): readonly Retry[] {
  const asynchronous = model
    .asyncInvocationsOf(fn)
    .map(({ by, resource }) => ({ called: by.called, resource, horizon: ofEvents(model, fn) }));
  const mapped = model
    .mappingsOf(fn)
    .filter(({ mayRead }) => mayRead)
    .map((mapping) => ({ called: mapping.kind ?? 'an event source', resource: mapping.resource, horizon: ofMapping(model, mapping) }));
  return [...asynchronous, ...mapped];
}

/** Absent where no attempt follows the first, or where several configurations hold. */
function ofEvents(model: ApplicationModel, fn: LambdaFunction): number | undefined {
  const configs = model.asyncFailures.configsOf(fn);
  const { timeout } = fn;
  if (configs.length > 1 || timeout === undefined) return undefined;
  const attempts = configs[0] ? configs[0].resource.number('MaximumRetryAttempts', EVENT_RETRIES) : EVENT_RETRIES;
  const age = configs[0] ? configs[0].resource.number('MaximumEventAgeInSeconds', LONGEST_EVENT_AGE) : LONGEST_EVENT_AGE;
  return attempts === undefined || attempts === 0 || age === undefined ? undefined : asynchronousHorizon(age, timeout);
}

function ofMapping(model: ApplicationModel, { kind, source, recordAge, retryAttempts }: Mapping): number | undefined {
  const queue = source && model.queues.get(source);
  if (queue) {
    const { visibilityTimeout, retention, maxReceiveCount, hasRedrive } = queue;
    if (visibilityTimeout === undefined || retention === undefined) return undefined;
    if (hasRedrive === undefined || (hasRedrive && maxReceiveCount === undefined)) return undefined;
    return queueHorizon(visibilityTimeout, retention, hasRedrive ? maxReceiveCount : undefined);
  }
  const kept = retentionOf(kind, source);
  if (kept === undefined || recordAge === undefined || retryAttempts === undefined) return undefined;
  return recordHorizon(kept, recordAge, retryAttempts);
}

function retentionOf(kind: SourceKind | undefined, source: Resource | undefined): number | undefined {
  if (kind === SourceKind.DYNAMODB) return STREAM_RETENTION;
  const hours = source?.type === 'AWS::Kinesis::Stream' ? source.number('RetentionPeriodHours', STREAM_RETENTION / 3600) : undefined;
  return hours === undefined ? undefined : hours * 3600;
}
