import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
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
  const { methodOptions = {}, ...options } = given ?? {};
  const methods = Object.entries(methodOptions).map(([path, own]) => [path, { ...limits(throttle), ...own }]);
  return {
    ...options,
    ...limits(throttle),
    tracingEnabled: options.tracingEnabled ?? isTraced,
    methodOptions: methods.length > 0 ? Object.fromEntries(methods) : undefined,
  };
}

/**
 * Limits one method. What the stage sets for all methods is repeated.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 *
 * @internal
 */
export function throttleMethod(stage: apigateway.CfnStage, { method, path }: RouteKey, throttle: Throttle): void {
  const settings = stage.methodSettings as apigateway.CfnStage.MethodSettingProperty[];
  const ofAll = settings.find(({ httpMethod, resourcePath }) => httpMethod === '*' && resourcePath === '/*');
  const resourcePath = path === '/' ? '/' : `/${path.replaceAll('/', '~1')}`;
  stage.methodSettings = [...settings, { ...ofAll, httpMethod: method, resourcePath, ...limits(throttle) }];
}
