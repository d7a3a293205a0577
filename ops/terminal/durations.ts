import { refuse } from '../refusal';

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `90s`, `15m`, `2h`, `3d` or a point in time in ISO 8601, as milliseconds since 1970. */
export function pastTime(option: string, given: string, now: number): number {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(given) ?? [];
  if (amount !== undefined) return now - Number(amount) * UNITS[unit] * 1000;
  const time = /^\d{4}-\d\d-\d\d/.test(given) ? Date.parse(given) : Number.NaN;
  return Number.isNaN(time)
    ? refuse(`'${option}' must be an age or a point in time, got '${given}'; write it as '2h', '3d' or '2026-01-31T12:00:00Z'`)
    : time;
}

/** In two units at most, as in '3 d 4 h'. */
export function shownDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [d, h, m, s] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const parts = [
    [d, 'd'],
    [h, 'h'],
    [m, 'min'],
    [s, 's'],
  ].filter(([amount]) => amount !== 0);
  return parts.length === 0
    ? '0 s'
    : parts
        .slice(0, 2)
        .map(([amount, unit]) => `${amount} ${unit}`)
        .join(' ');
}
