import { Token } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { API_WAITS } from '../../service-limits/front-waits';
import { outlastingFunctions, waitingFor } from '../called-functions';
import { deployedProperty } from '../deployed-property';
import { findingsOfDomainNames } from '../domain-name-findings';
import type { ResourcesOfApi } from '../resources-of-api';

/** Who may call without an authorizer. @internal */
export interface PublicMethods {
  readonly isPublic: boolean;
  readonly methods: ReadonlySet<apigateway.CfnMethod>;
  readonly mayBeOld: boolean;
}

/**
 * What is wrong with the API when the app is complete: with its methods and stages, whoever made them.
 *
 * @internal
 */
export function findingsOfRestApi(resources: ResourcesOfApi, stage: apigateway.CfnStage, allowed: PublicMethods): string[] {
  const methods = resources.ofType<apigateway.CfnMethod>('AWS::ApiGateway::Method');
  const stages = resources.ofType<apigateway.CfnStage>('AWS::ApiGateway::Stage').filter((one) => one !== stage);
  return [
    ...methods.flatMap((method) => openMethod(method, allowed)),
    ...methods.flatMap(outlastingMethod),
    ...methods.flatMap(refusedByBrowsers),
    ...stages.map(
      ({ node }) =>
        `the API must have one stage, got another one (${node.path}), which has no access logs, throttling and alarms; create another HardenedRestApi for it`,
    ),
    ...(allowed.mayBeOld ? [] : findingsOfDomainNames(resources)),
  ];
}

const integrationOf = ({ integration }: apigateway.CfnMethod): Partial<apigateway.CfnMethod.IntegrationProperty> =>
  integration && !Token.isUnresolved(integration) ? (integration as apigateway.CfnMethod.IntegrationProperty) : {};

const BY_AUTHORIZER: readonly unknown[] = ['CUSTOM', 'COGNITO_USER_POOLS'];

function openMethod(method: apigateway.CfnMethod, { isPublic, methods }: PublicMethods): string[] {
  const { httpMethod, node } = method;
  const authorizationType = deployedProperty(method, 'AuthorizationType') ?? 'NONE';
  if (BY_AUTHORIZER.includes(authorizationType) && deployedProperty(method, 'AuthorizerId') === undefined) {
    return [
      `'authorizer' must be set for ${httpMethod} (${node.scope?.node.path}) with the authorization type ${authorizationType}, got none, which API Gateway refuses; pass one`,
    ];
  }
  if (isPublic || authorizationType !== 'NONE' || methods.has(method)) return [];
  // Browsers send preflights without credentials. A mock answers them.
  if (httpMethod === 'OPTIONS' && integrationOf(method).type === 'MOCK') return [];
  return [
    `'authorizer' must be set for ${httpMethod} (${node.scope?.node.path}), got none; set 'defaultMethodOptions' of the API, or 'authorizer' or 'authorizationType' of the route, ` +
      `or 'publicAccess: PublicAccess.allowed(reason)'`,
  ];
}

/** Of preflights that a resource adds itself. */
function refusedByBrowsers(method: apigateway.CfnMethod): string[] {
  const { integrationResponses } = integrationOf(method);
  if (!Array.isArray(integrationResponses)) return [];
  const isRefused = (integrationResponses as apigateway.CfnMethod.IntegrationResponseProperty[]).some(
    ({ responseParameters: headers = {} }) => {
      const {
        'method.response.header.Access-Control-Allow-Origin': origin,
        'method.response.header.Access-Control-Allow-Credentials': credentials,
      } = headers as Record<string, unknown>;
      return origin === "'*'" && credentials === "'true'";
    },
  );
  if (!isRefused) return [];
  return [
    `'allowOrigins' must name origins where 'allowCredentials' is true, got "*" (${method.node.scope?.node.path}), which browsers refuse; pass for example ['https://shop.example.com']`,
  ];
}

function outlastingMethod(method: apigateway.CfnMethod): string[] {
  const { uri, timeoutInMillis = API_WAITS.rest, responseTransferMode, type } = integrationOf(method);
  // What is streamed may be long, and only a proxy waits for sure: others may invoke asynchronously.
  if (type !== 'AWS_PROXY' || responseTransferMode === 'STREAM') return [];
  return outlastingFunctions(method, uri, waitingFor(timeoutInMillis));
}
