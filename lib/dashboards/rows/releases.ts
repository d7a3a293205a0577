import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { ShownFunction } from '../shown-function';
import { graph, labelled, type Row, type RowContext } from './row';

/** @internal */
export const RELEASES: Row = {
  title: 'Which version',
  widgets: (context) => {
    const released = context.functions.filter(({ qualified }) => qualified !== undefined);
    if (released.length === 0) return [];
    return ['Invocations', 'Errors'].map((metricName) =>
      graph(
        context,
        `${metricName} by version`,
        released.map((fn) => byVersion(context, fn, metricName)),
      ),
    );
  },
};

/**
 * A line for each version that the alias led to.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
function byVersion(context: RowContext, fn: ShownFunction, metricName: string): cloudwatch.IMetric {
  const schema = '{AWS/Lambda,ExecutedVersion,FunctionName,Resource}';
  const search = `FunctionName="${fn.functionName}" Resource="${fn.qualified}" MetricName="${metricName}"`;
  return new cloudwatch.MathExpression({
    expression: `SEARCH('${schema} ${search}', 'Sum', ${context.period.toSeconds()})`,
    usingMetrics: {},
    label: context.functions.length > 1 ? labelled(context, fn, metricName) : '',
    period: context.period,
  });
}
