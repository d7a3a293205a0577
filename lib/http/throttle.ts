import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { DEFAULTS } from '../core/defaults';
import { got, refuse } from '../core/errors';
import { checkObject } from '../core/input/kind-checks';
import { checkNames } from '../core/input/option-names';
import { checkWholeNumber } from '../core/input/ranges';
import { withoutUndefined } from '../core/without-undefined';
import type { RouteThrottle } from './front-options';

const OPTIONS: { readonly [option in keyof Required<RouteThrottle>]: true } = { rateLimit: true, burstLimit: true };

/**
 * Both limits: what API Gateway takes for one that a template leaves out is not documented.
 *
 * @internal
 */
export function completeThrottle(
  scope: IConstruct,
  prop: string,
  throttle: RouteThrottle | undefined,
  otherwise: Required<RouteThrottle> = DEFAULTS.routeThrottle,
): Required<RouteThrottle> {
  if (throttle === undefined || throttle === null) return otherwise;
  checkObject(scope, prop, throttle, 'pass for example { rateLimit: 100, burstLimit: 50 }');
  checkNames(scope, prop, throttle, OPTIONS);
  const { rateLimit } = throttle;
  if (rateLimit !== undefined && rateLimit !== null && !Token.isUnresolved(rateLimit) && !(Number.isFinite(rateLimit) && rateLimit >= 0)) {
    refuse(
      scope,
      `'${prop}.rateLimit' must be a number of at least 0, got ${got(rateLimit)}; it is how many requests a second the route takes`,
    );
  }
  checkWholeNumber(scope, `${prop}.burstLimit`, throttle.burstLimit ?? undefined, {
    min: 0,
    fix: 'it is how many requests the route takes at once',
  });
  return { ...otherwise, ...withoutUndefined(throttle) };
}
