const SECONDS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** Whether a schedule recurs within a day. @internal */
export function recursDaily(expression: string): boolean {
  const seconds = secondsBetween(expression);
  if (seconds !== undefined && expression.startsWith('rate')) return seconds <= SECONDS.day;
  return /^cron\(\S+ \S+ [*?] \* [*?] \*\)$/.test(expression);
}

/**
 * The least time between two invocations of a schedule, in seconds; absent where it is not known. Of cron, only that
 * it names one minute, or one minute of one hour.
 *
 * @internal
 */
export function secondsBetween(expression: string): number | undefined {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) return Number(rate[1]) * SECONDS[rate[2]];
  const cron = /^cron\((\S+) (\S+) .*\)$/.exec(expression);
  if (!cron || !/^\d+$/.test(cron[1])) return undefined;
  return /^\d+$/.test(cron[2]) ? SECONDS.day : SECONDS.hour;
}
