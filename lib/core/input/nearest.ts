/**
 * The letters of a name, however it is spelled.
 *
 * @internal
 */
export const letters = (name: string): string => name.toLowerCase().replace(/[-_$ ]/g, '');

/** How many letters have to be typed, left out or changed to get from one word to the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[other.length];
}

const A_THIRD = (candidate: string): number => Math.max(1, Math.floor(candidate.length / 3));

/**
 * The nearest of some names, where one is near: at most a third of it is different.
 *
 * @internal
 */
export function nearest(name: string, names: readonly string[], most: (candidate: string) => number = A_THIRD): string | undefined {
  const given = letters(name);
  const ranked = names
    // Each letter more is a step, so what is much longer is not near, and need not be compared.
    .filter((candidate) => Math.abs(given.length - letters(candidate).length) <= most(candidate))
    .map((candidate) => ({ candidate, steps: distance(given, letters(candidate)) }))
    .filter(({ candidate, steps }) => steps <= most(candidate))
    .sort((one, other) => one.steps - other.steps);
  return ranked[0]?.candidate;
}
