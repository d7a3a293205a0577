import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { type AlarmPlan, resolveAlarms } from '../alarms/alarm-plan';
import { withoutUndefined } from '../core/without-undefined';
import { KeyManagement, stackKey } from '../encryption/encryption-key';
import { type HardenedFunctionDefaultOptions, HardenedFunctionDefaults } from './hardened-function-defaults';
import { HardeningProfile } from './hardening-profile';
import { HardeningRequirement, type ProfileSettings } from './profile-settings';

/**
 * What a function of any kind may set itself and its scopes may set for it.
 *
 * @internal
 */
export type ScopedProps = HardenedFunctionDefaultOptions & lambda.FunctionOptions;

/** @internal */
export interface ScopeSettings<P extends ScopedProps> {
  /** The function's own props, and those of the nearest scope where it sets none. */
  readonly props: P;
  /** The function's own props alone. */
  readonly own: Partial<P>;
  readonly profile: HardeningProfile;
  /** The profile's settings. */
  readonly settings: ProfileSettings;
  /** The customer-managed key, where there is one. */
  readonly encryptionKey?: kms.IKey;
}

/**
 * THE resolver of what holds for a function: its own props, then the nearest scope, then the profile. Functions of this
 * library, functions of the CDK and their event sources ask it.
 *
 * @internal
 */
export function resolveScopeSettings<P extends ScopedProps>(scope: IConstruct, given: P): ScopeSettings<P> {
  const own = withoutUndefined(given);
  const scoped = compatible(HardenedFunctionDefaults._at(scope), own);
  const profile = own.profile ?? scoped.profile ?? HardeningProfile.standard();
  const settings = profile._settings;
  const props = {
    ...scoped,
    ...own,
    alarms: { ...settings.alarms, ...scoped.alarms, ...withoutUndefined(own.alarms ?? {}) },
    sourceAlarms: { ...settings.sourceAlarms, ...scoped.sourceAlarms },
  } as P;
  const encryptionKey = props.encryptionKey ?? (settings.keyManagement === KeyManagement.CUSTOMER_MANAGED ? stackKey(scope) : undefined);
  return { props, own, profile, settings, encryptionKey };
}

/**
 * What holds for the alarms of the function and of its event sources.
 *
 * @internal
 */
export function resolveScopeAlarms(scope: IConstruct, { props, own, settings, encryptionKey }: ScopeSettings<ScopedProps>): AlarmPlan {
  return resolveAlarms(scope, props, {
    own,
    okActions: settings.okActions,
    actionsRequired: settings.requirements.includes(HardeningRequirement.ALARM_ACTIONS),
    encryptionKey,
  });
}

/** The options of the scope, without those that the function has set in another way. */
function compatible(scoped: HardenedFunctionDefaultOptions, own: Partial<ScopedProps>): HardenedFunctionDefaultOptions {
  const withoutVpc = own.vpc === undefined && scoped.vpc === undefined;
  const setOtherwise: { [option in keyof HardenedFunctionDefaultOptions]?: boolean } = {
    failureCapture: Boolean(own.onFailure || own.deadLetterQueue || own.deadLetterTopic || own.deadLetterQueueEnabled),
    logRetention: own.logGroup !== undefined || own.logRetention !== undefined,
    loggingFormat: own.logFormat !== undefined,
    permissionsBoundary: own.role !== undefined,
    vpcSubnets: own.vpc !== undefined || withoutVpc,
    securityGroups: own.vpc !== undefined || withoutVpc,
    networkInterfaceCalls: withoutVpc,
  };
  return Object.fromEntries(Object.entries(scoped).filter(([option]) => !setOtherwise[option as keyof HardenedFunctionDefaultOptions]));
}
