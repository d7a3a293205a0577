import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import { errorCount } from '../mapping-metric';
import type { ObservedTopic } from '../observed';

/**
 * The offset lag is reported only while Lambda reads the topic.
 *
 * @internal
 */
export const POLLING_ERRORS: AlarmKind<ObservedTopic, 'pollingErrors'> = {
  kind: 'pollingErrors',
  id: 'PollingErrors',
  severity: AlarmSeverity.CRITICAL,
  belongsTo: 'eventSource',
  row: 'traffic',
  evaluationPeriods: 3,
  threshold: () => 0,
  isGauge: () => false,
  message:
    'Lambda cannot read the topic. Look first at LastProcessingResult of the event source mapping, then at the network, the credentials and the access rules of the cluster.',
  metric: (observed, window) => errorCount(observed, 'PollingErrorCount', window),
};
