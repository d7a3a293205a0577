/**
 * How serious a finding is.
 */
export enum CheckSeverity {
  /** Events are lost, a failure notifies nobody, somebody gets access, or the deployment fails. */
  ERROR = 'error',
  /** It causes failures under load, or delays the response to them. */
  WARNING = 'warning',
  /** An improvement. */
  INFO = 'info',
}
