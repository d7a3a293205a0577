import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { EventSourceAlarmTunings } from '../../alarms/source-alarm-definition';
import { SourceAlarmSet } from '../../alarms/source-alarm-set';
import { functionBehind, functionResource, settingsFor } from './event-source-settings';

/**
 * The alarms of a source, none made yet: heard by those who hear of its function.
 *
 * @internal
 */
export function alarmsOf(
  target: lambda.IFunction,
  mapping: lambda.EventSourceMapping,
  own: EventSourceAlarmTunings | undefined,
): SourceAlarmSet {
  return new SourceAlarmSet(mapping, { plan: settingsFor(target).alarms, own, logGroupName: logGroupNameOf(target) });
}

/** Whether the source, its scopes or its profile leave the alarm out. @internal */
export function isLeftOut(
  target: lambda.IFunction,
  own: EventSourceAlarmTunings | undefined,
  kind: keyof EventSourceAlarmTunings,
): boolean {
  return (own?.[kind]?._choice ?? settingsFor(target).alarms.sourceTunings[kind])?.kind === 'none';
}

/** Read from the resource: to ask CDK's function for its log group would make one. */
function logGroupNameOf(target: lambda.IFunction): string {
  const config = functionResource(target)?.loggingConfig as lambda.CfnFunction.LoggingConfigProperty | undefined;
  return config?.logGroup ?? `/aws/lambda/${functionBehind(target).functionName}`;
}
