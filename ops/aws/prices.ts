/** USD in us-east-1 without discounts and free tier, as AWS listed them in 2026-05: an estimate. */
const PER_GB_SECOND = { x86_64: 0.0000166667, arm64: 0.0000133334 } as const;
const PER_REQUEST = 0.2 / 1_000_000;

export type Architecture = keyof typeof PER_GB_SECOND;

export const architectureOf = (architectures: readonly string[] | undefined): Architecture =>
  architectures?.[0] === 'arm64' ? 'arm64' : 'x86_64';

/** What one invocation costs. */
export const costOf = (billedMs: number, memoryMb: number, architecture: Architecture): number =>
  PER_REQUEST + (billedMs / 1000) * (memoryMb / 1024) * PER_GB_SECOND[architecture];

/** In USD for a million of them. */
export const shownMillion = (usd: number): string => `${(usd * 1_000_000).toFixed(2)} USD per million`;
