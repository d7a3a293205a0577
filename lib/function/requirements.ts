import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from '../core/errors';
import { checkReason } from '../core/reasons';
import type { HardeningProfile } from '../profiles/hardening-profile';
import { Requirement } from '../profiles/profile-settings';
import type { ShellProps } from './effective-props';

/**
 * The reasons for requirements that are not met.
 *
 * @internal
 */
export type WaiverPlan = { readonly [requirement in Requirement]?: string };

/** What may be waived: the prop that meets the requirement, and the way out. */
const WAIVABLE = {
  [Requirement.VPC]: 'Waiver.vpc(reason)',
  [Requirement.RESERVED_CONCURRENCY]: 'Waiver.reservedConcurrency(reason)',
} as const;

/** @internal */
export function resolveRequirements(scope: IConstruct, props: ShellProps, profile: HardeningProfile): WaiverPlan {
  const waived: { [requirement in Requirement]?: string } = {};
  for (const { _requirement, _reason } of props.waivers ?? []) {
    checkReason(scope, WAIVABLE[_requirement as keyof typeof WAIVABLE].replace('(reason)', ''), _reason);
    waived[_requirement] = _reason;
  }
  for (const requirement of [Requirement.VPC, Requirement.RESERVED_CONCURRENCY] as const) {
    if (props[requirement] !== undefined) delete waived[requirement];
    else if (profile._settings.requirements.includes(requirement) && waived[requirement] === undefined) {
      refuse(
        scope,
        `'${requirement}' must be given under the ${profile._name} profile, got none; pass it, or 'waivers: [${WAIVABLE[requirement]}]'`,
      );
    }
  }
  return waived;
}

/**
 * One queue source with too much concurrency, or with none said, turns messages away that then wander into the redrive
 * queue though nothing is wrong with them.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 *
 * @internal
 */
export interface MappedSource {
  readonly arn?: string;
  readonly maxConcurrency?: number;
}

/** @internal */
export function concurrencyOfSources(reserved: number | undefined, sources: MappedSource[], allMustSay: boolean): string[] {
  if (reserved === undefined || Token.isUnresolved(reserved)) return [];
  const said = sources.map(({ maxConcurrency }) => maxConcurrency).filter((value) => value !== undefined);
  if (said.some((value) => Token.isUnresolved(value))) return [];
  const together = said.reduce((sum, value) => sum + value, 0);
  if (together > reserved) {
    return [
      `'maxConcurrency' of all queue sources together must be at most 'reservedConcurrentExecutions' (${reserved}), got ${together}, ` +
        `which sends healthy messages to the redrive queue; lower one, or raise the reservation`,
    ];
  }
  if (!allMustSay || said.length === sources.length) return [];
  return [
    `'maxConcurrency' must be said by every queue source of a function with 'reservedConcurrentExecutions' (${reserved}), got a source without, ` +
      `which may send healthy messages to the redrive queue; pass 'maxConcurrency' with the source`,
  ];
}
