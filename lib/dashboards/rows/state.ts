import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { alarmConsoleUrl, functionUrl, logsUrl, queueConsoleUrl, tracesUrl } from '../console-links';
import { logGroupNameOf, type ShownAlarm, type ShownFunction } from '../shown-function';
import { FULL_WIDTH, type Row, type RowContext } from './row';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const MOST_ALARMS = 100;
/** So many functions have a line of links; more make a page that nobody reads. */
const MOST_LINKS = 20;

/** @internal */
export const STATE: Row = {
  title: 'What is wrong now',
  widgets: (context) => [...statuses(context), ...links(context)],
};

function statuses({ functions }: RowContext): cloudwatch.IWidget[] {
  const alarms = [...new Set(functions.flatMap((fn) => [...fn.alarms.map(({ alarm }) => alarm), ...fn.custom]))];
  const groups = Array.from({ length: Math.ceil(alarms.length / MOST_ALARMS) }, (_, group) =>
    alarms.slice(group * MOST_ALARMS, (group + 1) * MOST_ALARMS),
  );
  return groups.map(
    (group) =>
      new cloudwatch.AlarmStatusWidget({
        title: 'Alarms',
        alarms: group,
        width: FULL_WIDTH,
        height: Math.min(12, 2 + Math.ceil(group.length / 4)),
        sortBy: cloudwatch.AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
      }),
  );
}

function links(context: RowContext): cloudwatch.IWidget[] {
  const lines = context.functions.slice(0, MOST_LINKS).map((fn) => `- ${linksOf(context, fn).join(' · ')}`);
  if (lines.length === 0) return [];
  const markdown = [
    ...lines,
    ...(context.functions.length > MOST_LINKS ? [`- and ${context.functions.length - MOST_LINKS} more`] : []),
  ].join('\n');
  return [new cloudwatch.TextWidget({ markdown, width: FULL_WIDTH, height: Math.min(12, 1 + lines.length) })];
}

function linksOf({ stack }: RowContext, fn: ShownFunction): string[] {
  const logGroup = logGroupNameOf(fn);
  const queues = new Map(fn.alarms.filter(({ kind }) => kind.row === 'failures').flatMap(queuesOf));
  return [
    `**${fn.label.replace(/[[\]*_]/g, '\\$&')}**`,
    ...(fn.runbookUrl ? [`[runbook](${fn.runbookUrl})`] : []),
    `[function](${functionUrl(stack, fn.functionName)})`,
    ...(logGroup === undefined ? [] : [`[logs](${logsUrl(stack, logGroup)})`]),
    `[traces](${tracesUrl(stack, fn.functionName)})`,
    ...[...queues].map(([name, text]) => `[${text}](${queueConsoleUrl(stack, name)})`),
    `[alarms](${alarmConsoleUrl(stack)})`,
  ];
}

/** The queues whose depth or age the alarm watches, with what they hold. */
function queuesOf({ kind: { kind }, alarm }: ShownAlarm): [name: string, text: string][] {
  const { metricStat } = alarm.metric.toMetricConfig();
  if (metricStat?.namespace !== 'AWS/SQS') return [];
  const text = kind === 'redrivenMessages' || kind === 'expiringMessages' ? 'redriven messages' : 'failed events';
  return (metricStat.dimensions ?? []).filter(({ name }) => name === 'QueueName').map(({ value }) => [String(value), text]);
}
