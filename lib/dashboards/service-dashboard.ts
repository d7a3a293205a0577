import { Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';
import { checkScope, refuse } from '../core/errors';
import { checkedWidgets, type DashboardOptions, planDashboard } from './dashboard-options';
import { functionsBelow } from './functions-below';
import { makeDashboard } from './made-dashboard';

const ID = 'ServiceDashboard';

/**
 * One CloudWatch dashboard of all functions below a scope, whoever made them, also of those that are made later: with the rows of
 * `FunctionDashboard`, and a line for each function.
 *
 * It costs 3 USD a month (list price of us-east-1). None is made unless you ask for it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
 *
 * @example
 * declare const stack: cdk.Stack;
 * ServiceDashboard.of(stack, { rows: [DashboardRow.STATE, DashboardRow.RESULTS, DashboardRow.FAILURES] });
 */
export class ServiceDashboard extends Construct {
  /**
   * The dashboard of the functions below a scope. An error where the scope has one already, or is not in a stack.
   *
   * @param scope a stack, or a construct in one; nested stacks below it are reached
   */
  public static of(scope: IConstruct, options?: DashboardOptions): ServiceDashboard {
    checkScope('ServiceDashboard.of', scope, 'a stack');
    if (!scope.node.scopes.some((each) => Stack.isStack(each)))
      refuse(scope, `'ServiceDashboard.of' must get a stack or a construct in one, got an app or a stage; call it for each of its stacks`);
    if (scope.node.tryFindChild(ID)) refuse(scope, `'ServiceDashboard.of' must be called once for a scope, got a second call; remove it`);
    return new ServiceDashboard(scope, options);
  }

  /** The dashboard. */
  public readonly dashboard: cloudwatch.Dashboard;

  private readonly added: cloudwatch.IWidget[] = [];

  private constructor(scope: IConstruct, options?: DashboardOptions) {
    super(scope as Construct, ID);
    const plan = planDashboard(this, 'ServiceDashboard.of', options);
    this.dashboard = makeDashboard(this, plan, this.added, () => functionsBelow(scope));
    this.node.addValidation({ validate: () => noFunctions(functionsBelow(scope).length) });
  }

  /** Adds your own widgets below the rows. */
  public addWidgets(...widgets: cloudwatch.IWidget[]): void {
    this.added.push(...checkedWidgets(this, widgets));
  }
}

const noFunctions = (count: number): string[] =>
  count > 0 ? [] : [`'ServiceDashboard.of' must get a scope with functions below it, got none; pass the construct that contains them`];
