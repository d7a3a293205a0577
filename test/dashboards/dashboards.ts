import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

/** What a dashboard of the CDK shows, with each reference as `<LogicalId>` or `<LogicalId.Attribute>`. */
export interface Shown {
  readonly widgets: any[];
  readonly variables: any[];
  readonly [setting: string]: any;
}

/** The body of the only dashboard of the stack. */
export function dashboardOf(stack: Stack): Shown {
  const [dashboard] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  return JSON.parse(textOf(dashboard.Properties.DashboardBody));
}

function textOf(value: any): string {
  if (typeof value === 'string') return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(textOf).join('');
  if (value.Ref) return `<${value.Ref}>`;
  return value['Fn::GetAtt'] ? `<${value['Fn::GetAtt'].join('.')}>` : `<${Object.keys(value)[0]}>`;
}

/** The titles of the rows, without those of widgets. */
export const rowsOf = ({ widgets }: Shown): string[] =>
  widgets.flatMap(({ type, properties }) => (type === 'text' && properties.markdown.startsWith('## ') ? properties.markdown.slice(3) : []));

export const widgetOf = ({ widgets }: Shown, title: string): any => {
  const found = widgets.filter(({ properties }) => properties.title === title);
  if (found.length !== 1)
    throw new Error(`expected one widget '${title}', found ${found.length} in ${titlesOf({ widgets } as Shown).join(', ')}`);
  return found[0].properties;
};

export const titlesOf = ({ widgets }: Shown): string[] => widgets.flatMap(({ properties }) => properties.title ?? []);
