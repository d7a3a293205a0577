import { type Duration, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from '../core/errors';
import { checkList } from '../core/input/kind-checks';
import { checkNames } from '../core/input/option-names';
import { checkSeconds } from '../core/input/ranges';

/** What CORS settings of an API and of a function URL have in common, each by the name of its option. @internal */
export interface CorsSettings {
  readonly allowCredentials?: boolean;
  readonly origins: readonly [string, readonly string[] | undefined];
  readonly maxAge?: Duration;
}

/** An origin as a browser sends it, or the browser in an app: without a path. */
const ORIGIN = /^(\*|[a-z][a-z0-9+.-]*:\/\/[^/\s*]+|https?:\/\/\*)$/;

/**
 * What browsers ignore or refuse is refused at synthesis.
 *
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS
 *
 * @internal
 */
export function checkCors(scope: IConstruct, prop: string, { allowCredentials, origins, maxAge }: CorsSettings): void {
  const [name, allowed] = origins;
  checkSeconds(scope, `${prop}.maxAge`, maxAge, { min: 0, max: 86400 });
  if (allowed === undefined || allowed === null) return;
  if (Token.isUnresolved(allowed)) return;
  const what = "origins as browsers send them, such as 'https://shop.example.com' without a path";
  checkList(scope, `${prop}.${name}`, allowed, what, (origin) => typeof origin === 'string' && ORIGIN.test(origin));
  if (allowCredentials && allowed.some((origin) => !Token.isUnresolved(origin) && origin.includes('*'))) {
    refuse(
      scope,
      `'${prop}.${name}' must name origins where 'allowCredentials' is true, got "*", which browsers refuse; pass for example ['https://shop.example.com']`,
    );
  }
}

/** What an API takes, which has to name its origins. */
interface ApiCors {
  readonly allowOrigins?: readonly string[];
  readonly allowCredentials?: boolean;
  readonly maxAge?: Duration;
}

/** @internal */
export function checkApiCors(scope: IConstruct, prop: string, cors: ApiCors | undefined, known: object): void {
  if (cors === undefined || cors === null) return;
  checkNames(scope, prop, cors, known);
  const { allowOrigins, allowCredentials, maxAge } = cors;
  if (allowOrigins === undefined || (Array.isArray(allowOrigins) && allowOrigins.length === 0)) {
    refuse(scope, `'${prop}.allowOrigins' must name the origins that may call, got none; pass for example ['https://shop.example.com']`);
  }
  checkCors(scope, prop, { allowCredentials, origins: ['allowOrigins', allowOrigins], maxAge });
}
