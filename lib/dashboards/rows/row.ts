import type { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { ShownAlarm, ShownFunction } from '../shown-function';

/** What a row is made of. @internal */
export interface RowContext {
  readonly functions: readonly ShownFunction[];
  readonly period: Duration;
  /** The stack that the dashboard is in. */
  readonly stack: Stack;
}

/** One row: what it asks, and the widgets that answer. Without widgets it is not shown. @internal */
export interface Row {
  readonly title: string;
  widgets(context: RowContext): cloudwatch.IWidget[];
}

/** Three widgets are beside each other. @internal */
export const SIZE = { width: 8, height: 6 };

/** @internal */
export const FULL_WIDTH = 24;

/** Lines of metrics. The widget has the period, so that whoever looks can choose another one for all. @internal */
export function graph(
  { period }: RowContext,
  title: string,
  left: cloudwatch.IMetric[],
  more: Pick<cloudwatch.GraphWidgetProps, 'leftAnnotations' | 'leftYAxis'> = {},
): cloudwatch.GraphWidget {
  return new cloudwatch.GraphWidget({
    ...SIZE,
    title,
    left,
    period,
    leftYAxis: { min: 0, ...more.leftYAxis },
    leftAnnotations: more.leftAnnotations,
  });
}

/** What a line is called: the function, where there are several. @internal */
export const labelled = ({ functions }: RowContext, { label }: ShownFunction, name: string): string =>
  functions.length > 1 ? label : name;

/** A line for each function. @internal */
export const forEach = (
  context: RowContext,
  metricName: string,
  statistic: string,
  functions: readonly ShownFunction[] = context.functions,
): cloudwatch.IMetric[] =>
  functions.map((fn) => fn.metric(metricName, { statistic, period: context.period, label: labelled(context, fn, metricName) }));

/** Those that no alarm of the kind shows already. @internal */
export const without = ({ functions }: RowContext, kind: ShownAlarm['kind']['kind']): ShownFunction[] =>
  functions.filter(({ alarms }) => !alarms.some((alarm) => alarm.kind.kind === kind));
