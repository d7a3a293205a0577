import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ResourceRole } from '../../lib/mixins/resource-role';
import { stackOf } from '../harness';

const TRUST = { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] };

function raw() {
  const stack = stackOf();
  const resource = new iam.CfnRole(stack, 'Raw', { assumeRolePolicyDocument: TRUST });
  return { stack, resource, role: ResourceRole.of(resource) };
}

/** What a user may do, by its own policies. */
function allowedBy(grant: (role: iam.IRole, user: iam.User) => iam.Grant): unknown[] {
  const { stack, role } = raw();
  grant(role, new iam.User(stack, 'User'));
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );
}

test.each<[string, (role: iam.IRole, user: iam.User) => iam.Grant, string]>([
  ['to pass it', (role, user) => role.grantPassRole(user), 'iam:PassRole'],
  ['to assume it', (role, user) => role.grantAssumeRole(user), 'sts:AssumeRole'],
  ['anything', (role, user) => role.grant(user, 'iam:GetRole'), 'iam:GetRole'],
])('a raw role grants %s on itself alone', (_, grant, action) => {
  expect(allowedBy(grant)).toEqual([{ Effect: 'Allow', Action: action, Resource: { 'Fn::GetAtt': ['Raw', 'Arn'] } }]);
});

test('statements are in one policy beside the role', () => {
  const { stack, role } = raw();
  for (const action of ['sqs:SendMessage', 'sns:Publish'])
    expect(role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: [action], resources: ['*'] })).statementAdded).toBe(true);
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::Policy', 1);
  template.hasResourceProperties('AWS::IAM::Policy', { Roles: [{ Ref: 'Raw' }] });
});

test('a resource has one stand-in, and the role of the CDK where that holds it', () => {
  const { stack, resource, role } = raw();
  expect(ResourceRole.of(resource)).toBe(role);
  const ofCdk = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  expect(ResourceRole.of(ofCdk.node.defaultChild as iam.CfnRole)).toBe(ofCdk);
});
