import { Token } from 'aws-cdk-lib';
import type { CorsPreflightOptions } from 'aws-cdk-lib/aws-apigatewayv2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../../core/errors';
import { checkKindsOf, checkList, type Kind } from '../../core/input/kind-checks';
import { checkNames } from '../../core/input/option-names';
import { checkApiCors } from '../cors-checks';
import type { RouteThrottle } from '../front-options';
import { checkAuthorizer, checkIntegrationTimeout, checkPublicAccess, checkRoute } from '../route-checks';
import { completeThrottle } from '../throttle';
import { type HardenedHttpApiProps, HTTP_API_PROPS, HTTP_ROUTE_OPTIONS, type HttpFunctionRouteOptions } from './hardened-http-api-props';

const CORS_OPTIONS: { readonly [option in keyof Required<CorsPreflightOptions>]: true } = {
  allowCredentials: true,
  allowHeaders: true,
  allowMethods: true,
  allowOrigins: true,
  exposeHeaders: true,
  maxAge: true,
};

const KINDS: { readonly [prop in keyof HardenedHttpApiProps]?: Kind } = {
  defaultIntegration: { member: 'bind', name: 'an integration of an HTTP API', example: "new HttpLambdaIntegration('Default', fn)" },
  defaultDomainMapping: { member: 'domainName', name: 'a mapping of a domain name', example: '{ domainName: new DomainName(...) }' },
};

const ROUTE_KINDS: { readonly [option in keyof HttpFunctionRouteOptions]?: Kind } = {
  payloadFormatVersion: { member: 'version', name: 'a PayloadFormatVersion', example: 'PayloadFormatVersion.VERSION_2_0' },
};

/** What people look for on an HTTP API, and what has it. */
const ELSEWHERE: readonly [RegExp, string][] = [
  [/^(webAcl|waf)/i, 'AWS WAF'],
  [/^(tracing|xray)/i, 'tracing by X-Ray'],
];

/**
 * What API Gateway or browsers refuse is refused before the API is made. The throttle, completed.
 *
 * @internal
 */
export function checkHttpApi(scope: IConstruct, props: HardenedHttpApiProps): Required<RouteThrottle> {
  for (const name of Object.keys(props)) {
    const missing = Object.hasOwn(HTTP_API_PROPS, name) ? undefined : ELSEWHERE.find(([pattern]) => pattern.test(name));
    if (missing) {
      refuse(
        scope,
        `'${name}' must not be given, since an HTTP API does not have ${missing[1]}; use a HardenedRestApi, or put a CloudFront distribution in front`,
      );
    }
  }
  checkNames(scope, 'HardenedHttpApi', props, HTTP_API_PROPS);
  if (props.createDefaultStage === false) {
    refuse(scope, `'createDefaultStage' must be true, got false: access logs, throttling and alarms belong to the stage; remove it`);
  }
  checkPublicAccess(scope, props.publicAccess);
  checkAuthorizer(scope, 'defaultAuthorizer', props.defaultAuthorizer, 'HTTP');
  checkList(scope, 'defaultAuthorizationScopes', props.defaultAuthorizationScopes, 'scopes');
  checkKindsOf(scope, props, KINDS);
  checkStageName(scope, props.stageName);
  checkApiCors(scope, 'corsPreflight', props.corsPreflight, CORS_OPTIONS);
  return completeThrottle(scope, 'throttle', props.throttle);
}

/** @internal */
export function checkHttpRoute(scope: IConstruct, fn: lambda.IFunction, options: HttpFunctionRouteOptions | undefined): void {
  checkRoute(scope, fn, options, HTTP_ROUTE_OPTIONS, 'HTTP');
  checkIntegrationTimeout(scope, options?.timeout, 29_000);
  if (options) checkKindsOf(scope, options, ROUTE_KINDS);
}

function checkStageName(scope: IConstruct, name: string | undefined): void {
  if (name === undefined || Token.isUnresolved(name)) return;
  if (typeof name === 'string' && /^(\$default|[A-Za-z0-9_-]{1,128})$/.test(name)) return;
  refuse(scope, `'stageName' must be $default, or 1 to 128 letters, digits, hyphens and underscores, got ${got(name)}; change it`);
}
