import type { Example } from '../../../lib/checks/rule';
import { fn, ref, resource } from '../../../lib/checks/rules/examples/parts';
import { Network } from '../../../lib/template-model/functions/network';
import { modelOf } from '../model-of';

const group = (SecurityGroupEgress?: unknown) => resource('AWS::EC2::SecurityGroup', { GroupDescription: 'orders', SecurityGroupEgress });
const egress = (GroupId: unknown, CidrIp = '0.0.0.0/0') => resource('AWS::EC2::SecurityGroupEgress', { GroupId, CidrIp, IpProtocol: '-1' });
const NONE = [{ CidrIp: '255.255.255.255/32' }];

const letsOut = (resources: Example, SecurityGroupIds: unknown = [ref('Group')]): boolean => {
  const model = modelOf({ Orders: fn({ VpcConfig: { SubnetIds: [ref('Subnet')], SecurityGroupIds } }), ...resources });
  const [orders] = model.functions.values();
  return new Network(model.resources).letsOut(orders);
};

test.each<[string, Example, boolean]>([
  ['a group that says nothing of it', { Group: group() }, true],
  ['a group that denies all', { Group: group(NONE) }, false],
  ['a group that allows all', { Group: group([{ CidrIp: '0.0.0.0/0' }]) }, true],
  ['a rule apart of the group', { Group: group(NONE), Rule: egress(ref('Group')) }, true],
  ['a rule apart of another group', { Group: group(NONE), Other: group(NONE), Rule: egress(ref('Other')) }, false],
  ['a rule apart to somewhere', { Group: group(NONE), Rule: egress(ref('Group'), '10.0.0.0/8') }, false],
])('%s', (_, resources, expected) => {
  expect(letsOut(resources)).toBe(expected);
});

test('groups that only a deployment knows may allow it', () => {
  expect(letsOut({}, ref('Groups'))).toBe(true);
  expect(letsOut({ Group: group(NONE) }, [ref('Group'), 'sg-1'])).toBe(true);
});
