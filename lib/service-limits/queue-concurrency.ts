/**
 * How many batches the queues of a function may have in flight together, where it is more than is reserved.
 *
 * @internal
 */
export function concurrencyAbove(reserved: number, said: readonly number[]): number | undefined {
  const together = said.reduce((sum, maxConcurrency) => sum + maxConcurrency, 0);
  return together > reserved ? together : undefined;
}

/**
 * One queue source with too much concurrency, or with none said, turns messages away that then wander into the redrive
 * queue though nothing is wrong with them.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 *
 * @internal
 */
export function concurrencyFindings(reserved: number, queues: readonly (number | undefined)[], allMustSay: boolean): string[] {
  const said = queues.filter((maxConcurrency) => maxConcurrency !== undefined);
  const together = concurrencyAbove(reserved, said);
  if (together !== undefined) {
    return [
      `'maxConcurrency' of all queue sources together must be at most 'reservedConcurrentExecutions' (${reserved}), got ${together}, ` +
        `which sends healthy messages to the redrive queue; lower one, or raise the reservation`,
    ];
  }
  if (!allMustSay || said.length === queues.length) return [];
  return [
    `'maxConcurrency' must be said by every queue source of a function with 'reservedConcurrentExecutions' (${reserved}), got a source without, ` +
      `which may send healthy messages to the redrive queue; pass 'maxConcurrency' with the source`,
  ];
}
