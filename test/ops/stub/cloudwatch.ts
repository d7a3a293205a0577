import { fail, type Reply, type Request, type StubService } from './stub-service';

export class StubCloudWatch implements StubService {
  /** What DescribeAlarms has of each alarm. */
  public readonly alarms: { readonly StateValue: string; readonly [field: string]: unknown }[] = [];
  /** Values of a metric, the newest first, by its name and the values of its dimensions: `Errors orders`. */
  public readonly metrics = new Map<string, readonly number[]>();

  public answer({ operation, input }: Request): Reply {
    if (operation === 'DescribeAlarms') {
      const MetricAlarms = this.alarms.filter(({ StateValue }) => input.StateValue === undefined || input.StateValue === StateValue);
      return { document: { MetricAlarms, CompositeAlarms: [] } };
    }
    if (operation === 'GetMetricData')
      return { document: { MetricDataResults: input.MetricDataQueries.map((query: any) => this.result(query)) } };
    return fail(400, 'InvalidAction', operation);
  }

  private result({ Id, MetricStat }: any): object {
    const { MetricName, Dimensions } = MetricStat.Metric;
    const Values = this.metrics.get([MetricName, ...Dimensions.map(({ Value }: any) => Value)].join(' ')) ?? [];
    const Timestamps = Values.map((_, index) => Date.now() / 1000 - index * MetricStat.Period);
    return { Id, Label: MetricName, Timestamps, Values, StatusCode: 'Complete' };
  }
}

export class StubLogs implements StubService {
  /** Lines by the name of their group. */
  public readonly groups = new Map<string, readonly string[]>();

  public answer({ operation, input }: Request): Reply {
    if (operation !== 'FilterLogEvents') return fail(400, 'InvalidAction', operation);
    const lines = this.groups.get(input.logGroupName) ?? fail(400, 'ResourceNotFoundException', 'The specified log group does not exist.');
    return { document: { events: lines.map((message, index) => ({ message, timestamp: Date.now() - 60_000 * (index + 1) })) } };
  }
}
