import { PropertyInjectors } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { injectorFor } from '../core/injectors';
import { withoutUndefined } from '../core/without-undefined';
import type { ShellProps } from './shell-props';

/** The id under which CDK's property injectors know CDK's function. */
const CDK_FUNCTION = lambda.Function.PROPERTY_INJECTION_ID;

/**
 * Applies the property injectors of the scope, as CDK does: those for the shell's own class, and those for CDK's
 * classes, whose values so become part of the plan instead of changing the function behind it.
 *
 * @internal
 */
export function injectProps<T extends ShellProps>(scope: Construct, id: string, classes: readonly string[], props: T): T {
  const after = [CDK_FUNCTION, ...classes].reduce(
    (before, uniqueId) => injectorFor(scope, uniqueId)?.inject(before, { scope, id }) ?? before,
    props ?? {},
  );
  return withoutUndefined(after) as T;
}

/**
 * Keeps the injectors for CDK's classes from the function inside, which has their values already.
 *
 * @internal
 */
export function disableInnerInjection(shell: Construct, cdkClasses: readonly string[]): void {
  for (const constructUniqueId of [CDK_FUNCTION, ...cdkClasses]) {
    if (injectorFor(shell, constructUniqueId)) PropertyInjectors.of(shell).add({ constructUniqueId, inject: (props) => props });
  }
}
