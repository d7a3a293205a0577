import type { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { AlarmSet } from '../../alarms/alarm-set';
import type { BatchAlarmTunings, EventSourceAlarms, StoppedReaderAlarmTunings } from '../../alarms/event-source-alarms';
import { FAILED_BATCHES } from '../../alarms/kinds/failed-batches';
import { FAILED_RECORDS } from '../../alarms/kinds/failed-records';
import { UNDELIVERED_BATCHES } from '../../alarms/kinds/undelivered-batches';
import type { ObservedBatches, ObservedTopic } from '../../alarms/observed';
import { acknowledgeObjects } from '../../failures/delivery-statements';
import type { FilterSource } from '../../filters/engine/filter-source';
import type { EventFilter } from '../../filters/event-filter';
import { BatchFailures, type FailingSource } from './batch-failures';
import type { HardenedBatchEventSourceOptions } from './batch-options';
import type { BindingContext } from './binding-context';
import { type MappedSource, mapSource } from './mapping';
import { alarmsOf, tuningOf } from './source-alarms';
import { checkEncryption, resolveFilters } from './source-filters';
import { resolveWaivers } from './waived-protections';

/**
 * What is read in batches that are tried again.
 *
 * @internal
 */
export interface BatchSource extends FailingSource {
  /** The id of its mapping below the function. */
  readonly id: string;
  readonly filterSource: FilterSource;
  readonly options: lambda.EventSourceMappingOptions;
  /** What Lambda needs to read it. */
  statements(): iam.PolicyStatement[];
  /** How long its records can be read by hand, where a failure target has their places only. */
  readonly retention?: Duration;
  /** Whether a batch is retried until its records expire, so that none is ever discarded. */
  readonly retriesUntilExpiry?: boolean;
  /** Whether the mapping can count errors. */
  readonly hasErrorCounts?: boolean;
  /** How much arrives, whether it is read or not. */
  readonly arriving?: ObservedBatches['arriving'];
}

type CountedBatches = ObservedBatches & Pick<ObservedTopic, 'countsErrors'>;

/** @internal */
export interface MappedBatches extends MappedSource {
  readonly alarms: AlarmSet;
  readonly watched: CountedBatches;
  readonly filters: EventFilter[];
}

type BatchProps = HardenedBatchEventSourceOptions & { readonly alarms?: BatchAlarmTunings & StoppedReaderAlarmTunings };

/**
 * Maps a source, with a place for the batches that fail after all retries, and the alarms that all such sources have.
 *
 * @internal
 */
export function mapBatches(binding: BindingContext, source: BatchSource, props: BatchProps): MappedBatches {
  const { target, settings } = binding;
  const waived = resolveWaivers(target, props.waivers);
  const filters = resolveFilters(target, source.filterSource, props);
  checkEncryption(target, props);
  const failures = new BatchFailures(binding, source, props.onFailure, waived);
  const metricsConfig = props.metricsConfig ?? countsFor(binding, props, source, failures);

  const mapped = mapSource(binding, {
    id: source.id,
    options: { ...source.options, metricsConfig, onFailure: failures.onFailure },
    statements: () => [...source.statements(), ...failures.statements],
    filters,
    filterEncryption: props.filterEncryption,
    waived,
  });
  failures.acknowledgeNone(mapped.mapping);
  if (mapped.policy) acknowledgeObjects(mapped.policy, failures.statements);

  const { deliveriesWatched } = settings;
  const watched: CountedBatches = {
    live: target,
    displayName: source.displayName,
    mappingId: mapped.mapping.eventSourceMappingId,
    dedicatedQueue: failures.dedicatedQueue,
    hasFailureTarget: failures.exists,
    deliveriesWatched: deliveriesWatched(),
    partialResponses: source.options.reportBatchItemFailures === true,
    countsEvents: metricsConfig?.metrics.includes(lambda.MetricType.EVENT_COUNT) === true,
    countsErrors: metricsConfig?.metrics.includes(lambda.MetricType.ERROR_COUNT) === true,
    retriesUntilExpiry: source.retriesUntilExpiry === true,
    isEnabled: source.options.enabled !== false,
    isFiltered: filters.length > 0,
    arriving: source.arriving,
    retention: source.retention,
  };
  const alarms = alarmsOf(binding, mapped.mapping, props.alarms, source.displayName).make(
    [FAILED_RECORDS, FAILED_BATCHES, UNDELIVERED_BATCHES],
    watched,
  );
  return { ...mapped, alarms, watched, filters };
}

/** The counts cost, so they are on where an alarm looks at them. */
function countsFor(
  binding: BindingContext,
  { alarms, onFailure }: BatchProps,
  { options, retriesUntilExpiry, hasErrorCounts, arriving }: BatchSource,
  failures: BatchFailures,
): lambda.MetricsConfig | undefined {
  const dedicatedQueue = failures.exists && !onFailure;
  const isWatched = (kind: keyof EventSourceAlarms, byDefault: boolean): boolean => {
    const tuning = tuningOf(binding, alarms, kind);
    return tuning ? tuning.kind !== 'none' : byDefault;
  };
  const countsEvents =
    (options.reportBatchItemFailures && isWatched('failedRecords', retriesUntilExpiry === true)) ||
    (!dedicatedQueue && !retriesUntilExpiry && isWatched('failedBatches', true)) ||
    (arriving && isWatched('stoppedReader', false));
  const metrics = [
    ...(countsEvents ? [lambda.MetricType.EVENT_COUNT] : []),
    ...(hasErrorCounts && isWatched('pollingErrors', true) ? [lambda.MetricType.ERROR_COUNT] : []),
  ];
  return metrics.length > 0 ? { metrics } : undefined;
}
