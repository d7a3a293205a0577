import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { numberOf } from '../shown-function';
import { alarmGraphs } from './alarm-graphs';
import { forEach, graph, labelled, type Row, type RowContext } from './row';

const { MAXIMUM } = cloudwatch.Stats;
const MOST_LIMITS = 4;

/** @internal */
export const CAPACITY: Row = {
  title: 'Is there room',
  widgets: (context) => [
    graph(context, 'Concurrent executions', forEach(context, 'ConcurrentExecutions', MAXIMUM), { leftAnnotations: reserved(context) }),
    graph(context, 'Claimed concurrency of the account', [
      new cloudwatch.Metric({
        namespace: 'AWS/Lambda',
        metricName: 'ClaimedAccountConcurrency',
        statistic: MAXIMUM,
        period: context.period,
      }),
    ]),
    ...memory(context),
    ...alarmGraphs(context, 'capacity'),
  ],
};

/** A line at each reserved concurrency. */
function reserved({ functions }: RowContext): cloudwatch.HorizontalAnnotation[] {
  const limits = functions.flatMap(({ resource }) => numberOf(resource?.reservedConcurrentExecutions) ?? []);
  const different = [...new Set(limits)].sort((one, other) => one - other);
  return different.slice(0, MOST_LIMITS).map((value) => ({ value, label: `reserved ${value}`, color: cloudwatch.Color.RED }));
}

/** By Lambda Insights: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Lambda-Insights-metrics.html */
function memory(context: RowContext): cloudwatch.IWidget[] {
  const insights = context.functions.filter(({ resource }) => resource && hasInsights(resource));
  if (insights.length === 0) return [];
  const metrics = insights.map(
    (fn) =>
      new cloudwatch.Metric({
        namespace: 'LambdaInsights',
        metricName: 'memory_utilization',
        dimensionsMap: { function_name: fn.functionName },
        statistic: MAXIMUM,
        period: context.period,
        label: labelled(context, fn, 'memory_utilization'),
      }),
  );
  return [graph(context, 'Memory used (%)', metrics, { leftYAxis: { max: 100 } })];
}

/** By an ARN, or by CDK's table of ARNs where the region is not known. */
const hasInsights = (resource: lambda.CfnFunction): boolean =>
  /LambdaInsightsExtension|lambdainsightsversion/i.test(JSON.stringify(Stack.of(resource).resolve(resource.layers)) ?? '');
