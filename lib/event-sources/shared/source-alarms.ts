import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmSet } from '../../alarms/alarm-set';
import type { TuningChoice } from '../../alarms/alarm-tuning';
import type { EventSourceAlarms, EventSourceAlarmTunings } from '../../alarms/event-source-alarms';
import { EVENT_SOURCE_ALARMS } from '../../alarms/kinds';
import { checkTunings } from '../../alarms/tuning-checks';
import { functionBehind, unqualified } from '../../core/cdk/function-behind';
import { withoutUndefined } from '../../core/without-undefined';
import type { BindingContext } from './binding-context';
import { missingActions } from './event-source-settings';

/**
 * The alarms of a source, none made yet. They notify those whom its function notifies; those on metrics of the function are
 * made below the function.
 *
 * @internal
 */
export function alarmsOf(
  binding: BindingContext,
  mapping: lambda.EventSourceMapping,
  own: EventSourceAlarmTunings | undefined,
  displayName: string,
): AlarmSet {
  const { target } = binding;
  const { alarms: plan } = binding.settings;
  const subject = subjectOf(target);
  const resource = mapping.node.defaultChild as lambda.CfnEventSourceMapping;
  const common = { plan, resource, logGroupName: logGroupNameOf(binding) };
  requireActions(binding, mapping);
  const tuned = checkTunings(mapping, 'alarms', own ?? {}, EVENT_SOURCE_ALARMS);
  return new AlarmSet(mapping, {
    ...common,
    tunings: { ...plan.sourceTunings, ...tuned },
    expected: Object.keys(tuned),
    subject: `${subject}, reading ${displayName}`,
    ofFunction: () => functionAlarms(binding) ?? new AlarmSet(target, { ...common, tunings: {}, expected: [], subject }),
  });
}

/** Those of the function, alias or version that is invoked. */
function functionAlarms({ target, settings }: BindingContext): AlarmSet | undefined {
  const ofShell = functionBehind(target) === target ? settings.functionAlarms : undefined;
  return ofShell ?? (target.node.tryFindChild('Alarms') as AlarmSet | undefined);
}

/** An alias may be outside of its function, which then does not find the alarms of its event sources. */
function requireActions({ target, settings }: BindingContext, mapping: lambda.EventSourceMapping): void {
  const { owner = functionBehind(target), alarms } = settings;
  if (!mapping.node.scopes.includes(owner)) mapping.node.addValidation({ validate: () => missingActions(mapping, alarms) });
}

const subjectOf = (target: lambda.IFunction): string => `${target.node.path} (${unqualified(target).functionName})`;

/** How the source, its scopes or its profile tune the alarm. @internal */
export const tuningOf = (
  binding: BindingContext,
  own: EventSourceAlarmTunings | undefined,
  kind: keyof EventSourceAlarms,
): TuningChoice | undefined => withoutUndefined(own ?? {})[kind]?._choice ?? binding.settings.alarms.sourceTunings[kind];

/** Read from the resource: to ask CDK's function for its log group would make one. */
function logGroupNameOf({ target, resource }: BindingContext): string {
  const config = resource?.loggingConfig as lambda.CfnFunction.LoggingConfigProperty | undefined;
  return config?.logGroup ?? `/aws/lambda/${unqualified(target).functionName}`;
}
