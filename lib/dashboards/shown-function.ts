import { type CfnResource, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { AlarmKey, AlarmKind } from '../alarms/alarm-kind';
import { AlarmSet } from '../alarms/alarm-set';
import { EVENT_SOURCE_ALARMS, FRONT_ALARMS, FUNCTION_ALARMS } from '../alarms/kinds';
import { everyQualifier, functionBehind, unqualified } from '../core/cdk/function-behind';

const KINDS: Readonly<Record<string, AlarmKind<never>>> = { ...FUNCTION_ALARMS, ...EVENT_SOURCE_ALARMS, ...FRONT_ALARMS };

/** An alarm of a kind that a dashboard knows to show. @internal */
export interface ShownAlarm {
  readonly kind: AlarmKind<never>;
  readonly alarm: cloudwatch.Alarm;
}

/** What a dashboard needs to know of a function. @internal */
export interface ShownFunction {
  /** The construct, for people. */
  readonly label: string;
  readonly functionName: string;
  /** The alias or version that is invoked, as metrics name it; absent for the function itself. */
  readonly qualified?: string;
  readonly alarms: readonly ShownAlarm[];
  /** Alarms of the user's own. */
  readonly custom: readonly cloudwatch.Alarm[];
  readonly runbookUrl?: string;
  /** Its resource; absent where it was imported. */
  readonly resource?: lambda.CfnFunction;
  /** A metric of what is invoked. */
  metric(name: string, options: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** A metric that Lambda publishes for the function as a whole. */
  metricOfAll(name: string, options: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** A function of any class, or an alias or a version of it. @internal */
export function shownFunction(fn: lambda.IFunction, label: string): ShownFunction {
  const plain = unqualified(fn);
  const child = plain.node.defaultChild as CfnResource | undefined;
  const { dimensions } = fn.metric('Errors').toMetricConfig().metricStat ?? {};
  return {
    ...below(functionBehind(fn)),
    label,
    functionName: plain.functionName,
    qualified: dimensions?.find(({ name }) => name === 'Resource')?.value as string | undefined,
    resource: child?.cfnResourceType === 'AWS::Lambda::Function' ? (child as lambda.CfnFunction) : undefined,
    metric: (name, options) => fn.metric(name, options),
    metricOfAll: (name, options) => everyQualifier(plain).metric(name, options),
  };
}

/** A function that no class of the CDK holds. @internal */
export function shownResource(resource: lambda.CfnFunction, label: string): ShownFunction {
  const metric = (metricName: string, options: cloudwatch.MetricOptions) =>
    new cloudwatch.Metric({ namespace: 'AWS/Lambda', metricName, dimensionsMap: { FunctionName: resource.ref }, ...options });
  return { ...below(resource), label, functionName: resource.ref, resource, metric, metricOfAll: metric };
}

/** What was made for the function: by our classes, or when it was hardened. */
function below(construct: IConstruct): Pick<ShownFunction, 'alarms' | 'custom' | 'runbookUrl'> {
  const sets = construct.node.findAll().filter((node): node is AlarmSet => node instanceof AlarmSet);
  const alarms = sets.flatMap((set) => Object.entries(set.ofSource) as [AlarmKey, cloudwatch.Alarm][]);
  return {
    alarms: alarms.map(([kind, alarm]) => ({ kind: KINDS[kind], alarm })),
    custom: sets.flatMap((set) => set.ofUser),
    runbookUrl: sets.map(({ runbookUrl }) => runbookUrl).find((url) => url !== undefined),
  };
}

/** A number of the function's resource, where it is known. @internal */
export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && !Token.isUnresolved(value) ? value : undefined;

/** Where the function logs; absent where it was imported. @internal */
export function logGroupNameOf({ resource, functionName }: ShownFunction): string | undefined {
  if (!resource) return undefined;
  const { logGroup } = (Stack.of(resource).resolve(resource.loggingConfig) ?? {}) as { readonly logGroup?: unknown };
  const given = (resource.loggingConfig as lambda.CfnFunction.LoggingConfigProperty | undefined)?.logGroup;
  return logGroup === undefined ? `/aws/lambda/${functionName}` : (given ?? Token.asString(logGroup));
}
