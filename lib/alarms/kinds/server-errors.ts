import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFront } from '../observed';
import { shareOfRequests } from '../share-of-requests';

/** @internal */
export const SERVER_ERRORS: AlarmKind<ObservedFront, 'serverErrors'> = {
  kind: 'serverErrors',
  id: 'ServerErrors',
  severity: AlarmSeverity.WARNING,
  belongsTo: 'front',
  row: 'results',
  threshold: () => 0,
  isGauge: () => false,
  message: ({ serverErrorHint }) => `Callers got a server error (5xx). ${serverErrorHint}`,
  metric: (front, window) => front.serverErrors(window),
  rate: (front, period, minimum) => shareOfRequests(front, front.serverErrors, 'Server errors', period, minimum),
};
