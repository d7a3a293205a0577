import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { alarmGraphs } from './alarm-graphs';
import { graph, labelled, type Row, without } from './row';

/** @internal */
export const FAILURES: Row = {
  title: 'Where is what failed',
  widgets: (context) => {
    const dropped = without(context, 'failedEvents').map((fn) =>
      fn.metricOfAll('AsyncEventsDropped', {
        statistic: Stats.SUM,
        period: context.period,
        label: labelled(context, fn, 'AsyncEventsDropped'),
      }),
    );
    return [
      ...(dropped.length > 0 ? [graph(context, 'Asynchronous events that failed after all retries', dropped)] : []),
      ...alarmGraphs(context, 'failures'),
    ];
  },
};
