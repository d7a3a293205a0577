import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import type { AlarmPlan } from '../alarms/alarm-plan';
import { FRONT_ALARMS } from '../alarms/kinds';
import { checkTunings, type TuningChoices } from '../alarms/tuning-checks';
import { withoutUndefined } from '../core/without-undefined';
import { resolveScopeAlarms, resolveScopeSettings, type ScopedProps } from '../profiles/scope-settings';
import { checkKinds } from '../profiles/setting-kinds';
import type { FrontAlarmOptions, HardenedApiOptions } from './front-options';

/**
 * What holds for a front: its own options, then those of the nearest scope, then those of the profile.
 *
 * @internal
 */
export interface FrontPlan {
  readonly alarms: AlarmPlan;
  /** How the front itself tunes its alarms. */
  readonly tuned: TuningChoices;
  readonly encryptionKey?: kms.IKey;
  readonly logRetention: logs.RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  readonly acknowledgeAuditPacks: boolean;
  /** Whether requests are traced by X-Ray: as the functions of the scope are. */
  readonly isTraced: boolean;
}

/**
 * @param place where what is wrong is reported, if the front is not made yet
 * @internal
 */
export function planFront(
  scope: IConstruct,
  options: FrontAlarmOptions & Pick<HardenedApiOptions, 'logRetention'>,
  place: IConstruct = scope,
): FrontPlan {
  const { alarmActions, okActions, runbookUrl, profile, encryptionKey, logRetention } = options;
  const own = withoutUndefined({ alarmActions, okActions, runbookUrl, profile, encryptionKey, logRetention });
  checkKinds(place, own);
  const scoped = resolveScopeSettings<ScopedProps>(scope, own);
  const { props, settings } = scoped;
  return {
    alarms: resolveScopeAlarms(scope, scoped),
    tuned: checkTunings(place, 'alarms', options.alarms ?? {}, FRONT_ALARMS),
    encryptionKey: scoped.encryptionKey,
    logRetention: props.logRetention ?? settings.logRetention,
    removalPolicy: settings.removalPolicy,
    acknowledgeAuditPacks: settings.acknowledgeAuditPacks,
    isTraced: (scoped.props.tracing ?? settings.tracing) === lambda.Tracing.ACTIVE,
  };
}
