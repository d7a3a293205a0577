import { App, CfnParameter, Fn, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type HardenedFunctionProps, NetworkInterfaceCalls } from '../../lib';
import { only, orders, serviceStatements, stackOf, warningsOf } from '../harness';
import { ENV, World } from '../iam';

const role = 'OrdersServiceRole';
const inVpc = (s: Stack, props: Partial<HardenedFunctionProps> = {}) =>
  orders(s, {
    vpc: new ec2.Vpc(s, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'own', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] }),
    ...props,
  });

const NEEDED = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

test('Lambda gets the six documented EC2 actions, on every resource', () => {
  const s = stackOf();
  inVpc(s);
  const Statement = serviceStatements(Template.fromStack(s));
  expect(Statement).toContainEqual({ Effect: 'Allow', Action: NEEDED, Resource: '*' });
});

test("the function's own code is denied them, and Lambda is not", async () => {
  const s = stackOf(new App(), 'Shop', ENV);
  inVpc(s);
  const world = new World(s.node.root as App);
  const fn = world.arn('AWS::Lambda::Function', 'Orders');
  for (const action of ['ec2:DescribeSubnets', 'ec2:DescribeNetworkInterfaces']) {
    expect(await world.may(role, action, '*')).toBe(true);
    expect(await world.may(role, action, '*', { 'lambda:SourceFunctionArn': fn })).toBe(false);
    expect(await world.may(role, action, '*', { 'lambda:SourceFunctionArn': `${fn}Other` })).toBe(true);
  }
  const { Statement } = only(Template.fromStack(s), 'AWS::IAM::Policy', 'OrdersNetworkInterfaceDeny').PolicyDocument;
  expect(Statement[0].Action).toEqual([...NEEDED, 'ec2:DetachNetworkInterface']);
});

test('the Deny names the function, and the function does not wait for it', () => {
  const s = stackOf();
  inVpc(s);
  const [fn] = Object.values(Template.fromStack(s).findResources('AWS::Lambda::Function'));
  expect(fn.DependsOn.some((id: string) => id.startsWith('OrdersNetworkInterfaceDeny'))).toBe(false);
});

test('the code may call them where a reason is given, which stays in the template', () => {
  const s = stackOf();
  inVpc(s, { networkInterfaceCalls: NetworkInterfaceCalls.allowed('cleans up after tests') }).addToRolePolicy(
    new iam.PolicyStatement({ actions: ['ec2:DeleteNetworkInterface'], resources: ['*'] }),
  );
  const template = Template.fromStack(s);
  expect(JSON.stringify(template.toJSON())).not.toContain('NetworkInterfaceDeny');
  template.hasResource('AWS::Lambda::Function', {
    Metadata: { 'cdk-hardened-lambda:Waivers': { networkInterfaceCalls: 'cleans up after tests' } },
  });
});

describe('a grant that the Deny would take back is refused', () => {
  const statement = (...actions: string[]) => new iam.PolicyStatement({ actions, resources: ['*'] });
  test.each<[string, string, (fn: ReturnType<typeof inVpc>) => void]>([
    ['by the role policy', 'ec2:DescribeSubnets', (fn) => fn.addToRolePolicy(statement('ec2:DescribeSubnets'))],
    ['on the role', 'ec2:createnetworkinterface', (fn) => fn.role?.addToPrincipalPolicy(statement('ec2:createnetworkinterface'))],
    ['with a wildcard', 'ec2:Describe*', (fn) => fn.addToRolePolicy(statement('s3:GetObject', 'ec2:Describe*'))],
    ['with everything', '*', (fn) => fn.addToRolePolicy(statement('*'))],
    [
      'by an inline policy',
      'ec2:DeleteNetworkInterface',
      (fn) => fn.role?.attachInlinePolicy(new iam.Policy(fn.stack, 'Own', { statements: [statement('ec2:DeleteNetworkInterface')] })),
    ],
    [
      'by a managed policy',
      'ec2:UnassignPrivateIpAddresses',
      (fn) => {
        new iam.ManagedPolicy(fn.stack, 'Own', {
          statements: [statement('ec2:UnassignPrivateIpAddresses')],
          roles: [fn.role as iam.IRole],
        });
      },
    ],
  ])('%s', (_, action, grant) => {
    const s = stackOf();
    grant(inVpc(s));
    const message = `[Shop/Orders] '${action}' must not be granted to a role whose 'networkInterfaceCalls' denies it to the code`;
    expect(() => Template.fromStack(s)).toThrow(message);
    expect(() => Template.fromStack(s)).toThrow(
      /; remove the grant, or set 'networkInterfaceCalls: NetworkInterfaceCalls.allowed\(reason\)'/,
    );
  });

  test('is reported once, however often it is granted', () => {
    const s = stackOf();
    const fn = inVpc(s);
    fn.addToRolePolicy(statement('ec2:DescribeSubnets'));
    fn.role?.attachInlinePolicy(new iam.Policy(s, 'Own', { statements: [statement('ec2:DescribeSubnets', 'ec2:DescribeVpcs')] }));
    expect(() => Template.fromStack(s)).toThrow(/^(?!(?:.*must not be granted){2}).*'ec2:DescribeSubnets' must not be granted/s);
  });

  test('inside the role', () => {
    const s = stackOf();
    const inlinePolicies = { own: new iam.PolicyDocument({ statements: [statement('ec2:DescribeSubnets')] }) };
    inVpc(s, { role: new iam.Role(s, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), inlinePolicies }) });
    expect(() => Template.fromStack(s)).toThrow("'ec2:DescribeSubnets' must not be granted");
  });

  test.each<[string, (s: Stack, fn: ReturnType<typeof inVpc>) => void]>([
    ['another EC2 action', (_, fn) => fn.addToRolePolicy(statement('ec2:RunInstances'))],
    ['a Deny', (_, fn) => fn.addToRolePolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['ec2:*'], resources: ['*'] }))],
    [
      "another role's grant",
      (s) => {
        new iam.Role(s, 'Other', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }).addToPolicy(statement('ec2:*'));
      },
    ],
    [
      'another hardened function with the same role',
      (s, fn) => orders(s, { vpc: s.node.findChild('Vpc') as ec2.Vpc, role: fn.role }, 'Invoices'),
    ],
  ])('but not %s', (_, grant) => {
    const s = stackOf();
    grant(s, inVpc(s));
    expect(() => Template.fromStack(s)).not.toThrow();
  });
});

test.each<[string, Partial<HardenedFunctionProps>, RegExp]>([
  [
    'an empty reason',
    { networkInterfaceCalls: NetworkInterfaceCalls.allowed('') },
    /^Shop\/Orders: 'NetworkInterfaceCalls.allowed' must have a reason, got ""/,
  ],
  [
    'calls without a VPC',
    { networkInterfaceCalls: NetworkInterfaceCalls.denied() },
    /^Shop\/Orders: 'networkInterfaceCalls' must be used with 'vpc'; remove it, or set 'vpc'$/,
  ],
])('refuses %s', (_, props, message) => {
  expect(() => orders(stackOf(), props)).toThrow(message);
});

describe('availability zones', () => {
  const ours = (s: Stack) => warningsOf(s).filter((warning) => warning.includes('HardenedLambda::'));

  const zones = (count: number, s = stackOf()) => {
    orders(s, {
      vpc: ec2.Vpc.fromVpcAttributes(s, 'Vpc', {
        vpcId: 'vpc-1',
        availabilityZones: ['eu-west-1a', 'eu-west-1b'].slice(0, count),
        privateSubnetIds: ['subnet-1', 'subnet-2'].slice(0, count),
      }),
    });
    return ours(s);
  };

  test('two are fine', () => expect(zones(2)).toEqual([]));

  test('one is warned of', () => {
    expect(zones(1)).toEqual([
      expect.stringMatching(
        /^'vpcSubnets' must span two Availability Zones, got 1: .*; add subnets in another zone \[ack: HardenedLambda::SingleAvailabilityZone\]$/,
      ),
    ]);
  });

  test('two zones of which the selection takes one are warned of', () => {
    const s = stackOf();
    const vpc = new ec2.Vpc(s, 'Vpc');
    orders(s, { vpc, vpcSubnets: { subnets: [vpc.privateSubnets[0]] } });
    expect(ours(s)).toHaveLength(1);
  });

  test('those of a VPC that is still to be looked up are not checked', () => {
    const s = stackOf(new App(), 'Shop', ENV);
    const vpc = ec2.Vpc.fromLookup(s, 'Vpc', { isDefault: true });
    orders(s, { vpc, vpcSubnets: { availabilityZones: [vpc.availabilityZones[0]] } });
    expect(ours(s)).toEqual([]);
  });

  test('unknown ones are not checked', () => {
    const s = stackOf();
    orders(s, {
      vpc: ec2.Vpc.fromVpcAttributes(s, 'Vpc', {
        vpcId: new CfnParameter(s, 'VpcId').valueAsString,
        availabilityZones: Fn.getAzs(),
        privateSubnetIds: Fn.split(',', new CfnParameter(s, 'Subnets').valueAsString),
      }),
    });
    expect(ours(s)).toEqual([]);
  });
});

test('subnets and security groups are as in CDK', () => {
  const s = stackOf();
  const vpc = new ec2.Vpc(s, 'Vpc');
  const group = new ec2.SecurityGroup(s, 'Group', { vpc });
  const fn = orders(s, { vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }, securityGroups: [group] });
  expect(fn.isBoundToVpc).toBe(true);
  expect(fn.connections.securityGroups).toEqual([group]);
  expect(only(Template.fromStack(s), 'AWS::Lambda::Function').VpcConfig).toEqual({
    SecurityGroupIds: [s.resolve(group.securityGroupId)],
    SubnetIds: vpc.privateSubnets.map(({ subnetId }) => s.resolve(subnetId)),
  });
});
