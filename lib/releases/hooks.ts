import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { resourceBehind } from '../core/cdk/arns';
import { unqualified } from '../core/cdk/function-behind';
import { refersTo } from '../core/cdk/references';
import { refuse } from '../core/errors';
import { warn } from '../core/warnings';

/** The functions that test a new version. @internal */
export interface Hooks {
  readonly preTraffic?: lambda.IFunction;
  readonly postTraffic?: lambda.IFunction;
}

/**
 * The ARN by which CodeDeploy invokes a hook, of which it is told the name alone: without a qualifier, which one that is imported may have.
 *
 * @internal
 */
export function hookArn(hook: lambda.IFunction): string {
  const { functionArn } = unqualified(hook);
  return Token.isUnresolved(functionArn) ? functionArn : functionArn.split(':').slice(0, 7).join(':');
}

const REPORT = 'codedeploy:PutLifecycleEventHookExecutionStatus';

/**
 * Allows the hooks to report what they found to the deployment group.
 *
 * @internal
 */
export function allowReports(shell: IConstruct, hooks: Hooks, groupArn: string): void {
  for (const [name, hook] of Object.entries(hooks) as [string, lambda.IFunction | undefined][]) {
    if (!hook) continue;
    checkStack(shell, name, hook);
    checkUnqualified(shell, name, hook);
    if (hook.role) {
      iam.Grant.addToPrincipal({ grantee: hook, actions: [REPORT], resourceArns: [groupArn] });
      continue;
    }
    warn(
      shell,
      'ImportedRole',
      `'release.${name}' is imported without its 'role', so nothing can be granted to it here; make sure that its role has ${REPORT} on ` +
        `the deployment groups of this stack`,
    );
  }
}

/** A stack can't refer to another one that refers to it. */
function checkStack(shell: IConstruct, name: string, hook: lambda.IFunction): void {
  const resource = resourceBehind(unqualified(hook).functionArn);
  if (!resource || Stack.of(resource) === Stack.of(shell)) return;
  refuse(
    shell,
    `'release.${name}' must be in the stack of the function (${Stack.of(shell).node.path}), got one in ${Stack.of(resource).node.path}, so that each stack would wait for the other; create the hook in the function's stack`,
  );
}

/** CodeDeploy names a hook without a qualifier, by which Lambda invokes no durable function. */
function checkUnqualified(shell: IConstruct, name: string, hook: lambda.IFunction): void {
  const resource = resourceBehind(unqualified(hook).functionArn) as lambda.CfnFunction | undefined;
  if (resource?.durableConfig === undefined) return;
  refuse(
    shell,
    `'release.${name}' must not be a durable function, got ${hook.node.path}, which Lambda does not invoke by the name that CodeDeploy uses; remove its 'durableConfig', or start its execution from another function`,
  );
}

/**
 * What the alias waits for, and must not wait for the alias: CloudFormation refuses the circle at deployment.
 *
 * @internal
 */
export function circles(shell: IConstruct, alias: IConstruct, named: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(named)
    .filter(([, value]) => refersTo(shell, value, new Set([alias])))
    .map(
      ([name]) =>
        `'release.${name}' must not refer to the alias of the function, got one that does, so that each would wait for the other; ` +
        `use 'lambdaFunction' of the function and its 'currentVersion' instead of the function itself`,
    );
}
