import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { AlarmTuning } from '../alarms/alarm-tuning';

/** The steps in which the callers of a deployed function are moved to the alias. */
export enum ReleaseMove {
  /** The alias exists and may be called; callers still call the function. */
  PREPARE = 'prepare',
  /** Callers call the alias; the function's own permissions and URL stay, for requests that are under way. */
  SWITCH = 'switch',
}

/**
 * Which old versions are deleted. A version that an alias names, by weight or alone, stays in any case.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
 */
export interface VersionPruning {
  /**
   * How many of the newest versions are kept, with the live one: a whole number from 2 to 1000.
   *
   * @default 3
   */
  readonly keep?: number;

  /**
   * How long a version is kept after a newer one was published: at least 1 day, in whole days, else rounded up. For a durable
   * function it must be longer than its executions.
   *
   * @default Duration.days(30)
   */
  readonly keepFor?: Duration;
}

/** What every release takes. */
export interface ReleaseOptions {
  /**
   * A function that tests the new version before it gets traffic. It must call
   * `codedeploy:PutLifecycleEventHookExecutionStatus` within an hour, and is allowed to.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-lambda
   */
  readonly preTraffic?: lambda.IFunction;

  /**
   * A function that tests the new version when it has all traffic. It must call
   * `codedeploy:PutLifecycleEventHookExecutionStatus` within an hour, and is allowed to.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-lambda
   */
  readonly postTraffic?: lambda.IFunction;

  /**
   * The logical id of an alias `live` that is deployed already, so that it is updated in place. An alias made by
   * `addAlias('live')` has the right logical id without it.
   *
   * @default - the logical id that `addAlias('live')` gives
   */
  readonly aliasLogicalId?: string;

  /**
   * Deletes old versions once a day, by one function of the stack. It deletes nothing while the stack is updated or rolled back.
   *
   * @default - every version is kept whose release succeeded
   */
  readonly pruning?: VersionPruning;

  /**
   * The step in which the callers of a deployed function are moved to the alias.
   *
   * @default - callers call the alias, and nothing is kept for callers of the function
   */
  readonly move?: ReleaseMove;
}

/** What a release takes that moves traffic in steps. */
export interface GradualReleaseOptions extends ReleaseOptions {
  /**
   * Alarms of yours that stop the release and bring the old version back, beside the library's alarm on errors of the new
   * version: nine at the most, each in the function's account and region. They must not refer to the alias `live`;
   * `addRollbackAlarm` takes alarms that you create after the function.
   *
   * @default - none
   */
  readonly alarms?: cloudwatch.IAlarm[];

  /**
   * How the library's alarm on errors of the new version is tuned. Without it a release needs `alarms` or a hook.
   *
   * @default - more than 0 errors of the new version in 1 minute
   */
  readonly rollbackAlarm?: AlarmTuning;

  /**
   * How many invocations the function has in a minute while it is released, at its quietest: a number of at least 0. A new
   * version that gets too few of them to fail visibly is warned of.
   *
   * @default - not known, and not checked
   */
  readonly invocationsPerMinute?: number;
}

/** A share of the traffic, and a time. */
export interface ReleaseSteps extends GradualReleaseOptions {
  /** The share of the traffic that each step moves, in percent: a whole number from 1 to 99. */
  readonly percent: number;

  /** The time between two steps: a whole number of minutes from 1 to 2880. The last step comes at most 2880 minutes after the first. */
  readonly interval: Duration;
}
