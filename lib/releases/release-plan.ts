import { Duration, Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { TuningChoice } from '../alarms/alarm-tuning';
import { checkTunings } from '../alarms/tuning-checks';
import { got, refuse, refuseAtSynth } from '../core/errors';
import { secondsOf } from '../core/input/ranges';
import { warn } from '../core/warnings';
import type { ReleaseChoice } from './choices';
import type { ProvisionedConcurrency } from './provisioned-concurrency';
import { type ProvisionedPlan, resolveProvisioned } from './provisioned-plan';
import { type PruningPlan, resolvePruning } from './pruning-plan';
import { Release } from './release';
import { checkOptions } from './release-checks';
import type { GradualReleaseOptions, ReleaseMove } from './release-options';
import { hasSnapStart, isBilled } from './snap-start';
import { isKnown, minutesOf, stepsOf, type TrafficShift, trafficShift } from './traffic-shift';

/** How the alarm on a new version is tuned. @internal */
export type RollbackTuning = Exclude<TuningChoice, { kind: 'fleet' }>;

/** What CodeDeploy does with a new version. @internal */
export interface DeploymentPlan {
  /** Absent for a configuration that was made elsewhere. */
  readonly shift?: TrafficShift;
  readonly config?: codedeploy.ILambdaDeploymentConfig;
  readonly preTraffic?: lambda.IFunction;
  readonly postTraffic?: lambda.IFunction;
  readonly alarms: readonly cloudwatch.IAlarm[];
  /** Absent where all traffic moves at once: no alarm could be known in time. */
  readonly rollbackAlarm?: RollbackTuning;
}

/** @internal */
export interface ReleasePlan {
  /** Absent where the alias gets a new version at once and by no hook: CloudFormation does that alone. */
  readonly deployment?: DeploymentPlan;
  readonly aliasLogicalId?: string;
  readonly move?: ReleaseMove;
  readonly provisioned?: ProvisionedPlan;
  /** Whether callers have always called the alias: Lambda invokes a durable function by no other name. */
  readonly isDurable: boolean;
  readonly pruning?: PruningPlan;
  /** Whether the snapshot of each version is paid for. */
  readonly isSnapStartBilled: boolean;
}

/** The props of a function that make it have an alias. @internal */
export type ReleasedProps = lambda.FunctionProps & { readonly provisionedConcurrency?: ProvisionedConcurrency };

/** Lambda publishes its metrics once a minute. */
const PERIOD = Duration.minutes(1);

/** How long a metric may be on its way, in seconds. */
const METRIC_DELAY = 120;

/** Fewer invocations of a new version show little. */
const FEW = 10;

/** What else is known of the function. @internal */
export interface ReleaseSurroundings {
  readonly timeout: Duration;
  /** Whether the profile is one for stacks of developers: without an alarm on errors, and deleted with its stack. */
  readonly isForDevelopment: boolean;
  readonly isDurable: boolean;
}

/**
 * How the function is released, or undefined.
 *
 * @internal
 */
export function resolveRelease(
  scope: IConstruct,
  props: ReleasedProps,
  release: Release | undefined,
  { timeout, isForDevelopment, isDurable }: ReleaseSurroundings,
): ReleasePlan | undefined {
  if (release !== undefined && !(release instanceof Release)) {
    refuse(
      scope,
      `'release' must be a Release, got ${got(release)}; pass for example Release.canary({ percent: 10, interval: Duration.minutes(10) })`,
    );
  }
  const snapStart = hasSnapStart(props);
  const provisioned = resolveProvisioned(scope, props.provisionedConcurrency, { ...props, hasSnapStart: snapStart });
  const isSnapStartBilled = isBilled(props);
  const choice = release?._choice;
  if (choice === undefined || choice.kind === 'none') {
    // Each needs an alias, and nothing that moves its traffic.
    return snapStart || provisioned || isDurable ? { provisioned, isDurable, isSnapStartBilled } : undefined;
  }
  checkOptions(scope, choice);
  const { aliasLogicalId, move } = choice;
  const pruning = resolvePruning(scope, choice.pruning, props);
  const deployment = deploymentOf(scope, choice, timeout);
  if (isForDevelopment && deployment && isGradual(deployment)) warnOfProfile(scope);
  return { deployment, aliasLogicalId, move, provisioned, pruning, isDurable, isSnapStartBilled };
}

function deploymentOf(scope: IConstruct, choice: Exclude<ReleaseChoice, { kind: 'none' }>, timeout: Duration): DeploymentPlan | undefined {
  const { preTraffic, postTraffic } = choice;
  const shift = trafficShift(scope, choice);
  const config = choice.kind === 'predefined' ? choice.config : undefined;
  const hooks = { preTraffic, postTraffic };
  if (choice.kind === 'allAtOnce') return preTraffic || postTraffic ? { shift, ...hooks, alarms: [] } : undefined;
  const gradual: GradualReleaseOptions = choice;
  if (shift?.kind === 'allAtOnce') {
    refuse(scope, `'Release.predefined' must move traffic in steps, got CodeDeployDefault.LambdaAllAtOnce; pass Release.allAtOnce()`);
  }
  const tuning = tuningOf(scope, gradual);
  const alarms = gradual.alarms ?? [];
  const plan: DeploymentPlan = { shift, config, ...hooks, alarms, rollbackAlarm: tuning };
  if (tuning?.kind === 'none' && alarms.length === 0 && !preTraffic && !postTraffic) {
    refuse(
      scope,
      `'release' must have something that stops a faulty version, got no alarm and no hook; remove 'rollbackAlarm', or pass 'alarms' or 'preTraffic'`,
    );
  }
  if (shift && isKnown(shift)) {
    checkTime(scope, choice.kind, shift, tuning, timeout);
    warnOfSilence(scope, shift, gradual);
  }
  return plan;
}

function tuningOf(scope: IConstruct, { rollbackAlarm }: GradualReleaseOptions): RollbackTuning {
  // It refuses an alarm of the fleet, which watches no version.
  const tuning = checkTunings(scope, 'release', { rollbackAlarm }, { rollbackAlarm: { period: PERIOD } }).rollbackAlarm as
    | RollbackTuning
    | undefined;
  if (tuning?.kind === 'none') return tuning;
  return { ...(tuning ?? { kind: 'threshold' }), period: tuning?.period ?? PERIOD };
}

/** An error is counted at the start of its invocation, and known after its end, the alarm's window and the way of the metric. */
function checkTime(scope: IConstruct, chosen: ReleaseChoice['kind'], shift: TrafficShift, tuning: RollbackTuning, timeout: Duration): void {
  if (tuning.kind === 'none') return;
  const [seconds, period] = [secondsOf(timeout), secondsOf(tuning.period)];
  if (seconds === undefined || period === undefined) return;
  const window = period * (tuning.evaluationPeriods ?? 1);
  const needed = Math.ceil((seconds + window + METRIC_DELAY) / 60);
  const most = minutesOf(shift);
  if (most >= needed) return;
  const interval = Math.ceil(needed / (stepsOf(shift) - 1));
  const fix = `${chosen === 'predefined' ? `pass Release.${shift.kind}(...) and ` : ''}set 'interval' to at least Duration.minutes(${interval})`;
  refuseAtSynth(
    scope,
    `'release' must take at least ${needed} minutes, after which an error of the new version is known (timeout ${seconds} s, alarm window ${window} s, ` +
      `metric delay ${METRIC_DELAY} s), got ${most} minutes; ${fix}, or lower 'timeout'`,
  );
}

function warnOfSilence(scope: IConstruct, shift: TrafficShift, options: GradualReleaseOptions): void {
  const { invocationsPerMinute, preTraffic, postTraffic } = options;
  if (invocationsPerMinute === undefined || Token.isUnresolved(invocationsPerMinute)) return;
  const first = (invocationsPerMinute * shift.percent * shift.minutes) / 100;
  if (first >= FEW || preTraffic || postTraffic) return;
  warn(
    scope,
    'ReleaseWithoutTraffic',
    `'release' must give the new version at least ${FEW} invocations before the next step, got ${Number(first.toFixed(1))} ` +
      `(${shift.percent} % of ${invocationsPerMinute} a minute, in ${shift.minutes} minutes), so that a faulty version may not be noticed; ` +
      `pass 'preTraffic', a function that tests the new version, or raise 'percent' or 'interval'`,
  );
}

function warnOfProfile(scope: IConstruct): void {
  warn(
    scope,
    'ReleaseWithoutProfileAlarms',
    `'release' must be Release.none() or Release.allAtOnce() under a profile without alarms, got one in steps, with which each deployment takes its time and ` +
      `'cdk deploy --hotswap' skips CodeDeploy; set 'release: Release.none()', or acknowledge this`,
  );
}

/** Whether traffic moves in steps. A configuration that was made elsewhere is taken to do so. @internal */
export const isGradual = ({ shift }: DeploymentPlan): boolean => shift?.kind !== 'allAtOnce';
