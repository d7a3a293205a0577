import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { AlarmPlan } from '../../alarms/alarm-plan';
import type { AlarmSet } from '../../alarms/alarm-set';
import { FRONT_ALARMS } from '../../alarms/kinds';
import { DistributionPermission } from '../distribution/distribution-permission';
import { observedUrl } from '../observed-fronts';

/**
 * What follows a function URL: its alarms, which are among those of the function, and the second permission of a distribution in front.
 *
 * @internal
 */
export function watchUrl(
  url: lambda.FunctionUrl,
  fn: lambda.IFunction,
  alarms: AlarmSet,
  options: lambda.FunctionUrlOptions | undefined,
): void {
  DistributionPermission.watch(url);
  alarms.make(Object.values(FRONT_ALARMS), observedUrl(fn, options));
}

/** Tunings of a URL that does not exist. @internal */
export function unusedUrlAlarms({ urlTunings }: AlarmPlan): string[] {
  if (Object.keys(urlTunings).length === 0) return [];
  return [`'urlAlarms' must be for a function URL, got a function without one; call 'addFunctionUrl', or remove it`];
}
