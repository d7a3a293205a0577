/**
 * How many batches the queues of a function may have in flight together, where it is more than is reserved.
 *
 * @internal
 */
export function concurrencyAbove(reserved: number, limits: readonly number[]): number | undefined {
  const together = limits.reduce((sum, maxConcurrency) => sum + maxConcurrency, 0);
  return together > reserved ? together : undefined;
}

/**
 * A queue source with too much concurrency, or without a limit, has messages throttled, which moves healthy messages to
 * the redrive queue.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 *
 * @internal
 */
export function concurrencyFindings(reserved: number, queues: readonly (number | undefined)[], allMustSet: boolean): string[] {
  const limits = queues.filter((maxConcurrency) => maxConcurrency !== undefined);
  const together = concurrencyAbove(reserved, limits);
  if (together !== undefined) {
    return [
      `'maxConcurrency' of all queue sources together must be at most 'reservedConcurrentExecutions' (${reserved}), got ${together}, ` +
        `which sends healthy messages to the redrive queue; lower one, or raise the reservation`,
    ];
  }
  if (!allMustSet || limits.length === queues.length) return [];
  return [
    `'maxConcurrency' must be set by every queue source of a function with 'reservedConcurrentExecutions' (${reserved}), got a source without, ` +
      `which may send healthy messages to the redrive queue; pass 'maxConcurrency' with the source`,
  ];
}
