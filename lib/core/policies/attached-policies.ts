import { type CfnResource, type IResolvable, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/** The inline policies below a construct. @internal */
export const policiesBelow = (scope: IConstruct): iam.Policy[] =>
  scope.node.findAll().filter((node): node is iam.Policy => node instanceof iam.Policy);

/** The inline policies that resources are of. @internal */
export const policiesOf = (resources: readonly CfnResource[]): iam.Policy[] =>
  resources.flatMap(({ node }) => (node.scope instanceof iam.Policy && node.scope.node.defaultChild?.node === node ? [node.scope] : []));

/**
 * Those that are attached to the role, of the inline policies that there are: a role of the user's does not report its own.
 *
 * @internal
 */
export function attachedTo(role: iam.IRole, policies: readonly iam.Policy[]): iam.Policy[] {
  const stack = Stack.of(role);
  const inStack = policies.filter(({ node }) => node.scopes.includes(stack));
  if (inStack.length === 0) return [];
  const name = JSON.stringify(stack.resolve(role.roleName));
  return inStack.filter(({ node }) => JSON.stringify(stack.resolve((node.defaultChild as iam.CfnPolicy).roles) ?? []).includes(name));
}

/** The inline policies in a role itself. @internal */
export function policiesIn({ policies }: iam.CfnRole): (IResolvable | iam.CfnRole.PolicyProperty)[] {
  return Array.isArray(policies) ? policies : policies === undefined ? [] : [policies];
}

/** The inline policies in the role and those attached to it. @internal */
export const documentsOf = (role: iam.IRole, attached: readonly iam.Policy[]): object[] => [
  ...policiesIn(role.node.defaultChild as iam.CfnRole),
  ...attached.map(({ document }) => document),
];

/** The same as they are rendered. @internal */
export const renderedDocuments = (role: iam.IRole, attached: readonly iam.Policy[]): object[] =>
  Stack.of(role).resolve(documentsOf(role, attached));
