/** So many points have the lines of a picture. */
const POINTS = 48;

/** A number from 0 to 1 that is the same for the same text in each run. */
function random(seed: string): () => number {
  let state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16777619) >>> 0, 2166136261);
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** How high the lines of a metric are: where nothing failed, counts of failures are 0. */
const HEIGHTS: readonly [RegExp, number][] = [
  [/error|throttl|failed|dropped|undelivered|spillover|stored|redriven|expiring|visible/i, 0],
  [/p99/, 2200],
  [/duration|p50/i, 180],
  [/age|oldest/i, 40],
  [/claimed/i, 90],
  [/concurren/i, 12],
  [/cost/i, 0.004],
  [/memory/i, 60],
];

/** Made-up data of a metric, by its label. */
export function seriesOf(label: string): number[] {
  const [, height] = HEIGHTS.find(([pattern]) => pattern.test(label)) ?? [label, 320];
  const next = random(label);
  return Array.from({ length: POINTS }, (_, index) => height * (0.55 + 0.25 * Math.sin(index / 6) + 0.2 * next()));
}
