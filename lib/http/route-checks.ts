import type { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { checkConstruct, got, refuse } from '../core/errors';
import { checkNames } from '../core/option-names';
import { checkDuration, checkWholeNumber } from '../core/ranges';
import { checkReason } from '../core/reasons';
import { PublicAccess } from './public-access';

/** What routes of every kind of API take. */
interface AnyRoute {
  readonly authorizer?: unknown;
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
export function checkRoute(scope: IConstruct, fn: lambda.IFunction, options: AnyRoute | undefined, known: object): void {
  checkConstruct(scope, 'fn', fn, 'new HardenedFunction(...)');
  if (typeof fn.functionArn !== 'string') {
    refuse(scope, `'fn' must be a function, got ${fn.node.path}; pass for example new HardenedFunction(...)`);
  }
  if (!options) return;
  checkNames(scope, 'addFunctionRoute', options, known);
  checkPublicAccess(scope, options.publicAccess);
  const { authorizer, publicAccess } = options;
  if (publicAccess && authorizer) refuse(scope, `'publicAccess' can't be combined with 'authorizer'; remove one of them`);
  if (authorizer && !isAuthorizer(authorizer)) {
    refuse(scope, `'authorizer' must be an authorizer, got ${got(authorizer)}; pass for example new HttpIamAuthorizer()`);
  }
}

/** Those of an HTTP API are bound to a route, those of a REST API have an id. */
const isAuthorizer = (value: { bind?: unknown; authorizerId?: unknown }): boolean =>
  typeof value.bind === 'function' || typeof value.authorizerId === 'string';

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
