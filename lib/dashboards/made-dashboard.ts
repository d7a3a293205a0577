import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { DashboardPlan } from './dashboard-options';
import { RowsWidget } from './rows-widget';
import { saveQueries } from './saved-queries';
import type { ShownFunction } from './shown-function';

/** The periods that whoever looks at a dashboard can choose. */
const PERIODS = { '1 minute': 60, '5 minutes': 300, '15 minutes': 900, '1 hour': 3600, '1 day': 86_400 };

/**
 * The dashboard of some functions, with a period that can be chosen.
 *
 * @internal
 */
export function makeDashboard(
  scope: Construct,
  plan: DashboardPlan,
  added: readonly cloudwatch.IWidget[],
  functions: () => readonly ShownFunction[],
): cloudwatch.Dashboard {
  const { dashboardName, defaultInterval, period, savedQueries } = plan;
  const dashboard = new cloudwatch.Dashboard(scope, 'Default', {
    dashboardName,
    defaultInterval,
    // Otherwise CloudWatch would choose the period by the time range.
    periodOverride: cloudwatch.PeriodOverride.INHERIT,
    widgets: [[new RowsWidget(Stack.of(scope), plan, added, functions)]],
    variables: [
      new cloudwatch.DashboardVariable({
        id: 'period',
        label: 'Period',
        type: cloudwatch.VariableType.PROPERTY,
        inputType: cloudwatch.VariableInputType.SELECT,
        value: 'period',
        values: cloudwatch.Values.fromValues(...Object.entries(PERIODS).map(([label, seconds]) => ({ label, value: String(seconds) }))),
        defaultValue: cloudwatch.DefaultValue.value(String(period.toSeconds())),
      }),
    ],
  });
  if (savedQueries) saveQueries(scope, functions);
  return dashboard;
}
