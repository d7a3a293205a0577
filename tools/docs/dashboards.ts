import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, DashboardRow, FunctionDashboard, HardenedFunction, HardenedSqsEventSource, Release } from '../../lib';
import { PRICES, PRICES_OF } from '../catalogue/prices';
import type { Properties } from '../catalogue/template';
import { type PicturedAlarm, picture, THEMES, type Widget } from '../dashboards/picture';
import { code, fenced, page, table } from './markdown';

const EXAMPLE = `import { Stack } from 'aws-cdk-lib';
import { FunctionDashboard, HardenedFunction, ServiceDashboard } from 'cdk-hardened-lambda';

declare const stack: Stack;
declare const orders: HardenedFunction;

FunctionDashboard.fromFunction(orders);
ServiceDashboard.of(stack, { savedQueries: true });`;

const CHOSEN = `import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { DashboardRow, FunctionDashboard, HardenedFunction } from 'cdk-hardened-lambda';

declare const orders: HardenedFunction;
declare const revenue: cloudwatch.Metric;

FunctionDashboard.fromFunction(orders, {
  rows: [DashboardRow.STATE, DashboardRow.RESULTS, DashboardRow.FAILURES],
  widgets: [new cloudwatch.GraphWidget({ title: 'Revenue', left: [revenue] })],
});`;

interface Shown {
  readonly widgets: Widget[];
  readonly alarms: ReadonlyMap<string, PicturedAlarm>;
}

/** docs/dashboards.md, with the widgets of a dashboard that is synthesized. */
export function dashboards(): string {
  const price = PRICES['AWS::CloudWatch::Dashboard'].idle({});
  return page(
    'Dashboards',
    'tools/docs/dashboards.ts',
    '`FunctionDashboard` and `ServiceDashboard` are CloudWatch dashboards for the person on call. The rows answer questions in the order in ' +
      'which they are asked. None is made unless you ask for it. ' +
      `A dashboard costs ${price} USD a month (list price of ${PRICES_OF.region}, ${PRICES_OF.month}; the first three of an account are free).`,
    fenced('ts', EXAMPLE),
    '`FunctionDashboard.fromFunction` takes a function of any class, an imported one, or an alias. `ServiceDashboard.of` takes a stack or a ' +
      'construct in one, and shows every function below it, whoever made it and whenever: a line for each in every graph.',
    '<picture>\n  <source media="(prefers-color-scheme: dark)" srcset="dashboard-dark.svg">\n' +
      '  <img alt="A dashboard of a function that reads a queue and is released by a canary, with made-up data" src="dashboard-light.svg">\n</picture>',
    '## Rows',
    table(['`DashboardRow`', 'Question', 'Widgets of a function that reads a queue and is released'], rows(shown())),
    'Alarms come with their thresholds as CloudWatch draws them. A kind of alarm that is added to a function is shown in its row by itself; your ' +
      'own alarms are in the first row. Functions without alarms have graphs of the same metrics. Of an imported function, settings and logs are ' +
      'not known, so there is no timeout line, no log query and no cost.',
    'The period can be chosen at the top of the dashboard, and the time range as in every dashboard.',
    '## Your own rows and widgets',
    fenced('ts', CHOSEN),
    '## Saved queries',
    '`savedQueries: true` saves four queries of CloudWatch Logs Insights below the path of the function or service: errors by message, slowest ' +
      'invocations, cold starts, memory. They read logs in JSON format. Saving is free; CloudWatch bills the logs that a query scans when it runs ' +
      '(0.005 USD per GB). The log widget of a dashboard runs its query whenever the dashboard is refreshed: leave the row `LOGS` out where logs are large.',
    '## What is not known',
    '- The cost is an estimate: requests and duration by list price, without free tier, savings plans, data transfer and other services.\n' +
      '- Whether CloudWatch has metrics by version for an alias whose traffic is not divided is not documented: the row `RELEASES` may be empty between releases.',
  );
}

/** The picture of a dashboard, with made-up data. */
export const dashboardPicture = (theme: keyof typeof THEMES): string => {
  const { widgets, alarms } = shown();
  return picture(widgets, alarms, THEMES[theme]);
};

let known: Shown | undefined;

function shown(): Shown {
  known ??= made();
  return known;
}

function made(): Shown {
  const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const fn = new HardenedFunction(stack, 'Orders', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    events: [HardenedSqsEventSource.withNewQueue()],
    alarmActions: AlarmActions.email('ops@example.com'),
    release: Release.canary({ percent: 10, interval: Duration.minutes(5) }),
    runbookUrl: 'https://example.com/runbooks/orders',
    reservedConcurrentExecutions: 20,
  });
  FunctionDashboard.fromFunction(fn);
  const template = Template.fromStack(stack);
  const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  const { widgets } = JSON.parse(textOf(dashboard.Properties.DashboardBody)) as { readonly widgets: Widget[] };
  const alarms = Object.entries(template.findResources('AWS::CloudWatch::Alarm')).map(([id, { Properties }]): [string, PicturedAlarm] => [
    `<${id}>`,
    { name: nameOf(id), metric: Properties.MetricName ?? nameOf(id), threshold: Properties.Threshold },
  ]);
  return { widgets, alarms: new Map(alarms) };
}

/** Logical ids without hash and without the ids of scopes. */
const nameOf = (id: string): string =>
  id
    .replace(/[0-9A-F]{8}$/, '')
    .replace(/^.*Alarms/, '')
    .replace(/^HardenedFunction(\w+?)\d$/, '$1');

function textOf(value: string | Properties): string {
  if (typeof value === 'string') return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(textOf).join('');
  return `<${value.Ref ?? value['Fn::GetAtt']?.[0] ?? 'value'}>`;
}

function rows({ widgets }: Shown): string[][] {
  const found: { title: string; widgets: string[] }[] = [];
  for (const { properties } of widgets) {
    const heading = /^## (.*)/.exec(properties.markdown ?? '');
    if (heading) found.push({ title: heading[1], widgets: [] });
    else found[found.length - 1].widgets.push(properties.title ?? 'links to runbook, function, logs, traces, failed events');
  }
  const names = Object.keys(DashboardRow);
  return found.map(({ title, widgets: shownWidgets }, index) => [code(names[index]), title, shownWidgets.join('; ')]);
}
