import type { IConstruct } from 'constructs';
import { refuse } from '../core/errors';
import { checkActions } from './action-checks';
import type { ActionChoice, AlarmActions } from './alarm-actions';
import type { FunctionAlarms, FunctionAlarmTunings } from './alarm-definition';
import { checkTuning, type TuningChoice } from './alarm-tuning';
import { RecoveryNotices } from './recovery-notices';

/** @internal */
export interface AlarmProps {
  readonly alarmActions?: AlarmActions;
  readonly alarms?: FunctionAlarmTunings;
  readonly recoveryNotices?: RecoveryNotices;
  readonly runbookUrl?: string;
}

/** @internal */
export interface AlarmPlan {
  /** Absent where nobody said who hears of the alarms. */
  readonly actions?: ActionChoice;
  readonly tunings: { readonly [kind in keyof FunctionAlarms]: TuningChoice | undefined };
  readonly recovery: RecoveryNotices;
  readonly runbookUrl?: string;
}

/** @internal */
export function resolveAlarms(scope: IConstruct, props: AlarmProps): AlarmPlan {
  if (props.alarmActions) checkActions(scope, props.alarmActions._choice);
  const { errors, throttles, failedEvents, undeliveredEvents, expiringEvents } = props.alarms ?? {};
  const tuned = { errors, throttles, failedEvents, undeliveredEvents, expiringEvents };
  for (const [kind, tuning] of Object.entries(tuned)) if (tuning) checkTuning(scope, `alarms.${kind}`, tuning._choice);
  checkRunbook(scope, props.runbookUrl);
  return {
    actions: props.alarmActions?._choice,
    tunings: Object.fromEntries(Object.entries(tuned).map(([kind, tuning]) => [kind, tuning?._choice])),
    recovery: props.recoveryNotices ?? RecoveryNotices.LEVELS,
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
