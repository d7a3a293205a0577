import type { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { checkConstruct, got, refuse } from '../core/errors';
import { checkList } from '../core/input/kind-checks';
import { checkNames } from '../core/input/option-names';
import { checkDuration, checkWholeNumber } from '../core/input/ranges';
import { checkReason } from '../core/input/reasons';
import { PublicAccess } from './public-access';

/** What routes of every kind of API take. */
interface AnyRoute {
  readonly authorizer?: unknown;
  readonly authorizationScopes?: string[];
  readonly publicAccess?: PublicAccess;
}

/** @internal */
export function checkPublicAccess(scope: IConstruct, access: PublicAccess | undefined): void {
  if (access === undefined || access === null) return;
  if (!(access instanceof PublicAccess)) {
    refuse(scope, `'publicAccess' must be a PublicAccess, got ${got(access)}; pass PublicAccess.allowed(reason), or an authorizer`);
  }
  checkReason(scope, 'PublicAccess.allowed', access._reason);
}

/** @internal */
export function checkRoute(scope: IConstruct, fn: lambda.IFunction, options: AnyRoute | undefined, known: object, kind: ApiKind): void {
  checkConstruct(scope, 'fn', fn, 'new HardenedFunction(...)');
  if (typeof fn.functionArn !== 'string') {
    refuse(scope, `'fn' must be a function, got ${fn.node.path}; pass for example new HardenedFunction(...)`);
  }
  if (options === undefined || options === null) return;
  checkNames(scope, 'addFunctionRoute', options, known);
  checkPublicAccess(scope, options.publicAccess);
  checkList(scope, 'authorizationScopes', options.authorizationScopes, 'scopes');
  const { authorizer, authorizationScopes, publicAccess } = options;
  for (const [prop, value] of Object.entries({ authorizer, authorizationScopes: authorizationScopes?.length }))
    if (publicAccess && value) refuse(scope, `'publicAccess' can't be combined with '${prop}'; remove one of them`);
  checkAuthorizer(scope, 'authorizer', authorizer, kind);
}

/** Those of an HTTP API are bound to a route, those of a REST API have an id. */
const AUTHORIZERS = {
  HTTP: {
    isOne: ({ bind }: Partial<Record<'bind', unknown>>) => typeof bind === 'function',
    fix: 'pass for example new HttpIamAuthorizer()',
  },
  REST: {
    isOne: (value: Partial<Record<'bind' | 'authorizerId', unknown>>) => value.bind === undefined && typeof value.authorizerId === 'string',
    fix: "pass for example new TokenAuthorizer(...), or for IAM 'authorizationType: AuthorizationType.IAM'",
  },
};

type ApiKind = keyof typeof AUTHORIZERS;

/**
 * The CDK takes in JavaScript an authorizer of the other kind of API, and deploys a method that API Gateway refuses.
 *
 * @internal
 */
export function checkAuthorizer(scope: IConstruct, prop: string, authorizer: unknown, kind: ApiKind): void {
  if (authorizer === undefined || authorizer === null) return;
  const { isOne, fix } = AUTHORIZERS[kind];
  if (typeof authorizer === 'object' && isOne(authorizer)) return;
  refuse(scope, `'${prop}' must be an authorizer of ${kind === 'HTTP' ? 'an HTTP' : 'a REST'} API, got ${got(authorizer)}; ${fix}`);
}

/** @internal */
export function checkIntegrationTimeout(scope: IConstruct, timeout: Duration | undefined, max: number): void {
  checkDuration(scope, 'timeout', timeout);
  if (timeout === undefined || timeout.isUnresolved()) return;
  checkWholeNumber(scope, 'timeout', timeout.toMilliseconds({ integral: false }), {
    min: 50,
    max,
    unit: 'milliseconds',
    fix: 'it is how long API Gateway waits for the function; omit it for 29 seconds',
  });
}

/** The CDK names a construct that people do not know. @internal */
export function checkOnce(scope: IConstruct, route: string, made: IConstruct | undefined): void {
  if (made) refuse(scope, `'route' must be added once, got ${got(route)} again; change its method or its path`);
}
