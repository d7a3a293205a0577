import { PropertyInjectors } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { injectorFor } from '../core/injectors';
import { withoutUndefined } from '../core/without-undefined';
import { type HardenedFunctionDefaultOptions, HardenedFunctionDefaults } from '../profiles/hardened-function-defaults';
import { HardeningProfile } from '../profiles/hardening-profile';
import type { HardenedFunctionOptions } from './props';

/** @internal */
export type ShellProps = HardenedFunctionOptions & lambda.FunctionProps;

/** @internal */
export interface EffectiveProps {
  /** What the function says, else the nearest scope. */
  readonly props: ShellProps;
  /** What it says itself, beside its scopes. */
  readonly own: Partial<ShellProps>;
  readonly profile: HardeningProfile;
}

/**
 * What holds for the function: its own props, then the choices of its scopes, then its profile.
 *
 * @internal
 */
export function effectiveProps(scope: Construct, props: ShellProps): EffectiveProps {
  const own = withoutUndefined(props);
  const scoped = fitting(HardenedFunctionDefaults._at(scope), own);
  const profile = own.profile ?? scoped.profile ?? HardeningProfile.standard();
  const alarms = { ...profile._settings.alarms, ...scoped.alarms, ...withoutUndefined(own.alarms ?? {}) };
  const sourceAlarms = { ...profile._settings.sourceAlarms, ...scoped.sourceAlarms };
  return { props: { ...scoped, ...own, alarms, sourceAlarms } as ShellProps, own, profile };
}

/** A scope's choice gives way where the function has said the same in another way. */
function fitting(scoped: HardenedFunctionDefaultOptions, own: Partial<ShellProps>): HardenedFunctionDefaultOptions {
  const withoutVpc = own.vpc === undefined && scoped.vpc === undefined;
  const given: Record<string, boolean> = {
    failureCapture: Boolean(own.onFailure || own.deadLetterQueue || own.deadLetterTopic || own.deadLetterQueueEnabled),
    logRetention: own.logGroup !== undefined || own.logRetention !== undefined,
    loggingFormat: own.logFormat !== undefined,
    permissionsBoundary: own.role !== undefined,
    vpcSubnets: own.vpc !== undefined || withoutVpc,
    securityGroups: own.vpc !== undefined || withoutVpc,
    networkInterfaceCalls: withoutVpc,
  };
  return Object.fromEntries(Object.entries(scoped).filter(([prop]) => !given[prop]));
}

/** The id under which CDK's property injectors know CDK's function. */
const CDK_FUNCTION = lambda.Function.PROPERTY_INJECTION_ID;

/**
 * Applies the property injectors of the scope, as CDK does: those for the shell's own class, and those for CDK's
 * classes, whose values so become part of the plan instead of changing the function behind it.
 *
 * @internal
 */
export function injected<T extends ShellProps>(scope: Construct, id: string, classes: readonly string[], props: T): T {
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
export function shieldInner(shell: Construct, cdkClasses: readonly string[]): void {
  for (const constructUniqueId of [CDK_FUNCTION, ...cdkClasses]) {
    if (injectorFor(shell, constructUniqueId)) PropertyInjectors.of(shell).add({ constructUniqueId, inject: (props) => props });
  }
}
