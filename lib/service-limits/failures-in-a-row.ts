import { RETRY_WAITS } from './retry-horizon';

/**
 * In how many periods of an alarm one after the other a function can fail at the most, if a schedule alone invokes it and
 * it always fails. All in seconds; infinite where its runs are too close for a period between them without a failure.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 *
 * @internal
 */
export function failuresInARow(interval: number, timeout: number, retries: number, period: number): number {
  const waits = RETRY_WAITS.slice(0, retries);
  const longest = waits.reduce((sum, wait) => sum + wait + timeout, 0);
  // Only a gap of two periods surely holds a whole one.
  if (interval - longest < 2 * period) return Number.POSITIVE_INFINITY;
  let most = 1;
  let attempts = 1;
  let span = 0;
  for (const wait of waits) {
    const isApart = wait >= 2 * period;
    attempts = isApart ? 1 : attempts + 1;
    span = isApart ? 0 : span + wait + timeout;
    most = Math.max(most, Math.min(attempts, Math.ceil(span / period) + 1));
  }
  return most;
}
