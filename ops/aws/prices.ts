import { PER_GB_SECOND, PER_REQUEST } from '../../lib/core/aws/lambda-prices';

export type Architecture = keyof typeof PER_GB_SECOND;

export const architectureOf = (architectures: readonly string[] | undefined): Architecture =>
  architectures?.[0] === 'arm64' ? 'arm64' : 'x86_64';

/** What one invocation costs: an estimate. */
export const costOf = (billedMs: number, memoryMb: number, architecture: Architecture): number =>
  PER_REQUEST + (billedMs / 1000) * (memoryMb / 1024) * PER_GB_SECOND[architecture];

/** In USD for a million of them. */
export const shownMillion = (usd: number): string => `${(usd * 1_000_000).toFixed(2)} USD per million`;
