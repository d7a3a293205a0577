import type { Duration } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { API_OPTIONS, type HardenedApiOptions, type RouteThrottle } from '../front-options';
import type { FrontWaiver } from '../front-waiver';
import type { PublicAccess } from '../public-access';

/**
 * What a hardened REST API takes: CDK's options with their meaning, and a few more.
 *
 * Other defaults than in the CDK: the endpoint is Regional, `restApiName` names the stack too, since CloudWatch tells APIs apart by their
 * name, and `cloudWatchRole` is false. `deploy` can only be true. In `deployOptions`, access logs and limits of the whole stage can't be
 * set: set `accessLogGroup` and `throttle`.
 */
export interface HardenedRestApiProps extends apigateway.RestApiProps, HardenedApiOptions {
  /**
   * The ARN of a web ACL of AWS WAF with the scope REGIONAL, in the Region of the API.
   *
   * @default - none, which takes `FrontWaiver.webAcl(reason)`
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
   */
  readonly webAclArn?: string;

  /**
   * The TLS versions and ciphers of the endpoint that API Gateway gives. `TLS_1_0` takes `FrontWaiver.minimumTls(reason)`. The domain name
   * has its own: `domainName.securityPolicy`.
   *
   * @default - TLS 1.2 or later: SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09, for edge-optimized APIs TLS12_PFS_2025_EDGE; of a private API that of API Gateway
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html
   */
  readonly securityPolicy?: apigateway.SecurityPolicy;

  /**
   * Whether API Gateway compares the host that a caller names in its TLS handshake and in its request. BASIC is for proxies in front that
   * change one of them. Only with a security policy whose name begins with `SecurityPolicy_`.
   *
   * @default EndpointAccessMode.STRICT
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html
   */
  readonly endpointAccessMode?: apigateway.EndpointAccessMode;

  /**
   * Protections that the API does without, each with its reason.
   *
   * @default - none
   */
  readonly waivers?: FrontWaiver[];
}

/** What a route to a function takes: CDK's options of a method with their meaning, and a few more. */
export interface RestFunctionRouteOptions extends apigateway.MethodOptions {
  /**
   * That anyone may call the route, also where the API has an authorizer. Can't be combined with `authorizer`.
   *
   * @default - only who the authorizer allows
   */
  readonly publicAccess?: PublicAccess;

  /**
   * How many requests the route takes.
   *
   * @default - `throttle` of the API
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
   */
  readonly throttle?: RouteThrottle;

  /**
   * How long API Gateway waits for the function: 50 milliseconds to 15 minutes, and at least the timeout of the function, which else runs
   * on after the caller has got its error. More than 29 seconds needs a raised quota, which Regional and private APIs can have.
   *
   * @default - 29 seconds
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
   */
  readonly timeout?: Duration;
}

/** The names of the props. TypeScript holds the lists to the interfaces. @internal */
export const REST_API_PROPS: { readonly [prop in keyof Required<HardenedRestApiProps>]: true } = {
  ...API_OPTIONS,
  defaultIntegration: true,
  defaultMethodOptions: true,
  defaultCorsPreflightOptions: true,
  deploy: true,
  deployOptions: true,
  retainDeployments: true,
  restApiName: true,
  parameters: true,
  policy: true,
  failOnWarnings: true,
  domainName: true,
  cloudWatchRole: true,
  cloudWatchRoleRemovalPolicy: true,
  endpointExportName: true,
  endpointTypes: true,
  endpointConfiguration: true,
  disableExecuteApiEndpoint: true,
  description: true,
  binaryMediaTypes: true,
  minimumCompressionSize: true,
  minCompressionSize: true,
  cloneFrom: true,
  apiKeySourceType: true,
  webAclArn: true,
  securityPolicy: true,
  endpointAccessMode: true,
  waivers: true,
};

/** @internal */
export const REST_ROUTE_OPTIONS: { readonly [option in keyof Required<RestFunctionRouteOptions>]: true } = {
  operationName: true,
  authorizationType: true,
  authorizer: true,
  apiKeyRequired: true,
  methodResponses: true,
  requestParameters: true,
  requestModels: true,
  requestValidator: true,
  authorizationScopes: true,
  requestValidatorOptions: true,
  publicAccess: true,
  throttle: true,
  timeout: true,
};
