import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import { coversText } from '../core/aws/wildcards';
import { refuse } from '../core/errors';
import { checkReason } from '../core/input/reasons';
import { grantToService } from '../core/policies/grant-to-service';
import { INLINE_NAME } from '../core/policies/role-policies';
import { isServicePolicy, type PolicyKind } from '../core/policies/service-policy';
import { warn } from '../core/warnings';
import type { NetworkInterfaceCalls } from './network-interface-calls';

/*
 * A function in a VPC: what its role needs, and what its code does not.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */

const NEEDED_BY_LAMBDA = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

const DENIED_TO_CODE = [...NEEDED_BY_LAMBDA, 'ec2:DetachNetworkInterface'];

/** @internal */
export interface VpcProps {
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly networkInterfaceCalls?: NetworkInterfaceCalls;
}

/** @internal */
export interface VpcPlan {
  readonly vpc: ec2.IVpc;
  readonly subnets?: ec2.SubnetSelection;
  /** Why the code is allowed to call what its role has for the VPC; absent if it is denied. */
  readonly reasonToAllowCalls?: string;
}

/** @internal */
export function resolveVpc(scope: IConstruct, props: VpcProps): VpcPlan | undefined {
  const calls = props.networkInterfaceCalls;
  if (calls?._reason !== undefined) checkReason(scope, 'NetworkInterfaceCalls.allowed', calls._reason);
  if (props.vpc === undefined) {
    if (calls) refuse(scope, `'networkInterfaceCalls' must be used with 'vpc'; remove it, or set 'vpc'`);
    return undefined;
  }
  return { vpc: props.vpc, subnets: props.vpcSubnets, reasonToAllowCalls: calls?._reason };
}

/**
 * On every resource: with narrower ARNs Lambda could not delete interfaces.
 *
 * @internal
 */
export function vpcStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: NEEDED_BY_LAMBDA, resources: ['*'] });
}

/**
 * Denies the function's code what its role has for the VPC.
 *
 * A policy beside the function, made after it: it names the function, whose own creation waits for the role's grants.
 *
 * @internal
 */
export function denyNetworkInterfaceCalls(shell: Construct, role: iam.IRole, kind: PolicyKind, fn: lambda.IFunction): void {
  grantToService(shell, 'NetworkInterfaceDeny', role, kind, [
    new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      actions: DENIED_TO_CODE,
      resources: ['*'],
      conditions: { ArnEquals: { 'lambda:SourceFunctionArn': fn.functionArn } },
    }),
  ]);
  shell.node.addValidation({ validate: () => contradictions(role) });
}

/** Grants of the user that the Deny would silently revoke. */
function contradictions(role: iam.IRole): string[] {
  const granted = Stack.of(role)
    .node.findAll()
    .flatMap((node) => statementsFor(role, node))
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => Action ?? [])
    .filter((action) => DENIED_TO_CODE.some((denied) => coversText(action, denied)));
  return [...new Set(granted)].map(
    (action) =>
      `'${action}' must not be granted to a role whose 'networkInterfaceCalls' denies it to the code; ` +
      `remove the grant, or set 'networkInterfaceCalls: NetworkInterfaceCalls.allowed(reason)'`,
  );
}

interface Statement {
  readonly Effect: string;
  readonly Action?: string | string[];
}

/** The statements of a resource for the role, if it is a policy of the user. */
function statementsFor(role: iam.IRole, node: IConstruct): Statement[] {
  if (!CfnResource.isCfnResource(node)) return [];
  switch (node.cfnResourceType) {
    case 'AWS::IAM::Policy':
    case 'AWS::IAM::ManagedPolicy':
      return isServicePolicy(node) ? [] : attachedTo(role, node as iam.CfnPolicy);
    case 'AWS::IAM::Role':
      return node === role.node.defaultChild ? insideOf(node as iam.CfnRole) : [];
    default:
      return [];
  }
}

function attachedTo(role: iam.IRole, { stack, roles, policyDocument }: iam.CfnPolicy): Statement[] {
  const names: unknown[] = stack.resolve(roles) ?? [];
  const name = JSON.stringify(stack.resolve(role.roleName));
  return names.some((attached) => JSON.stringify(attached) === name) ? (stack.resolve(policyDocument)?.Statement ?? []) : [];
}

function insideOf({ stack, policies }: iam.CfnRole): Statement[] {
  const inside: { policyName?: string; policyDocument?: { Statement?: Statement[] } }[] = stack.resolve(policies) ?? [];
  return inside.filter(({ policyName }) => policyName !== INLINE_NAME).flatMap(({ policyDocument }) => policyDocument?.Statement ?? []);
}

/** @internal */
export function warnOfSingleZone(scope: IConstruct, { vpc, subnets }: VpcPlan): void {
  const { availabilityZones, isPendingLookup } = vpc.selectSubnets(subnets);
  if (isPendingLookup || Token.isUnresolved(availabilityZones) || new Set(availabilityZones).size !== 1) return;
  warn(
    scope,
    'SingleAvailabilityZone',
    `'vpcSubnets' must span two Availability Zones, got 1: an outage of this zone stops the function; add subnets in another zone`,
  );
}
