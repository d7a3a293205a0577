import { type CfnResource, Stack, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { resourceBehind } from '../../core/cdk/arns';
import { differ } from '../../core/cdk/homes';

/**
 * Functions by what aliases, versions and configurations call them: a reference, a name or an ARN. A name that a deployment makes is
 * written in the same way where it is the same.
 *
 * @internal
 */
export class FunctionNames {
  private readonly byName = new Map<string, lambda.CfnFunction[]>();

  constructor(functions: readonly lambda.CfnFunction[]) {
    for (const fn of functions) {
      const { functionName } = fn;
      if (functionName === undefined) continue;
      this.byName.set(functionName, [...(this.byName.get(functionName) ?? []), fn]);
    }
  }

  public functionOf(user: IConstruct, text: string): CfnResource | undefined {
    const known = Token.isUnresolved(text) ? (resourceBehind(text) ?? nameInImport(user, text) ?? text) : text;
    if (typeof known !== 'string') return known;
    const [, region, account, nameInArn] = /^(?:arn:[^:]+:lambda:([^:]*):)?(?:(\d{12}):function:)?([^:]+)/.exec(known) ?? [];
    const { region: ownRegion, account: ownAccount } = Stack.of(user);
    const named = (this.byName.get(nameInArn) ?? []).filter(
      (fn) => !differ(Stack.of(fn).region, region ?? ownRegion) && !differ(Stack.of(fn).account, account ?? ownAccount),
    );
    return named.find((fn) => Stack.of(fn) === Stack.of(user)) ?? named[0];
  }
}

/** An import has its name as a part of an ARN. */
const nameInImport = (user: IConstruct, named: string): string | undefined =>
  /(\d{12}:function:[\w-]+)"/.exec(JSON.stringify(Stack.of(user).resolve(named)))?.[1];
