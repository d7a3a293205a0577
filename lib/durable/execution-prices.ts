import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { DurablePlan } from './durable-plan';

/** USD in us-east-1. https://aws.amazon.com/lambda/pricing/ @internal */
export const PRICES = { millionOperations: 8, gigabyteWritten: 0.25, gigabyteMonthRetained: 0.15 };

/** AWS's example of an execution: its start, two steps and a wait. */
const OPERATIONS = 4;
const DAYS_OF_MONTH = 30;

/** What a million executions cost beside requests and duration, each with an amount of data, in USD. @internal */
export function priceOfMillion(operations: number, kilobytes: number, retentionDays: number): number {
  const gigabytes = (kilobytes * 1_000_000) / 1_048_576;
  const months = retentionDays / DAYS_OF_MONTH;
  return operations * PRICES.millionOperations + gigabytes * (PRICES.gigabyteWritten + months * PRICES.gigabyteMonthRetained);
}

/**
 * Says at synthesis what executions cost, with the retention that is set.
 *
 * @internal
 */
export function printPrice(shell: IConstruct, { retentionDays }: DurablePlan): void {
  if (retentionDays === undefined) return;
  const usd = (amount: number) => amount.toFixed(2);
  const { millionOperations, gigabyteWritten, gigabyteMonthRetained } = PRICES;
  Annotations.of(shell).addInfo(
    `durable executions cost nothing in an idle month without retained data; a million of ${OPERATIONS} operations and 10 KB each cost ` +
      `${usd(priceOfMillion(OPERATIONS, 10, retentionDays))} USD beside requests and duration: ${usd(millionOperations)} a million operations, ` +
      `${usd(gigabyteWritten)} a GB written, ${usd(gigabyteMonthRetained)} a GB retained for a month, here for ${retentionDays} days ` +
      '(list prices of us-east-1)',
  );
}
