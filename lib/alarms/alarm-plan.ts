import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { refuse } from '../core/errors';
import { withoutUndefined } from '../core/without-undefined';
import { checkActions } from './actions/action-checks';
import type { ActionChoice, AlarmActions } from './actions/alarm-actions';
import type { OkActions } from './actions/ok-actions';
import type { FunctionAlarms, FunctionAlarmTunings } from './alarm-definition';
import { checkTunings, type TuningChoice } from './alarm-tuning';
import type { EventSourceAlarms, EventSourceAlarmTunings } from './source-alarm-definition';

/** @internal */
export interface AlarmProps {
  readonly alarmActions?: AlarmActions;
  readonly alarms?: FunctionAlarmTunings;
  readonly sourceAlarms?: EventSourceAlarmTunings;
  readonly okActions?: OkActions;
  readonly runbookUrl?: string;
}

/** @internal */
export interface AlarmPlan {
  /** Absent where nobody said who hears of the alarms. */
  readonly actions?: ActionChoice;
  readonly mustBeHeard: boolean;
  readonly encryptionKey?: kms.IKey;
  readonly tunings: { readonly [kind in keyof FunctionAlarms]: TuningChoice | undefined };
  /** How the alarms of event sources are tuned, where a source says nothing itself. */
  readonly sourceTunings: { readonly [kind in keyof EventSourceAlarms]: TuningChoice | undefined };
  /** The alarms that the function itself tunes, and so expects. */
  readonly expected: string[];
  readonly recovery: OkActions;
  readonly runbookUrl?: string;
}

/**
 * What the scopes and the profile say of alarms.
 *
 * @internal
 */
export interface AlarmSurroundings {
  /** What the function itself says, beside its scopes. */
  readonly own: AlarmProps;
  readonly okActions: OkActions;
  /** Whether somebody has to hear. */
  readonly mustBeHeard: boolean;
  /** The customer-managed key for a topic that is made. */
  readonly encryptionKey?: kms.IKey;
}

/** @internal */
export function resolveAlarms(scope: IConstruct, props: AlarmProps, surroundings: AlarmSurroundings): AlarmPlan {
  if (props.alarmActions) checkActions(scope, props.alarmActions._choice);
  const { errors, throttles, failedEvents, undeliveredEvents, expiringEvents } = props.alarms ?? {};
  const tuned = { errors, throttles, failedEvents, undeliveredEvents, expiringEvents };
  checkRunbook(scope, props.runbookUrl);
  return {
    actions: props.alarmActions?._choice,
    tunings: checkTunings(scope, 'alarms', tuned),
    sourceTunings: checkTunings(scope, 'sourceAlarms', props.sourceAlarms ?? {}),
    expected: Object.keys(withoutUndefined(surroundings.own.alarms ?? {})),
    recovery: props.okActions ?? surroundings.okActions,
    mustBeHeard: surroundings.mustBeHeard,
    encryptionKey: surroundings.encryptionKey,
    runbookUrl: props.runbookUrl,
  };
}

function checkRunbook(scope: IConstruct, url: string | undefined): void {
  if (url === undefined || /^https?:\/\/\S{1,300}$/.test(url) || url.includes('${Token[')) return;
  refuse(
    scope,
    `'runbookUrl' must be an http or https address of at most 300 characters without spaces, got ${JSON.stringify(url.slice(0, 60))}; pass the page that the person on call should open`,
  );
}
