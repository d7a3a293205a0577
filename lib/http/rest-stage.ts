import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { withoutUndefined } from '../core/without-undefined';
import type { RouteThrottle } from './front-options';
import type { FrontPlan } from './front-plan';
import type { RouteKey } from './route-key';

type Throttle = Required<RouteThrottle>;

const limits = ({ rateLimit, burstLimit }: Throttle) => ({ throttlingRateLimit: rateLimit, throttlingBurstLimit: burstLimit });

/**
 * The settings of the stage. Settings of a method take the place of all settings of the stage: they have its limits, unless they set
 * others.
 *
 * @internal
 */
export function stageOptions(
  given: apigateway.StageOptions | undefined,
  throttle: Throttle,
  { isTraced }: FrontPlan,
): apigateway.StageOptions {
  const { methodOptions = {}, ...options } = withoutUndefined(given ?? {}) as apigateway.StageOptions;
  const methods = Object.entries(methodOptions).map(([path, own]) => [path, { ...limits(throttle), ...own }]);
  return {
    ...options,
    ...limits(throttle),
    tracingEnabled: options.tracingEnabled ?? isTraced,
    methodOptions: methods.length > 0 ? Object.fromEntries(methods) : undefined,
  };
}

type Setting = apigateway.CfnStage.MethodSettingProperty;

/** A route with its limits. @internal */
export interface ThrottledRoute extends RouteKey {
  readonly resource: apigateway.IResource;
  readonly throttle: Throttle;
}

const SINGLE = Object.values(HttpMethod).filter((method) => method !== HttpMethod.ANY);

/**
 * The settings of the methods, with the limits of the routes. What the stage sets for all methods, or for one of these, is repeated.
 *
 * API Gateway keeps one setting a method, and none of `ANY`: its limits are those of each method that has neither a route nor settings of
 * its own.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 *
 * @internal
 */
export function methodSettings(ofStage: readonly Setting[], routes: readonly ThrottledRoute[]): Setting[] {
  const settings = new Map(ofStage.map((setting) => [keyOf(setting), setting]));
  const ofAll = settings.get(keyOf({ httpMethod: '*', resourcePath: '/*' }));
  const limit = (httpMethod: string, resourcePath: string, throttle: Throttle) => {
    const key = keyOf({ httpMethod, resourcePath });
    settings.set(key, { ...ofAll, ...settings.get(key), httpMethod, resourcePath, ...limits(throttle) });
  };
  for (const { method, path, resource, throttle } of routes) {
    const resourcePath = path === '/' ? '/' : `/${path.replaceAll('/', '~1')}`;
    const isFree = (httpMethod: string) => !resource.node.tryFindChild(httpMethod) && !settings.has(keyOf({ httpMethod, resourcePath }));
    const limited = method === HttpMethod.ANY ? SINGLE.filter(isFree) : [method];
    for (const httpMethod of limited) limit(httpMethod, resourcePath, throttle);
  }
  return [...settings.values()];
}

const keyOf = ({ httpMethod, resourcePath }: Setting): string => `${httpMethod} ${resourcePath}`;
