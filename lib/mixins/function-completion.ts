import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { AlarmSet } from '../alarms/alarm-set';
import { addFailureAlarms, alarmsOfFunction } from '../alarms/alarms-of-function';
import type { ObservedFunction } from '../alarms/observed';
import { setEventSourceSettings } from '../event-sources/shared/event-source-settings';
import { FunctionMappings } from '../event-sources/shared/function-mappings';
import { checkTrust } from '../execution/execution-role';
import { AsyncInvocation } from '../failures/async-invocation';
import { bindDeadLetters, type DeadLetterTarget } from '../failures/dead-letter-target';
import type { ExistingInvocation } from '../failures/existing-invocation';
import { type BoundIdempotency, bindIdempotency } from '../idempotency/bind-idempotency';
import { HardeningRequirement } from '../profiles/profile-settings';
import type { CompletionPlan } from './completion-plan';
import { type RetriesOfFunction, watchRetries } from './idempotent-retries';
import { acknowledgeLimits, acknowledgeWaivedAlarms, keepReasons } from './kept-reasons';
import { observedFunction } from './observed-function';
import { watchStackLimits } from './stack-limits';

/**
 * A function as what follows it sees it, whoever made it.
 *
 * @internal
 */
export interface CompletionTarget {
  /** Everything is made below it. */
  readonly shell: Construct;
  /** What is invoked, granted, mapped and watched. */
  readonly live: lambda.IFunction;
  /** The function itself: one of the CDK, or one that stands for a resource. */
  readonly inner: lambda.IFunction;
  readonly resource: lambda.CfnFunction;
  /** Absent where it is not known; then nothing that follows needs it. */
  readonly role?: iam.IRole;
  readonly logGroupName: string;
  readonly hasProvisionedConcurrency?: boolean;
  readonly isDurable?: boolean;
  /** What the app has made for the function already. */
  readonly existing?: ExistingProtections;
}

/** @internal */
export interface ExistingProtections extends ExistingInvocation {
  readonly hasDeadLetters: boolean;
  readonly isWatched: (metric: cloudwatch.IMetric) => boolean;
}

/**
 * All that follows a function: where failed events are sent, its alarms, what holds for its event sources, and the reasons for
 * what was left out. The one implementation for functions of this library and for those that others made.
 *
 * @internal
 */
export class FunctionCompletion {
  public readonly deadLetters?: DeadLetterTarget;
  public readonly asyncInvocation: AsyncInvocation;
  public readonly alarms: AlarmSet;
  public readonly sources: FunctionMappings;
  public readonly idempotency?: BoundIdempotency;
  /** Why the function reserves no concurrency, where that is waived. */
  public readonly limitWaiver?: string;

  constructor(
    private readonly target: CompletionTarget,
    plan: CompletionPlan,
    /** Whether no service invokes the function asynchronously, as far as is known. */
    private isPolledOnly: boolean,
  ) {
    const { shell, inner, resource, role, logGroupName, existing } = target;
    this.sources = new FunctionMappings(shell);
    this.limitWaiver = plan.waivers[HardeningRequirement.RESERVED_CONCURRENCY];
    const { deadLetter } = plan.async.failures;
    const { policyKind, encryptionKey, removalPolicy } = plan;
    const delivery = { policyKind, encryptionKey, removalPolicy };
    if (deadLetter && role) this.deadLetters = bindDeadLetters(shell, resource, role, inner, deadLetter, delivery);
    this.asyncInvocation = new AsyncInvocation(shell, inner, plan.async, delivery, existing);
    this.alarms = alarmsOfFunction(shell, plan.alarms, logGroupName, resource, this.observed, existing?.isWatched);
    setEventSourceSettings(shell, inner, {
      ...delivery,
      alarms: plan.alarms,
      needsMaxConcurrency: plan.needsMaxConcurrency,
      owner: shell,
      sources: this.sources,
      functionAlarms: this.alarms,
      deliveriesWatched: () => this.asyncInvocation.hasDestination && this.alarms.has('undeliveredEvents'),
    });
    if (plan.idempotency && plan.idempotency.reason === undefined && role) {
      this.idempotency = bindIdempotency(shell, role, plan.policyKind, plan.idempotency, plan);
      watchRetries(shell, resource, plan.idempotency, () => this.retries);
    }
    keepReasons(resource, plan);
    acknowledgeLimits(inner, plan);
    acknowledgeWaivedAlarms(shell, plan);
    if (role && !existing) checkTrust(shell, role);
    watchStackLimits(shell);
  }

  /** What its alarms look at, as it is when asked. */
  public get observed(): ObservedFunction {
    const { live, hasProvisionedConcurrency, isDurable } = this.target;
    const hasDeadLetters = this.deadLetters !== undefined || this.target.existing?.hasDeadLetters === true;
    const { dedicatedQueue } = this.deadLetters ?? {};
    const facts = { live, hasDeadLetters, isPolledOnly: this.isPolledOnly, hasProvisionedConcurrency, isDurable };
    return observedFunction(this.asyncInvocation, dedicatedQueue, facts);
  }

  /** What may deliver an event again, as it is when asked. */
  private get retries(): RetriesOfFunction {
    const { retryAttempts, maxEventAge } = this.asyncInvocation.retries;
    return { asynchronous: this.isPolledOnly || retryAttempts === 0 ? undefined : { maxEventAge }, mappings: this.sources.mappings };
  }

  /** The queue of failed events, where one was made. */
  public get failureQueue(): sqs.IQueue | undefined {
    return this.asyncInvocation.dedicatedQueue ?? this.asyncInvocation.sharedQueue ?? this.deadLetters?.dedicatedQueue;
  }

  /** Alarms that depend on where failed events are sent, where they are missing. */
  public addFailureAlarms(): void {
    addFailureAlarms(this.alarms, this.observed);
  }

  /** Whoever may invoke the function may do so asynchronously. */
  public watchAsyncEvents(): void {
    this.isPolledOnly = false;
    this.addFailureAlarms();
  }

  /** What is wrong between what the function reads, where its events are sent and how much of it may run. */
  public findings(needsMaxConcurrency: boolean): string[] {
    const { reservedConcurrentExecutions } = this.target.resource;
    return [
      ...this.eventsAsOwnTarget(),
      ...this.sources.loopFindings(),
      ...this.sources.concurrencyFindings(reservedConcurrentExecutions, needsMaxConcurrency),
    ];
  }

  /** Events that the function sends to a queue that it reads. */
  private eventsAsOwnTarget(): string[] {
    const message = (prop: string, what: string): string =>
      `'${prop}' must not be a queue that the function reads its events from, got such a queue, which brings each ${what} back; pass another target`;
    const { failureArn, successArn } = this.asyncInvocation;
    return [
      ...(this.sources.readsOneOf([failureArn, this.deadLetters?.arn]) ? [message('failureCapture', 'failure')] : []),
      ...(this.sources.readsOneOf([successArn]) ? [message('onSuccess', 'result')] : []),
    ];
  }
}
