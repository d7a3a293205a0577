import type { ApplicationModel } from '../application-model';
import { type Mapping, SourceKind } from '../events/mapping';
import type { LambdaFunction } from '../functions/lambda-function';
import type { Alarm } from './alarm';
import { OF_EACH_INVOCATION } from './metrics';
import type { WatchedMetric } from './watched-metric';

/** The greatest value that a metric can have. @internal */
export interface Reach {
  readonly most: number;
  /** In a sentence. */
  readonly called: string;
}

/** These cannot exceed a single value; a sum can. */
const NO_SUM = /^(Average|Minimum|Maximum|p\d.*)$/;
/** A function is stopped a little after its timeout. */
const STOPPING = 1.05;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** How high the metric can rise; absent where that is not known, or has no end. @internal */
export function reachOf(metric: WatchedMetric, alarm: Alarm, model: ApplicationModel): Reach | undefined {
  if (!NO_SUM.test(metric.statistic ?? '') || !metric.isWhole) return undefined;
  if (metric.namespace === 'AWS/SQS') return metric.name === 'ApproximateAgeOfOldestMessage' ? oldest(metric, alarm, model) : undefined;
  if (metric.namespace !== 'AWS/Lambda' || metric.name === undefined) return undefined;
  if (OF_EACH_INVOCATION.includes(metric.name)) return { most: 1, called: `1 per invocation with ${metric.statistic}` };
  if (metric.name === 'ProvisionedConcurrencyUtilization') return { most: 1, called: '1, because it is a ratio' };
  const fns = alarm.subjectsOf(metric).flatMap((subject) => model.functions.get(subject) ?? []);
  return fns.length === 1 ? ofFunction(metric.name, fns[0], model) : undefined;
}

function ofFunction(name: string, fn: LambdaFunction, model: ApplicationModel): Reach | undefined {
  if (name === 'Duration') {
    const { timeout } = fn;
    if (timeout === undefined || fn.resource.has('DurableConfig') !== false) return undefined;
    return { most: timeout * 1000 * STOPPING, called: `the timeout of ${fn.name}, ${timeout * 1000} ms` };
  }
  if (name === 'ConcurrentExecutions') {
    const reserved = fn.reservedConcurrency;
    // For moments there may be one more.
    return reserved === undefined ? undefined : { most: reserved + 1, called: `the reserved concurrency of ${fn.name}, ${reserved}` };
  }
  return name === 'IteratorAge' ? iteratorAge(model.mappingsOf(fn)) : undefined;
}

/** No record is older than its stream keeps it. */
function iteratorAge(mappings: readonly Mapping[]): Reach | undefined {
  const ages = mappings.filter(({ kind }) => kind !== SourceKind.SQS).map(retentionOf);
  const longest = Math.max(...ages.map((age) => age ?? Number.POSITIVE_INFINITY));
  if (ages.length === 0 || !Number.isFinite(longest)) return undefined;
  return { most: longest * 1000, called: `the retention period of the stream, ${longest * 1000} ms` };
}

/** In seconds. */
function retentionOf({ kind, source }: Mapping): number | undefined {
  if (kind === SourceKind.DYNAMODB) return DAY;
  const hours = source?.type === 'AWS::Kinesis::Stream' ? source.number('RetentionPeriodHours', 24) : undefined;
  return hours === undefined ? undefined : hours * HOUR;
}

function oldest(metric: WatchedMetric, alarm: Alarm, model: ApplicationModel): Reach | undefined {
  const [queue] = alarm.subjectsOf(metric).flatMap((subject) => model.queues.get(subject) ?? []);
  return queue?.retention === undefined
    ? undefined
    : { most: queue.retention, called: `the retention period of ${queue.name}, ${queue.retention} seconds` };
}
