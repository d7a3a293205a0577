/**
 * How many filters Lambda takes for a source: without a raised quota, and with one.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 *
 * @internal
 */
export const FILTER_LIMITS = { usual: 5, most: 10 } as const;
