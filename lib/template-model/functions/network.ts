import { isFields, isList, Reference, type Resource, type Value } from '../resource';
import type { Resources } from '../resources';
import type { LambdaFunction } from './lambda-function';

const EVERYWHERE = '0.0.0.0/0';

/**
 * The subnets of the templates: in which zone each is, and whether it is open to the internet.
 *
 * @internal
 */
export class Network {
  /** The subnets whose route table sends what is for the internet to an internet gateway. */
  private readonly open = new Set<Resource>();

  constructor(private readonly resources: Resources) {
    const tables = new Set(
      resources.ofType('AWS::EC2::Route').flatMap((route) => (isOpen(route) ? (route.referred('RouteTableId') ?? []) : [])),
    );
    for (const association of resources.ofType('AWS::EC2::SubnetRouteTableAssociation')) {
      const [subnet, table] = [association.referred('SubnetId'), association.referred('RouteTableId')];
      if (subnet && table && tables.has(table)) this.open.add(subnet);
    }
  }

  /** What a function is in; undefined where only a deployment knows. */
  public subnetsOf({ resource }: LambdaFunction): readonly Value[] | undefined {
    const subnets = resource.get('VpcConfig.SubnetIds');
    return isList(subnets) ? subnets : undefined;
  }

  public isPublic(subnet: Value): boolean {
    return subnet instanceof Reference && this.open.has(subnet.resource);
  }

  /** Whether a security group of the function surely lets it call the internet; one that says nothing of it does. */
  public letsOut({ resource }: LambdaFunction): boolean {
    const groups = resource.get('VpcConfig.SecurityGroupIds');
    return !isList(groups) || groups.some((group) => !(group instanceof Reference) || this.isOpenGroup(group.resource));
  }

  private isOpenGroup(group: Resource): boolean {
    const rules = group.get('SecurityGroupEgress');
    if (!isList(rules)) return rules === undefined;
    const apart = this.resources.ofType('AWS::EC2::SecurityGroupEgress').filter((rule) => rule.referred('GroupId') === group);
    return [...rules, ...apart.map((rule) => ({ CidrIp: rule.get('CidrIp') }))].some(
      (rule) => isFields(rule) && rule.CidrIp === EVERYWHERE,
    );
  }

  /** What says the zone of a subnet, the same for all of one zone; absent where it is not known. */
  public zoneOf(subnet: Value): string | undefined {
    if (!(subnet instanceof Reference) || subnet.resource.type !== 'AWS::EC2::Subnet') return undefined;
    const { resource } = subnet;
    const written = resource.written.AvailabilityZone ?? resource.written.AvailabilityZoneId;
    if (written === undefined || JSON.stringify(written).includes('Fn::If')) return undefined;
    return resource.text('AvailabilityZone') ?? `${this.resources.templates.indexOf(resource.template)} ${JSON.stringify(written)}`;
  }
}

/** A gateway for what comes from outside too, made here. */
function isOpen(route: Resource): boolean {
  const gateway = route.referred('GatewayId');
  return route.get('DestinationCidrBlock') === EVERYWHERE && gateway?.type === 'AWS::EC2::InternetGateway' && route.condition === undefined;
}
