import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { refuse } from '../core/errors';
import { checkObject } from '../core/input/kind-checks';
import { checkNames } from '../core/input/option-names';
import { checkSeconds, checkWholeNumber, secondsOf } from '../core/input/ranges';
import type { VersionPruning } from './release-options';

/** Which old versions are deleted. @internal */
export interface PruningPlan {
  readonly keep: number;
  readonly days: number;
}

const KNOWN: { [option in keyof VersionPruning]-?: true } = { keep: true, keepFor: true };

/** The version that is live, the one before it, and one more. */
const KEEP = 3;
const KEEP_FOR = Duration.days(30);
const DAY = 86_400;
/** Versions of a function whose stack nobody has updated for a decade are no old versions. */
const LONGEST = 3650;

/** CodeDeploy's longest deployment, which the version before it outlives. */
const LONGEST_RELEASE = 50 * 3600;

/** @internal */
export function resolvePruning(
  scope: IConstruct,
  given: VersionPruning | undefined,
  { currentVersionOptions, durableConfig }: lambda.FunctionOptions,
): PruningPlan | undefined {
  if (given === undefined) return undefined;
  checkObject(scope, 'release.pruning', given, 'pass for example { keep: 3, keepFor: Duration.days(30) }');
  checkNames(scope, 'release.pruning', given, KNOWN);
  const { keep = KEEP, keepFor = KEEP_FOR } = given;
  checkWholeNumber(scope, 'release.pruning.keep', keep, { min: 2, max: 1000, fix: 'the live version and the one before it must stay' });
  checkSeconds(scope, 'release.pruning.keepFor', keepFor, { min: DAY, max: LONGEST * DAY });
  if (currentVersionOptions?.removalPolicy === RemovalPolicy.DESTROY) {
    refuse(
      scope,
      `'release.pruning' can't be combined with 'currentVersionOptions.removalPolicy' DESTROY, by which each version is deleted when the next one is live; remove one of them`,
    );
  }
  checkExecutions(scope, keepFor, durableConfig?.executionTimeout);
  return { keep, days: keepFor.isUnresolved() ? keepFor.toDays() : Math.ceil(keepFor.toDays({ integral: false })) };
}

/** An execution of a durable function ends on the version that it began on. */
function checkExecutions(scope: IConstruct, keepFor: Duration, executionTimeout: Duration | undefined): void {
  const [seconds, timeout] = [secondsOf(keepFor), secondsOf(executionTimeout)];
  if (seconds === undefined || timeout === undefined || executionTimeout === undefined || seconds >= timeout + LONGEST_RELEASE) return;
  refuse(
    scope,
    `'release.pruning.keepFor' must be at least as long as a durable execution and a release (${timeout} s and ${LONGEST_RELEASE} s), got ${seconds} s; ` +
      `pass at least Duration.days(${Math.ceil((timeout + LONGEST_RELEASE) / DAY)})`,
  );
}
