import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { type AlarmPlan, resolveAlarms } from '../alarms/alarm-plan';
import { DEFAULTS } from '../core/defaults';
import { warn } from '../core/warnings';
import { type AsyncPlan, resolveAsync } from '../failures/async-invocation';
import { resolveFailures } from '../failures/failure-plan';
import { type LogPlan, resolveLogs } from '../logging/function-log-group';
import { resolveVpc, type VpcPlan } from '../network/vpc-access';
import type { HardenedFunctionOptions } from './props';
import { checkSettings, functionProps } from './settings';

/**
 * All that is decided before anything is made.
 *
 * @internal
 */
export interface FunctionPlan {
  readonly function: lambda.FunctionProps;
  readonly events: lambda.IEventSource[];
  readonly tracing: lambda.Tracing;
  readonly logs: LogPlan;
  readonly vpc?: VpcPlan;
  readonly fileSystem?: lambda.FileSystem;
  readonly async: AsyncPlan;
  readonly alarms: AlarmPlan;
}

/** @internal */
export function planFunction(scope: IConstruct, props: HardenedFunctionOptions & lambda.FunctionProps): Readonly<FunctionPlan> {
  const { alarmActions, alarms, recoveryNotices, runbookUrl, failureCapture, networkInterfaceCalls, ...cdkProps } = props;
  checkSettings(scope, cdkProps as lambda.FunctionProps);
  const logs = resolveLogs(scope, cdkProps);
  const failures = resolveFailures(scope, props);
  if (failures.onFailure && failures.deadLetter) {
    warn(
      scope,
      'EventsKeptTwice',
      `'onFailure' must not go with a dead-letter target, got both, which keep each failed event twice; leave the dead-letter target out`,
    );
  }
  return Object.freeze({
    function: functionProps(cdkProps as lambda.FunctionProps, logs.loggingFormat),
    events: props.events ?? [],
    tracing: props.tracing ?? DEFAULTS.tracing,
    logs,
    vpc: resolveVpc(scope, props),
    fileSystem: props.filesystem,
    async: resolveAsync(scope, props, failures),
    alarms: resolveAlarms(scope, props),
  });
}
