import type { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { together } from '../core/errors';
import { checkSeconds, checkWholeNumber } from '../core/input/ranges';
import type { FailurePlan } from './failure-plan';

/** @internal */
export interface AsyncPlan {
  readonly retryAttempts?: number;
  readonly maxEventAge?: Duration;
  readonly onSuccess?: lambda.IDestination;
  readonly failures: FailurePlan;
  /** What the function sets itself, which no later call may contradict. */
  readonly own: OwnAsync;
}

type OwnAsync = Pick<lambda.EventInvokeConfigOptions, 'retryAttempts' | 'maxEventAge' | 'onSuccess'>;

/**
 * @param own what the function sets itself, and no scope for it
 * @internal
 */
export function resolveAsync(
  scope: IConstruct,
  props: lambda.EventInvokeConfigOptions,
  failures: FailurePlan,
  own: OwnAsync = props,
): AsyncPlan {
  together(
    () => checkWholeNumber(scope, 'retryAttempts', props.retryAttempts, { min: 0, max: 2 }),
    () => checkSeconds(scope, 'maxEventAge', props.maxEventAge, { min: 60, max: 21600 }),
  );
  const { retryAttempts, maxEventAge, onSuccess } = props;
  const ownOptions = { retryAttempts: own.retryAttempts, maxEventAge: own.maxEventAge, onSuccess: own.onSuccess };
  return { retryAttempts, maxEventAge, onSuccess, failures, own: ownOptions };
}
