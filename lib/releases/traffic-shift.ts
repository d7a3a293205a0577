import { Token } from 'aws-cdk-lib';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type { IConstruct } from 'constructs';
import { checkGiven, got, refuse } from '../core/errors';
import { checkSeconds, checkWholeNumber } from '../core/input/ranges';
import type { ReleaseChoice } from './choices';

/*
 * How CodeDeploy moves the traffic of a function.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html#deployment-configuration-lambda
 */

/** @internal */
export interface TrafficShift {
  readonly kind: 'allAtOnce' | 'canary' | 'linear';
  /** The share of each step, in percent. */
  readonly percent: number;
  /** Between two steps. */
  readonly minutes: number;
}

/** Between the first and the last step, in minutes. */
const LONGEST = 2880;

const CANARIES = [5, 10, 15, 30];
const LINEARS = [1, 2, 3, 10];

/**
 * What is known of the shift at synthesis; undefined for a configuration that was made elsewhere.
 *
 * @internal
 */
export function trafficShift(scope: IConstruct, choice: Exclude<ReleaseChoice, { kind: 'none' }>): TrafficShift | undefined {
  if (choice.kind === 'allAtOnce') return { kind: 'allAtOnce', percent: 100, minutes: 0 };
  if (choice.kind === 'predefined') return shiftOfConfig(scope, choice.config);
  const { kind, percent, interval } = choice;
  checkGiven(scope, 'release.percent', percent, '10');
  checkGiven(scope, 'release.interval', interval, 'Duration.minutes(10)');
  checkWholeNumber(scope, 'release.percent', percent, { min: 1, max: 99, unit: 'percent' });
  checkSeconds(scope, 'release.interval', interval, { min: 60, max: LONGEST * 60, unit: 'seconds' });
  if (interval.isUnresolved()) {
    if (interval.unitLabel() !== 'minutes') {
      refuse(
        scope,
        `'release.interval' must be in minutes where its number is known at deployment, got ${interval.unitLabel()}; pass Duration.minutes(...)`,
      );
    }
    return { kind, percent, minutes: interval.toMinutes() };
  }
  const minutes = interval.toMinutes({ integral: false });
  if (!Number.isInteger(minutes)) {
    refuse(scope, `'release.interval' must be whole minutes, got ${interval.toSeconds()} seconds; pass for example Duration.minutes(10)`);
  }
  const shift: TrafficShift = { kind, percent, minutes };
  if (isKnown(shift) && minutesOf(shift) > LONGEST) {
    refuse(
      scope,
      `'release' must move all traffic within ${LONGEST} minutes, got ${stepsOf(shift)} steps in ${minutesOf(shift)} minutes; raise 'percent' or lower 'interval'`,
    );
  }
  return shift;
}

/** Whether its numbers are known before deployment. @internal */
export const isKnown = ({ percent, minutes }: TrafficShift): boolean => ![percent, minutes].some((value) => Token.isUnresolved(value));

/** How many times traffic moves. @internal */
export const stepsOf = ({ kind, percent }: TrafficShift): number =>
  kind === 'allAtOnce' ? 1 : kind === 'canary' ? 2 : Math.ceil(100 / percent);

/** From the first step to the last, in minutes: as long as a new version can be stopped. @internal */
export const minutesOf = (shift: TrafficShift): number => (stepsOf(shift) - 1) * shift.minutes;

/**
 * The name of CodeDeploy's own configuration for the shift, where it has one.
 *
 * @internal
 */
export function predefinedName({ kind, percent, minutes }: TrafficShift): string | undefined {
  if (kind === 'allAtOnce') return 'CodeDeployDefault.LambdaAllAtOnce';
  if (percent !== 10) return undefined;
  if (kind === 'canary' && CANARIES.includes(minutes)) return `CodeDeployDefault.LambdaCanary10Percent${minutes}Minutes`;
  if (kind === 'linear' && LINEARS.includes(minutes))
    return `CodeDeployDefault.LambdaLinear10PercentEvery${minutes}Minute${minutes === 1 ? '' : 's'}`;
  return undefined;
}

/** CodeDeploy's own configurations for servers and for ECS. */
const OF_OTHERS = /^CodeDeployDefault\.(?!Lambda)/;
const NAME = /^CodeDeployDefault\.Lambda(?:(AllAtOnce)|(Canary|Linear)(\d+)Percent(?:Every)?(\d+)Minutes?)$/;

function shiftOfConfig(scope: IConstruct, config: codedeploy.ILambdaDeploymentConfig): TrafficShift | undefined {
  const name = (config as Partial<codedeploy.ILambdaDeploymentConfig> | null | undefined)?.deploymentConfigName;
  if (typeof name !== 'string' || name === '' || OF_OTHERS.test(name)) {
    refuse(
      scope,
      `'Release.predefined' must have a deployment configuration of Lambda, got ${got(name ?? config)}; pass for example codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES`,
    );
  }
  const [, allAtOnce, kind, percent, minutes] = NAME.exec(name) ?? [];
  if (allAtOnce) return { kind: 'allAtOnce', percent: 100, minutes: 0 };
  return kind ? { kind: kind === 'Canary' ? 'canary' : 'linear', percent: Number(percent), minutes: Number(minutes) } : undefined;
}
