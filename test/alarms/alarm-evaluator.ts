import { evaluate, type Series } from './metric-math';

/*
 * Evaluates the alarms of a template as CloudWatch documents it:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html (sliding window)
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Metrics_Insights_Alarm.html (contributors)
 *
 * An alarm is evaluated each minute, over periods that end now. More datapoints are retrieved than are evaluated; missing ones are
 * filled as the alarm says only where too few exist. An action is executed when a state changes, and not while it lasts.
 */

/** What happened: the metric, its resource, and its value by the minute. */
export interface Measured {
  readonly metric: string;
  readonly of: string;
  readonly values: Readonly<Record<number, number>>;
}

export interface Notification {
  readonly minute: number;
  readonly alarm: string;
  /** The function that a contributor names. */
  readonly contributor?: string;
}

interface Template {
  readonly Resources: Record<string, any>;
}

/** CloudWatch "attempts to retrieve a higher number of data points than specified"; its example has two more. */
const MORE_DATAPOINTS = 2;

export function notificationsOf(template: Template, measured: readonly Measured[], minutes: number): Notification[] {
  const alarms = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm');
  return alarms.flatMap(([id, { Properties }]) =>
    seriesOf(Properties, measured).flatMap(({ contributor, at }) =>
      transitions(Properties, at, minutes).map((minute) => ({ minute, alarm: id, contributor })),
    ),
  );
}

/** The datapoints that an evaluation in a minute retrieves, the latest last. */
type Retrieve = (minute: number, count: number) => Series;

interface Watched {
  readonly contributor?: string;
  readonly at: Retrieve;
}

function seriesOf(alarm: any, measured: readonly Measured[]): Watched[] {
  if (alarm.MetricName) return [{ at: retrieve(measured, alarm.MetricName, nameIn(alarm.Dimensions), alarm.Period, alarm.Statistic) }];
  const query = alarm.Metrics.find(({ ReturnData }: any) => ReturnData);
  const select = /^SELECT SUM\((\w+)\) FROM SCHEMA\("AWS\/Lambda", FunctionName\) GROUP BY FunctionName ORDER BY SUM\(\) DESC$/.exec(
    query.Expression,
  );
  if (select) {
    const names = measured.filter(({ metric }) => metric === select[1]).map(({ of }) => of);
    return names.map((name) => ({ contributor: name, at: retrieve(measured, select[1], name, query.Period, 'Sum') }));
  }
  const stats = alarm.Metrics.filter(({ MetricStat }: any) => MetricStat);
  const parts: [string, Retrieve][] = stats.map(({ Id, MetricStat: { Metric, Period, Stat } }: any) => [
    Id,
    retrieve(measured, Metric.MetricName, nameIn(Metric.Dimensions), Period, Stat),
  ]);
  return [{ at: (minute, count) => evaluate(query.Expression, Object.fromEntries(parts.map(([id, at]) => [id, at(minute, count)]))) }];
}

const nameIn = (dimensions: { Value: unknown }[] = []): string => JSON.stringify(dimensions[0]?.Value ?? '');

function retrieve(measured: readonly Measured[], metric: string, of: string, period: number, statistic: string): Retrieve {
  const found = measured.find((each) => each.metric === metric && (each.of === of || of.includes(`"${each.of}"`)));
  const length = period / 60;
  return (minute, count) =>
    Array.from({ length: count }, (_, index) => {
      const start = minute - (count - index) * length;
      const values = Array.from({ length }, (_, offset) => found?.values[start + offset]).filter((value) => value !== undefined);
      if (values.length === 0) return undefined;
      return statistic === 'Maximum' ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0);
    });
}

/** The minutes in which it goes into ALARM. */
function transitions(alarm: any, at: Retrieve, minutes: number): number[] {
  const { EvaluationPeriods: periods, DatapointsToAlarm: needed = periods, Threshold: threshold, TreatMissingData: missing } = alarm;
  if (missing !== 'notBreaching' || alarm.ComparisonOperator !== 'GreaterThanThreshold')
    throw new Error('the evaluator knows no such alarm');
  const fired: number[] = [];
  let isInAlarm = false;
  for (let minute = 0; minute < minutes; minute++) {
    const retrieved = at(minute, periods + MORE_DATAPOINTS);
    const existing = retrieved.filter((value) => value !== undefined);
    const evaluated = existing.length >= periods ? existing.slice(-periods) : existing;
    const breaching = evaluated.filter((value) => value > threshold).length >= needed;
    if (breaching && !isInAlarm) fired.push(minute);
    isInAlarm = breaching;
  }
  return fired;
}
