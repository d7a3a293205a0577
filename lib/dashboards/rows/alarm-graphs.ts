import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmRow } from '../../alarms/alarm-kind';
import { numberOf, type ShownAlarm, type ShownFunction } from '../shown-function';
import { graph, type RowContext, SIZE } from './row';

type Kind = ShownAlarm['kind'];

/** More lines of thresholds than this say nothing. */
const MOST_THRESHOLDS = 4;

/**
 * The alarms of a row. Of one function, each as CloudWatch draws it, with its threshold. Of several functions, a graph for each kind with
 * a line for each function, so that forty functions do not make forty graphs. An alarm that functions share is shown once.
 *
 * @internal
 */
export function alarmGraphs(context: RowContext, row: AlarmRow): cloudwatch.IWidget[] {
  const shown = context.functions.flatMap((fn) => fn.alarms.filter(({ kind }) => kind.row === row).map((each) => ({ ...each, fn })));
  const kinds = [...new Set(shown.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const ofKind = shown.filter((each) => each.kind === kind);
    const alarms = new Map(ofKind.map(({ alarm, fn }): [cloudwatch.Alarm, ShownFunction] => [alarm, fn]));
    const isTogether = (alarm: cloudwatch.Alarm) => context.functions.length > 1 && alarms.size > 1 && isOfOneMetric(alarm);
    const together = new Map([...alarms].filter(([alarm]) => isTogether(alarm)));
    const apart = [...alarms.keys()].filter((alarm) => !together.has(alarm)).map((alarm) => alarmGraph(alarm, kind));
    return together.size > 0 ? [graphOfKind(context, kind, together), ...apart] : apart;
  });
}

const alarmGraph = (alarm: cloudwatch.Alarm, kind: Kind): cloudwatch.IWidget =>
  new cloudwatch.AlarmWidget({ ...SIZE, title: titleOf(alarm, kind), alarm });

function graphOfKind(context: RowContext, kind: Kind, alarms: ReadonlyMap<cloudwatch.Alarm, ShownFunction>): cloudwatch.IWidget {
  const lines = [...alarms].map(([{ metric }, { label }]) => (metric as cloudwatch.Metric).with({ label, period: context.period }));
  const thresholds = [...alarms.keys()].flatMap((alarm) => numberOf(resourceOf(alarm).threshold) ?? []);
  const different = [...new Set(thresholds)].sort((one, other) => one - other).slice(0, MOST_THRESHOLDS);
  return graph(context, wordsOf(kind), lines, {
    leftAnnotations: different.map((value) => ({ value, label: `alarm above ${value}`, color: cloudwatch.Color.RED })),
  });
}

/** What is rendered counts: functions that share an alarm change it after it was made. */
const isOfOneMetric = (alarm: cloudwatch.Alarm): boolean =>
  alarm.metric instanceof cloudwatch.Metric && resourceOf(alarm).metricName !== undefined;

const resourceOf = (alarm: cloudwatch.Alarm): cloudwatch.CfnAlarm => alarm.node.defaultChild as cloudwatch.CfnAlarm;

/** As in `Orders: throttles`: the construct that the alarm is of. */
function titleOf(alarm: cloudwatch.Alarm, kind: Kind): string {
  const { scopes } = alarm.node;
  const set = scopes.findIndex(({ node }) => node.id === 'Alarms');
  if (set < 1) return wordsOf(kind);
  // An event source has the id that the CDK would give it: with its type before, and a hash behind.
  const owner = scopes[set - 1].node.id.replace(/^\w+:/, '').replace(/[0-9A-F]{8}$/, '');
  return `${owner}: ${wordsOf(kind).toLowerCase()}`;
}

/** As in `Oldest message`. */
const wordsOf = ({ id }: Kind): string => id.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
