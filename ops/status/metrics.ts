import type { Session } from '../session';

export interface Wanted {
  readonly id: string;
  readonly namespace: 'AWS/Lambda' | 'AWS/SQS';
  readonly metric: string;
  readonly stat: 'Sum' | 'Maximum';
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
  dimensions: { QueueName },
});

const PERIOD = 300;

/** The sum, or the maximum, of each metric since then; none where it has no data. */
export async function metricsSince({ clients }: Session, wanted: readonly Wanted[], since: number): Promise<Map<string, number>> {
  const { paginateGetMetricData } = await import('@aws-sdk/client-cloudwatch');
  const MetricDataQueries = wanted.map(({ id, namespace, metric, stat, dimensions }) => ({
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: metric,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: PERIOD,
      Stat: stat,
    },
  }));
  const values = new Map<string, number[]>();
  const input = { MetricDataQueries, StartTime: new Date(since), EndTime: new Date() };
  for await (const { MetricDataResults = [] } of paginateGetMetricData({ client: await clients.cloudWatch() }, input)) {
    for (const { Id = '', Values = [] } of MetricDataResults) values.set(Id, [...(values.get(Id) ?? []), ...Values]);
  }
  return new Map(
    wanted.flatMap(({ id, stat }): [string, number][] => {
      const found = values.get(id) ?? [];
      if (found.length === 0) return [];
      return [[id, stat === 'Sum' ? found.reduce((sum, value) => sum + value, 0) : Math.max(...found)]];
    }),
  );
}
