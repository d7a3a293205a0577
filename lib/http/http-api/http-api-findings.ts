import type * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { API_WAITS } from '../../service-limits/front-waits';
import { outlastingFunctions, waitingFor } from '../called-functions';
import { deployedProperty } from '../deployed-property';
import { findingsOfDomainNames } from '../domain-name-findings';
import type { ResourcesOfApi } from '../resources-of-api';

/** Who may call without an authorizer. @internal */
export interface PublicOfApi {
  readonly isPublic: boolean;
  readonly publicRoutes: ReadonlyMap<string, string>;
}

/**
 * What is wrong with the API when the app is complete: with its routes and integrations, whoever made them.
 *
 * @internal
 */
export function findingsOfHttpApi(resources: ResourcesOfApi, stage: apigateway.CfnStage, allowed: PublicOfApi): string[] {
  const routes = resources.ofType<apigateway.CfnRoute>('AWS::ApiGatewayV2::Route');
  const integrations = resources.ofType<apigateway.CfnIntegration>('AWS::ApiGatewayV2::Integration');
  const stages = resources.ofType<apigateway.CfnStage>('AWS::ApiGatewayV2::Stage').filter((one) => one !== stage);
  return [
    ...routes.flatMap((route) => openRoute(route, allowed)),
    ...routes.flatMap(uselessScopes),
    ...integrations.flatMap((integration) => {
      const { integrationUri, timeoutInMillis = API_WAITS.http, integrationSubtype } = integration;
      return integrationSubtype === undefined ? outlastingFunctions(integration, integrationUri, waitingFor(timeoutInMillis)) : [];
    }),
    ...stages.map(
      ({ node }) =>
        `the API must have one stage, got another one (${node.path}), which has no access logs, throttling and alarms; create another HardenedHttpApi for it`,
    ),
    ...findingsOfDomainNames(resources),
  ];
}

const authorizationOf = (route: apigateway.CfnRoute): unknown => deployedProperty(route, 'AuthorizationType') ?? 'NONE';

function openRoute(route: apigateway.CfnRoute, { isPublic, publicRoutes }: PublicOfApi): string[] {
  const { routeKey, node } = route;
  if (isPublic || publicRoutes.has(routeKey) || authorizationOf(route) !== 'NONE') return [];
  return [
    `'authorizer' must be set for the route ${routeKey} (${node.scope?.node.path}), got none; set 'defaultAuthorizer' of the API or 'authorizer' of the route, ` +
      `or 'publicAccess: PublicAccess.allowed(reason)'`,
  ];
}

/** Scopes where no token is read: the CDK gives each route those of the API. */
function uselessScopes(route: apigateway.CfnRoute): string[] {
  const type = authorizationOf(route);
  const scopes = deployedProperty(route, 'AuthorizationScopes');
  if (!hasNoScopes(type) || scopes === undefined || (Array.isArray(scopes) && scopes.length === 0)) return [];
  return [
    `'authorizationScopes' must be for an authorizer that reads tokens, got them for the route ${route.routeKey} (${route.node.scope?.node.path}) with the ` +
      `authorization type ${type}, which API Gateway refuses; remove them, or pass an empty list for the route`,
  ];
}

/** Whether API Gateway refuses scopes with the authorization type. @internal */
export const hasNoScopes = (type: unknown): boolean => ['NONE', 'AWS_IAM', 'CUSTOM'].includes(type as string);
