import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFunction } from '../observed';

/** @internal */
export const PROVISIONED_SPILLOVER: AlarmKind<ObservedFunction, 'provisionedSpillover'> = {
  kind: 'provisionedSpillover',
  id: 'ProvisionedSpillover',
  severity: AlarmSeverity.WARNING,
  belongsTo: 'function',
  row: 'capacity',
  threshold: () => 0,
  isGauge: () => false,
  message:
    'All provisioned environments were in use, so an invocation had a cold start. Look first at the concurrency of the function, then raise its provisioned concurrency.',
  metric: ({ live, hasProvisionedConcurrency }, window) =>
    hasProvisionedConcurrency ? live.metric('ProvisionedConcurrencySpilloverInvocations', window) : undefined,
};
