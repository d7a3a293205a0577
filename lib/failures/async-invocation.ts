import { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct, IConstruct } from 'constructs';
import { acknowledge } from '../core/acknowledgements';
import { refuse } from '../core/errors';
import { checkNames } from '../core/input/option-names';
import { grantToService } from '../core/policies/grant-to-service';
import { withoutUndefined } from '../core/without-undefined';
import { type AsyncPlan, resolveAsync } from './async-plan';
import type { DeliveryOptions } from './dead-letter-target';
import { deliveryTo, QueueDestination } from './delivery';
import { acknowledgeObjects } from './delivery-statements';
import { releaseFailureQueue, reserveFailureQueue } from './exclusive-failure-queues';
import { completeConfig, type ExistingInvocation } from './existing-invocation';
import type { FailurePlan } from './failure-plan';
import { failureQueue, NO_CONSUMER } from './failure-queue';
import { releaseSharedQueue, sharedFailureQueue } from './shared-failure-queue';
import { checkDestination, checkNotBucket, checkNotFifo, checkNotItself } from './target-checks';

/** For languages that accept any name. */
const OPTIONS = {
  retryAttempts: true,
  maxEventAge: true,
  onSuccess: true,
  onFailure: true,
} satisfies Record<keyof lambda.EventInvokeConfigOptions, true>;

/**
 * How asynchronous events of the live target are retried, and where results and failed events are sent.
 *
 * @internal
 */
export class AsyncInvocation {
  /** The dedicated queue of failed events. */
  public dedicatedQueue?: sqs.Queue;
  /** The queue of failed events that the functions of the stack share. */
  public sharedQueue?: sqs.Queue;
  /** Where failed events go. */
  public failureArn?: string;
  /** Where the results of events go. */
  public successArn?: string;

  constructor(
    private readonly shell: Construct,
    private readonly live: lambda.IFunction,
    private plan: AsyncPlan,
    private readonly options: DeliveryOptions,
    /** A configuration that the app has made already, which is completed. */
    private readonly existing?: ExistingInvocation,
  ) {
    this.bind();
  }

  public get hasDestination(): boolean {
    return this.plan.failures.onFailure !== undefined || this.existing?.hasDestination === true;
  }

  /** How Lambda retries an event. */
  public get retries(): Pick<AsyncPlan, 'retryAttempts' | 'maxEventAge'> {
    return this.plan;
  }

  /** Joins the options with what is configured already; where the two differ, it is an error. */
  public configure(options: lambda.EventInvokeConfigOptions): void {
    checkNames(this.shell, 'configureAsyncInvoke', options, OPTIONS);
    for (const prop of ['onFailure', 'onSuccess'] as const)
      if (options[prop] !== undefined && options[prop] !== null) checkDestination(this.shell, prop, options[prop]);
    const more = resolveAsync(this.shell, options, this.plan.failures);
    for (const setting of ['retryAttempts', 'maxEventAge', 'onSuccess'] as const)
      this.checkAgreement(setting, this.plan.own[setting], more[setting]);
    if (options.onFailure && this.plan.failures.isOwn) {
      refuse(
        this.shell,
        `'onFailure' must be set once, got it in 'configureAsyncInvoke' after a failure target was set; remove one of them`,
      );
    }
    if (options.onFailure) this.checkReplaceable();
    const before = this.sharedQueue;
    this.unbind();
    this.plan = {
      retryAttempts: more.retryAttempts ?? this.plan.retryAttempts,
      maxEventAge: more.maxEventAge ?? this.plan.maxEventAge,
      onSuccess: more.onSuccess ?? this.plan.onSuccess,
      failures: options.onFailure ? { ...this.plan.failures, isOwn: true, onFailure: options.onFailure } : this.plan.failures,
      own: { ...this.plan.own, ...withoutUndefined(more.own) },
    };
    this.bind();
    if (before && before !== this.sharedQueue) releaseSharedQueue(this.shell, before);
  }

  /** The shared queue stays for other functions; a queue of this one alone may be in use already, and can't be taken back. */
  private checkReplaceable(): void {
    const { onFailure, deadLetter } = this.plan.failures;
    if (onFailure !== 'dedicatedQueue' && !deadLetter) return;
    refuse(
      this.shell,
      `'onFailure' must be set in the props, got it in 'configureAsyncInvoke' after ${deadLetter ? 'a dead-letter target' : 'a dedicated queue'} ` +
        `was set by a scope or the profile; pass it in the props, or set 'failureCapture: FailureCapture.sharedQueue()'`,
    );
  }

  private checkAgreement(setting: string, earlier: unknown, later: unknown): void {
    if (earlier === undefined || later === undefined || isEqual(earlier, later)) return;
    refuse(
      this.shell,
      `'${setting}' must be set once, got ${described(later)} in 'configureAsyncInvoke' after ${described(earlier)}; remove one of them`,
    );
  }

  private get config(): IConstruct {
    return this.existing?.config ?? this.live.node.findChild('EventInvokeConfig');
  }

  private bind(): void {
    const { retryAttempts, maxEventAge, onSuccess, failures } = this.plan;
    const onFailure = this.destinationOf(failures.onFailure);
    if (retryAttempts === undefined && !maxEventAge && !onSuccess && !onFailure) return;
    const statements: iam.PolicyStatement[] = [];
    const configured = {
      retryAttempts,
      maxEventAge,
      onSuccess: onSuccess && this.watched('onSuccess', onSuccess, statements),
      onFailure: onFailure && this.watched('onFailure', onFailure, statements),
    };
    if (this.existing?.config && configured.onFailure) completeConfig(this.existing.config, this.shell, this.live, configured.onFailure);
    else this.live.configureAsyncInvoke(configured);
    if (statements.length > 0) this.allow(statements);
    if (!onFailure)
      acknowledge(this.config, {
        'Serverless-LambdaAsyncFailureDestination': failures.reason ?? 'Failed events are sent to the dead-letter target.',
      });
  }

  private unbind(): void {
    this.live.node.tryRemoveChild('EventInvokeConfig');
    this.shell.node.tryRemoveChild('DestinationPolicy');
    if (this.failureArn) releaseFailureQueue(this.shell, this.failureArn);
  }

  private destinationOf(choice: FailurePlan['onFailure']): lambda.IDestination | undefined {
    this.sharedQueue = undefined;
    if (choice === 'sharedQueue') {
      this.sharedQueue = sharedFailureQueue(this.shell, this.options);
      return new QueueDestination(this.sharedQueue);
    }
    return choice === 'dedicatedQueue' ? new QueueDestination(this.makeDedicatedQueue()) : choice;
  }

  private makeDedicatedQueue(): sqs.Queue {
    if (!this.dedicatedQueue) {
      this.dedicatedQueue = failureQueue(this.shell, 'FailureQueue', this.options);
      // cdk-nag knows the target of dead letters, but not a queue that a destination names.
      acknowledge(this.dedicatedQueue, { 'AwsSolutions-SQS3': NO_CONSUMER });
    }
    return this.dedicatedQueue;
  }

  /** The destination, checked against what Lambda accepts, with its grants reduced to what delivery needs. */
  private watched(
    prop: 'onSuccess' | 'onFailure',
    destination: lambda.IDestination,
    statements: iam.PolicyStatement[],
  ): lambda.IDestination {
    checkDestination(this.shell, prop, destination);
    return {
      bind: (scope, fn, options) => {
        const { config, statements: needed } = deliveryTo(destination, fn, (grantee) => destination.bind(scope, grantee, options));
        statements.push(...needed);
        checkNotFifo(this.shell, prop, config.destination);
        checkNotItself(this.shell, prop, config.destination, fn);
        if (prop === 'onSuccess') {
          checkNotBucket(this.shell, prop, config.destination);
          this.successArn = config.destination;
        } else {
          reserveFailureQueue(this.shell, prop, config.destination, 'asynchronous events with their cause');
          this.failureArn = config.destination;
        }
        return config;
      },
    };
  }

  private allow(statements: iam.PolicyStatement[]): void {
    const policy = grantToService(this.shell, 'DestinationPolicy', this.live.role as iam.IRole, this.options.policyKind, statements);
    acknowledgeObjects(policy, statements);
    policy.precede(this.config);
  }
}

function isEqual(one: unknown, other: unknown): boolean {
  if (!(one instanceof Duration && other instanceof Duration) || one.isUnresolved() || other.isUnresolved()) return one === other;
  return one.toMilliseconds() === other.toMilliseconds();
}

function described(setting: unknown): string {
  if (setting instanceof Duration) return setting.isUnresolved() ? 'a duration' : setting.toHumanString();
  return typeof setting === 'object' ? 'another destination' : String(setting);
}
