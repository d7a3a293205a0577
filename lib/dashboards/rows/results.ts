import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { LAMBDA_DEFAULTS } from '../../core/aws/lambda-limits';
import { numberOf, type ShownFunction } from '../shown-function';
import { alarmGraphs } from './alarm-graphs';
import { forEach, graph, labelled, type Row, type RowContext, without } from './row';

const { SUM } = cloudwatch.Stats;
/** More lines of timeouts than this say nothing. */
const MOST_TIMEOUTS = 4;

/** @internal */
export const RESULTS: Row = {
  title: 'Does it work',
  widgets: (context) => {
    const unwatched = without(context, 'errors');
    return [
      ...(unwatched.length > 0 ? [graph(context, 'Errors', forEach(context, 'Errors', SUM, unwatched))] : []),
      ...alarmGraphs(context, 'results'),
      graph(
        context,
        'Error rate (%)',
        context.functions.map((fn, index) => errorRate(context, fn, index)),
        { leftYAxis: { max: 100 } },
      ),
      graph(context, 'Duration (ms)', durations(context), { leftAnnotations: timeouts(context) }),
    ];
  },
};

/** Ids of metrics are unique in a widget. */
const errorRate = (context: RowContext, fn: ShownFunction, index: number): cloudwatch.IMetric =>
  new cloudwatch.MathExpression({
    expression: `100 * errors${index} / MAX([errors${index}, invocations${index}, 1])`,
    usingMetrics: {
      [`errors${index}`]: fn.metric('Errors', { statistic: SUM, period: context.period }),
      [`invocations${index}`]: fn.metric('Invocations', { statistic: SUM, period: context.period }),
    },
    label: labelled(context, fn, 'Errors in percent of invocations'),
    period: context.period,
  });

/** The median too, where one function is shown. */
const durations = (context: RowContext): cloudwatch.IMetric[] =>
  (context.functions.length > 1 ? ['p99'] : ['p50', 'p99']).flatMap((statistic) =>
    context.functions.map((fn) =>
      fn.metric('Duration', { statistic, period: context.period, label: `${labelled(context, fn, 'Duration')} ${statistic}` }),
    ),
  );

/** A line at each timeout. */
function timeouts({ functions }: RowContext): cloudwatch.HorizontalAnnotation[] {
  const seconds = functions.flatMap(({ resource }) =>
    resource === undefined ? [] : (numberOf(resource.timeout ?? LAMBDA_DEFAULTS.timeout) ?? []),
  );
  const different = [...new Set(seconds)].sort((one, other) => one - other);
  return different
    .slice(0, MOST_TIMEOUTS)
    .map((value) => ({ value: value * 1000, label: `timeout ${value} s`, color: cloudwatch.Color.RED }));
}
