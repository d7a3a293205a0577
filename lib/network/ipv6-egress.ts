import { type CfnResource, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { referencesIn } from '../core/cdk/references';
import { warn } from '../core/warnings';

type Outbound = Pick<
  lambda.FunctionOptions,
  'ipv6AllowedForDualStack' | 'allowAllIpv6Outbound' | 'allowAllOutbound' | 'securityGroups' | 'vpc'
>;

/**
 * The security group that CDK makes allows all IPv4 traffic out. A dual-stack function calls over IPv6 too: without a rule such
 * a call ends with the timeout.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 *
 * @internal
 */
export function ipv6Outbound(props: Outbound): { allowAllIpv6Outbound?: boolean } {
  const isOpen = props.vpc && props.ipv6AllowedForDualStack === true && !props.securityGroups && props.allowAllOutbound !== false;
  return isOpen ? { allowAllIpv6Outbound: props.allowAllIpv6Outbound ?? true } : {};
}

/**
 * Warns where the groups of a dual-stack function let all IPv4 traffic out and no IPv6 traffic.
 *
 * @internal
 */
export function warnOfIpv4Only(shell: Construct, fn: lambda.CfnFunction): void {
  if (fn.vpcConfig === undefined) return;
  const vpc = Stack.of(shell).resolve(fn.vpcConfig) as { readonly ipv6AllowedForDualStack?: boolean } | undefined;
  if (vpc?.ipv6AllowedForDualStack !== true) return;
  const groups = groupsOf(shell, fn);
  const rules = groups && rulesOf(shell, groups);
  if (!rules?.some(({ cidrIp }) => cidrIp === ANYWHERE) || rules.some((rule) => !('cidrIp' in rule))) return;
  warn(
    shell,
    'Ipv6EgressMissing',
    `'securityGroups' must allow IPv6 traffic out where 'ipv6AllowedForDualStack' is true, got rules for IPv4 alone, so calls over IPv6 ` +
      `end with the timeout; make the group with 'allowAllIpv6Outbound: true', or add an egress rule for ec2.Peer.anyIpv6()`,
  );
}

/** Undefined where one of them was imported, so that its rules are not known. */
function groupsOf(shell: Construct, fn: lambda.CfnFunction): CfnResource[] | undefined {
  const { securityGroupIds = [] } = (fn.vpcConfig ?? {}) as lambda.CfnFunction.VpcConfigProperty;
  const found = securityGroupIds.map((id) => referencesIn(shell, id).find((resource) => resource.cfnResourceType === GROUP));
  return found.length > 0 && found.every((group) => group !== undefined) ? found : undefined;
}

const ANYWHERE = '0.0.0.0/0';
const GROUP = 'AWS::EC2::SecurityGroup';
const RULE = 'AWS::EC2::SecurityGroupEgress';

/** What each rule names: an address range of either kind, another group, or a prefix list. */
function rulesOf(shell: Construct, groups: CfnResource[]): Record<string, unknown>[] {
  const { stack } = groups[0];
  const inside = groups.flatMap(
    (group) => (stack.resolve((group as ec2.CfnSecurityGroup).securityGroupEgress) ?? []) as Record<string, unknown>[],
  );
  const beside = shell.node.root.node
    .findAll()
    .filter((node): node is ec2.CfnSecurityGroupEgress => (node as Partial<CfnResource>).cfnResourceType === RULE)
    .filter((rule) => referencesIn(rule, rule.groupId).some((group) => groups.includes(group)))
    .map(({ cidrIp, cidrIpv6, destinationSecurityGroupId }) => ({ cidrIp, cidrIpv6, destinationSecurityGroupId }));
  return [...inside, ...beside].map((rule) => Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined)));
}
