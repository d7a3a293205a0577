import { App, Duration, type Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, AlarmTuning, FunctionDashboard, type HardenedFunctionProps, Release, ServiceDashboard } from '../../lib';
import { orders, stackOf } from '../harness';
import { ENV } from '../iam';
import { dashboardOf, type Shown, titlesOf, widgetOf } from './dashboards';

const NOTIFIED = { alarmActions: AlarmActions.email('ops@example.com') };
const INSIGHTS = { insightsVersion: lambda.LambdaInsightsVersion.VERSION_1_0_317_0 };

const stackIn = (): Stack => stackOf(new App(), 'Shop', ENV);

/** The dashboard of one function. */
function ofOne(props: Partial<HardenedFunctionProps> = {}): Shown {
  const stack = stackIn();
  FunctionDashboard.fromFunction(orders(stack, { ...NOTIFIED, ...props }));
  return dashboardOf(stack);
}

/** The dashboard of functions that are named `Orders0`, `Orders1`. */
function ofAll(...all: Partial<HardenedFunctionProps>[]): Shown {
  const stack = stackIn();
  all.forEach((props, index) => {
    orders(stack, { ...NOTIFIED, ...props }, `Orders${index}`);
  });
  ServiceDashboard.of(stack);
  return dashboardOf(stack);
}

/** What is drawn: `name statistic: label` of metrics, with the first letters of the logical id of the function. */
const linesOf = (shown: Shown, title: string): string[] =>
  widgetOf(shown, title).metrics.map((metric: any[]) => {
    const { stat = 'Average', label } = metric.at(-1);
    const [, name, , fn] = metric;
    return `${name} of ${String(fn).slice(1, 8)}, ${stat}: ${label}`;
  });

const horizontalOf = (shown: Shown, title: string): [number, string][] =>
  (widgetOf(shown, title).annotations?.horizontal ?? []).map(({ value, label }: any) => [value, label]);

describe('duration', () => {
  test('of one function is its median and its slowest hundredth', () => {
    expect(linesOf(ofOne(), 'Duration (ms)')).toEqual(['Duration of OrdersA, p50: Duration p50', 'Duration of OrdersA, p99: Duration p99']);
  });

  test('of several is the slowest hundredth of each', () => {
    expect(linesOf(ofAll({}, {}), 'Duration (ms)')).toEqual([
      'Duration of Orders0, p99: Orders0 p99',
      'Duration of Orders1, p99: Orders1 p99',
    ]);
  });
});

describe('the alarms of one kind', () => {
  const errorsAbove = (threshold: number) => ({ alarms: { errors: AlarmTuning.threshold({ threshold }) } });

  test('are one graph with a line for each function, whatever the period of the alarm', () => {
    const shown = ofAll(errorsAbove(3), errorsAbove(1));
    expect(linesOf(shown, 'Errors')).toEqual(['Errors of Orders0, Sum: Orders0', 'Errors of Orders1, Sum: Orders1']);
    expect(widgetOf(shown, 'Errors')).toMatchObject({ period: 300, yAxis: { left: { min: 0 } } });
  });

  test('have a line at each threshold from the lowest up', () => {
    expect(horizontalOf(ofAll(errorsAbove(10), errorsAbove(3), errorsAbove(3)), 'Errors')).toEqual([
      [3, 'alarm above 3'],
      [10, 'alarm above 10'],
    ]);
  });

  test('have lines at the four lowest thresholds: more say nothing', () => {
    const shown = ofAll(...[50, 9, 30, 7, 40].map(errorsAbove));
    expect(horizontalOf(shown, 'Errors').map(([value]) => value)).toEqual([7, 9, 30, 40]);
  });
});

describe('memory', () => {
  test('is that of the functions with Lambda Insights, in percent', () => {
    const shown = ofAll({}, INSIGHTS, INSIGHTS);
    expect(linesOf(shown, 'Memory used (%)')).toEqual([
      'memory_utilization of Orders1, Maximum: Orders1',
      'memory_utilization of Orders2, Maximum: Orders2',
    ]);
    const { metrics, yAxis } = widgetOf(shown, 'Memory used (%)');
    expect(metrics[0].slice(0, 3)).toEqual(['LambdaInsights', 'memory_utilization', 'function_name']);
    expect(yAxis).toEqual({ left: { min: 0, max: 100 } });
  });

  test('of one function needs no other name', () => {
    expect(linesOf(ofOne(INSIGHTS), 'Memory used (%)')).toEqual(['memory_utilization of OrdersA, Maximum: memory_utilization']);
  });

  test('is not shown where no function has it', () => {
    const shown = ofAll({}, {});
    expect(titlesOf(shown)).toContain('Concurrent executions');
    expect(titlesOf(shown)).not.toContain('Memory used (%)');
  });
});

describe('results by version', () => {
  const release = Release.allAtOnce();
  const labelsOf = (shown: Shown) => widgetOf(shown, 'Invocations by version').metrics.map(([{ label }]: any[]) => label);

  test('of several functions begin with the name of the function, before that of the version', () => {
    expect(labelsOf(ofAll({ release }, { release }, {}))).toEqual(['Orders0', 'Orders1']);
  });

  /** CloudWatch names each line by what the search found. */
  test('of one function are named by the version alone', () => expect(labelsOf(ofOne({ release }))).toEqual([undefined]));
});

test('the periods to choose from are named', () => {
  expect(ofOne().variables).toEqual([
    {
      id: 'period',
      label: 'Period',
      type: 'property',
      property: 'period',
      inputType: 'select',
      defaultValue: '300',
      values: [
        { label: '1 minute', value: '60' },
        { label: '5 minutes', value: '300' },
        { label: '15 minutes', value: '900' },
        { label: '1 hour', value: '3600' },
        { label: '1 day', value: '86400' },
      ],
    },
  ]);
});

test('links to alarms show those that are in ALARM', () => {
  const text = ofOne()
    .widgets.flatMap(({ properties }) => properties.markdown ?? [])
    .join('\n');
  expect(text).toContain("[alarms](https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:?~(alarmStateFilter~'ALARM))");
});

test('an option of a dashboard of many functions is named by what takes it', () => {
  expect(() => ServiceDashboard.of(stackIn(), { row: [] } as never)).toThrow(
    "'ServiceDashboard.of' must have options that exist, got 'row'; did you mean 'rows'",
  );
  expect(() => ServiceDashboard.of(stackIn(), { period: Duration.minutes(1) })).not.toThrow();
});
