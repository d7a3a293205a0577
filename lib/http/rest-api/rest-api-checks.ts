import { Token } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../../core/errors';
import { checkKindsOf, checkList, checkObject, type Kind } from '../../core/input/kind-checks';
import { checkNames, checkOneOf } from '../../core/input/option-names';
import { checkDuration, checkWholeNumber } from '../../core/input/ranges';
import { API_WAITS } from '../../service-limits/front-waits';
import { checkApiCors } from '../cors-checks';
import { checkFrontWaivers, checkProtected, type FrontReasons } from '../front-waiver';
import { checkAuthorizer, checkIntegrationTimeout, checkPublicAccess, checkRoute } from '../route-checks';
import { checkWebAcl } from '../web-acl-check';
import { type HardenedRestApiProps, REST_API_PROPS, REST_ROUTE_OPTIONS, type RestFunctionRouteOptions } from './hardened-rest-api-props';

/** What is set for the whole stage elsewhere, by its option of the CDK. */
const SET_ELSEWHERE: Readonly<Partial<Record<keyof apigateway.StageOptions, string>>> = {
  accessLogDestination: "set 'accessLogGroup'",
  accessLogFormat: 'remove it: the access logs are in JSON',
  throttlingRateLimit: "set 'throttle.rateLimit'",
  throttlingBurstLimit: "set 'throttle.burstLimit'",
};

const STAGE_OPTIONS: { readonly [option in keyof Required<apigateway.StageOptions>]: true } = {
  stageName: true,
  accessLogDestination: true,
  accessLogFormat: true,
  tracingEnabled: true,
  cacheClusterEnabled: true,
  cacheClusterSize: true,
  clientCertificateId: true,
  description: true,
  documentationVersion: true,
  variables: true,
  methodOptions: true,
  metricsEnabled: true,
  loggingLevel: true,
  dataTraceEnabled: true,
  throttlingBurstLimit: true,
  throttlingRateLimit: true,
  cachingEnabled: true,
  cacheTtl: true,
  cacheDataEncrypted: true,
};

const CORS_OPTIONS: { readonly [option in keyof Required<apigateway.CorsOptions>]: true } = {
  statusCode: true,
  allowOrigins: true,
  allowHeaders: true,
  allowMethods: true,
  allowCredentials: true,
  maxAge: true,
  disableCache: true,
  exposeHeaders: true,
};

const KINDS: { readonly [prop in keyof HardenedRestApiProps]?: Kind } = {
  defaultIntegration: { member: 'bind', name: 'an integration of a REST API', example: 'new LambdaIntegration(fn)' },
  domainName: { member: 'certificate', name: 'options of a domain name', example: "{ domainName: 'api.example.com', certificate }" },
  endpointConfiguration: { member: 'types', name: 'an EndpointConfiguration', example: '{ types: [EndpointType.PRIVATE] }' },
  minCompressionSize: { member: 'toBytes', name: 'a Size', example: 'Size.bytes(1024)' },
  policy: { member: 'addStatements', name: 'an iam.PolicyDocument', example: 'new iam.PolicyDocument(...)' },
  cloneFrom: { member: 'restApiId', name: 'an API', example: 'RestApi.fromRestApiId(...)' },
};

/** What a raised quota can be is not documented; a function runs no longer. */
const MOST_WAITS = 900_000;

const MOST_COMPRESSION = 10 * 1024 * 1024;

/**
 * What API Gateway or browsers refuse, or what would leave the API open, is refused before the API is made.
 *
 * @internal
 */
export function checkRestApi(scope: IConstruct, region: string, props: HardenedRestApiProps): FrontReasons {
  checkNames(scope, 'HardenedRestApi', props, REST_API_PROPS);
  const { deploy, restApiName, publicAccess, webAclArn, defaultCorsPreflightOptions: cors } = props;
  const deployOptions = props.deployOptions ?? {};
  if (deploy === false) {
    refuse(scope, `'deploy' must be true, got false: access logs, throttling and alarms belong to the stage; remove it`);
  }
  checkNames(scope, 'deployOptions', deployOptions, STAGE_OPTIONS);
  for (const [name, fix] of Object.entries(SET_ELSEWHERE)) {
    if (Object.hasOwn(deployOptions, name) && deployOptions[name as keyof apigateway.StageOptions] !== undefined) {
      refuse(scope, `'deployOptions.${name}' must not be given, since the API sets it for each route; ${fix}`);
    }
  }
  checkStage(scope, deployOptions);
  checkKindsOf(scope, props, KINDS);
  checkEndpointTypes(scope, 'endpointTypes', props.endpointTypes);
  checkEndpointTypes(scope, 'endpointConfiguration.types', props.endpointConfiguration?.types);
  checkName(scope, restApiName);
  checkPublicAccess(scope, publicAccess);
  checkAuthorization(scope, 'defaultMethodOptions.', props.defaultMethodOptions ?? {});
  checkPayloads(scope, props);
  checkApiCors(scope, 'defaultCorsPreflightOptions', cors, CORS_OPTIONS);
  const reasons = checkFrontWaivers(scope, props.waivers);
  checkProtected(scope, 'webAclArn', webAclArn, reasons.webAclArn, `pass the ARN of a web ACL, or 'waivers: [FrontWaiver.webAcl(reason)]'`);
  checkWebAcl(scope, webAclArn, 'REGIONAL', region);
  checkTls(scope, props, reasons.certificate);
  return reasons;
}

/** @internal */
export function checkRestRoute(
  scope: IConstruct,
  fn: lambda.IFunction,
  options: RestFunctionRouteOptions | undefined,
  isEdge: boolean,
): void {
  checkRoute(scope, fn, options, REST_ROUTE_OPTIONS, 'REST');
  checkIntegrationTimeout(scope, options?.timeout, isEdge ? API_WAITS.rest : MOST_WAITS);
  const { authorizationType, publicAccess, requestValidator, requestValidatorOptions } = options ?? {};
  checkAuthorization(scope, '', options ?? {});
  if (requestValidator && requestValidatorOptions) {
    refuse(scope, `'requestValidator' can't be combined with 'requestValidatorOptions'; remove one of them`);
  }
  if (publicAccess && authorizationType !== undefined && authorizationType !== apigateway.AuthorizationType.NONE) {
    refuse(scope, `'publicAccess' can't be combined with 'authorizationType'; remove one of them`);
  }
}

function checkAuthorization(
  scope: IConstruct,
  of: string,
  { authorizer, authorizationType, authorizationScopes }: apigateway.MethodOptions,
): void {
  checkAuthorizer(scope, `${of}authorizer`, authorizer, 'REST');
  checkOneOf(scope, `${of}authorizationType`, authorizationType, { AuthorizationType: apigateway.AuthorizationType });
  checkList(scope, `${of}authorizationScopes`, authorizationScopes, 'scopes');
}

/**
 * https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html
 */
function checkStage(scope: IConstruct, { stageName, variables, cacheTtl, methodOptions }: apigateway.StageOptions): void {
  checkDuration(scope, 'deployOptions.cacheTtl', cacheTtl ?? undefined);
  if (stageName !== undefined && stageName !== null && !Token.isUnresolved(stageName) && !isText(stageName, /^[A-Za-z0-9_-]{1,128}$/)) {
    refuse(scope, `'deployOptions.stageName' must be 1 to 128 letters, digits, hyphens and underscores, got ${got(stageName)}; change it`);
  }
  for (const [prop, value] of Object.entries({ variables, methodOptions })) {
    if (value !== undefined && value !== null) checkObject(scope, `deployOptions.${prop}`, value, 'remove it');
  }
  for (const [name, value] of Object.entries(variables ?? {})) {
    if (Token.isUnresolved(name) || Token.isUnresolved(value)) continue;
    if (isText(name, /^\w+$/) && isText(value, /^[\w\-.~:/?#&=,]+$/)) continue;
    refuse(
      scope,
      `'deployOptions.variables' must have names of letters, digits and underscores, and values of those and -.~:/?#&=, got ${got(name)} with ${got(value)}; change it`,
    );
  }
}

const isText = (value: unknown, pattern: RegExp): boolean => typeof value === 'string' && pattern.test(value);

function checkEndpointTypes(scope: IConstruct, prop: string, types: readonly apigateway.EndpointType[] | undefined): void {
  const known: unknown[] = Object.values(apigateway.EndpointType);
  checkList(scope, prop, types, 'apigateway.EndpointType', (type) => known.includes(type));
}

/** CloudWatch takes other characters out of the name, and no alarm would find the metrics. */
function checkName(scope: IConstruct, name: string | undefined): void {
  if (name === undefined || Token.isUnresolved(name)) return;
  if (typeof name === 'string' && /^[\x20-\x7e]+$/.test(name)) return;
  refuse(scope, `'restApiName' must be ASCII characters, which metrics have, got ${got(name)}; change it`);
}

function checkPayloads(scope: IConstruct, { binaryMediaTypes, minCompressionSize, minimumCompressionSize }: HardenedRestApiProps): void {
  if (minimumCompressionSize !== undefined && minCompressionSize !== undefined) {
    refuse(scope, `'minimumCompressionSize' can't be combined with 'minCompressionSize'; remove the first`);
  }
  const size = minimumCompressionSize ?? (minCompressionSize?.isUnresolved() ? undefined : minCompressionSize?.toBytes());
  const name = minimumCompressionSize === undefined ? 'minCompressionSize' : 'minimumCompressionSize';
  checkWholeNumber(scope, name, size, { min: 0, max: MOST_COMPRESSION, unit: 'bytes' });
  checkList(scope, 'binaryMediaTypes', binaryMediaTypes, "media types such as 'image/png'", (type) =>
    isText(type, /^[^\s/]+(\/|~1)[^\s/]+$/),
  );
}

function checkTls(
  scope: IConstruct,
  { securityPolicy, domainName, endpointAccessMode }: HardenedRestApiProps,
  waived: string | undefined,
): void {
  const old = apigateway.SecurityPolicy.TLS_1_0;
  const choices = Object.entries({ securityPolicy, 'domainName.securityPolicy': domainName?.securityPolicy });
  for (const [prop, policy] of choices) {
    if (policy === undefined || Token.isUnresolved(policy)) continue;
    if (!Object.values(apigateway.SecurityPolicy).includes(policy)) {
      refuse(scope, `'${prop}' must be an apigateway.SecurityPolicy, got ${got(policy)}; omit it for TLS 1.2 or later`);
    }
    if (policy === old && waived === undefined) {
      refuse(scope, `'${prop}' must be for TLS 1.2 or later, got ${old}; omit it, or pass 'waivers: [FrontWaiver.minimumTls(reason)]'`);
    }
  }
  if (waived !== undefined && !choices.some(([, policy]) => policy === old || Token.isUnresolved(policy))) {
    refuse(scope, `'waivers' must be about what the API does without, got FrontWaiver.minimumTls and TLS 1.2; remove it`);
  }
  if (endpointAccessMode !== undefined && securityPolicy !== undefined && !isEnhanced(securityPolicy)) {
    refuse(scope, `'endpointAccessMode' must be for a policy that begins with SecurityPolicy_, got ${securityPolicy}; remove one of them`);
  }
}

/** Whether API Gateway asks for an access mode with the policy. @internal */
export const isEnhanced = (policy: string): boolean => Token.isUnresolved(policy) || policy.startsWith('SecurityPolicy_');
