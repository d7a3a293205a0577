import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  AlarmActions,
  DashboardRow,
  FunctionDashboard,
  HardenedFunctionDefaults,
  HardenedSqsEventSource,
  Hardening,
  Release,
} from '../../lib';
import { EVENT_SOURCE_ALARMS, FUNCTION_ALARMS } from '../../lib/alarms/kinds';
import { CODE, orders, stackOf } from '../harness';
import { dashboardOf, rowsOf, titlesOf, widgetOf } from './dashboards';

const NOTIFIED = { alarmActions: AlarmActions.email('ops@example.com') };

describe('what is asked, in this order', () => {
  test('of a hardened function', () => {
    const stack = stackOf();
    FunctionDashboard.fromFunction(orders(stack, NOTIFIED));
    expect(rowsOf(dashboardOf(stack))).toEqual([
      'What is wrong now',
      'Are events received',
      'Does it work',
      'Is there room',
      'Where is what failed',
      'What the logs contain',
      'What it costs',
    ]);
  });

  test('of one that is released, which version it is too', () => {
    const stack = stackOf();
    FunctionDashboard.fromFunction(orders(stack, { ...NOTIFIED, release: Release.allAtOnce() }));
    const shown = dashboardOf(stack);
    expect(rowsOf(shown)).toContain('Which version');
    expect(widgetOf(shown, 'Errors by version').metrics[0][0].expression).toMatch(
      /^SEARCH\('\{AWS\/Lambda,ExecutedVersion,FunctionName,Resource\} FunctionName="<\w+>" Resource="<\w+>:live" MetricName="Errors"', 'Sum', 300\)$/,
    );
  });

  test('in another order, and not all of it', () => {
    const stack = stackOf();
    FunctionDashboard.fromFunction(orders(stack, NOTIFIED), { rows: [DashboardRow.COST, DashboardRow.STATE] });
    expect(rowsOf(dashboardOf(stack))).toEqual(['What it costs', 'What is wrong now']);
  });
});

describe('a row', () => {
  test('shows each alarm once, with its threshold as CloudWatch draws it', () => {
    const stack = stackOf();
    const fn = orders(stack, { ...NOTIFIED, events: [HardenedSqsEventSource.withNewQueue()] });
    FunctionDashboard.fromFunction(fn);
    const shown = dashboardOf(stack);
    const alarms = Object.keys(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map((id) => `<${id}.Arn>`);
    const drawn = shown.widgets.flatMap(({ properties }) => properties.annotations?.alarms ?? []);
    expect(drawn.sort()).toEqual(alarms.sort());
    expect([...widgetOf(shown, 'Alarms').alarms].sort()).toEqual(alarms);
  });

  test.each(Object.values({ ...FUNCTION_ALARMS, ...EVENT_SOURCE_ALARMS }))('shows the alarms of the kind $kind', ({ row }) => {
    expect(['traffic', 'results', 'capacity', 'failures']).toContain(row);
  });

  test('has a line at the timeout and at the reserved concurrency', () => {
    const stack = stackOf();
    FunctionDashboard.fromFunction(orders(stack, { ...NOTIFIED, timeout: Duration.seconds(7), reservedConcurrentExecutions: 0 }));
    const shown = dashboardOf(stack);
    expect(widgetOf(shown, 'Duration (ms)').annotations.horizontal).toEqual([
      expect.objectContaining({ value: 7000, label: 'timeout 7 s' }),
    ]);
    expect(widgetOf(shown, 'Concurrent executions').annotations.horizontal).toEqual([expect.objectContaining({ value: 0 })]);
  });

  test('shows memory where Lambda Insights is on', () => {
    const stack = stackOf();
    FunctionDashboard.fromFunction(orders(stack, { ...NOTIFIED, insightsVersion: lambda.LambdaInsightsVersion.VERSION_1_0_317_0 }));
    const [[namespace, name]] = widgetOf(dashboardOf(stack), 'Memory used (%)').metrics;
    expect([namespace, name]).toEqual(['LambdaInsights', 'memory_utilization']);
  });

  test('links to runbook, logs, traces and the failure queue', () => {
    const stack = stackOf();
    FunctionDashboard.fromFunction(orders(stack, { ...NOTIFIED, runbookUrl: 'https://example.com/orders' }));
    const links = dashboardOf(stack)
      .widgets.flatMap(({ properties }) => properties.markdown ?? [])
      .join('\n');
    expect(links).toContain('[runbook](https://example.com/orders)');
    expect(links).toMatch(/\[logs\]\(https:\/\/[^)]*log-group\/<OrdersLogGroup/);
    expect(links).toMatch(/\[failed events\]\(https:\/\/[^)]*<HardenedFunctionFailureQueue/);
    expect(links).toContain('[traces](');
  });

  test.each([
    [lambda.Architecture.ARM_64, 512, '0.000000006666700'],
    [lambda.Architecture.X86_64, 2048, '0.000000033333400'],
  ])('estimates the cost by architecture %s and memory', (architecture, memorySize, price) => {
    const stack = stackOf();
    FunctionDashboard.fromFunction(orders(stack, { ...NOTIFIED, architecture, memorySize }));
    const [[{ expression, label }]] = widgetOf(dashboardOf(stack), 'Estimated cost of requests and duration (USD per period)').metrics;
    expect(expression).toBe(`invocations0 * 0.0000002 + duration0 * ${price.replace(/0+$/, '')}`);
    expect(label).toBe('Cost (estimate)');
  });
});

describe('every function', () => {
  test('also one of the CDK, with what its alarms would show', () => {
    const stack = stackOf();
    FunctionDashboard.fromFunction(new lambda.Function(stack, 'Plain', { ...CODE, memorySize: 256 }));
    const titles = titlesOf(dashboardOf(stack));
    expect(titles).toEqual(
      expect.arrayContaining(['Errors', 'Throttles', 'Asynchronous events that failed after all retries', 'Last errors']),
    );
    expect(titles).not.toContain('Alarms');
  });

  test('also one that was hardened after it was made', () => {
    const app = new App();
    HardenedFunctionDefaults.of(app).set(NOTIFIED);
    const stack = stackOf(app);
    const fn = new lambda.Function(stack, 'Plain', CODE);
    FunctionDashboard.fromFunction(fn);
    Hardening.of(app).apply();
    expect(titlesOf(dashboardOf(stack))).toContain('Alarms');
  });

  test('also one that was imported, of which nothing more is known', () => {
    const stack = stackOf();
    FunctionDashboard.fromFunction(lambda.Function.fromFunctionName(stack, 'Imported', 'orders'));
    const shown = dashboardOf(stack);
    expect(rowsOf(shown)).not.toContain('What it costs');
    expect(rowsOf(shown)).not.toContain('What the logs contain');
    expect(widgetOf(shown, 'Invocations').metrics[0]).toEqual([
      'AWS/Lambda',
      'Invocations',
      'FunctionName',
      expect.anything(),
      expect.anything(),
    ]);
  });

  test('also an alias, by its own metrics', () => {
    const stack = stackOf();
    const fn = new lambda.Function(stack, 'Plain', CODE);
    FunctionDashboard.fromFunction(new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion }));
    const shown = dashboardOf(stack);
    expect(widgetOf(shown, 'Invocations').metrics[0]).toContain('Resource');
    expect(widgetOf(shown, 'Age of asynchronous events (ms)').metrics[0]).not.toContain('Resource');
    expect(rowsOf(shown)).toContain('Which version');
  });
});

test('alarms and event sources that come later are shown, as are added widgets', () => {
  const stack = stackOf();
  const fn = orders(stack, NOTIFIED);
  const widget = (title: string) => new cloudwatch.TextWidget({ markdown: title });
  const dashboard = FunctionDashboard.fromFunction(fn, { widgets: [widget('first')] });
  fn.addEventSource(HardenedSqsEventSource.withNewQueue());
  dashboard.addWidgets(widget('second'));
  const shown = dashboardOf(stack);
  expect(titlesOf(shown).some((title) => title.endsWith(': oldest message'))).toBe(true);
  expect(shown.widgets.slice(-3).map(({ properties }) => properties.markdown)).toEqual(['## More', 'first', 'second']);
});

test('an added alarm is among the states', () => {
  const stack = stackOf();
  const fn = orders(stack, NOTIFIED);
  fn.addAlarm('Slow', { metric: fn.metricDuration(), threshold: 3000, message: 'Invocations are slow.' });
  FunctionDashboard.fromFunction(fn);
  expect(widgetOf(dashboardOf(stack), 'Alarms').alarms).toContainEqual(expect.stringMatching(/^<OrdersAlarmsSlow/));
});

test('whoever looks chooses the period', () => {
  const stack = stackOf();
  FunctionDashboard.fromFunction(orders(stack, NOTIFIED), { period: Duration.minutes(1), defaultInterval: Duration.days(1) });
  const shown = dashboardOf(stack);
  expect(shown).toMatchObject({ start: '-P1D', periodOverride: 'inherit' });
  expect(shown.variables).toEqual([
    expect.objectContaining({ type: 'property', property: 'period', inputType: 'select', defaultValue: '60' }),
  ]);
  expect(widgetOf(shown, 'Invocations').period).toBe(60);
});

test('queries are saved where that is asked for', () => {
  const stack = stackOf();
  FunctionDashboard.fromFunction(orders(stack, NOTIFIED), { savedQueries: true });
  const queries = Object.values(Template.fromStack(stack).findResources('AWS::Logs::QueryDefinition')).map(({ Properties }) => Properties);
  expect(queries.map(({ Name }) => Name)).toEqual([
    'Shop/Orders/errors by message',
    'Shop/Orders/slowest invocations',
    'Shop/Orders/cold starts',
    'Shop/Orders/memory',
  ]);
  for (const { LogGroupNames } of queries) expect(LogGroupNames).toEqual([{ Ref: expect.stringMatching(/^OrdersLogGroup/) }]);
});

test('nothing is made unasked', () => {
  const stack = stackOf();
  orders(stack, NOTIFIED);
  Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Dashboard', 0);
});

test('looking changes nothing else', () => {
  const templateOf = (isShown: boolean) => {
    const stack = stackOf();
    const fn = orders(stack, NOTIFIED);
    if (isShown) FunctionDashboard.fromFunction(fn);
    const { Resources } = Template.fromStack(stack).toJSON();
    return Object.fromEntries(Object.entries(Resources).filter(([, { Type }]: any) => Type !== 'AWS::CloudWatch::Dashboard'));
  };
  expect(templateOf(true)).toEqual(templateOf(false));
});

describe('bad input', () => {
  test.each<[string, any, string]>([
    [
      'a name with spaces',
      { dashboardName: 'my orders' },
      `'dashboardName' must be at most 255 letters, digits, hyphens and underscores, got "my orders"; pass for example "orders"`,
    ],
    ['no row', { rows: [] }, `'rows' must hold at least one row, got none; omit it for all rows`],
    [
      'a row that does not exist',
      { rows: ['errors'] },
      `'rows' must be one of state, traffic, results, capacity, failures, releases, logs, cost, got "errors"; pass one of DashboardRow`,
    ],
    ['no value as a row', { rows: [undefined] }, `'rows' must hold rows, got undefined; pass one of DashboardRow`],
    ['a row twice', { rows: ['state', 'state'] }, `'rows' must hold each row once, got state twice; remove one`],
    ['a row without a list', { rows: 'state' }, `'rows' must hold at least one row, got "state"; omit it for all rows`],
    [
      'a period of seconds',
      { period: Duration.seconds(30) },
      `'period' must be whole minutes from 1 up, got 30 seconds; pass for example Duration.minutes(5)`,
    ],
    [
      'a period of nothing',
      { period: Duration.seconds(0) },
      `'period' must be whole minutes from 1 up, got 0 seconds; pass for example Duration.minutes(5)`,
    ],
    ['a period as a number', { period: 300 }, `'period' must be a Duration, got 300; write for example Duration.seconds(60)`],
    [
      'a range below a minute',
      { defaultInterval: Duration.seconds(0) },
      `'defaultInterval' must be a whole number of seconds of at least 60, got 0`,
    ],
    [
      'a widget without a list',
      { widgets: new cloudwatch.TextWidget({ markdown: 'x' }) },
      `'widgets' must be a list, got an object; put the widget in a list`,
    ],
    [
      'a widget that is none',
      { widgets: ['x'] },
      `'widgets' must hold widgets of CloudWatch, got "x"; pass for example new cloudwatch.GraphWidget({ ... })`,
    ],
    ['queries as a text', { savedQueries: 'yes' }, `'savedQueries' must be true or false, got "yes"; pass true or omit it`],
    [
      'an option that does not exist',
      { row: [] },
      `'FunctionDashboard.fromFunction' must have options that exist, got 'row'; did you mean 'rows'`,
    ],
  ])('%s', (_, options, message) => {
    const fn = orders(stackOf(), NOTIFIED);
    expect(() => FunctionDashboard.fromFunction(fn, options)).toThrow(message);
  });

  test('a second dashboard', () => {
    const fn = orders(stackOf(), NOTIFIED);
    FunctionDashboard.fromFunction(fn);
    expect(() => FunctionDashboard.fromFunction(fn)).toThrow(
      "'FunctionDashboard.fromFunction' must be called once for a function, got a second call; remove it",
    );
  });

  test.each([undefined, null, 'orders'])('%s is no function', (fn: any) => {
    expect(() => FunctionDashboard.fromFunction(fn)).toThrow("'fn' must be");
  });

  test('a name that is known at deployment is accepted', () => {
    const stack = stackOf();
    FunctionDashboard.fromFunction(orders(stack, NOTIFIED), { dashboardName: Stack.of(stack).stackName });
    expect(() => Template.fromStack(stack)).not.toThrow();
    Annotations.fromStack(stack).hasNoError('*', Match.anyValue());
  });
});
