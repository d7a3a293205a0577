import { CfnResource } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { isForDeployments } from '../core/cdk/functions-of-cdk';
import { type ShownFunction, shownFunction, shownResource } from './shown-function';

/**
 * The functions below a scope, each as its outermost construct; without those with which the CDK deploys something.
 *
 * @internal
 */
export function functionsBelow(scope: IConstruct): ShownFunction[] {
  const found = new Map<IConstruct, ShownFunction>();
  for (const node of scope.node.findAll()) {
    if (!CfnResource.isCfnResource(node) || node.cfnResourceType !== 'AWS::Lambda::Function') continue;
    const path = node.node.scopes.slice(scope.node.scopes.length);
    if (isForDeployments(path.map((each) => each.node.id))) continue;
    const holder = node.node.scopes.slice(scope.node.scopes.length - 1).find((each) => holds(each, node)) as lambda.IFunction | undefined;
    const construct = holder ?? node;
    const label = construct.node.path.slice(scope.node.path.length).replace(/^\//, '') || construct.node.path;
    found.set(construct, holder ? shownFunction(holder, label) : shownResource(node as lambda.CfnFunction, label));
  }
  return [...found.values()];
}

/** Whether the construct is a function whose resource this is. */
const holds = (construct: IConstruct, resource: CfnResource): boolean =>
  typeof (construct as Partial<lambda.IFunction>).metricInvocations === 'function' && construct.node.defaultChild === resource;
