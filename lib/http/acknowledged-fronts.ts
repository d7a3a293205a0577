import type { IConstruct } from 'constructs';
import { acknowledge } from '../core/acknowledgements';
import type { FrontPlan } from './front-plan';
import type { FrontReasons } from './front-waiver';
import type { FunctionUrlDistributionProps } from './function-url-distribution-props';

/**
 * What cdk-nag finds and the user has decided, or cannot change.
 *
 * @internal
 */
export function acknowledgeDistribution(
  distribution: IConstruct,
  { geoRestriction }: FunctionUrlDistributionProps,
  reasons: FrontReasons,
  _plan: FrontPlan,
): void {
  if (!geoRestriction) acknowledge(distribution, { 'AwsSolutions-CFR1': 'The application is for callers of every country.' });
  if (reasons.webAclArn) acknowledge(distribution, { 'AwsSolutions-CFR2': reasons.webAclArn });
  if (reasons.certificate) acknowledge(distribution, { 'AwsSolutions-CFR4': reasons.certificate });
}
