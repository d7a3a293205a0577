import { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { KinesisAlarmTunings } from '../../alarms/event-source-alarms';
import { EXPIRING_BATCHES } from '../../alarms/kinds/expiring-batches';
import { ITERATOR_AGE } from '../../alarms/kinds/iterator-age';
import { STOPPED_READER } from '../../alarms/kinds/stopped-reader';
import type { MetricWindow } from '../../alarms/metric-window';
import type { ObservedStream } from '../../alarms/observed';
import { secondsOf } from '../../core/input/ranges';
import type { FilterSource } from '../../filters/engine/filter-source';
import { type BatchSource, mapBatches } from '../shared/batch-mapping';
import type { HardenedStreamEventSourceOptions } from '../shared/batch-options';
import type { BindingContext } from '../shared/binding-context';
import type { BoundSource } from '../shared/event-source-base';
import { otherAccountOf } from '../shared/source-home';
import { resolveStream, type StreamFacts, warnOfAge } from './stream-settings';

/**
 * A stream, whatever its service.
 *
 * @internal
 */
export interface Stream extends StreamFacts {
  /** The id of its mapping below the function. */
  readonly id: string;
  readonly arn: string;
  /** For people. */
  readonly displayName: string;
  readonly filterSource: FilterSource;
  /** The metric of how much arrives in it. */
  incoming?(window: MetricWindow): cloudwatch.IMetric;
  /** What Lambda needs to read it. */
  statements(): iam.PolicyStatement[];
}

/** @internal */
export type StreamProps = HardenedStreamEventSourceOptions & {
  readonly alarms?: KinesisAlarmTunings;
  readonly startingPositionTimestamp?: number;
};

/**
 * Maps a stream to a function.
 *
 * @internal
 */
export function mapStream(binding: BindingContext, stream: Stream, given: StreamProps | undefined): BoundSource {
  const { target } = binding;
  // TypeScript requires them, and JavaScript may omit them.
  const props = given ?? ({} as StreamProps);
  const { maxRecordAge, ...settings } = resolveStream(target, props, stream);
  const isElsewhere = otherAccountOf(target, stream.arn) !== undefined;
  const source: BatchSource = {
    ...stream,
    options: { ...settings, eventSourceArn: stream.arn },
    arriving: isElsewhere || !stream.incoming ? undefined : (window) => stream.incoming && [stream.incoming(window)],
  };
  const { mapping, resource, alarms, watched, filters } = mapBatches(binding, source, props);
  // CDK's mapping checks an age even where it is known only at deployment.
  resource.maximumRecordAgeInSeconds = maxRecordAge?.toSeconds();
  warnOfAge(mapping, props.maxRecordAge, stream.retention);

  const retention = stream.retention ?? Duration.hours(24);
  const readableFor = Duration.seconds(Math.max(0, retention.toSeconds() - (secondsOf(maxRecordAge) ?? 0)));
  const observed: ObservedStream = { ...watched, retention, knownRetention: stream.retention, readableFor };
  alarms.make<ObservedStream>([ITERATOR_AGE, EXPIRING_BATCHES, STOPPED_READER], observed);
  return { mapping, alarms: alarms.ofSource, filters };
}
