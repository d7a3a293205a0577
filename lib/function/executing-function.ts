import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { checkGrantee, refuse } from '../core/errors';
import type { DurablePlan } from '../durable/durable-plan';
import { grantCallback, grantOperate, grantStart } from '../durable/execution-grants';
import { warnOfWaitingService } from '../durable/qualified-callers';
import type { FunctionCompletion } from '../mixins/function-completion';
import { DelegatingFunction } from './delegating-function';

/**
 * What a hardened function answers about its durable executions: who may start, operate and answer them, and who waits for them.
 *
 * @internal
 */
export abstract class ExecutingFunction extends DelegatingFunction {
  /** @internal */
  protected abstract readonly _completion: FunctionCompletion;

  /** @internal */
  protected abstract readonly _durable?: DurablePlan;

  /**
   * Allows to list the durable executions of the function, to read their history, and to stop, pause and resume them. Only with
   * `durableConfig`.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/durable-security.html
   */
  public grantOperate(grantee: iam.IGrantable): iam.Grant {
    this.checkDurable('grantOperate', grantee);
    return grantOperate(this.lambdaFunction, grantee);
  }

  /**
   * Allows to answer callbacks that durable executions of the function wait for: success, failure and heartbeat. Only with
   * `durableConfig`.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/durable-security.html
   */
  public grantCallback(grantee: iam.IGrantable): iam.Grant {
    this.checkDurable('grantCallback', grantee);
    return grantCallback(this.lambdaFunction, grantee);
  }

  /**
   * Allows to start durable executions, by the alias `live` alone. Only with `durableConfig`.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html
   */
  public grantStart(grantee: iam.IGrantable): iam.Grant {
    this.checkDurable('grantStart', grantee);
    this._completion.watchAsyncEvents();
    return grantStart(this._live, grantee);
  }

  public override addPermission(id: string, permission: lambda.Permission): void {
    super.addPermission(id, permission);
    if (this._durable) warnOfWaitingService(this, this._durable, permission);
  }

  private checkDurable(grant: string, grantee: iam.IGrantable): void {
    checkGrantee(this, grant, grantee);
    if (this._durable) return;
    refuse(
      this,
      `'${grant}' must be called on a durable function, got one without 'durableConfig'; set 'durableConfig', or call 'grantInvoke'`,
    );
  }
}
