import type { Properties } from '../catalogue/template';
import type { Resource, Synthesis } from '../demo/synthesis';
import { referred } from '../demo/synthesis';

/** What a metric says while something fails. */
export interface Signal {
  /** As `AWS/Lambda Errors`. */
  readonly metric: string;
  /** Which queue, by a part of its path. */
  readonly of?: string;
  readonly value: number;
  /** In how many periods of 5 minutes in a row; one where it is omitted. */
  readonly periods?: number;
}

/** The alarms of the templates that go into ALARM, by the ids that their constructs have. */
export function alarmsFor(synthesis: Synthesis, signals: readonly Signal[]): string[] {
  const alarms = synthesis.resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm');
  return alarms.filter((alarm) => fires(synthesis, alarm.properties, signals)).map(({ path }) => kindOf(path.split('/').at(-1) as string));
}

/** An alarm that functions of a stack share has the prefix of the stack's resources, and a number. */
const kindOf = (id: string): string => id.replace(/^HardenedFunction(.*?)\d*$/, '$1');

/** CloudWatch needs every period in a row above the threshold; a period without data is none. */
function fires(synthesis: Synthesis, alarm: Properties, signals: readonly Signal[]): boolean {
  const periods = Array.from({ length: alarm.EvaluationPeriods }, (_, index) => index);
  return periods.every((index) => {
    const value = reported(synthesis, alarm, signals, index);
    return value !== undefined && value > alarm.Threshold;
  });
}

function reported(synthesis: Synthesis, alarm: Properties, signals: readonly Signal[], period: number): number | undefined {
  if (alarm.MetricName !== undefined) return read(synthesis, alarm, signals, period);
  const values = Object.fromEntries(
    alarm.Metrics.filter(({ MetricStat }: Properties) => MetricStat).map(({ Id, MetricStat }: Properties) => [
      Id,
      read(synthesis, MetricStat.Metric, signals, period),
    ]),
  );
  return computed(alarm.Metrics.find(({ Expression }: Properties) => Expression).Expression, values);
}

function read(synthesis: Synthesis, { Namespace, MetricName, Dimensions }: Properties, signals: readonly Signal[], period: number) {
  const queue: Resource | undefined = Dimensions.map(({ Value }: Properties) => referred(synthesis, Value)).find(
    (resource: Resource | undefined) => resource?.type === 'AWS::SQS::Queue',
  );
  return signals.find(
    ({ metric, of, periods = 1 }) =>
      metric === `${Namespace} ${MetricName}` && period < periods && (of === undefined || queue?.path.split('/').at(-1) === of),
  )?.value;
}

/** The expressions of the library: FILL, IF, AND and sums. */
function computed(expression: string, values: Record<string, number | undefined>): number {
  const script = expression
    .replace(/FILL\((\w+), 0\)/g, (_, name) => String(values[name] ?? 0))
    .replace(/ AND /g, ' && ')
    .replace(/^IF\((.*), 1, 0\)$/, '($1) ? 1 : 0');
  if (!/^[\d\s+()>=&?:.]+$/.test(script)) throw new Error(`an expression that is not known here: ${expression}`);
  return new Function(`return ${script}`)();
}
