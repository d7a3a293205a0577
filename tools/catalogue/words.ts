const UNITS: [string, number][] = [
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** `1 day`, `2 days`; `1 retry`, `2 retries`. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** In the largest unit that divides it: 3600 is `1 hour`, 5400 is `90 minutes`. */
export function spell(seconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => seconds % length === 0) ?? ['second', 1];
  return plural(seconds / length, unit);
}

/** With Lambda's default if the template sets none: 2 retries, 6 hours. */
export const retriesOf = (set: number | undefined): string => plural(set ?? 2, 'retry', 'retries');
export const maxAgeOf = (set: number | undefined): string => spell(set ?? 21600);
