import { type Grant, type IGrantable, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { refuse } from '../core/errors';
import { warn } from '../core/warnings';
import { cfnAlias, LIVE, provide } from './live-alias';
import { watchAliasNames } from './misnamed-alias';
import { ReleaseMove } from './release-options';
import type { ReleasePlan } from './release-plan';

/** Services that don't try again a request which the permission of the alias does not allow yet. */
const SERVICES_WITHOUT_RETRY = /^(events|apigateway)\./;

/**
 * What callers of a function invoke: the function, or its alias `live`. While callers are moved from one to the other, both
 * have the same permissions and URLs.
 *
 * @internal
 */
export class LiveTarget {
  public readonly invoked: lambda.IFunction;
  public readonly alias?: lambda.Alias;
  /** The one that is not invoked, while callers are moved. */
  private readonly companion?: lambda.IFunction;
  private hasWarned = false;

  constructor(
    private readonly shell: Construct,
    private readonly fn: lambda.Function,
    private readonly plan: ReleasePlan | undefined,
  ) {
    this.invoked = fn;
    if (!plan) return;
    // Its id is the one of `addAlias('live')`: an alias that was made by it is updated in place.
    const alias = fn.addAlias(LIVE);
    provide(alias, plan.provisioned?.environments);
    if (plan.aliasLogicalId !== undefined) cfnAlias(alias).overrideLogicalId(plan.aliasLogicalId);
    this.alias = alias;
    if (plan.move !== ReleaseMove.PREPARE) this.invoked = alias;
    if (plan.move !== undefined) this.companion = this.invoked === fn ? alias : fn;
    watchAliasNames(fn, alias);
  }

  public get resourceArnsForGrantInvoke(): string[] {
    return [...new Set(this.targets.flatMap((target) => target.resourceArnsForGrantInvoke))];
  }

  public addPermission(id: string, permission: lambda.Permission): void {
    if (permission.principal instanceof ServicePrincipal && SERVICES_WITHOUT_RETRY.test(permission.principal.service)) {
      this.warnOfMove('a permission of a service that does not retry');
    }
    for (const target of this.targets) target.addPermission(this.idFor(target, id, permission), permission);
  }

  public grantInvoke(grantee: IGrantable): Grant {
    return joined(this.targets.map((target) => target.grantInvoke(grantee)));
  }

  public grantInvokeUrl(grantee: IGrantable): Grant {
    return joined(this.targets.map((target) => target.grantInvokeUrl(grantee)));
  }

  public addFunctionUrl(options?: lambda.FunctionUrlOptions): lambda.FunctionUrl {
    this.warnOfMove('a URL, whose host changes');
    const other = this.companion?.addFunctionUrl(options);
    return other ? new MovedUrl(this.invoked, options, other) : this.invoked.addFunctionUrl(options);
  }

  /** An alias of the user's, beside ours. */
  public addAlias(name: string, options?: lambda.AliasOptions): lambda.Alias {
    if (!this.alias || name !== LIVE) return this.fn.addAlias(name, options);
    if (options === undefined || Object.keys(options).length === 0) return this.alias;
    refuse(
      this.shell,
      `'addAlias' must be called for another alias than '${LIVE}' where 'release' is set, got '${LIVE}' with options; remove the options, and set them as props of the function`,
    );
  }

  private get targets(): lambda.IFunction[] {
    return this.companion ? [this.invoked, this.companion] : [this.invoked];
  }

  /** Both permissions may be below the same scope. That of the function has the same id in each step. */
  private idFor(target: lambda.IFunction, id: string, { scope }: lambda.Permission): string {
    return scope && this.companion && target === this.alias ? `${id}Live` : id;
  }

  /** Once a function: whether it is deployed already is not known here. */
  private warnOfMove(what: string): void {
    if (!this.alias || this.plan?.isDurable || this.plan?.move !== undefined || this.hasWarned) return;
    this.hasWarned = true;
    warn(
      this.shell,
      'ReleaseMovesCallers',
      `'release' must be added to a deployed function in three deployments, got none of its steps for a function that has ${what}; ` +
        `pass 'move: ReleaseMove.PREPARE' first, or acknowledge this if the function is new or was moved`,
    );
  }
}

/** The URL that callers use from now on, and the one that they used. */
class MovedUrl extends lambda.FunctionUrl {
  constructor(
    target: lambda.IFunction,
    options: lambda.FunctionUrlOptions | undefined,
    private readonly other: lambda.FunctionUrl,
  ) {
    super(target as unknown as Construct, 'FunctionUrl', { ...options, function: target });
  }

  public override grantInvokeUrl(grantee: IGrantable): Grant {
    return super.grantInvokeUrl(grantee).combine(this.other.grantInvokeUrl(grantee));
  }
}

const joined = (grants: Grant[]): Grant => grants.reduce((all, each) => all.combine(each));
