import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { withoutUndefined } from '../../core/without-undefined';
import type { RouteThrottle } from '../front-options';
import type { FrontPlan } from '../front-plan';
import type { RouteKey } from '../route-key';

type Throttle = Required<RouteThrottle>;

const limits = ({ rateLimit, burstLimit }: Throttle) => ({ throttlingRateLimit: rateLimit, throttlingBurstLimit: burstLimit });

/** The settings of the stage. @internal */
export function stageOptions(
  given: apigateway.StageOptions | undefined,
  throttle: Throttle,
  { isTraced }: FrontPlan,
): apigateway.StageOptions {
  const options = withoutUndefined(given ?? {}) as apigateway.StageOptions;
  return { ...options, ...limits(throttle), tracingEnabled: options.tracingEnabled ?? isTraced };
}

type Setting = apigateway.CfnStage.MethodSettingProperty;

/** A route with its limits. @internal */
export interface ThrottledRoute extends RouteKey {
  readonly resource: apigateway.IResource;
  readonly throttle: Throttle;
}

const SINGLE = Object.values(HttpMethod).filter((method) => method !== HttpMethod.ANY);

/**
 * The settings of the methods, with the limits of the routes. What the stage sets for all methods, or for one of these, is repeated:
 * settings of a method take the place of all settings of the stage, so they have its limits, unless they set others.
 *
 * API Gateway keeps one setting a method, and none of `ANY`: its limits are those of each method that has neither a route nor limits of
 * its own.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 *
 * @internal
 */
export function methodSettings(ofStage: readonly Setting[], routes: readonly ThrottledRoute[], ofApi: Throttle): Setting[] {
  const settings = new Map(ofStage.map((setting) => [keyOf(setting), withoutUndefined(setting) as Setting]));
  const ofAll = settings.get(keyOf({ httpMethod: '*', resourcePath: '/*' }));
  for (const { method, path, resource, throttle } of routes) {
    const resourcePath = path === '/' ? '/' : `/${path.replaceAll('/', '~1')}`;
    const isAny = method === HttpMethod.ANY;
    for (const httpMethod of isAny ? SINGLE.filter((single) => !resource.node.tryFindChild(single)) : [method]) {
      const key = keyOf({ httpMethod, resourcePath });
      const [ofMethod, ofRoute] = [settings.get(key), limits(throttle)];
      settings.set(key, { ...ofAll, ...(isAny ? { ...ofRoute, ...ofMethod } : { ...ofMethod, ...ofRoute }), httpMethod, resourcePath });
    }
  }
  return [...settings.values()].map((setting) => ({ ...limits(ofApi), ...setting }));
}

const keyOf = ({ httpMethod, resourcePath }: Setting): string => `${httpMethod} ${resourcePath}`;
