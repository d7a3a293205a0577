import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../core/errors';

/** A route, taken apart. @internal */
export interface RouteKey {
  readonly method: HttpMethod;
  readonly path: string;
}

const METHODS = Object.values(HttpMethod);

/**
 * A method and a path: `GET /orders/{id}`.
 *
 * @internal
 */
export function routeKey(scope: IConstruct, route: string): RouteKey {
  const [, method, path] = /^(\S+) (\/\S*)$/.exec(typeof route === 'string' ? route : '') ?? [];
  if (path === undefined) {
    refuse(scope, `'route' must be a method and a path, got ${got(route)}; pass for example 'GET /orders/{id}'`);
  }
  if (!METHODS.includes(method as HttpMethod)) {
    refuse(scope, `'route' must have one of the methods ${METHODS.join(', ')}, got ${got(method)}; change it`);
  }
  if (path !== '/' && path.endsWith('/')) {
    refuse(scope, `'route' must have a path that does not end with a slash, got ${got(path)}; remove the slash`);
  }
  if (/\+\}./.test(path)) {
    refuse(scope, `'route' must have a greedy path variable at its end only, got ${got(path)}; name each part of the path in between`);
  }
  if (!path.split('/').every((part) => /^([^{}?#]*|\{[^{}?#]+\})$/.test(part))) {
    refuse(scope, `'route' must have a path of names and variables, got ${got(path)}; pass for example '/orders/{id}', without a query`);
  }
  return { method: method as HttpMethod, path };
}
