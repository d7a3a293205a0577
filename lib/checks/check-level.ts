/**
 * How much a finding weighs.
 */
export enum CheckSeverity {
  /** Events are lost, nobody hears of a failure, someone is let in, or the deployment fails. */
  ERROR = 'error',
  /** It will hurt under load, or at night. */
  WARNING = 'warning',
  /** It can be better. */
  INFO = 'advice',
}
