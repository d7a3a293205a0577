import type { ApplicationModel } from '../../template-model/application-model';
import { FOREVER, type Mapping, SourceKind } from '../../template-model/events/mapping';
import { type FailureTarget, TargetKind } from '../../template-model/failures/failure-target';
import { LATEST, type LambdaFunction } from '../../template-model/functions/lambda-function';
import type { Resource } from '../../template-model/resource';
import { calledResource, spelled } from '../called';
import { maxAgeOf, plural, retriesOf, spell } from '../words';

/** Where what a function fails at goes. @internal */
export interface FailureEvidence {
  /** What fails: an event, a message, a batch. */
  readonly what: string;
  /** After which attempts. */
  readonly after: string;
  /** Where it goes; absent where it is lost. */
  readonly to?: string;
  readonly target?: Resource;
  /** How long it is kept there. */
  readonly kept?: string;
  /** Why the path ends there; absent where it does not. */
  readonly broken?: string;
  /** The mapping, of what a function reads. */
  readonly mapping?: Mapping;
}

/** @internal */
export function failuresOf(fn: LambdaFunction, model: ApplicationModel): FailureEvidence[] {
  return [...asyncFailures(fn, model), ...model.mappingsOf(fn).flatMap((mapping) => mappingFailure(mapping, model))];
}

function asyncFailures(fn: LambdaFunction, model: ApplicationModel): FailureEvidence[] {
  const targets = model.failureTargets.filter(
    ({ kind, invoked }) => invoked.fn === fn && (kind === TargetKind.DEAD_LETTER || kind === TargetKind.ON_FAILURE),
  );
  const after = attemptsOf(fn, model);
  const kept = targets.map((target): FailureEvidence => ({ what: 'event', after, ...keptIn(target.target, target) }));
  const invoked = [...new Map(model.asyncInvocationsOf(fn).map((one) => [one.invoked.qualifier, one.invoked])).values()];
  const lost = invoked
    .filter((one) => model.asyncFailures.areStored(one) === false)
    .map(
      (one): FailureEvidence => ({
        what: one.qualifier === LATEST ? 'event' : `event for ${one.qualifier}`,
        after,
        broken: 'Lambda discards the event: no failure target is set',
      }),
    );
  return [...kept, ...lost];
}

function attemptsOf(fn: LambdaFunction, model: ApplicationModel): string {
  const [config] = model.asyncFailures.configsOf(fn);
  const retries = config?.resource.number('MaximumRetryAttempts', 2);
  const age = config?.resource.number('MaximumEventAgeInSeconds', 21600);
  if (config && (retries === undefined || age === undefined)) return 'as many attempts as the deployment sets';
  return `one attempt and ${retriesOf(retries)}, within ${maxAgeOf(age)}`;
}

function mappingFailure(mapping: Mapping, model: ApplicationModel): FailureEvidence[] {
  if (!mapping.mayRead) return [];
  if (mapping.kind === SourceKind.SQS) return queueFailure(mapping, model);
  const target = model.failureTargets.find(({ resource, kind }) => kind === TargetKind.BATCH_FAILURE && resource === mapping.resource);
  const after = streamAttempts(mapping);
  if (target) return [{ what: 'batch', after, ...keptIn(target.target, target), mapping }];
  if (!mapping.isStream || mapping.hasFailureTarget !== false) return [];
  const broken =
    mapping.retryAttempts === FOREVER && mapping.recordAge === FOREVER
      ? 'a batch that fails blocks its shard until its records expire'
      : 'Lambda discards the batch: no failure target is set';
  return [{ what: 'batch', after, broken, mapping }];
}

function streamAttempts({ retryAttempts, recordAge }: Mapping): string {
  const retries = retryAttempts === undefined ? 'retries' : retryAttempts === FOREVER ? 'retries without end' : retriesOf(retryAttempts);
  return `one attempt and ${retries}${recordAge === undefined || recordAge === FOREVER ? '' : `, within ${spell(recordAge)}`}`;
}

function queueFailure(mapping: Mapping, model: ApplicationModel): FailureEvidence[] {
  const queue = mapping.source && model.queues.get(mapping.source);
  if (!queue) return [];
  const { redrive, maxReceiveCount, hasRedrive, retention } = queue;
  const after = maxReceiveCount === undefined ? 'as many deliveries as it is kept for' : plural(maxReceiveCount, 'delivery', 'deliveries');
  if (redrive) return [{ what: 'message', after, ...keptIn(redrive), mapping }];
  if (hasRedrive !== false) return [{ what: 'message', after, to: 'a queue outside of the templates', mapping }];
  const end = retention === undefined ? 'it expires' : `it expires after ${spell(retention)}`;
  return [{ what: 'message', after, broken: `no redrive queue: the message is delivered again until ${end}`, mapping }];
}

function keptIn(target: Resource | undefined, named?: FailureTarget): Pick<FailureEvidence, 'to' | 'target' | 'kept'> {
  if (!target) return { to: named ? spelled(named.value) : 'a target outside of the templates' };
  const to = calledResource(target);
  if (target.type !== 'AWS::SQS::Queue') return { to, target };
  const seconds = target.number('MessageRetentionPeriod', 345600);
  return { to, target, kept: seconds === undefined ? 'as long as the deployment sets' : spell(seconds) };
}
