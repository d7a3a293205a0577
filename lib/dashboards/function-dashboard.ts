import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { got, refuse } from '../core/errors';
import { checkedWidgets, type DashboardOptions, planDashboard } from './dashboard-options';
import { makeDashboard } from './made-dashboard';
import { shownFunction } from './shown-function';

const ID = 'Dashboard';

/**
 * A CloudWatch dashboard of one function: alarm states, traffic, errors and duration, concurrency, failed events, versions, the last errors
 * in the logs, and an estimate of what it costs. Its graphs have the thresholds of the alarms, and its texts link to runbook, logs and
 * traces.
 *
 * It costs 3 USD a month (list price of us-east-1). None is made unless you ask for it. For several functions, one `ServiceDashboard` costs
 * less and shows them beside each other.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
 *
 * @example
 * declare const orders: HardenedFunction;
 * FunctionDashboard.fromFunction(orders);
 */
export class FunctionDashboard extends Construct {
  /**
   * The dashboard of a function of any class, of an imported one, or of an alias. An error where it has one already.
   *
   * @param fn the function or alias; of an imported function, settings and alarms are not known
   */
  public static fromFunction(fn: lambda.IFunction, options?: DashboardOptions): FunctionDashboard {
    if (!fn?.node) throw new Error(`'fn' must be a function, got ${got(fn)}; pass for example new HardenedFunction(...)`);
    if (fn.node.tryFindChild(ID))
      refuse(fn, `'FunctionDashboard.fromFunction' must be called once for a function, got a second call; remove it`);
    return new FunctionDashboard(fn, options);
  }

  /** The dashboard. */
  public readonly dashboard: cloudwatch.Dashboard;

  private readonly added: cloudwatch.IWidget[] = [];

  private constructor(fn: lambda.IFunction, options?: DashboardOptions) {
    super(fn as unknown as Construct, ID);
    const plan = planDashboard(this, 'FunctionDashboard.fromFunction', options);
    this.dashboard = makeDashboard(this, plan, this.added, () => [shownFunction(fn, fn.node.path)]);
  }

  /** Adds your own widgets below the rows. */
  public addWidgets(...widgets: cloudwatch.IWidget[]): void {
    this.added.push(...checkedWidgets(this, widgets));
  }
}
