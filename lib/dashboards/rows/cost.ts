import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { LAMBDA_DEFAULTS } from '../../core/aws/lambda-limits';
import { PER_GB_SECOND, PER_REQUEST } from '../../core/aws/lambda-prices';
import { numberOf, type ShownFunction } from '../shown-function';
import { graph, labelled, type Row, type RowContext } from './row';

const { SUM } = cloudwatch.Stats;

/** @internal */
export const COST: Row = {
  title: 'What it costs',
  widgets: (context) => {
    const lines = context.functions.flatMap((fn, index) => estimate(context, fn, index) ?? []);
    return lines.length === 0 ? [] : [graph(context, 'Estimated cost of requests and duration (USD per period)', lines)];
  },
};

/** Absent where memory or architecture are not known. */
function estimate(context: RowContext, fn: ShownFunction, index: number): cloudwatch.IMetric | undefined {
  const { resource } = fn;
  const megabytes = resource && numberOf(resource.memorySize ?? LAMBDA_DEFAULTS.memorySize);
  if (megabytes === undefined) return undefined;
  const perMillisecond = ((megabytes / 1024) * PER_GB_SECOND[resource?.architectures?.[0] === 'arm64' ? 'arm64' : 'x86_64']) / 1000;
  return new cloudwatch.MathExpression({
    expression: `invocations${index} * ${decimal(PER_REQUEST)} + duration${index} * ${decimal(perMillisecond)}`,
    usingMetrics: {
      [`invocations${index}`]: fn.metric('Invocations', { statistic: SUM, period: context.period }),
      [`duration${index}`]: fn.metric('Duration', { statistic: SUM, period: context.period }),
    },
    label: `${labelled(context, fn, 'Cost')} (estimate)`,
    period: context.period,
  });
}

/** Metric math has no exponents. */
const decimal = (price: number): string => price.toFixed(15).replace(/0+$/, '');
