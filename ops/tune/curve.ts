import type { Result } from './result';

const SIZE = { width: 720, height: 360, left: 70, right: 70, top: 30, bottom: 50 };
const COLOURS = { time: '#d13212', cost: '#0073bb', axis: '#545b64' };

/** Time and cost against memory, as SVG. */
export function curve(results: readonly Result[]): string {
  const sorted = [...results].sort((one, other) => one.memoryMb - other.memoryMb);
  const { width, height, left, right, top, bottom } = SIZE;
  const least = Math.log2(sorted[0].memoryMb);
  const span = Math.log2(sorted[sorted.length - 1].memoryMb) - least || 1;
  const x = ({ memoryMb }: Result): number => left + ((Math.log2(memoryMb) - least) / span) * (width - left - right);
  const scale = (of: (result: Result) => number) => {
    const greatest = Math.max(...sorted.map(of)) * 1.1 || 1;
    return (result: Result): number => height - bottom - (of(result) / greatest) * (height - top - bottom);
  };
  const line = (of: (result: Result) => number, colour: string, shown: (result: Result) => string): string[] => {
    const y = scale(of);
    const points = sorted.map((result) => `${x(result).toFixed(1)},${y(result).toFixed(1)}`).join(' ');
    return [
      `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...sorted.map(
        (result) =>
          `<circle cx="${x(result).toFixed(1)}" cy="${y(result).toFixed(1)}" r="4" fill="${colour}"><title>${result.memoryMb} MB: ${shown(result)}</title></circle>`,
      ),
    ];
  };
  const base = height - bottom;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Time and cost against memory" font-family="sans-serif" font-size="12">`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    `<path d="M${left} ${top}V${base}H${width - right}V${top}" fill="none" stroke="${COLOURS.axis}"/>`,
    ...sorted.map(
      (result) =>
        `<text x="${x(result).toFixed(1)}" y="${base + 18}" text-anchor="middle" fill="${COLOURS.axis}">${result.memoryMb} MB</text>`,
    ),
    `<text x="${left}" y="${top - 10}" fill="${COLOURS.time}">ms for a run</text>`,
    `<text x="${width - right}" y="${top - 10}" text-anchor="end" fill="${COLOURS.cost}">USD for a million runs</text>`,
    ...line(
      ({ durationMs }) => durationMs,
      COLOURS.time,
      ({ durationMs }) => `${durationMs.toFixed(1)} ms`,
    ),
    ...line(
      ({ cost }) => cost,
      COLOURS.cost,
      ({ cost }) => `${(cost * 1e6).toFixed(2)} USD for a million`,
    ),
    '</svg>\n',
  ].join('\n');
}
