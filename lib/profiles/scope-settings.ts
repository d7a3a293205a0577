import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { type AlarmPlan, resolveAlarms } from '../alarms/alarm-plan';
import { withoutUndefined } from '../core/without-undefined';
import { KeyManagement, stackKey } from '../encryption/encryption-key';
import type { HardenedFunctionDefaultOptions } from './default-options';
import { HardenedFunctionDefaults } from './hardened-function-defaults';
import { HardeningProfile } from './hardening-profile';
import { HardeningRequirement, type ProfileSettings } from './profile-settings';
import { checkKinds } from './setting-kinds';

/**
 * What a function of any kind may set itself and its scopes may set for it.
 *
 * @internal
 */
export type ScopedProps = HardenedFunctionDefaultOptions & lambda.FunctionOptions & RunProps;

/** What a function runs on. */
interface RunProps {
  readonly runtime?: lambda.Runtime;
}

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
export function resolveScopeSettings<P extends ScopedProps>(scope: IConstruct, props: P): ScopeSettings<P> {
  const own = withoutUndefined(props);
  checkKinds(scope, own);
  const scoped = compatible(HardenedFunctionDefaults._at(scope), own);
  const profile = own.profile ?? scoped.profile ?? HardeningProfile.standard();
  const settings = profile._settings;
  const resolved = {
    ...scoped,
    ...own,
    alarms: { ...settings.alarms, ...scoped.alarms, ...withoutUndefined(own.alarms ?? {}) },
    sourceAlarms: { ...settings.sourceAlarms, ...scoped.sourceAlarms },
    frontAlarms: { ...settings.frontAlarms, ...scoped.frontAlarms },
    ...(own.powertools === undefined && scoped.powertools !== undefined && { powertools: scoped.powertools._givingWayTo(own) }),
    ...joined('environment', scoped.environment, own.environment),
    ...joined('bundling', isBundled(own) ? settings.bundling : {}, scoped.bundling, own.bundling),
  } as P;
  const encryptionKey = resolved.encryptionKey ?? (settings.keyManagement === KeyManagement.CUSTOMER_MANAGED ? stackKey(scope) : undefined);
  return { props: resolved, own, profile, settings, encryptionKey };
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
  if (Object.keys(scoped).length === 0) return scoped;
  const withoutVpc = own.vpc === undefined && scoped.vpc === undefined;
  const setOtherwise: { [option in keyof HardenedFunctionDefaultOptions]?: boolean } = {
    failureCapture: Boolean(own.onFailure || own.deadLetterQueue || own.deadLetterTopic || own.deadLetterQueueEnabled),
    logRetention: own.logGroup !== undefined || own.logRetention !== undefined,
    loggingFormat: own.logFormat !== undefined,
    permissionsBoundary: own.role !== undefined,
    vpcSubnets: own.vpc !== undefined || withoutVpc,
    securityGroups: own.vpc !== undefined || withoutVpc,
    networkInterfaceCalls: withoutVpc,
    logGroupName: own.logGroup !== undefined,
    bundling: !isBundled(own),
    layers: isImage(own),
    powertools: !takesPowertools(own),
  };
  return Object.fromEntries(Object.entries(scoped).filter(([option]) => !setOtherwise[option as keyof HardenedFunctionDefaultOptions]));
}

/** What is chosen entry by entry, where there is an entry: the later wins. */
function joined(prop: string, ...choices: readonly (object | undefined)[]): object {
  const entries = Object.assign({}, ...choices.map((choice) => withoutUndefined(choice ?? {})));
  return Object.keys(entries).length > 0 ? { [prop]: entries } : {};
}

/** Of the props of any hardened function: one that is bundled has an entry. */
const isBundled = (own: object): boolean => 'entry' in own;

const isImage = ({ runtime }: RunProps): boolean => runtime?.name === lambda.Runtime.FROM_IMAGE.name;

/** Of other languages, AWS documents no environment that holds for all editions. */
const takesPowertools = ({ runtime }: RunProps): boolean =>
  runtime === undefined ||
  isImage({ runtime }) ||
  runtime.family === lambda.RuntimeFamily.NODEJS ||
  runtime.family === lambda.RuntimeFamily.PYTHON;
