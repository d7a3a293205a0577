import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Session } from '../session';

export interface RaisedAlarm {
  readonly name: string;
  readonly since: Date;
  readonly reason: string;
  /** Whether it watches all functions of a query, and not this one alone. */
  readonly isFleet: boolean;
}

/** The alarms in ALARM that watch the function, one of the queues, or all functions. */
export async function raisedAlarms({ clients }: Session, functionName: string, queueNames: readonly string[]): Promise<RaisedAlarm[]> {
  const { paginateDescribeAlarms } = await import('@aws-sdk/client-cloudwatch');
  const client = await clients.cloudWatch();
  const names = new Set([functionName, ...queueNames]);
  const found: RaisedAlarm[] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, { StateValue: 'ALARM', AlarmTypes: ['MetricAlarm'] })) {
    for (const alarm of MetricAlarms.filter((candidate) => watches(candidate, names) || isFleet(candidate)))
      found.push({
        name: alarm.AlarmName ?? '',
        since: alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp ?? new Date(0),
        reason: alarm.StateReason ?? '',
        isFleet: isFleet(alarm),
      });
  }
  return found.sort((one, other) => one.since.getTime() - other.since.getTime());
}

/** A query over the metrics of functions: which of them it is about, its reason or the console tells. */
const isFleet = ({ Metrics = [] }: MetricAlarm): boolean =>
  Metrics.some(({ Expression = '' }) => /^\s*SELECT\b.*AWS\/Lambda/is.test(Expression));

const NAMING = ['FunctionName', 'QueueName'];

function watches({ Dimensions = [], Metrics = [] }: MetricAlarm, names: ReadonlySet<string>): boolean {
  const dimensions = [...Dimensions, ...Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric?.Dimensions ?? [])];
  return dimensions.some(({ Name, Value }) => NAMING.includes(Name ?? '') && names.has(Value ?? ''));
}
