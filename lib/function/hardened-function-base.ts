import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { type Construct, Dependable } from 'constructs';
import { CreationStack } from '../core/cdk/creation-stacks';
import { together } from '../core/errors';
import { HARDENING } from '../core/hardening-metadata';
import { warnOfImportedRole } from '../core/policies/imported-roles';
import { runDurably } from '../durable/durable-function';
import type { DurablePlan } from '../durable/durable-plan';
import { letLogsUse } from '../encryption/encryption-key';
import { EventSourceBase } from '../event-sources/shared/event-source-base';
import { executionRole } from '../execution/managed-policy-role';
import { unusedUrlAlarms } from '../http/function-url/function-url-front';
import { checkIdempotencyVariable } from '../idempotency/idempotency-plan';
import { informOfSharedKeys } from '../idempotency/shared-keys';
import { functionLogGroup, logTargetOf } from '../logging/function-log-group';
import { FunctionCompletion } from '../mixins/function-completion';
import { watchUsage } from '../mixins/usage/watch-usage';
import { checkAgreement } from '../powertools/powertools-environment';
import { addPowertoolsLayer } from '../powertools/powertools-layer';
import type { Deployment } from '../releases/deployment';
import { LiveTarget } from '../releases/live-target';
import { releaseFunction } from '../releases/release-function';
import { CompletedFunction } from './completed-function';
import { checkVariable, environmentSize, variablesOf, warnOfDisabledIdempotency } from './environment';
import type { Packaging } from './packaging/packaging';
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
export abstract class HardenedFunctionBase extends CompletedFunction {
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
  /** @internal */
  protected readonly _completion: FunctionCompletion;
  /** @internal */
  protected readonly _durable?: DurablePlan;
  private readonly wanted: Record<string, string>;

  constructor(scope: Construct, id: string, injectionId: string, packaging: Packaging, props: ShellProps) {
    super(scope, id);
    const creation = new CreationStack(this, new.target);
    const given = injectProps(scope, id, [...packaging.cdkClasses, injectionId], props);
    const plan = planFunction(this, given, packaging);
    this._durable = plan.durable;
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
    const resource = this.lambdaFunction.node.defaultChild as lambda.CfnFunction;
    this.node.defaultChild = resource;
    resource.addMetadata(HARDENING, plan.hardening);

    turnOnService(this, this.lambdaFunction, plan, logTarget);
    const { lambdaFunction: inner } = this;
    const isPolledOnly = plan.events.length > 0 && plan.events.every((event) => event instanceof EventSourceBase);
    const hasProvisionedConcurrency = plan.release?.provisioned !== undefined;
    const isDurable = plan.durable !== undefined;
    const target = {
      shell: this,
      live: this,
      inner,
      resource,
      role,
      logGroupName: this.logGroup.logGroupName,
      hasProvisionedConcurrency,
      isDurable,
    };
    this._completion = new FunctionCompletion(target, plan, isPolledOnly);
    for (const [name, value] of Object.entries(this._completion.idempotency?.variables ?? {}))
      inner.addEnvironment(name, value, { removeInEdge: true });
    together(...plan.events.map((event) => () => this.addEventSource(event)));
    this._deployment = releaseFunction(this, inner, this._target, plan.release, plan);
    if (this._completion.idempotency && this._deployment?.isGradual) informOfSharedKeys(this);
    const { alias } = this._target;
    if (plan.durable && alias) runDurably(this, inner, plan.durable, { ...plan, role, alias });
    warnOfImportedRole(this, role);
    watchUsage(this, this.lambdaFunction, plan.policyKind);
    // The plan is not kept in memory: what it decided is made.
    const { isForDevelopment, needsMaxConcurrency, alarms } = plan;
    this.node.addValidation({
      validate: () => {
        creation.share();
        const variables = variablesOf(resource);
        if (!isForDevelopment) warnOfDisabledIdempotency(this, variables);
        return [
          ...environmentSize(variables),
          ...this._completion.findings(needsMaxConcurrency),
          ...(this._hasUrl ? [] : unusedUrlAlarms(alarms)),
        ];
      },
    });
    const shell = this.node;
    Dependable.implement(this, {
      /** Whoever waits for the function waits for all of it, but for those who watch it. */
      get dependencyRoots() {
        return [role, ...shell.children.filter(({ node }) => !WATCHERS.includes(node.id))];
      },
    });
  }

  /**
   * `addEnvironment` of the classes below, each of which returns itself.
   *
   * @internal
   */
  protected _setEnvironment(key: string, value: string, options?: lambda.EnvironmentOptions): void {
    checkVariable(this, key, value);
    checkAgreement(this, this.wanted, key, value);
    checkIdempotencyVariable(this, this._completion.idempotency?.variables, key, value);
    this.lambdaFunction.addEnvironment(key, value, options);
  }
}
