/** How urgent an alarm is: which of `AlarmActions.bySeverity` it notifies. */
export enum AlarmSeverity {
  /** Someone has to act now: events are lost, or soon will be. */
  CRITICAL = 'critical',
  /** Someone should look during the day. */
  WARNING = 'warning',
}
