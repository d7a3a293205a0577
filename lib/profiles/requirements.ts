import type { IConstruct } from 'constructs';
import { refuseAtSynth } from '../core/errors';
import { checkReason } from '../core/input/reasons';
import type { HardeningProfile } from './hardening-profile';
import { HardeningRequirement } from './profile-settings';
import type { ScopedProps } from './scope-settings';
import type { Waiver } from './waiver';

/**
 * The reasons for requirements that are not met.
 *
 * @internal
 */
export type WaiverPlan = { readonly [requirement in HardeningRequirement]?: string };

/** What may be waived: the prop that meets the requirement, and how to waive it. */
const WAIVABLE = {
  [HardeningRequirement.VPC]: 'Waiver.vpc(reason)',
  [HardeningRequirement.RESERVED_CONCURRENCY]: 'Waiver.reservedConcurrency(reason)',
} as const;

/** @internal */
export function waivedRequirements(scope: IConstruct, waivers: readonly Waiver[] = []): { [requirement in HardeningRequirement]?: string } {
  for (const { _requirement, _reason } of waivers)
    checkReason(scope, WAIVABLE[_requirement as keyof typeof WAIVABLE].replace('(reason)', ''), _reason);
  return Object.fromEntries(waivers.map(({ _requirement, _reason }) => [_requirement, _reason]));
}

/**
 * A profile that is chosen for an app may be unmet by all of its functions.
 *
 * @internal
 */
export function resolveRequirements(scope: IConstruct, props: ScopedProps, profile: HardeningProfile): WaiverPlan {
  const waived = waivedRequirements(scope, props.waivers);
  for (const requirement of [HardeningRequirement.VPC, HardeningRequirement.RESERVED_CONCURRENCY] as const) {
    if (props[requirement] !== undefined) delete waived[requirement];
    else if (profile._settings.requirements.includes(requirement) && waived[requirement] === undefined) {
      refuseAtSynth(
        scope,
        `'${requirement}' must be given under the ${profile._name} profile, got none; pass it, or 'waivers: [${WAIVABLE[requirement]}]'`,
      );
    }
  }
  return waived;
}
