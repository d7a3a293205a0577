import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { alarmGraphs } from './alarm-graphs';
import { forEach, graph, labelled, type Row, without } from './row';

/** @internal */
export const TRAFFIC: Row = {
  title: 'Are events received',
  widgets: (context) => {
    const unwatched = without(context, 'throttles');
    const ages = context.functions.map((fn) =>
      fn.metricOfAll('AsyncEventAge', { statistic: Stats.MAXIMUM, period: context.period, label: labelled(context, fn, 'AsyncEventAge') }),
    );
    return [
      graph(context, 'Invocations', forEach(context, 'Invocations', Stats.SUM)),
      ...(unwatched.length > 0 ? [graph(context, 'Throttles', forEach(context, 'Throttles', Stats.SUM, unwatched))] : []),
      graph(context, 'Age of asynchronous events (ms)', ages),
      ...alarmGraphs(context, 'traffic'),
    ];
  },
};
