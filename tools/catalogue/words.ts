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

/** What Lambda does where the template says nothing: 2 retries, 6 hours. */
export const retriesOf = (said: number | undefined): string => plural(said ?? 2, 'retry', 'retries');
export const maxAgeOf = (said: number | undefined): string => spell(said ?? 21600);
