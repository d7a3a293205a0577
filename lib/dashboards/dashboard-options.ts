import { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../core/errors';
import { checkNames, checkOneOf } from '../core/input/option-names';
import { checkDuration, checkSeconds } from '../core/input/ranges';
import { checkText } from '../core/input/texts';
import { withoutUndefined } from '../core/without-undefined';
import { DashboardRow } from './dashboard-row';

/** What a dashboard shows. A dashboard costs 3 USD a month (list price of us-east-1); the first three of an account are free. */
export interface DashboardOptions {
  /**
   * The name of the dashboard, as CloudWatch shows it: letters, digits, `-` and `_`, at most 255 characters.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
   * @default - a name that CloudFormation generates
   */
  readonly dashboardName?: string;

  /**
   * The rows that are shown, in this order.
   *
   * @default - every row that has something to show
   */
  readonly rows?: DashboardRow[];

  /**
   * Your own widgets, below the rows.
   *
   * @default - none
   */
  readonly widgets?: cloudwatch.IWidget[];

  /**
   * The time range when the dashboard is opened, from 1 minute up. Whoever looks at it can choose another one.
   *
   * @default Duration.hours(3)
   */
  readonly defaultInterval?: Duration;

  /**
   * The period of the metrics when the dashboard is opened: whole minutes, at least 1. Whoever looks at it can choose another one.
   *
   * @default Duration.minutes(5)
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
   */
  readonly period?: Duration;

  /**
   * Saves queries of CloudWatch Logs Insights: errors by message, slowest invocations, cold starts and memory. They are free; CloudWatch
   * bills the logs that a query scans when somebody runs it (0.005 USD per GB). They read logs in JSON format.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html
   * @default false
   */
  readonly savedQueries?: boolean;
}

/** For languages that accept any name. */
const OPTIONS = {
  dashboardName: true,
  rows: true,
  widgets: true,
  defaultInterval: true,
  period: true,
  savedQueries: true,
} satisfies Record<keyof DashboardOptions, true>;

/** @internal */
export interface DashboardPlan {
  readonly dashboardName?: string;
  readonly rows: readonly DashboardRow[];
  readonly widgets: readonly cloudwatch.IWidget[];
  readonly defaultInterval: Duration;
  readonly period: Duration;
  readonly savedQueries: boolean;
}

const MINUTE = 60;

/** @internal */
export function planDashboard(scope: IConstruct, call: string, options: DashboardOptions = {}): DashboardPlan {
  checkNames(scope, call, options, OPTIONS);
  const given = withoutUndefined<DashboardOptions>(options);
  checkText(scope, 'dashboardName', given.dashboardName, {
    pattern: /^[A-Za-z0-9_-]{1,255}$/,
    rule: 'at most 255 letters, digits, hyphens and underscores',
    fix: 'pass for example "orders"',
  });
  const { defaultInterval = Duration.hours(3), period = Duration.minutes(5), savedQueries = false } = given;
  checkSeconds(scope, 'defaultInterval', defaultInterval, { min: MINUTE });
  checkPeriod(scope, period);
  if (typeof savedQueries !== 'boolean')
    refuse(scope, `'savedQueries' must be true or false, got ${got(savedQueries)}; pass true or omit it`);
  return {
    dashboardName: given.dashboardName,
    rows: checkedRows(scope, given.rows),
    widgets: checkedWidgets(scope, given.widgets ?? []),
    defaultInterval,
    period,
    savedQueries,
  };
}

function checkPeriod(scope: IConstruct, period: Duration): void {
  checkDuration(scope, 'period', period);
  if (period.isUnresolved()) return;
  const seconds = period.toMilliseconds({ integral: false }) / 1000;
  if (seconds >= MINUTE && seconds % MINUTE === 0) return;
  refuse(scope, `'period' must be whole minutes from 1 up, got ${seconds} seconds; pass for example Duration.minutes(5)`);
}

function checkedRows(scope: IConstruct, rows: DashboardRow[] = Object.values(DashboardRow)): DashboardRow[] {
  if (!Array.isArray(rows) || rows.length === 0)
    refuse(scope, `'rows' must hold at least one row, got ${Array.isArray(rows) ? 'none' : got(rows)}; omit it for all rows`);
  for (const row of rows) {
    if (row === undefined || row === null) refuse(scope, `'rows' must hold rows, got ${row}; pass one of DashboardRow`);
    checkOneOf(scope, 'rows', row, { DashboardRow });
  }
  const twice = rows.find((row, index) => rows.indexOf(row) !== index);
  if (twice !== undefined) refuse(scope, `'rows' must hold each row once, got ${twice} twice; remove one`);
  return rows;
}

/** @internal */
export function checkedWidgets(scope: IConstruct, widgets: readonly cloudwatch.IWidget[]): readonly cloudwatch.IWidget[] {
  if (!Array.isArray(widgets)) refuse(scope, `'widgets' must be a list, got ${got(widgets)}; put the widget in a list`);
  for (const widget of widgets)
    if (typeof widget?.toJson !== 'function')
      refuse(scope, `'widgets' must hold widgets of CloudWatch, got ${got(widget)}; pass for example new cloudwatch.GraphWidget({ ... })`);
  return widgets;
}
