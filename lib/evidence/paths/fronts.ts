import type { ApplicationModel } from '../../template-model/application-model';
import type { Invocation } from '../../template-model/events/invocation';
import { Reference, type Resource } from '../../template-model/resource';

/** An API that calls a function, as its callers know it. @internal */
export interface ApiRoute {
  readonly api: Resource;
  readonly detail: string;
  /** Method and path. */
  readonly route: string;
  /** What its alarms name: the API, or its stages. */
  readonly watched: readonly Resource[];
}

const METHOD = 'AWS::ApiGateway::Method';
const INTEGRATION = 'AWS::ApiGatewayV2::Integration';

/**
 * The API and the routes of a method or an integration; none where the API is in none of the templates.
 *
 * @internal
 */
export function routesOf({ resource }: Invocation, model: ApplicationModel): ApiRoute[] {
  if (resource.type === METHOD) {
    const route = `${resource.text('HttpMethod') ?? '?'} ${pathOf(resource, model)}`;
    return withApi(resource, 'RestApiId', 'REST API', 'AWS::ApiGateway::Stage', [route], model);
  }
  if (resource.type !== INTEGRATION) return [];
  const routes = model
    .mentionsOf(resource)
    .flatMap(({ by }) => (by?.type === 'AWS::ApiGatewayV2::Route' ? [by.text('RouteKey') ?? '?'] : []));
  return withApi(resource, 'ApiId', 'HTTP API', 'AWS::ApiGatewayV2::Stage', routes, model);
}

function withApi(
  resource: Resource,
  property: string,
  detail: string,
  stageType: string,
  routes: readonly string[],
  model: ApplicationModel,
): ApiRoute[] {
  const api = model.resources.behind(resource.get(property));
  if (!api) return [];
  const stages = model.mentionsOf(api).flatMap(({ by }) => (by?.type === stageType ? [by] : []));
  return routes.map((route) => ({ api, detail, route, watched: [api, ...stages] }));
}

/** The path of a method: the parts of its resource and of those above it. */
function pathOf(method: Resource, model: ApplicationModel): string {
  const parts: string[] = [];
  let value = method.get('ResourceId');
  for (let at = model.resources.behind(value); at?.type === 'AWS::ApiGateway::Resource'; at = model.resources.behind(value)) {
    parts.unshift(at.text('PathPart') ?? '?');
    value = at.get('ParentId');
  }
  return value instanceof Reference ? `/${parts.join('/')}` : ['…', ...parts].join('/');
}

/** The distributions in front of a function URL. @internal */
export const distributionsOf = (url: Resource, model: ApplicationModel): Resource[] =>
  model.mentionsOf(url).flatMap(({ by }) => (by?.type === 'AWS::CloudFront::Distribution' ? [by] : []));
