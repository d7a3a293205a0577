import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { resourceBehind } from './arns';

/** Where a resource is. */
export interface Home {
  readonly region?: string;
  readonly account?: string;
}

/**
 * Where the resource of an ARN is, as far as it is known.
 *
 * @internal
 */
export function homeOf(arn: string): Home {
  const resource = resourceBehind(arn);
  if (resource) return Stack.of(resource);
  const [, , , region, account] = Token.isUnresolved(arn) ? [] : arn.split(':');
  return { region: region || undefined, account: account || undefined };
}

/**
 * Whether two regions or accounts are known to differ.
 *
 * @internal
 */
export const differ = (one: string, other: string | undefined): boolean =>
  other !== undefined && Token.compareStrings(one, other) === TokenComparison.DIFFERENT;

/**
 * Refuses a part of another region than the function's: Lambda uses it in its own region alone.
 *
 * @internal
 */
export function checkSameRegion(scope: IConstruct, prop: string, part: string, region: string | undefined): void {
  const own = Stack.of(scope).region;
  if (!differ(own, region)) return;
  refuse(
    scope,
    `'${prop}' must be in the function's region (${own}), got ${part} in ${region}; use one of ${own}, or create the function in ${region}`,
  );
}

/**
 * Refuses a part of another account than the function's.
 *
 * @internal
 */
export function checkSameAccount(scope: IConstruct, prop: string, part: string, account: string | undefined): void {
  const own = Stack.of(scope).account;
  if (!differ(own, account)) return;
  refuse(scope, `'${prop}' must be in the function's account (${own}), got ${part} in ${account}; use one of the function's account`);
}
