import { Lazy } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { AlarmTopics, CustomAlarmOptions } from '../alarms/custom-alarm';
import type { FrontAlarms } from '../alarms/front-alarms';
import type { FunctionAlarms } from '../alarms/function-alarms';
import { checkGiven, checkGrantee, refuse } from '../core/errors';
import { HARDENING } from '../core/hardening-metadata';
import { checkAsync } from '../durable/durable-plan';
import { warnOfWaitingUrl } from '../durable/qualified-callers';
import { ManagedPolicyRole } from '../execution/managed-policy-role';
import { checkFunctionUrl, warnOfNoLimit } from '../http/function-url/function-url-checks';
import { watchUrl } from '../http/function-url/function-url-front';
import { checkSource, checkStatement } from './added-parts';
import { ExecutingFunction } from './executing-function';
import { grantInvestigate, grantReplay, type Operated, reachOfOthers } from './operator-grants';
import { checkAddedLayers } from './packaging/zip/layers';

/**
 * What a hardened function answers by what was made for it: its failure queue and alarms, who may operate it, and where it
 * differs from the CDK's function.
 *
 * @internal
 */
export abstract class CompletedFunction extends ExecutingFunction {
  /** The log group that the function writes to. */
  public abstract readonly logGroup: logs.ILogGroup;

  // What was made.

  /**
   * The queue of events that failed after all retries, where one was made for the function. By default functions of the stack
   * share it: a reader finds the function of a message in its `requestContext.functionArn`.
   */
  public get failureQueue(): sqs.IQueue | undefined {
    return this._completion.failureQueue;
  }

  /** The alarms by their cause. */
  public get alarms(): FunctionAlarms {
    return this._completion.alarms.ofFunction;
  }

  /** The alarms of the function's URL by their cause; empty before `addFunctionUrl`. */
  public get urlAlarms(): FrontAlarms {
    return this._completion.alarms.ofFront;
  }

  /** The topics that the alarms notify, by severity: the stack's topics for e-mails, or yours. */
  public get alarmTopics(): AlarmTopics {
    return this._completion.alarms.topics;
  }

  /** The table in which the code keeps which events it has worked on, if `idempotency` is set. */
  public get idempotencyTable(): dynamodb.ITable | undefined {
    return this._completion.idempotency?.table;
  }

  /** Adds your own alarm, for example on the p99 duration. It notifies the same topics as the function's other alarms. */
  public addAlarm(id: string, options: CustomAlarmOptions): cloudwatch.Alarm {
    return this._completion.alarms.add(id, options);
  }

  /** The dead-letter queue, if the function has one. */
  public get deadLetterQueue(): sqs.IQueue | undefined {
    return this._completion.deadLetters?.queue;
  }

  /** The dead-letter topic, if the function has one. */
  public get deadLetterTopic(): sns.ITopic | undefined {
    return this._completion.deadLetters?.topic;
  }

  // Who operates it.

  /**
   * Allows to read the failed events of the function, its log and its state, as `status` and `failures` of
   * `cdk-hardened-lambda-ops` do. Call it after the event sources are added.
   *
   * A failure queue that other functions share is readable as a whole: IAM can't tell whose record a message is. The template's
   * metadata names those functions under `Operators`, and so does the report of `Hardening`. A dedicated queue avoids that.
   * Allow a customer-managed key of such a target yourself.
   */
  public grantInvestigate(grantee: iam.IGrantable): iam.Grant {
    checkGrantee(this, 'grantInvestigate', grantee);
    return this.granted('grantInvestigate', (operated) => grantInvestigate(operated, grantee));
  }

  /**
   * Allows to send the failed events of the function again and to delete those that succeed, as `replay` of
   * `cdk-hardened-lambda-ops` does, and all that `grantInvestigate` allows. Call it after the event sources are added.
   *
   * In a failure queue that other functions share, their records can be read and deleted too. The template's metadata names those
   * functions under `Operators`, and so does the report of `Hardening`. A dedicated queue avoids that.
   */
  public grantReplay(grantee: iam.IGrantable): iam.Grant {
    checkGrantee(this, 'grantReplay', grantee);
    return this.granted('grantReplay', (operated) => grantReplay(operated, grantee));
  }

  // What differs from CDK's function.

  public override addPermission(id: string, permission: lambda.Permission): void {
    checkGiven(this, 'addPermission: principal', permission?.principal, "new iam.ServicePrincipal('events.amazonaws.com')");
    super.addPermission(id, permission);
    this._completion.watchAsyncEvents();
  }

  public override grantInvoke(grantee: iam.IGrantable): iam.Grant {
    this._completion.watchAsyncEvents();
    return super.grantInvoke(grantee);
  }

  /**
   * Adds a URL: of the alias where the function has `release`. Callers need IAM unless `authType` is `NONE`, which a reserved
   * concurrency has to limit. It has alarms on server errors and latency; `urlAlarms` of the function tunes them.
   */
  public override addFunctionUrl(options?: lambda.FunctionUrlOptions): lambda.FunctionUrl {
    checkFunctionUrl(this, options);
    if (this._hasUrl)
      refuse(
        this,
        `'addFunctionUrl' must be called once, got another call: Lambda has one URL for each qualifier; use the URL of the first call`,
      );
    warnOfNoLimit(this, this.lambdaFunction, options, this._completion.limitWaiver);
    if (this._durable) warnOfWaitingUrl(this, this._durable);
    const url = this._target.addFunctionUrl(options);
    watchUrl(url, this, this._completion.alarms, options);
    this._hasUrl = true;
    return url;
  }

  /**
   * Configures asynchronous invocation further: the options join those of the props.
   *
   * An option that differs from the props is an error. An `onFailure` replaces the shared failure queue of the stack, which
   * is removed where no other function uses it and nothing in the app refers to it. After a dedicated queue or a dead-letter
   * target it is an error.
   */
  public override configureAsyncInvoke(options: lambda.EventInvokeConfigOptions): void {
    if (this._durable) checkAsync(this, options);
    this._completion.asyncInvocation.configure(options);
    this._completion.addFailureAlarms();
  }

  /**
   * Adds an event source to this function.
   *
   * Event sources are implemented in the aws-cdk-lib/aws-lambda-event-sources module.
   *
   * The following example adds an SQS Queue as an event source:
   * ```
   * import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
   * myFunction.addEventSource(new SqsEventSource(myQueue));
   * ```
   */
  public override addEventSource(source: lambda.IEventSource): void {
    checkSource(this, source);
    super.addEventSource(source);
  }

  /** Maps an event source to the live target. */
  public override addEventSourceMapping(id: string, options: lambda.EventSourceMappingOptions): lambda.EventSourceMapping {
    this._completion.sources.add(options);
    return super.addEventSourceMapping(id, options);
  }

  public override addToRolePolicy(statement: iam.PolicyStatement): void {
    checkStatement(this, statement);
    // Under a flag of CDK's, its function makes an inline policy of each statement.
    if (this.role instanceof ManagedPolicyRole) this.role.addToPrincipalPolicy(statement);
    else this.lambdaFunction.addToRolePolicy(statement);
  }

  /** Adds layers: five at the most. */
  public addLayers(...layers: lambda.ILayerVersion[]): void {
    checkAddedLayers(this, this.lambdaFunction, layers);
    this.lambdaFunction.addLayers(...layers);
  }

  /** @internal */
  protected _hasUrl = false;

  /** The calls that have granted something to those who operate the function. */
  private readonly operatorGrants = new Set<string>();

  /** Reviewers find in the template what a grant reaches of other functions: those that are added later too. */
  private granted(call: string, grant: (operated: Operated) => iam.Grant): iam.Grant {
    const operated = this.operated(call);
    const result = grant(operated);
    this.operatorGrants.add(call);
    const resource = this.lambdaFunction.node.defaultChild as lambda.CfnFunction;
    const Operators = Lazy.any({ produce: () => reachOfOthers(operated, [...this.operatorGrants]) });
    resource.addMetadata(HARDENING, { ...resource.getMetadata(HARDENING), Operators });
    return result;
  }

  private operated(call: string): Operated {
    const { dedicatedQueue, sharedQueue, failureArn } = this._completion.asyncInvocation;
    return {
      shell: this,
      live: this._live,
      functionName: this.lambdaFunction.functionName,
      logGroup: this.logGroup,
      targets: [failureArn, this._completion.deadLetters?.arn],
      queues: [dedicatedQueue, sharedQueue, this._completion.deadLetters?.queue],
      sources: this._completion.sources.failuresFor(call),
    };
  }
}
