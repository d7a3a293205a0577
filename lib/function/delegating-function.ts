import type * as cdk from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Node } from 'constructs';

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
   * What is invoked, granted, mapped and watched.
   *
   * @internal
   */
  public abstract readonly _live: lambda.IFunction;

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
    return this._live.resourceArnsForGrantInvoke;
  }

  public override addPermission(id: string, permission: lambda.Permission): void {
    this._live.addPermission(id, permission);
  }

  public override grantInvoke(grantee: iam.IGrantable): iam.Grant {
    return this._live.grantInvoke(grantee);
  }

  public override grantInvokeUrl(grantee: iam.IGrantable): iam.Grant {
    return this._live.grantInvokeUrl(grantee);
  }

  public override addFunctionUrl(options?: lambda.FunctionUrlOptions): lambda.FunctionUrl {
    return this._live.addFunctionUrl(options);
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
    return this.lambdaFunction.grantInvokeLatestVersion(grantee);
  }

  public override grantInvokeVersion(grantee: iam.IGrantable, version: lambda.IVersion): iam.Grant {
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
    return this.lambdaFunction.addAlias(aliasName, options);
  }

  /** Makes `currentVersion` depend on the text too. */
  public invalidateVersionBasedOn(x: string): void {
    this.lambdaFunction.invalidateVersionBasedOn(x);
  }
}
