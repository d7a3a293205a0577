import { Network } from '../../../template-model/functions/network';
import { UNKNOWN } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';

const within = (...SubnetIds: unknown[]) => fn({ VpcConfig: { SubnetIds, SecurityGroupIds: ['sg-0123456789abcdef0'] } });
const subnet = (AvailabilityZone: unknown) =>
  resource('AWS::EC2::Subnet', { VpcId: 'vpc-0123456789abcdef0', CidrBlock: '10.0.0.0/24', AvailabilityZone });
const zone = (index: number) => ({ 'Fn::Select': [index, { 'Fn::GetAZs': '' }] });

/** @internal */
export const SINGLE_AVAILABILITY_ZONE: Rule = {
  id: 'SingleAvailabilityZone',
  severity: CheckSeverity.WARNING,
  problem: 'All subnets of a function are in one Availability Zone.',
  impact: 'When that zone fails or its subnet has no free IP address, the function cannot be invoked.',
  fix: "Add a subnet of a second Availability Zone to 'VpcConfig.SubnetIds'.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
  equivalents: ['Security Hub Lambda.5', 'AWS Config lambda-vpc-multi-az-check'],
  *find(model): Iterable<Violation> {
    const network = new Network(model.resources);
    for (const fn of model.functions.values()) {
      const subnets = network.subnetsOf(fn) ?? [];
      if (subnets.length === 0 || subnets.includes(UNKNOWN)) continue;
      const zones = subnets.map((subnet) => network.zoneOf(subnet));
      if (subnets.length > 1 && (zones.includes(undefined) || new Set(zones).size > 1)) continue;
      const got = subnets.length === 1 ? 'one subnet' : `${subnets.length} subnets of one zone`;
      yield {
        resource: fn.resource,
        property: 'VpcConfig.SubnetIds',
        message: `'SubnetIds' must be in at least two Availability Zones, got ${got}`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: within('subnet-0123456789abcdef0') },
      { Orders: within(ref('A'), ref('B')), A: subnet('eu-west-1a'), B: subnet('eu-west-1a') },
      { Orders: within(ref('A'), ref('B')), A: subnet(zone(0)), B: subnet(zone(0)) },
    ],
    good: [
      { Orders: fn() },
      { Orders: within('subnet-0123456789abcdef0', 'subnet-0123456789abcdef1') },
      { Orders: within(ref('A'), ref('B')), A: subnet('eu-west-1a'), B: subnet('eu-west-1b') },
      { Orders: within(ref('A'), ref('B')), A: subnet(zone(0)), B: subnet(zone(1)) },
      { Orders: within(ref('A'), ref('B')), A: subnet(undefined), B: subnet(undefined) },
      { Orders: fn({ VpcConfig: { SubnetIds: ref('Subnets'), SecurityGroupIds: ['sg-0123456789abcdef0'] } }) },
      { Orders: within({ 'Fn::If': ['IsLive', 'subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'] }) },
    ],
  }),
};
