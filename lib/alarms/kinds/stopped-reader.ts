import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import { eventCount } from '../mapping-metric';
import type { ObservedReader } from '../observed';

/**
 * Lambda reports the age of records and its lag only while it reads: those alarms stay silent where the event source mapping
 * is disabled, lost its permissions, or has another problem. Half an hour is longer than a function and its batching window take.
 *
 * @internal
 */
export const STOPPED_READER: AlarmKind<ObservedReader, 'stoppedReader'> = {
  kind: 'stoppedReader',
  id: 'StoppedReader',
  severity: AlarmSeverity.CRITICAL,
  belongsTo: 'eventSource',
  row: 'traffic',
  evaluationPeriods: 6,
  threshold: () => 0,
  most: () => 1,
  isGauge: () => false,
  isDefault: ({ isEnabled }) => isEnabled,
  message: ({ displayName }) =>
    `Lambda does not read ${displayName}, though there are records to read. Look first at State and LastProcessingResult of the event source mapping, then at the permissions of the function's role.`,
  metric: (observed, window) => {
    const { live, isFiltered } = observed;
    const arriving = observed.arriving?.(window);
    // Without its own count, only a function that gets all records shows that they are read.
    const read = eventCount(observed, 'PolledEventCount', window) ?? (isFiltered ? undefined : live.metricInvocations(window));
    if (arriving === undefined || read === undefined) return undefined;
    const names = arriving.map((_, index) => `arriving${index + 1}`);
    return new cloudwatch.MathExpression({
      expression: `IF(${names.map((name) => `FILL(${name}, 0)`).join(' + ')} > 0 AND FILL(read, 0) == 0, 1, 0)`,
      usingMetrics: { ...Object.fromEntries(names.map((name, index) => [name, arriving[index]])), read },
      label: 'Records to read, and none is read',
      period: window.period,
    });
  },
};
