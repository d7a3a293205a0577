import { DescribeAlarmsCommand, GetMetricStatisticsCommand, type MetricAlarm, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Clients } from './clients';

export async function alarmOf({ cloudWatch }: Clients, name: string): Promise<MetricAlarm> {
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
  if (MetricAlarms.length !== 1) throw new Error(`expected one alarm ${name}, found ${MetricAlarms.length}`);
  return MetricAlarms[0];
}

/** The metric that the alarm watches, with its dimensions, summed up over the last minutes. */
export async function sumOf({ cloudWatch }: Clients, { Namespace, MetricName, Dimensions }: MetricAlarm): Promise<number> {
  const now = Date.now();
  const { Datapoints = [] } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace,
      MetricName,
      Dimensions,
      StartTime: new Date(now - 600_000),
      EndTime: new Date(now + 60_000),
      Period: 60,
      Statistics: ['Sum'],
    }),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}

/** The emulator looks at its alarms when somebody sends a metric, whichever: CloudWatch does so by itself. */
export async function evaluateAlarms({ cloudWatch }: Clients): Promise<void> {
  await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Tick', MetricData: [{ MetricName: 'Tick', Value: 1 }] }));
}
