import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFront } from '../observed';
import { shareOfRequests } from '../share-of-requests';

/**
 * Callers cause them, and a scanner of the Internet can: made only where it is tuned.
 *
 * @internal
 */
export const CLIENT_ERRORS: AlarmKind<ObservedFront, 'clientErrors'> = {
  kind: 'clientErrors',
  id: 'ClientErrors',
  severity: AlarmSeverity.WARNING,
  belongsTo: 'front',
  row: 'results',
  threshold: () => 0,
  isGauge: () => false,
  isDefault: () => false,
  message:
    'Callers got client errors (4xx). Look first at their status in the access logs: 401 and 403 are missing authorization, 429 is throttling, other codes come from the function.',
  metric: (front, window) => front.clientErrors(window),
  rate: (front, period, minimum) => shareOfRequests(front, front.clientErrors, 'Client errors', period, minimum),
};
