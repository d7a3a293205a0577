import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../core/errors';
import { checkOneOf } from '../core/input/option-names';
import { checkReason } from '../core/input/reasons';
import { withoutUndefined } from '../core/without-undefined';
import { checkActions } from './actions/action-checks';
import { type ActionChoice, AlarmActions } from './actions/alarm-actions';
import { OkActions } from './actions/ok-actions';
import type { EventSourceAlarmTunings } from './event-source-alarms';
import { FleetAlarmsElsewhere } from './fleet/fleet-alarms-elsewhere';
import type { FrontAlarmTunings } from './front-alarms';
import type { FunctionAlarmTunings } from './function-alarms';
import { EVENT_SOURCE_ALARMS, FRONT_ALARMS, FUNCTION_ALARMS } from './kinds';
import { checkTunings, type TuningChoices } from './tuning-checks';

/** @internal */
export interface AlarmProps {
  readonly alarmActions?: AlarmActions;
  readonly alarms?: FunctionAlarmTunings;
  readonly sourceAlarms?: EventSourceAlarmTunings;
  readonly frontAlarms?: FrontAlarmTunings;
  readonly urlAlarms?: FrontAlarmTunings;
  readonly okActions?: OkActions;
  readonly runbookUrl?: string;
  readonly fleetAlarms?: FleetAlarmsElsewhere;
}

/** @internal */
export interface AlarmPlan {
  /** Absent where nothing is set. */
  readonly actions?: ActionChoice;
  readonly actionsRequired: boolean;
  readonly encryptionKey?: kms.IKey;
  readonly tunings: TuningChoices;
  /** How the alarms of event sources are tuned, where a source sets nothing itself. */
  readonly sourceTunings: TuningChoices;
  /** How the alarms of fronts are tuned, where a front sets nothing itself. */
  readonly frontTunings: TuningChoices;
  /** How the function tunes the alarms of its URL. */
  readonly urlTunings: TuningChoices;
  /** The alarms that the function itself tunes: each must have something to watch. */
  readonly expected: readonly string[];
  readonly okActions: OkActions;
  readonly runbookUrl?: string;
  /** Why the fleet alarms are not in this app. */
  readonly fleetElsewhere?: string;
}

/**
 * What scopes and profile set for alarms.
 *
 * @internal
 */
export interface AlarmSurroundings {
  /** What the function itself sets, without its scopes. */
  readonly own: AlarmProps;
  readonly okActions: OkActions;
  /** Whether `alarmActions` has to be set. */
  readonly actionsRequired: boolean;
  /** The customer-managed key for a topic that is made. */
  readonly encryptionKey?: kms.IKey;
}

/** @internal */
export function resolveAlarms(scope: IConstruct, props: AlarmProps, surroundings: AlarmSurroundings): AlarmPlan {
  if (props.alarmActions) checkActions(scope, choiceOf(scope, props.alarmActions));
  checkRunbook(scope, props.runbookUrl);
  checkOneOf(scope, 'okActions', props.okActions, { OkActions });
  if (props.fleetAlarms) checkReason(scope, 'FleetAlarms.elsewhere', reasonOf(scope, props.fleetAlarms));
  return {
    actions: props.alarmActions?._choice,
    tunings: checkTunings(scope, 'alarms', props.alarms ?? {}, FUNCTION_ALARMS),
    sourceTunings: checkTunings(scope, 'sourceAlarms', props.sourceAlarms ?? {}, EVENT_SOURCE_ALARMS),
    frontTunings: checkTunings(scope, 'frontAlarms', props.frontAlarms ?? {}, FRONT_ALARMS),
    urlTunings: checkTunings(scope, 'urlAlarms', props.urlAlarms ?? {}, FRONT_ALARMS),
    expected: Object.keys(withoutUndefined(surroundings.own.alarms ?? {})),
    okActions: props.okActions ?? surroundings.okActions,
    actionsRequired: surroundings.actionsRequired,
    encryptionKey: surroundings.encryptionKey,
    runbookUrl: props.runbookUrl,
    fleetElsewhere: props.fleetAlarms?._reason,
  };
}

function choiceOf(scope: IConstruct, actions: unknown): ActionChoice {
  if (actions instanceof AlarmActions) return actions._choice;
  return refuse(scope, `'alarmActions' must be AlarmActions, got ${got(actions)}; pass for example AlarmActions.email('ops@example.com')`);
}

function reasonOf(scope: IConstruct, elsewhere: unknown): string {
  if (elsewhere instanceof FleetAlarmsElsewhere) return elsewhere._reason;
  return refuse(
    scope,
    `'fleetAlarms' must state why they are elsewhere, got ${got(elsewhere)}; pass FleetAlarms.elsewhere(reason), or omit it where this app has FleetAlarms`,
  );
}

function checkRunbook(scope: IConstruct, url: string | undefined): void {
  if (url === undefined || url === null) return;
  if (typeof url === 'string' && (/^https?:\/\/\S{1,300}$/.test(url) || url.includes('${Token['))) return;
  refuse(
    scope,
    `'runbookUrl' must be an http or https address of at most 300 characters without spaces, got ${typeof url === 'string' ? JSON.stringify(url.slice(0, 60)) : got(url)}; pass the page that the person on call should open`,
  );
}
