import { type InjectionContext, type IPropertyInjector, PropertyInjectors } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { injectorFor } from '../core/cdk/injectors';
import { withoutUndefined } from '../core/without-undefined';
import { DefaultsInjector } from './plain/defaults-injector';
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
    (before, uniqueId) => injected(injectorFor(scope, uniqueId), before, { scope, id }),
    props ?? {},
  );
  return withoutUndefined(after) as T;
}

/** What a scope applies to plain functions reaches a hardened one by its plan. */
function injected<T extends ShellProps>(injector: IPropertyInjector | undefined, props: T, context: InjectionContext): T {
  const after = injector instanceof DefaultsInjector ? injector.injectOthers(props, context) : injector?.inject(props, context);
  return (after as T | undefined) ?? props;
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
