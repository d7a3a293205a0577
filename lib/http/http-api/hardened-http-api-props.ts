import type { Duration } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { API_OPTIONS, type HardenedApiOptions, type RouteThrottle } from '../front-options';
import type { PublicAccess } from '../public-access';

/**
 * What a hardened HTTP API takes: CDK's options with their meaning, and a few more. `createDefaultStage` can only be true, since access
 * logs and throttling belong to the stage.
 */
export interface HardenedHttpApiProps extends apigateway.HttpApiProps, HardenedApiOptions {
  /**
   * The name of the stage: 1 to 128 letters, digits, hyphens and underscores, or `$default`.
   *
   * @default $default
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
   */
  readonly stageName?: string;

  /**
   * Whether API Gateway publishes metrics for each route, which CloudWatch bills as custom metrics.
   *
   * @default false
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
   */
  readonly detailedMetricsEnabled?: boolean;
}

/** What a route to a function takes. */
export interface HttpFunctionRouteOptions {
  /**
   * Who may call: `new HttpIamAuthorizer()`, an `HttpJwtAuthorizer`, an `HttpUserPoolAuthorizer` or an `HttpLambdaAuthorizer`.
   *
   * @default - `defaultAuthorizer` of the API
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html
   */
  readonly authorizer?: apigateway.IHttpRouteAuthorizer;

  /**
   * The scopes that a token must have. Only with an authorizer that reads tokens.
   *
   * @default - `defaultAuthorizationScopes` of the API
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
   */
  readonly authorizationScopes?: string[];

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
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
   */
  readonly throttle?: RouteThrottle;

  /**
   * How long API Gateway waits for the function: 50 milliseconds to 29 seconds, and at least the timeout of the function, which else
   * runs on after the caller has got its error.
   *
   * @default - 30 seconds, the limit of an HTTP API
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
   */
  readonly timeout?: Duration;

  /**
   * How a request is described in the event.
   *
   * @default PayloadFormatVersion.VERSION_2_0
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
   */
  readonly payloadFormatVersion?: apigateway.PayloadFormatVersion;
}

/** The names of the props. TypeScript holds the lists to the interfaces. @internal */
export const HTTP_API_PROPS: { readonly [prop in keyof Required<HardenedHttpApiProps>]: true } = {
  ...API_OPTIONS,
  apiName: true,
  description: true,
  defaultIntegration: true,
  createDefaultStage: true,
  corsPreflight: true,
  defaultDomainMapping: true,
  disableExecuteApiEndpoint: true,
  defaultAuthorizer: true,
  defaultAuthorizationScopes: true,
  routeSelectionExpression: true,
  ipAddressType: true,
  stageName: true,
  detailedMetricsEnabled: true,
};

/** @internal */
export const HTTP_ROUTE_OPTIONS: { readonly [option in keyof Required<HttpFunctionRouteOptions>]: true } = {
  authorizer: true,
  authorizationScopes: true,
  publicAccess: true,
  throttle: true,
  timeout: true,
  payloadFormatVersion: true,
};
