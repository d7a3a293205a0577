const UNITS: readonly (readonly [string, number])[] = [
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** `1 day`, `2 days`; `1 retry`, `2 retries`. @internal */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** In the largest unit that divides it: 3600 is `1 hour`, 5400 is `90 minutes`. @internal */
export function spell(seconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => seconds !== 0 && seconds % length === 0) ?? ['second', 1];
  return plural(seconds / length, unit);
}

/** With Lambda's default if the template sets none: 2 retries, 6 hours. @internal */
export const retriesOf = (set: number | undefined): string => plural(set ?? 2, 'retry', 'retries');
/** @internal */
export const maxAgeOf = (set: number | undefined): string => spell(set ?? 21600);

/** The local part of an address is shortened, as in `o…@example.com`; of a number and a URL only the end or the host stays. @internal */
export function shortened(address: string): string {
  const [, first, domain] = /^(.)[^@]*@(.+)$/.exec(address) ?? [];
  if (domain !== undefined) return `${first}…@${domain}`;
  const [, host] = /^(https?:\/\/[^/?#]+)/.exec(address) ?? [];
  if (host !== undefined) return `${host.replace(/\/\/[^@]*@/, '//')}/…`;
  return address.length > 6 ? `…${address.slice(-3)}` : '…';
}
