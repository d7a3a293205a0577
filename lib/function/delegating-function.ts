import type * as cdk from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Node } from 'constructs';
import { checkGrantee } from '../core/errors';
import type { Deployment } from '../releases/deployment';
import type { LiveTarget } from '../releases/live-target';
import { addRollbackAlarm } from '../releases/release-function';

/**
 * Every member of `IFunction` and of `lambda.Function` that a hardened function hands on as it is: to the live target, or to
 * the function inside. `test/function/contract.ts` lists them.
 *
 * @internal
 */
export abstract class DelegatingFunction extends lambda.FunctionBase {
  /** CDK's own function inside, for the few APIs that ask for the class. */
  public abstract readonly lambdaFunction: lambda.Function;

  /**
   * What is invoked, granted, mapped and watched: the one place that names it.
   *
   * @internal
   */
  protected abstract readonly _target: LiveTarget;

  /** @internal */
  protected abstract readonly _deployment?: Deployment;

  /** @internal */
  protected get _live(): lambda.IFunction {
    return this._target.invoked;
  }

  protected readonly canCreatePermissions = true;

  // IFunction, aimed at the live target.

  public get functionName(): string {
    return this._live.functionName;
  }

  public get functionArn(): string {
    return this._live.functionArn;
  }

  public get permissionsNode(): Node {
    return this._live.permissionsNode;
  }

  public get resourceArnsForGrantInvoke(): string[] {
    return this._target.resourceArnsForGrantInvoke;
  }

  public override addPermission(id: string, permission: lambda.Permission): void {
    this._target.addPermission(id, permission);
  }

  public override grantInvoke(grantee: iam.IGrantable): iam.Grant {
    checkGrantee(this, 'grantInvoke', grantee);
    return this._target.grantInvoke(grantee);
  }

  public override grantInvokeUrl(grantee: iam.IGrantable): iam.Grant {
    checkGrantee(this, 'grantInvokeUrl', grantee);
    return this._target.grantInvokeUrl(grantee);
  }

  public override metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._live.metric(metricName, props);
  }

  // IFunction, aimed at the function inside.

  public get architecture(): lambda.Architecture {
    return this.lambdaFunction.architecture;
  }

  public override get tenancyConfig(): lambda.TenancyConfig | undefined {
    return this.lambdaFunction.tenancyConfig;
  }

  public override get isBoundToVpc(): boolean {
    return this.lambdaFunction.isBoundToVpc;
  }

  public override get connections(): ec2.Connections {
    return this.lambdaFunction.connections;
  }

  public override get latestVersion(): lambda.IVersion {
    return this.lambdaFunction.latestVersion;
  }

  public override grantInvokeLatestVersion(grantee: iam.IGrantable): iam.Grant {
    checkGrantee(this, 'grantInvokeLatestVersion', grantee);
    return this.lambdaFunction.grantInvokeLatestVersion(grantee);
  }

  public override grantInvokeVersion(grantee: iam.IGrantable, version: lambda.IVersion): iam.Grant {
    checkGrantee(this, 'grantInvokeVersion', grantee);
    return this.lambdaFunction.grantInvokeVersion(grantee, version);
  }

  // What CDK's function has beside IFunction.

  /** The runtime. */
  public get runtime(): lambda.Runtime {
    return this.lambdaFunction.runtime;
  }

  /** After what time an invocation is ended. */
  public get timeout(): cdk.Duration | undefined {
    return this.lambdaFunction.timeout;
  }

  /** A version of the function as it is now; a new one when code or configuration change. */
  public get currentVersion(): lambda.Version {
    return this.lambdaFunction.currentVersion;
  }

  /** Adds an alias that points at `currentVersion`. */
  public addAlias(aliasName: string, options?: lambda.AliasOptions): lambda.Alias {
    return this._target.addAlias(aliasName, options);
  }

  /** Makes `currentVersion` depend on the text too. */
  public invalidateVersionBasedOn(x: string): void {
    this.lambdaFunction.invalidateVersionBasedOn(x);
  }

  // How it is released.

  /** The alias `live`, which callers invoke, where the function is released. */
  public get liveAlias(): lambda.Alias | undefined {
    return this._target.alias;
  }

  /** The alarm that stops a release when the new version fails. It is a new alarm for each version. */
  public get rollbackAlarm(): cloudwatch.Alarm | undefined {
    return this._deployment?.rollbackAlarm;
  }

  /**
   * Lets an alarm of yours stop a release and bring the old version back. It must not refer to the alias `live`: take
   * `lambdaFunction` for its metric, and name the alias in the dimension `Resource`.
   */
  public addRollbackAlarm(alarm: cloudwatch.IAlarm): void {
    addRollbackAlarm(this, this._deployment, alarm);
  }
}
