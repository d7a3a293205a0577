import type { Session } from '../session';

export interface Wanted {
  readonly id: string;
  readonly namespace: 'AWS/Lambda' | 'AWS/SQS';
  readonly metric: string;
  readonly stat: 'Sum' | 'Maximum';
  /** Whether the newest value counts, instead of the greatest. */
  readonly isLatest?: boolean;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The metrics of a function that tell whether something is wrong. */
export const functionMetrics = (FunctionName: string): Wanted[] =>
  (
    [
      ['Invocations', 'Sum'],
      ['Errors', 'Sum'],
      ['Throttles', 'Sum'],
      ['AsyncEventAge', 'Maximum'],
      ['AsyncEventsDropped', 'Sum'],
      ['DestinationDeliveryFailures', 'Sum'],
      ['DeadLetterErrors', 'Sum'],
      ['IteratorAge', 'Maximum'],
    ] as const
  ).map(([metric, stat]) => ({
    id: metric[0].toLowerCase() + metric.slice(1),
    namespace: 'AWS/Lambda',
    metric,
    stat,
    dimensions: { FunctionName },
  }));

export const queueAge = (id: string, QueueName: string): Wanted => ({
  id,
  namespace: 'AWS/SQS',
  metric: 'ApproximateAgeOfOldestMessage',
  stat: 'Maximum',
  // What was the oldest an hour ago may be gone.
  isLatest: true,
  dimensions: { QueueName },
});

const PERIOD = 300;

/** The sum, the maximum or the newest value of each metric since then; none where it has no data. */
export async function metricsSince(
  { clients }: Session,
  wanted: readonly Wanted[],
  since: number,
  period = PERIOD,
): Promise<Map<string, number>> {
  const { paginateGetMetricData } = await import('@aws-sdk/client-cloudwatch');
  const MetricDataQueries = wanted.map(({ id, namespace, metric, stat, dimensions }) => ({
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: metric,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: period,
      Stat: stat,
    },
  }));
  const values = new Map<string, number[]>();
  // The newest value comes first.
  const input = { MetricDataQueries, StartTime: new Date(since), EndTime: new Date(), ScanBy: 'TimestampDescending' as const };
  for await (const { MetricDataResults = [] } of paginateGetMetricData({ client: await clients.cloudWatch() }, input)) {
    for (const { Id = '', Values = [] } of MetricDataResults) values.set(Id, [...(values.get(Id) ?? []), ...Values]);
  }
  return new Map(
    wanted.flatMap(({ id, stat, isLatest }): [string, number][] => {
      const found = values.get(id) ?? [];
      if (found.length === 0) return [];
      if (isLatest) return [[id, found[0]]];
      return [[id, stat === 'Sum' ? found.reduce((sum, value) => sum + value, 0) : Math.max(...found)]];
    }),
  );
}
