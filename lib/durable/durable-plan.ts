import { type Duration, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { DEFAULTS } from '../core/defaults';
import { got, refuse, together } from '../core/errors';
import { checkObject } from '../core/input/kind-checks';
import { checkNames } from '../core/input/option-names';
import { checkSeconds, checkWholeNumber, secondsOf } from '../core/input/ranges';
import { warn } from '../core/warnings';
import { FailureCapture } from '../failures/failure-capture';
import type { FailureProps } from '../failures/failure-plan';
import type { Release } from '../releases/release';
import { checkRuntime } from './durable-runtimes';

/*
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-configuration.html
 */

/** 366 days, in seconds. */
const LONGEST = 31_622_400;

/** What is decided for a durable function. @internal */
export interface DurablePlan {
  readonly config: Required<lambda.DurableConfig>;
  /** How long an execution may take, in seconds; absent where only a deployment knows. */
  readonly executionSeconds?: number;
  readonly retentionDays?: number;
}

type DurableProps = lambda.FunctionOptions & FailureProps & { readonly runtime: lambda.Runtime; readonly release?: Release };

/**
 * How executions of the function are run, or undefined where it is not durable.
 *
 * @param own what the function sets itself: what scopes set for all functions, and a durable one cannot have, is left out for it
 * @internal
 */
export function resolveDurable(scope: IConstruct, props: DurableProps, own: Partial<DurableProps>): DurablePlan | undefined {
  const { durableConfig } = props;
  if (durableConfig === undefined) return undefined;
  checkObject(scope, 'durableConfig', durableConfig, 'pass for example { executionTimeout: Duration.hours(1) }');
  const retentionPeriod = durableConfig.retentionPeriod ?? DEFAULTS.executionRetention;
  together(
    () => checkNames(scope, 'durableConfig', durableConfig, { executionTimeout: true, retentionPeriod: true }),
    () => checkExecutionTimeout(scope, durableConfig.executionTimeout),
    () => checkRetention(scope, retentionPeriod),
    () => checkRuntime(scope, props.runtime),
    () => checkAsync(scope, own),
    () => checkCapture(scope, own.failureCapture),
    () => checkMove(scope, props.release),
  );
  if (props.tenancyConfig) {
    warn(
      scope,
      'DurableUnverified',
      `'durableConfig' must be used without 'tenancyConfig', got both, for which AWS documents no durable executions; remove 'tenancyConfig', or acknowledge this after a test`,
    );
  }
  return {
    config: { executionTimeout: durableConfig.executionTimeout, retentionPeriod },
    executionSeconds: secondsOf(durableConfig.executionTimeout),
    retentionDays: retentionPeriod.isUnresolved() ? undefined : retentionPeriod.toDays(),
  };
}

function checkExecutionTimeout(scope: IConstruct, timeout: Duration | undefined): void {
  if (timeout === undefined) {
    refuse(scope, `'durableConfig.executionTimeout' must be given, got undefined; pass for example Duration.hours(1)`);
  }
  checkSeconds(scope, 'durableConfig.executionTimeout', timeout, { min: 1, max: LONGEST });
}

function checkRetention(scope: IConstruct, period: Duration): void {
  if (typeof period?.toDays !== 'function') {
    refuse(scope, `'durableConfig.retentionPeriod' must be a Duration, got ${got(period)}; write for example Duration.days(14)`);
  }
  if (period.isUnresolved()) return;
  checkWholeNumber(scope, 'durableConfig.retentionPeriod', period.toDays({ integral: false }), { min: 1, max: 90, unit: 'days' });
}

/**
 * What Lambda ignores for durable executions.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-sdk-retries.html
 *
 * @internal
 */
export function checkAsync(scope: IConstruct, { retryAttempts, onSuccess, onFailure }: lambda.EventInvokeConfigOptions): void {
  together(
    () => {
      if (retryAttempts === undefined) return;
      refuse(
        scope,
        `'retryAttempts' must be omitted for a durable function, got ${Token.isUnresolved(retryAttempts) ? 'a token' : got(retryAttempts)}: Lambda does not retry ` +
          `an execution that failed; remove it, and set a retry strategy for each step in the code`,
      );
    },
    () => checkDestination(scope, 'onSuccess', onSuccess, 'match events of "Durable Execution Status Change" by a rule'),
    () => checkDestination(scope, 'onFailure', onFailure, `set 'deadLetterQueue', or omit it for a dedicated dead-letter queue`),
  );
}

function checkDestination(scope: IConstruct, prop: string, destination: lambda.IDestination | undefined, instead: string): void {
  if (destination === undefined) return;
  refuse(
    scope,
    `'${prop}' must be omitted for a durable function, got a destination, which Lambda does not support there; remove it, and ${instead}`,
  );
}

const isDestination = ({ _choice: { kind } }: FailureCapture): boolean =>
  kind === 'sharedQueue' || kind === 'dedicatedQueue' || kind === 'destination';

function checkCapture(scope: IConstruct, capture: FailureCapture | undefined): void {
  if (capture === undefined || !isDestination(capture)) return;
  refuse(
    scope,
    `'failureCapture' must be a dead-letter target for a durable function, got an on-failure destination (${capture._choice.kind}), which Lambda does not ` +
      'support there; omit it, or pass FailureCapture.dedicatedDeadLetterQueue()',
  );
}

/**
 * What is captured where the function sets nothing itself: in a dead-letter queue, where its scope chose a destination.
 *
 * @internal
 */
export const durableCapture = (ofScope: FailureCapture): FailureCapture =>
  isDestination(ofScope) ? FailureCapture.dedicatedDeadLetterQueue() : ofScope;

/** Nobody can call a durable function without a qualifier, so there are no callers to move. */
function checkMove(scope: IConstruct, release: Release | undefined): void {
  const choice = release?._choice;
  if (choice === undefined || choice.kind === 'none' || choice.move === undefined) return;
  refuse(
    scope,
    `'release.move' must be omitted for a durable function, got ${got(choice.move)}: callers invoke a durable function by its alias from the start; remove it`,
  );
}
