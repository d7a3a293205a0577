import type { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { DashboardPlan } from './dashboard-options';
import { ROWS } from './rows';
import { FULL_WIDTH, type RowContext } from './rows/row';
import type { ShownFunction } from './shown-function';

/**
 * All rows of a dashboard. They are laid out when the app is complete, so that functions, event sources and alarms that are made later
 * are shown too.
 *
 * @internal
 */
export class RowsWidget implements cloudwatch.IWidget {
  public readonly width = FULL_WIDTH;
  public readonly height = 1;
  private at = { x: 0, y: 0 };

  constructor(
    private readonly stack: Stack,
    private readonly plan: DashboardPlan,
    private readonly added: readonly cloudwatch.IWidget[],
    private readonly functions: () => readonly ShownFunction[],
  ) {}

  public position(x: number, y: number): void {
    this.at = { x, y };
  }

  // biome-ignore lint/suspicious/noExplicitAny: as the interface of the CDK has it
  public toJson(): any[] {
    const { period, rows, widgets } = this.plan;
    const context: RowContext = { functions: this.functions(), period, stack: this.stack };
    const sections = rows.flatMap((row) => section(ROWS[row].title, ROWS[row].widgets(context)));
    const column = new cloudwatch.Column(...sections, ...section('More', [...widgets, ...this.added]));
    column.position(this.at.x, this.at.y);
    return column.toJson();
  }
}

function section(title: string, widgets: readonly cloudwatch.IWidget[]): cloudwatch.IWidget[] {
  if (widgets.length === 0) return [];
  return [new cloudwatch.TextWidget({ markdown: `## ${title}`, width: FULL_WIDTH, height: 1 }), new cloudwatch.Row(...widgets)];
}
