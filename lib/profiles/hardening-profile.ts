import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { OkActions } from '../alarms/actions/ok-actions';
import { AlarmTuning } from '../alarms/alarm-tuning';
import { ALARM_NAMES } from '../alarms/kinds';
import { WATCHED_BY_FLEET } from '../alarms/tuning-checks';
import { DEFAULTS } from '../core/defaults';
import { got } from '../core/errors';
import { checkOptionsOf, unknownName } from '../core/input/option-names';
import { PolicyKind } from '../core/policies/service-policy';
import { withoutUndefined } from '../core/without-undefined';
import { KeyManagement } from '../encryption/encryption-key';
import { FailureCapture } from '../failures/failure-capture';
import { LogGroupName } from '../logging/log-group-name';
import { Release } from '../releases/release';
import { defaultsOfCdk, type KeptSettings } from './kept-settings';
import { type HardeningProfileOptions, HardeningRequirement, PROFILE_SETTINGS, type ProfileSettings } from './profile-settings';
import { wrongKinds } from './setting-kinds';

/**
 * The settings that hold for a function where neither it nor a scope sets its own.
 *
 * @example
 * const ours = HardeningProfile.strict().derive({
 *   logRetention: logs.RetentionDays.TEN_YEARS,
 *   requirements: [HardeningRequirement.ALARM_ACTIONS, HardeningRequirement.VPC],
 * });
 * HardenedFunctionDefaults.of(this).set({ profile: ours });
 */
export class HardeningProfile {
  /** Ready for production: passes cdk-nag's AwsSolutions and Serverless packs, and requires that somebody is notified of alarms. */
  public static standard(): HardeningProfile {
    return new HardeningProfile('standard', {
      architecture: DEFAULTS.architecture,
      memorySize: DEFAULTS.memorySize,
      timeout: DEFAULTS.timeout,
      tracing: DEFAULTS.tracing,
      loggingFormat: DEFAULTS.loggingFormat,
      logRetention: DEFAULTS.logRetention,
      logGroupName: LogGroupName.generated(),
      bundling: {},
      removalPolicy: DEFAULTS.removalPolicy,
      failureCapture: FailureCapture.sharedQueue(),
      alarms: {},
      sourceAlarms: {},
      frontAlarms: {},
      okActions: OkActions.GAUGES,
      release: Release.none(),
      keyManagement: KeyManagement.SERVICE_MANAGED,
      policyKind: PolicyKind.INLINE,
      acknowledgeAuditPacks: false,
      requirements: [HardeningRequirement.ALARM_ACTIONS],
    });
  }

  /**
   * For those who are audited: passes all six of cdk-nag's packs, with a customer-managed key per stack,
   * customer-managed policies and a dead-letter queue, and requires a VPC and a reserved concurrency.
   */
  public static strict(): HardeningProfile {
    return HardeningProfile.standard().named('strict', {
      failureCapture: FailureCapture.dedicatedDeadLetterQueue(),
      keyManagement: KeyManagement.CUSTOMER_MANAGED,
      policyKind: PolicyKind.CUSTOMER_MANAGED,
      acknowledgeAuditPacks: true,
      requirements: Object.values(HardeningRequirement),
    });
  }

  /** For a developer's own stack: no alarms, logs for a week, destroyed with its stack, no requirements. */
  public static development(): HardeningProfile {
    const none = AlarmTuning.none('the development profile has no alarms');
    const disabled = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, none]));
    return HardeningProfile.standard().named('development', {
      logRetention: RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
      alarms: disabled(ALARM_NAMES.alarms),
      sourceAlarms: disabled(ALARM_NAMES.sourceAlarms),
      frontAlarms: disabled(ALARM_NAMES.frontAlarms),
      requirements: [],
    });
  }

  /**
   * For stacks near CloudFormation's limit of 500 resources, and for large fleets: two resources beside the function and its
   * role, the log group and the event invoke config. One failure queue for the stack.
   *
   * `FleetAlarms` watches the functions: a stack in whose account and region the app has none gets a warning. Event sources
   * have no alarms; set those that you need in `sourceAlarms`, for example `redrivenMessages`.
   */
  public static lean(): HardeningProfile {
    const left = AlarmTuning.none('the lean profile has no alarm of each queue and event source');
    const leftToFleet = (names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [name, WATCHED_BY_FLEET.includes(name) ? AlarmTuning.byFleet() : left]));
    return HardeningProfile.standard().named('lean', {
      alarms: leftToFleet(ALARM_NAMES.alarms),
      sourceAlarms: leftToFleet(ALARM_NAMES.sourceAlarms),
    });
  }

  /** @internal */
  private constructor(
    public readonly _name: string,
    public readonly _settings: ProfileSettings,
  ) {}

  /** A profile like this one, except for the settings in the options. */
  public derive(options: HardeningProfileOptions): HardeningProfile {
    checkOptionsOf('HardeningProfile.derive', options, 'logRetention');
    const given = options ?? {};
    refuseAny([unknownName('HardeningProfile.derive', given, PROFILE_SETTINGS), ...wrongKinds(given)]);
    return this.named(this._name.startsWith('derived from ') ? this._name : `derived from ${this._name}`, given);
  }

  /**
   * A profile like this one that keeps what a function of the CDK has where nothing is set. With it, changing the class of a
   * function changes nothing that runs; alarms, failure capture, the role and the checks are those of this profile.
   *
   * An error for a name that does not exist.
   *
   * @param kept what not to keep, as in `{ tracing: false }`
   *
   * @example
   * declare const app: cdk.App;
   * HardenedFunctionDefaults.of(app).set({ profile: HardeningProfile.standard().keeping({ tracing: false }) });
   */
  public keeping(kept?: KeptSettings): HardeningProfile {
    checkOptionsOf('HardeningProfile.keeping', kept, 'tracing');
    const all = defaultsOfCdk();
    const given = kept ?? {};
    refuseAny([unknownName('HardeningProfile.keeping', given, all), ...notBoolean(given)]);
    const options = Object.fromEntries(Object.entries(all).filter(([name]) => given[name as keyof KeptSettings] !== false));
    return this.named(`${this._name} (keeping)`, options);
  }

  private named(name: string, options: HardeningProfileOptions): HardeningProfile {
    const alarms = { ...this._settings.alarms, ...withoutUndefined(options.alarms ?? {}) };
    const sourceAlarms = { ...this._settings.sourceAlarms, ...withoutUndefined(options.sourceAlarms ?? {}) };
    const frontAlarms = { ...this._settings.frontAlarms, ...withoutUndefined(options.frontAlarms ?? {}) };
    const bundling = { ...this._settings.bundling, ...withoutUndefined(options.bundling ?? {}) };
    return new HardeningProfile(name, { ...this._settings, ...withoutUndefined(options), alarms, sourceAlarms, frontAlarms, bundling });
  }
}

/** A profile has no construct whose path could be named. */
function refuseAny(faults: readonly (string | undefined)[]): void {
  const messages = faults.filter((fault) => fault !== undefined);
  if (messages.length > 0) throw new Error(messages.join('\n'));
}

const notBoolean = (kept: KeptSettings): string[] =>
  Object.entries(kept)
    .filter(([, value]) => value !== undefined && value !== null && typeof value !== 'boolean')
    .map(
      ([name, value]) =>
        `'HardeningProfile.keeping: ${name}' must be true or false, got ${got(value)}; pass false for the value of the profile`,
    );
