import { Token } from 'aws-cdk-lib';
import type { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { checkGiven, got, refuse } from '../core/errors';
import { checkNames } from '../core/input/option-names';
import { checkWholeNumber } from '../core/input/ranges';
import type { ProvisionedChoice } from './choices';
import { ProvisionedConcurrency } from './provisioned-concurrency';
import type { ProvisionedSchedule, TargetTrackingOptions } from './provisioned-options';

/** The environments of the alias. @internal */
export interface ProvisionedPlan {
  /** The number that the alias itself has; a scaling starts with it. */
  readonly environments: number;
  readonly scaling?: {
    readonly min: number;
    readonly max: number;
    readonly utilization?: number;
    readonly schedules: readonly ProvisionedSchedule[];
  };
}

/** @internal */
export interface ProvisionedSurroundings {
  readonly reservedConcurrentExecutions?: number;
  readonly tenancyConfig?: lambda.TenancyConfig;
  readonly hasSnapStart: boolean;
}

/** AWS's own example. */
const UTILIZATION = 0.7;

const TRACKING: { [option in keyof TargetTrackingOptions]-?: true } = { min: true, max: true, utilization: true, schedules: true };
const SCHEDULE: { [option in keyof ProvisionedSchedule]-?: true } = { at: true, min: true, max: true };

/** @internal */
export function resolveProvisioned(
  scope: IConstruct,
  given: ProvisionedConcurrency | undefined,
  { reservedConcurrentExecutions, tenancyConfig, hasSnapStart }: ProvisionedSurroundings,
): ProvisionedPlan | undefined {
  if (given === undefined) return undefined;
  if (!(given instanceof ProvisionedConcurrency)) {
    refuse(
      scope,
      `'provisionedConcurrency' must be a ProvisionedConcurrency, got ${got(given)}; pass for example ProvisionedConcurrency.constant(5)`,
    );
  }
  if (tenancyConfig) {
    refuse(scope, `'provisionedConcurrency' can't be combined with 'tenancyConfig', which Lambda refuses; remove one of them`);
  }
  if (hasSnapStart) refuse(scope, `'provisionedConcurrency' can't be combined with 'snapStart', which Lambda refuses; remove one of them`);
  const plan = planOf(scope, given._choice);
  const most = mostOf(plan);
  if (
    reservedConcurrentExecutions !== undefined &&
    !Token.isUnresolved(reservedConcurrentExecutions) &&
    most > reservedConcurrentExecutions
  ) {
    refuse(
      scope,
      `'provisionedConcurrency' must be at most 'reservedConcurrentExecutions' (${reservedConcurrentExecutions}), got up to ${most}, which Lambda refuses; lower it, or raise the reserved concurrency`,
    );
  }
  return plan;
}

/** What is known of the most environments that there are at any time. */
const mostOf = ({ environments, scaling }: ProvisionedPlan): number =>
  Math.max(
    ...[environments, scaling?.max, ...(scaling?.schedules ?? []).flatMap(({ min, max }) => [min, max])].filter(
      (count): count is number => count !== undefined && !Token.isUnresolved(count),
    ),
    0,
  );

function planOf(scope: IConstruct, choice: ProvisionedChoice): ProvisionedPlan {
  if (choice.kind === 'fixed') {
    checkCount(scope, 'environments', choice.environments);
    return { environments: choice.environments };
  }
  if (choice.kind === 'scheduled') {
    checkCount(scope, 'environments', choice.environments);
    if (choice.schedules.length === 0) {
      refuse(
        scope,
        `'provisionedConcurrency' must have schedules, got none; pass ProvisionedConcurrency.constant(${choice.environments}) for one number at all times`,
      );
    }
    const { environments } = choice;
    const schedules = checkedSchedules(scope, choice.schedules);
    return { environments, scaling: { min: environments, max: environments, schedules } };
  }
  const { kind, ...options } = choice;
  checkNames(scope, `ProvisionedConcurrency.${kind}`, options, TRACKING);
  const { min, max, utilization = UTILIZATION } = options;
  checkCount(scope, 'min', min);
  checkCount(scope, 'max', max, min);
  if (!Token.isUnresolved(utilization) && !(utilization >= 0.1 && utilization <= 0.9)) {
    refuse(scope, `'provisionedConcurrency.utilization' must be between 0.1 and 0.9, got ${got(utilization)}; pass for example 0.7`);
  }
  const schedules = checkedSchedules(scope, options.schedules ?? []);
  checkBounds(scope, max, schedules);
  return { environments: min, scaling: { min, max, utilization, schedules } };
}

/** An alias can't be deployed while it has none: Lambda then finds no configuration to update. */
function checkCount(scope: IConstruct, name: string, value: number, min = 1): void {
  if (value === undefined) refuse(scope, `'provisionedConcurrency.${name}' must be given, got undefined; pass a number of environments`);
  checkWholeNumber(scope, `provisionedConcurrency.${name}`, value, { min: Token.isUnresolved(min) ? 1 : min });
}

function checkedSchedules(scope: IConstruct, schedules: readonly ProvisionedSchedule[]): readonly ProvisionedSchedule[] {
  if (!Array.isArray(schedules)) {
    refuse(
      scope,
      `'provisionedConcurrency.schedules' must be a list, got ${got(schedules)}; pass for example [{ at: Schedule.cron(...), min: 5 }]`,
    );
  }
  schedules.forEach((schedule: ProvisionedSchedule, index) => {
    const name = `schedules[${index}]`;
    const prop = `provisionedConcurrency.${name}`;
    checkGiven(scope, prop, schedule, '{ at: Schedule.cron(...), min: 5 }');
    checkNames(scope, prop, schedule, SCHEDULE);
    const { at, min, max } = schedule;
    checkAt(scope, `${prop}.at`, at);
    checkCount(scope, `${name}.min`, min);
    if (max !== undefined) checkCount(scope, `${name}.max`, max, min);
  });
  return schedules;
}

/**
 * A schedule without `max` keeps the bound that holds until then, and Application Auto Scaling refuses a `min` above it. Which of the others
 * runs before it is not known.
 */
function checkBounds(scope: IConstruct, max: number, schedules: readonly ProvisionedSchedule[]): void {
  const bounds = [max, ...schedules.map((schedule) => schedule.max ?? 0)];
  if (bounds.some((bound) => Token.isUnresolved(bound))) return;
  const most = Math.max(...bounds);
  schedules.forEach((schedule, index) => {
    if (schedule.max === undefined && !Token.isUnresolved(schedule.min) && schedule.min > most) {
      refuse(
        scope,
        `'provisionedConcurrency.schedules[${index}].min' must be at most the 'max' that holds then (${most}), got ${schedule.min}; set 'max' of the schedule too`,
      );
    }
  });
}

function checkAt(scope: IConstruct, prop: string, at: Schedule): void {
  const expression = (at as Partial<Schedule> | null | undefined)?.expressionString;
  if (typeof expression !== 'string') {
    refuse(scope, `'${prop}' must be a Schedule, got ${got(at)}; pass for example Schedule.cron({ minute: '0', hour: '8' })`);
  }
  if (!/^cron\(\* /.test(expression)) return;
  refuse(scope, `'${prop}' must have a minute, got ${expression}, which runs every minute; add for example minute: '0'`);
}
