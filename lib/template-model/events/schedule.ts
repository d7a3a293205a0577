const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const SECONDS: Readonly<Record<string, number>> = { minute: MINUTE, hour: HOUR, day: DAY };

/** The least and the most seconds between two invocations of a schedule. @internal */
export interface Interval {
  readonly least: number;
  /** Absent where days of a month or a year choose. */
  readonly most: number | undefined;
}

/** How often a schedule recurs; absent where it is not known. @internal */
export function intervalOf(expression: string): Interval | undefined {
  const rate = /^rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)$/i.exec(expression);
  if (rate) {
    const seconds = Number(rate[1]) * SECONDS[rate[2].toLowerCase()];
    return { least: seconds, most: seconds };
  }
  const cron = /^cron\(([^)]*)\)$/i.exec(expression);
  return cron ? intervalOfCron(cron[1].trim().split(/\s+/)) : undefined;
}

/** From Friday to Monday. */
const WEEKEND = 3 * DAY;

/** Whether a schedule recurs within a day, at least from Monday to Friday. @internal */
export function recursDaily(expression: string): boolean {
  const { least, most = Number.POSITIVE_INFINITY } = intervalOf(expression) ?? { least: Number.POSITIVE_INFINITY };
  return least <= DAY && most <= WEEKEND;
}

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** Minutes, hours, days of the month, months, days of the week; within its years, a schedule recurs as in any other. */
function intervalOfCron(fields: readonly string[]): Interval | undefined {
  if (fields.length !== 6) return undefined;
  const minutes = chosen(fields[0], 0, 59);
  const hours = chosen(fields[1], 0, 23);
  if (!minutes || !hours) return undefined;
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * HOUR + minute * MINUTE));
  const [first, last] = [times[0], times[times.length - 1]];
  const within = times.slice(1).map((time, index) => time - times[index]);
  const days = daysBetween(fields[2], fields[3], fields[4]);
  const across = days?.map((count) => count * DAY - last + first);
  return {
    least: Math.min(...within, ...(across ?? [DAY - last + first])),
    most: across && Math.max(...within, ...across),
  };
}

/** Between each two days on which a schedule is due; absent where more than days of the week choose. */
function daysBetween(ofMonth: string, months: string, ofWeek: string): number[] | undefined {
  const isEvery = chosen(ofMonth, 1, 31)?.length === 31 && chosen(months, 1, 12, MONTHS)?.length === 12;
  const days = isEvery ? chosen(ofWeek, 1, 7, WEEKDAYS) : undefined;
  return days?.map((day, index) => (days[index + 1] ?? days[0] + 7) - day);
}

/** The values that a field of a cron expression chooses, in their order; absent where it is none that is known. */
function chosen(field: string, least: number, most: number, names: readonly string[] = []): number[] | undefined {
  const values = new Set<number>();
  for (const item of field.split(',')) {
    const match = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(item);
    if (!match) return undefined;
    const [, from, to, step] = match;
    const isAll = from === '*' || from === '?';
    const first = isAll ? least : numberOf(from, least, names);
    const end = to === undefined ? (isAll || step !== undefined ? most : first) : numberOf(to, least, names);
    const by = Number(step ?? 1);
    if (!(first >= least && end <= most && first <= end) || by === 0) return undefined;
    for (let value = first; value <= end; value += by) values.add(value);
  }
  return [...values].sort((one, other) => one - other);
}

function numberOf(text: string, least: number, names: readonly string[]): number {
  const at = names.indexOf(text.toUpperCase());
  return at < 0 ? Number(text) : at + least;
}
