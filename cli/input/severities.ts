import { CheckSeverity } from '../../lib/checks/check-severity';

/** The most serious first. */
export const SEVERITIES: readonly CheckSeverity[] = Object.values(CheckSeverity);

/** From which severity on a finding fails. */
export type FailOn = CheckSeverity | 'none';
export const FAIL_ON: readonly FailOn[] = [...SEVERITIES, 'none'];

/** The severities that fail. */
export const failingFrom = (failOn: FailOn): readonly CheckSeverity[] =>
  failOn === 'none' ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);

/** Whether a finding counts, and is that serious. */
export const hasFailed = (
  checked: readonly { readonly severity: CheckSeverity; readonly reason: string | undefined }[],
  failing: readonly CheckSeverity[],
): boolean => checked.some(({ reason, severity }) => reason === undefined && failing.includes(severity));
