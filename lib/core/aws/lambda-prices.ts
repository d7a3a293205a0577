/*
 * List prices of us-east-1 in USD, without any free tier. It needs nothing of the CDK: the commands of ops/ read it too.
 * https://aws.amazon.com/lambda/pricing/
 */

/** @internal */
export const PER_REQUEST = 0.2 / 1_000_000;

/** @internal */
export const PER_GB_SECOND = { x86_64: 0.0000166667, arm64: 0.0000133334 } as const;

/** Of 30 days. @internal */
export const SECONDS_OF_MONTH = 30 * 24 * 3600;
