import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ipv6Outbound } from '../../lib/network/ipv6-egress';
import { orders, stackOf, warningsOf } from '../harness';

type Groups = (vpc: ec2.Vpc, stack: Stack) => ec2.ISecurityGroup[];

function dualStack(groups?: Groups, props: object = {}) {
  const stack = stackOf(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const vpc = new ec2.Vpc(stack, 'Vpc', { ipProtocol: ec2.IpProtocol.DUAL_STACK, natGateways: 1 });
  orders(stack, { vpc, ipv6AllowedForDualStack: true, ...(groups && { securityGroups: groups(vpc, stack) }), ...props });
  return {
    egress: JSON.stringify(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroup')),
    warnings: warningsOf(stack).filter((text) => text.includes('Ipv6EgressMissing')),
  };
}

describe('the security group of a dual-stack function', () => {
  test('allows IPv6 traffic out', () => {
    const { egress, warnings } = dualStack();
    expect(egress).toContain('::/0');
    expect(warnings).toEqual([]);
  });

  test.each([
    ['where only IPv4 is allowed', { ipv6AllowedForDualStack: false }],
    ['where it is left to the CDK', { ipv6AllowedForDualStack: undefined }],
    ['where the user turned it off', { allowAllIpv6Outbound: false }],
    ['where the user lets nothing out', { allowAllOutbound: false }],
  ])('does not %s', (_, props) => {
    expect(dualStack(undefined, props).egress).not.toContain('::/0');
  });

  test.each<[string, object, object]>([
    ['made by the CDK', { vpc: {}, ipv6AllowedForDualStack: true }, { allowAllIpv6Outbound: true }],
    ['as the user chose', { vpc: {}, ipv6AllowedForDualStack: true, allowAllIpv6Outbound: false }, { allowAllIpv6Outbound: false }],
    ['without a VPC', { ipv6AllowedForDualStack: true }, {}],
    ["of the user's own", { vpc: {}, ipv6AllowedForDualStack: true, securityGroups: [] }, {}],
    ['of a function without IPv6', { vpc: {} }, {}],
    ['that is closed', { vpc: {}, ipv6AllowedForDualStack: true, allowAllOutbound: false }, {}],
    [
      'that is open by the choice of the user',
      { vpc: {}, ipv6AllowedForDualStack: true, allowAllOutbound: true },
      { allowAllIpv6Outbound: true },
    ],
  ])('%s: %j gives %j', (_, props, expected) => {
    expect(ipv6Outbound(props)).toEqual(expected);
  });
});

const open = (vpc: ec2.Vpc, id = 'Open') => new ec2.SecurityGroup(vpc.stack, id, { vpc });
const closed = (vpc: ec2.Vpc, id = 'Closed') => new ec2.SecurityGroup(vpc.stack, id, { vpc, allowAllOutbound: false });
const imported = (stack: Stack) => ec2.SecurityGroup.fromSecurityGroupId(stack, 'Imported', 'sg-1');
const beside = (stack: Stack, groupId: string, props: object) =>
  new ec2.CfnSecurityGroupEgress(stack, 'Rule', { groupId, ipProtocol: '-1', ...props });

describe('groups that allow IPv4 traffic alone', () => {
  test.each<[string, Groups]>([
    ['one', (vpc) => [open(vpc)]],
    ['one of two', (vpc) => [closed(vpc), open(vpc)]],
    [
      'by a rule beside the group',
      (vpc, stack) => {
        const group = new ec2.CfnSecurityGroup(stack, 'Bare', { groupDescription: 'bare', vpcId: vpc.vpcId });
        beside(stack, group.attrGroupId, { cidrIp: '0.0.0.0/0' });
        return [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Imported', group.attrGroupId)];
      },
    ],
    [
      'beside a rule for IPv6 of another group',
      (vpc, stack) => {
        beside(stack, closed(vpc).securityGroupId, { cidrIpv6: '::/0' });
        return [open(vpc)];
      },
    ],
  ])('are warned of: %s', (_, groups) => {
    expect(dualStack(groups).warnings).toEqual([
      `'securityGroups' must allow IPv6 traffic out where 'ipv6AllowedForDualStack' is true, got rules for IPv4 alone, so calls over IPv6 ` +
        `end with the timeout; make the group with 'allowAllIpv6Outbound: true', or add an egress rule for ec2.Peer.anyIpv6() ` +
        '[ack: HardenedLambda::Ipv6EgressMissing]',
    ]);
  });

  test.each<[string, Groups, object?]>([
    ['both kinds', (vpc) => [new ec2.SecurityGroup(vpc.stack, 'G', { vpc, allowAllIpv6Outbound: true })]],
    ['nothing', (vpc) => [closed(vpc)]],
    ['IPv6 by another group', (vpc) => [open(vpc), new ec2.SecurityGroup(vpc.stack, 'G', { vpc, allowAllIpv6Outbound: true })]],
    ['what an imported group has', (_, stack) => [imported(stack)]],
    ['what an imported group has beside another', (vpc, stack) => [open(vpc), imported(stack)]],
    [
      'some IPv4 addresses',
      (vpc) => {
        const group = closed(vpc);
        group.addEgressRule(ec2.Peer.ipv4('10.0.0.0/8'), ec2.Port.tcp(443));
        return [group];
      },
    ],
    [
      'IPv6 by a rule beside the group',
      (vpc, stack) => {
        const group = open(vpc);
        beside(stack, group.securityGroupId, { cidrIpv6: '::/0' });
        return [group];
      },
    ],
    [
      'another group by a rule beside the group',
      (vpc, stack) => {
        const group = open(vpc);
        beside(stack, group.securityGroupId, { destinationSecurityGroupId: closed(vpc).securityGroupId });
        return [group];
      },
    ],
    ['IPv4 alone, for a function without IPv6', (vpc) => [open(vpc)], { ipv6AllowedForDualStack: false }],
    ['IPv4 alone, for a function that says nothing of IPv6', (vpc) => [open(vpc)], { ipv6AllowedForDualStack: undefined }],
  ])('are silent where they allow %s', (_, groups, props = {}) => {
    expect(dualStack(groups, props).warnings).toEqual([]);
  });
});
