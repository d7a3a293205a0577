import type * as lambda from 'aws-cdk-lib/aws-lambda';

/**
 * The function behind an alias or a version.
 *
 * @internal
 */
export function functionBehind(target: lambda.IFunction): lambda.IFunction {
  const { lambda: behind } = target as Partial<lambda.IVersion>;
  return behind ? functionBehind(behind) : target;
}

/** What a hardened function has inside; its own name is that of its alias where it is released. */
const inside = (target: lambda.IFunction): lambda.IFunction =>
  (target as { readonly lambdaFunction?: lambda.IFunction }).lambdaFunction ?? target;

/**
 * The function behind an alias, a version or a hardened function, named without a qualifier.
 *
 * @internal
 */
export const unqualified = (target: lambda.IFunction): lambda.IFunction => inside(functionBehind(target));

/**
 * Whose metrics count every qualifier of a hardened function.
 *
 * Whether Lambda publishes metrics of asynchronous and polled events for an alias alone is not documented.
 *
 * @internal
 */
export const everyQualifier = inside;
