import type { ApplicationModel } from '../../../template-model/application-model';
import { type Invocation, TRIGGERS } from '../../../template-model/events/invocation';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, ref, resource } from '../examples/parts';
import { method } from '../examples/triggers';

const restApi = (properties: Readonly<Record<string, unknown>> = {}) =>
  resource('AWS::ApiGateway::RestApi', { Name: 'shop', ...properties });
const ofRest = (properties: Readonly<Record<string, unknown>> = {}) => {
  const made = method(arn('Orders'));
  return { ...made, Properties: { ...made.Properties, RestApiId: ref('Api'), AuthorizationType: 'NONE', ...properties } };
};

const httpApi = (route: Readonly<Record<string, unknown>> = {}, ProtocolType = 'HTTP') => ({
  Orders: fn(),
  Api: resource('AWS::ApiGatewayV2::Api', { Name: 'shop', ProtocolType }),
  Integration: resource('AWS::ApiGatewayV2::Integration', {
    ApiId: ref('Api'),
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: arn('Orders'),
  }),
  Route: resource('AWS::ApiGatewayV2::Route', {
    ApiId: ref('Api'),
    RouteKey: 'POST /orders',
    Target: { 'Fn::Join': ['/', ['integrations', ref('Integration')]] },
    ...route,
  }),
});

/** @internal */
export const API_ROUTE_WITHOUT_AUTHORIZER: Rule = {
  id: 'ApiRouteWithoutAuthorizer',
  severity: CheckSeverity.INFO,
  problem: 'A route of an API invokes a function for anyone.',
  impact: 'Anyone who finds the address can invoke the function with data and as often as the limits of the API allow, at your cost.',
  fix: "Set 'AuthorizationType' of the route or method to AWS_IAM, JWT, CUSTOM or COGNITO_USER_POOLS, or acknowledge that it is public.",
  docsUrl: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html',
  equivalents: ['Security Hub APIGateway.8', 'cdk-nag AwsSolutions-APIG4', 'checkov CKV_AWS_59', 'checkov CKV_AWS_309'],
  *find(model): Iterable<Violation> {
    const seen = new Set<Resource>();
    for (const invocation of model.invocations) {
      for (const { route, called } of openRoutesOf(invocation, model)) {
        if (seen.has(route)) continue;
        seen.add(route);
        const message = `'AuthorizationType' must be set for ${called}, which invokes ${invocation.invoked.fn.name}, got NONE`;
        yield { resource: route, property: 'AuthorizationType', message, fn: invocation.invoked.fn };
      }
    }
  },
  examples: (): Examples => ({
    bad: [
      httpApi(),
      httpApi({ AuthorizationType: 'NONE' }),
      { Orders: fn(), Api: restApi(), Method: ofRest() },
      { Orders: fn(), Api: restApi(), Method: ofRest({ AuthorizationType: undefined, ApiKeyRequired: true }) },
    ],
    good: [
      httpApi({ AuthorizationType: 'AWS_IAM' }),
      httpApi({ AuthorizationType: ref('AuthorizationType') }),
      httpApi({ RouteKey: 'OPTIONS /orders' }),
      httpApi({ RouteKey: 'sendMessage' }, 'WEBSOCKET'),
      { Orders: fn(), Api: restApi(), Method: ofRest({ AuthorizationType: 'CUSTOM' }) },
      { Orders: fn(), Api: restApi(), Method: ofRest({ HttpMethod: 'OPTIONS' }) },
      { Orders: fn(), Api: restApi({ Policy: ref('Policy') }), Method: ofRest() },
      { Orders: fn(), Api: restApi({ EndpointConfiguration: { Types: ['PRIVATE'] } }), Method: ofRest() },
      { Orders: fn(), Method: ofRest({ RestApiId: 'a1b2c3d4e5' }) },
      { ...httpApi(), Route: { ...httpApi().Route, Metadata: { 'cdk-hardened-lambda:Waivers': { authorizer: 'a status page' } } } },
    ],
  }),
};

interface OpenRoute {
  readonly route: Resource;
  readonly called: string;
}

/** The routes and methods that anyone may call, as far as the templates tell. */
function openRoutesOf({ by, resource, property }: Invocation, model: ApplicationModel): OpenRoute[] {
  // The document of an API has its own authorizers, and SAM gives those that the API has.
  if (property === 'Body' || 'Transform' in resource.template.body) return [];
  if (by === TRIGGERS.HTTP_API) {
    const api = model.resources.behind(resource.get('ApiId'));
    if (api?.text('ProtocolType') !== 'HTTP' || isPublic(api, model)) return [];
    const routes = model.mentionsOf(resource).flatMap((mention) => (mention.by?.type === 'AWS::ApiGatewayV2::Route' ? [mention.by] : []));
    return routes.filter(isOpen).flatMap((route) => named(route, route.text('RouteKey')));
  }
  if (by !== TRIGGERS.REST_API || !isOpen(resource)) return [];
  const api = model.resources.behind(resource.get('RestApiId'));
  if (api?.has('Policy') !== false || isPrivate(api) || isPublic(api, model)) return [];
  return named(resource, resource.text('HttpMethod'));
}

const isOpen = (route: Resource): boolean => route.text('AuthorizationType', 'NONE') === 'NONE' && !route.hasLeftOut('authorizer');

/** Browsers send preflights without credentials. */
const named = (route: Resource, key: string | undefined): OpenRoute[] =>
  key === undefined || /^OPTIONS\b/.test(key) ? [] : [{ route, called: key }];

/** Only what is in its VPC calls it. */
const isPrivate = (api: Resource): boolean =>
  api.list('EndpointConfiguration.Types')?.includes('PRIVATE') !== false && api.has('EndpointConfiguration') !== false;

/** Whether the stage keeps the reason why all of the API is public. */
const isPublic = (api: Resource, model: ApplicationModel): boolean =>
  model.mentionsOf(api).some(({ by }) => by !== undefined && /^AWS::ApiGateway(V2)?::Stage$/.test(by.type) && by.hasLeftOut('authorizer'));
