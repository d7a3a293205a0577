import { Annotations, Stack, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { LAMBDA_DEFAULTS } from '../core/aws/lambda-limits';
import { SECONDS_OF_MONTH } from '../core/aws/lambda-prices';
import type { ProvisionedPlan } from './provisioned-plan';

/**
 * Scales the environments of the alias.
 *
 * @internal
 */
export function scale(alias: lambda.Alias, { scaling }: ProvisionedPlan): void {
  if (!scaling) return;
  const { min, max, utilization, schedules } = scaling;
  const target = alias.addAutoScaling({ minCapacity: min, maxCapacity: max });
  if (utilization !== undefined) target.scaleOnUtilization({ utilizationTarget: utilization });
  schedules.forEach((schedule, index) => {
    target.scaleOnSchedule(`Schedule${index + 1}`, {
      schedule: schedule.at,
      minCapacity: schedule.min,
      maxCapacity: schedule.max ?? (utilization === undefined ? schedule.min : undefined),
    });
  });
}

/** USD per GB and second, in us-east-1. https://aws.amazon.com/lambda/pricing/ */
const HELD = { arm64: 0.0000033334, x86_64: 0.0000041667 };

/** What idle environments cost in a month, in USD. @internal */
export const priceHeld = (environments: number, memoryMegabytes: number, architecture: 'arm64' | 'x86_64'): number =>
  environments * (memoryMegabytes / 1024) * SECONDS_OF_MONTH * HELD[architecture];

/**
 * Says at synthesis what the environments cost while nothing happens.
 *
 * @internal
 */
export function printPrice(shell: IConstruct, fn: lambda.CfnFunction, { environments, scaling }: ProvisionedPlan): void {
  const [architecture] = (Stack.of(fn).resolve(fn.architectures) as string[] | undefined) ?? ['x86_64'];
  const memory = fn.memorySize ?? LAMBDA_DEFAULTS.memorySize;
  const least = Math.min(environments, ...(scaling ? [scaling.min, ...scaling.schedules.map(({ min }) => min)] : []));
  if ([memory, environments, least].some((value) => Token.isUnresolved(value)) || (architecture !== 'arm64' && architecture !== 'x86_64'))
    return;
  const price = priceHeld(least, memory, architecture).toFixed(2);
  Annotations.of(shell).addInfo(
    `provisioned concurrency: ${scaling ? 'at least ' : ''}${least} environments of ${memory} MB cost ${scaling ? 'at least ' : ''}${price} USD in an idle month (list price of us-east-1, 30 days)`,
  );
}
