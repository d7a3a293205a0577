import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { orders, stackOf, warningsOf } from '../harness';

function dualStack(group?: (vpc: ec2.Vpc) => ec2.SecurityGroup, props: object = {}) {
  const stack = stackOf(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const vpc = new ec2.Vpc(stack, 'Vpc', { ipProtocol: ec2.IpProtocol.DUAL_STACK, natGateways: 1 });
  orders(stack, { vpc, ipv6AllowedForDualStack: true, ...(group && { securityGroups: [group(vpc)] }), ...props });
  return {
    egress: JSON.stringify(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroup')),
    warnings: warningsOf(stack).join('\n'),
  };
}

test('the security group of a dual-stack function lets IPv6 out, unless the user says otherwise', () => {
  expect(dualStack().egress).toContain('::/0');
  expect(dualStack(undefined, { ipv6AllowedForDualStack: false }).egress).not.toContain('::/0');
  expect(dualStack(undefined, { allowAllIpv6Outbound: false }).egress).not.toContain('::/0');
});

test('a group for IPv4 alone is a warning, one for both or with its own rules is silent', () => {
  expect(dualStack((vpc) => new ec2.SecurityGroup(vpc.stack, 'G', { vpc })).warnings).toContain('HardenedLambda::Ipv6EgressMissing');
  const sound: ((vpc: ec2.Vpc) => ec2.SecurityGroup)[] = [
    (vpc) => new ec2.SecurityGroup(vpc.stack, 'G', { vpc, allowAllIpv6Outbound: true }),
    (vpc) => new ec2.SecurityGroup(vpc.stack, 'G', { vpc, allowAllOutbound: false }),
  ];
  for (const group of sound) expect(dualStack(group).warnings).not.toContain('Ipv6EgressMissing');
});
