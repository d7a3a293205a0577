import { Token } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { API_WAITS } from '../service-limits/front-waits';
import { outlastingFunctions, waitingFor } from './called-functions';
import { findingsOfDomainNames } from './domain-name-findings';
import type { ResourcesOfApi } from './resources-of-api';

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

function openRoute({ routeKey, authorizationType = 'NONE', node }: apigateway.CfnRoute, { isPublic, publicRoutes }: PublicOfApi): string[] {
  if (isPublic || Token.isUnresolved(authorizationType) || authorizationType !== 'NONE' || publicRoutes.has(routeKey)) return [];
  return [
    `'authorizer' must be set for the route ${routeKey} (${node.scope?.node.path}), got none; set 'defaultAuthorizer' of the API or 'authorizer' of the route, ` +
      `or 'publicAccess: PublicAccess.allowed(reason)'`,
  ];
}
