import { Network } from '../../../template-model/functions/network';
import { Reference } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';

const within = (...SubnetIds: unknown[]) => fn({ VpcConfig: { SubnetIds, SecurityGroupIds: ['sg-0123456789abcdef0'] } });
const route = (properties: Record<string, unknown>) =>
  resource('AWS::EC2::Route', { RouteTableId: ref('Table'), DestinationCidrBlock: '0.0.0.0/0', ...properties });
const vpc = {
  A: resource('AWS::EC2::Subnet', { VpcId: 'vpc-0123456789abcdef0', CidrBlock: '10.0.0.0/24' }),
  Table: resource('AWS::EC2::RouteTable', { VpcId: 'vpc-0123456789abcdef0' }),
  Association: resource('AWS::EC2::SubnetRouteTableAssociation', { SubnetId: ref('A'), RouteTableId: ref('Table') }),
  Gateway: resource('AWS::EC2::InternetGateway'),
  Nat: resource('AWS::EC2::NatGateway'),
};

const PEERS = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.1.0.0/16' };
const guarded = (group: Record<string, unknown>): Example => ({
  ...vpc,
  Orders: fn({ VpcConfig: { SubnetIds: [ref('A')], SecurityGroupIds: [ref('Group')] } }),
  Route: route({ GatewayId: ref('Gateway') }),
  Group: resource('AWS::EC2::SecurityGroup', { GroupDescription: 'of orders', ...group }),
});

/** @internal */
export const VPC_PUBLIC_SUBNET: Rule = {
  id: 'VpcPublicSubnet',
  severity: CheckSeverity.WARNING,
  problem: 'A function is in a public subnet.',
  impact: 'A function in a VPC has no public IP address, so its requests to the internet and to AWS services time out.',
  fix: "Set 'VpcConfig.SubnetIds' to private subnets with a NAT gateway, or with VPC endpoints for the services that the function calls.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html',
  *find(model): Iterable<Violation> {
    const network = new Network(model.resources);
    for (const fn of model.functions.values()) {
      const subnet = network.subnetsOf(fn)?.find((each) => network.isPublic(each));
      if (!(subnet instanceof Reference) || fn.resource.flag('VpcConfig.Ipv6AllowedForDualStack') !== false || !network.letsOut(fn))
        continue;
      yield {
        resource: fn.resource,
        property: 'VpcConfig.SubnetIds',
        message: `'SubnetIds' must be private subnets, got ${subnet.resource.label}, whose default route is an internet gateway`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { ...vpc, Orders: within(ref('A')), Route: route({ GatewayId: ref('Gateway') }) },
      guarded({ SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }] }),
      guarded({}),
      {
        ...guarded({ SecurityGroupEgress: [PEERS] }),
        Out: resource('AWS::EC2::SecurityGroupEgress', { GroupId: ref('Group'), IpProtocol: '-1', CidrIp: '0.0.0.0/0' }),
      },
    ],
    good: [
      guarded({ SecurityGroupEgress: [PEERS] }),
      guarded({ SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: ref('Cidr') }] }),
      guarded({ SecurityGroupEgress: { 'Fn::If': ['IsOpen', [], [PEERS]] } }),
      { ...vpc, Orders: within(ref('A')), Route: route({ NatGatewayId: ref('Nat') }) },
      { ...vpc, Orders: within(ref('A')), Route: route({ GatewayId: ref('GatewayId') }) },
      { ...vpc, Orders: within(ref('A')), Route: route({ GatewayId: ref('Gateway'), DestinationCidrBlock: '10.1.0.0/16' }) },
      { ...vpc, Orders: within(ref('Subnet')), Route: route({ GatewayId: ref('Gateway') }) },
      { ...vpc, Orders: fn(), Route: route({ GatewayId: ref('Gateway') }) },
    ],
  }),
};
