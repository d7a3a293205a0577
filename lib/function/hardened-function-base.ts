import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Construct, Dependable } from 'constructs';
import type { AlarmTopics, CustomAlarmOptions } from '../alarms/custom-alarm';
import type { FunctionAlarms } from '../alarms/function-alarms';
import { HARDENING } from '../core/hardening-metadata';
import { warnOfImportedRole } from '../core/imported-roles';
import { letLogsUse } from '../encryption/encryption-key';
import { EventSourceBase } from '../event-sources/shared/event-source-base';
import { executionRole, ManagedPolicyRole } from '../execution/managed-policy-role';
import { noteRead } from '../failures/shared-failure-queue';
import { functionLogGroup, logTargetOf } from '../logging/function-log-group';
import { FunctionCompletion } from '../mixins/function-completion';
import { watchUsage } from '../mixins/usage/watch-usage';
import { checkAgreement } from '../powertools/powertools-environment';
import { addPowertoolsLayer } from '../powertools/powertools-layer';
import type { Deployment } from '../releases/deployment';
import { LiveTarget } from '../releases/live-target';
import { releaseFunction } from '../releases/release-function';
import { DelegatingFunction } from './delegating-function';
import { checkVariable, environmentSize } from './environment';
import { grantInvestigate, grantReplay, type Operated } from './operator-grants';
import type { Packaging } from './packaging/packaging';
import { checkAddedLayers } from './packaging/zip/layers';
import { planFunction } from './plan';
import { disableInnerInjection, injectProps } from './property-injection';
import { turnOnService } from './service';
import type { ShellProps } from './shell-props';

const WATCHERS = ['Alarms', 'FailureQueue', 'DeadLetterQueue', 'Release'];

/**
 * The shell that every hardened function shares: an `IFunction` around CDK's own function, which has the id `Default`,
 * so that it keeps the logical id that it would have in the shell's place.
 *
 * @internal
 */
export abstract class HardenedFunctionBase extends DelegatingFunction {
  /** CDK's own function inside, for the few APIs that ask for the class. */
  public readonly lambdaFunction: lambda.Function;

  /** The execution role; always there. */
  public readonly role?: iam.IRole;

  public readonly grantPrincipal: iam.IPrincipal;

  /** The log group that the function writes to. */
  public readonly logGroup: logs.ILogGroup;

  /** @internal */
  protected readonly _target: LiveTarget;
  /** @internal */
  protected readonly _deployment?: Deployment;
  private readonly completion: FunctionCompletion;
  private readonly wanted: Record<string, string>;

  constructor(scope: Construct, id: string, injectionId: string, packaging: Packaging, props: ShellProps) {
    super(scope, id);
    const given = injectProps(scope, id, [...packaging.cdkClasses, injectionId], props);
    const plan = planFunction(this, packaging.complete(this, given));
    this.wanted = plan.powertools.wanted;
    disableInnerInjection(this, packaging.cdkClasses);

    const role = plan.function.role ?? executionRole(this, plan.policyKind, plan.permissionsBoundary);
    this.role = role;
    this.grantPrincipal = role;
    if (plan.encryptionKey && !plan.logs.logGroup && !plan.logs.ofLambda) letLogsUse(this, plan.encryptionKey);
    const logGroup = functionLogGroup(this, plan.logs, plan.encryptionKey);
    this.lambdaFunction = packaging.make(this, 'Default', { ...plan.function, ...plan.logs.ofLambda?.props, role, logGroup });
    for (const [name, value] of Object.entries(plan.inheritedEnvironment))
      this.lambdaFunction.addEnvironment(name, value, { removeInEdge: true });
    const logTarget = logTargetOf(this, this.lambdaFunction, plan);
    this.logGroup = logTarget.group;
    addPowertoolsLayer(this, this.lambdaFunction, plan.powertoolsLayer);
    this._target = new LiveTarget(this, this.lambdaFunction, plan.release);
    this.node.defaultChild = this.resource;
    this.resource.addMetadata(HARDENING, { Profile: plan.profile });

    turnOnService(this, this.lambdaFunction, plan, logTarget);
    const { lambdaFunction: inner, resource } = this;
    const isPolledOnly = plan.events.length > 0 && plan.events.every((event) => event instanceof EventSourceBase);
    const hasProvisionedConcurrency = plan.release?.provisioned !== undefined;
    const target = { shell: this, live: this, inner, resource, role, logGroupName: this.logGroup.logGroupName, hasProvisionedConcurrency };
    this.completion = new FunctionCompletion(target, plan, isPolledOnly);
    for (const event of plan.events) this.addEventSource(event);
    this._deployment = releaseFunction(this, inner, this._target, plan.release, plan);
    warnOfImportedRole(this, role);
    watchUsage(this, this.lambdaFunction, plan.policyKind);
    this.node.addValidation({
      validate: () => [
        ...environmentSize(this.resource),
        ...this.eventsAsOwnTarget(),
        ...this.completion.sources.loopFindings(),
        ...this.completion.sources.concurrencyFindings(this.resource.reservedConcurrentExecutions, plan.needsMaxConcurrency),
      ],
    });
    const shell = this.node;
    Dependable.implement(this, {
      /** Whoever waits for the function waits for all of it, but for those who watch it. */
      get dependencyRoots() {
        return [role, ...shell.children.filter(({ node }) => !WATCHERS.includes(node.id))];
      },
    });
  }

  // What was made.

  /**
   * The queue of events that failed after all retries, where one was made for the function. By default functions of the stack
   * share it: a reader finds the function of a message in its `requestContext.functionArn`.
   */
  public get failureQueue(): sqs.IQueue | undefined {
    noteRead(this.completion.asyncInvocation.sharedQueue);
    return this.completion.failureQueue;
  }

  /** The alarms by their cause. */
  public get alarms(): FunctionAlarms {
    noteRead(this.completion.asyncInvocation.sharedQueue);
    return this.completion.alarms.ofFunction;
  }

  /** The topics that the alarms notify, by severity: the stack's topics for e-mails, or yours. */
  public get alarmTopics(): AlarmTopics {
    return this.completion.alarms.topics;
  }

  /** Adds your own alarm, for example on the p99 duration. It notifies the same topics as the function's other alarms. */
  public addAlarm(id: string, options: CustomAlarmOptions): cloudwatch.Alarm {
    return this.completion.alarms.add(id, options);
  }

  // Who operates it.

  /**
   * Allows to read the failed events of the function, its log and its state, as `status` and `failures` of
   * `cdk-hardened-lambda-ops` do. Call it after the event sources are added.
   *
   * A failure queue or bucket that other functions share is readable as a whole: IAM can't tell whose record a message is.
   * A dedicated queue avoids that. Allow a customer-managed key of such a target yourself.
   */
  public grantInvestigate(grantee: iam.IGrantable): iam.Grant {
    return grantInvestigate(this.operated('grantInvestigate'), grantee);
  }

  /**
   * Allows to send the failed events of the function again and to delete those that succeed, as `replay` of
   * `cdk-hardened-lambda-ops` does, and all that `grantInvestigate` allows. Call it after the event sources are added.
   *
   * In a failure queue or bucket that other functions share, their records can be read and deleted too.
   */
  public grantReplay(grantee: iam.IGrantable): iam.Grant {
    return grantReplay(this.operated('grantReplay'), grantee);
  }

  // What differs from CDK's function.

  public override addPermission(id: string, permission: lambda.Permission): void {
    super.addPermission(id, permission);
    this.completion.watchAsyncEvents();
  }

  public override grantInvoke(grantee: iam.IGrantable): iam.Grant {
    this.completion.watchAsyncEvents();
    return super.grantInvoke(grantee);
  }

  /**
   * Configures asynchronous invocation further: the options join those of the props.
   *
   * An option that differs from the props is an error. An `onFailure` replaces the shared failure queue of the stack, which
   * is removed where no other function uses it and neither `failureQueue` nor `alarms` was read. After a dedicated queue or a
   * dead-letter target it is an error.
   */
  public override configureAsyncInvoke(options: lambda.EventInvokeConfigOptions): void {
    this.completion.asyncInvocation.configure(options);
    this.completion.addFailureAlarms();
  }

  /** Maps an event source to the live target. */
  public override addEventSourceMapping(id: string, options: lambda.EventSourceMappingOptions): lambda.EventSourceMapping {
    this.completion.sources.add(options);
    return super.addEventSourceMapping(id, options);
  }

  public override addToRolePolicy(statement: iam.PolicyStatement): void {
    // Under a flag of CDK's, its function makes an inline policy of each statement.
    if (this.role instanceof ManagedPolicyRole) this.role.addToPrincipalPolicy(statement);
    else this.lambdaFunction.addToRolePolicy(statement);
  }

  /** Adds layers: five at the most. */
  public addLayers(...layers: lambda.ILayerVersion[]): void {
    checkAddedLayers(this, this.lambdaFunction, layers);
    this.lambdaFunction.addLayers(...layers);
  }

  /** The dead-letter queue, if the function has one. */
  public get deadLetterQueue(): sqs.IQueue | undefined {
    return this.completion.deadLetters?.queue;
  }

  /** The dead-letter topic, if the function has one. */
  public get deadLetterTopic(): sns.ITopic | undefined {
    return this.completion.deadLetters?.topic;
  }

  /**
   * `addEnvironment` of the classes below, each of which returns itself.
   *
   * @internal
   */
  protected _setEnvironment(key: string, value: string, options?: lambda.EnvironmentOptions): void {
    checkVariable(this, key, value);
    checkAgreement(this, this.wanted, key, value);
    this.lambdaFunction.addEnvironment(key, value, options);
  }

  private get resource(): lambda.CfnFunction {
    return this.lambdaFunction.node.defaultChild as lambda.CfnFunction;
  }

  private operated(grant: string): Operated {
    const { dedicatedQueue, sharedQueue } = this.completion.asyncInvocation;
    const queues = [dedicatedQueue, sharedQueue, this.completion.deadLetters?.queue];
    const targets = [this.completion.asyncInvocation.failureArn, this.completion.deadLetters?.arn];
    return { live: this._live, logGroup: this.logGroup, targets, queues, sources: this.completion.sources.failuresFor(grant) };
  }

  /** What comes out of the function and goes in again. */
  private eventsAsOwnTarget(): string[] {
    const message = (prop: string, what: string): string =>
      `'${prop}' must not be a queue that the function reads its events from, got such a queue, which brings each ${what} back; pass another target`;
    return [
      ...(this.completion.sources.readsOneOf([this.completion.asyncInvocation.failureArn, this.completion.deadLetters?.arn])
        ? [message('failureCapture', 'failure')]
        : []),
      ...(this.completion.sources.readsOneOf([this.completion.asyncInvocation.successArn]) ? [message('onSuccess', 'result')] : []),
    ];
  }
}
