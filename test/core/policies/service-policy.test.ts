import { App, type CfnResource, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { grantToService } from '../../../lib/core/policies/grant-to-service';
import { warnOfImportedRole, warnOfUnknownRole } from '../../../lib/core/policies/imported-roles';
import { isServicePolicy, PolicyKind } from '../../../lib/core/policies/service-policy';
import { acknowledgementsOf, only, stackOf, warningsOf } from '../../harness';

const STATEMENT = new iam.PolicyStatement({ actions: ['xray:PutTraceSegments'], resources: ['*'] });
const JSON_OF_IT = '[{"Action":"xray:PutTraceSegments","Effect":"Allow","Resource":"*"}]';
const ownRole = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
const imported = (stack: Stack, options?: iam.FromRoleArnOptions) =>
  iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/orders', options);

test.each([
  ['in a separate policy on a role of the user', PolicyKind.INLINE, ownRole, 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'],
  ['in a customer-managed policy', PolicyKind.CUSTOMER_MANAGED, ownRole, 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy'],
  [
    'in an inline policy of an imported role, which takes no other',
    PolicyKind.CUSTOMER_MANAGED,
    imported,
    'AWS::IAM::Policy',
    'AWS::IAM::ManagedPolicy',
  ],
])('what Lambda needs is %s', (_, kind, roleOf, type, otherType) => {
  const stack = stackOf();
  const role = roleOf(stack);
  grantToService(stack, 'Service', role, kind, [STATEMENT]);
  const template = Template.fromStack(stack);
  const { PolicyDocument, Roles } = only(template, type);
  expect(PolicyDocument.Statement).toEqual(JSON.parse(JSON_OF_IT));
  expect(Roles).toEqual([stack.resolve(role.roleName)]);
  template.resourceCountIs(otherType, 0);
  const [resource] = stack.node.findAll().filter((node): node is CfnResource => (node as CfnResource).cfnResourceType === type);
  expect(isServicePolicy(resource)).toBe(true);
});

test('a policy of the user is none of these', () => {
  expect(isServicePolicy(new iam.Policy(stackOf(), 'Own').node.defaultChild as CfnResource)).toBe(false);
});

test('a wildcard is acknowledged on the policy that holds it', () => {
  const app = new App();
  const stack = stackOf(app);
  grantToService(stack, 'Service', ownRole(stack), PolicyKind.INLINE, [STATEMENT]).acknowledgeWildcard('*', 'no narrower');
  app.synth();
  expect(acknowledgementsOf(app)).toEqual(['Shop/Service AwsSolutions-IAM5[Resource::*]']);
});

describe('a role that is imported', () => {
  const warned = (roleOf: (stack: Stack) => iam.IRole) => {
    const app = new App();
    const stack = stackOf(app);
    const shell = new Construct(stack, 'Orders');
    new Construct(shell, 'Other');
    const role = roleOf(stack);
    warnOfImportedRole(shell, role);
    grantToService(shell, 'Service', role, PolicyKind.INLINE, [STATEMENT]);
    app.synth();
    return warningsOf(stack);
  };

  test('is warned of once, with what it has to allow', () => {
    expect(warned((stack) => imported(stack, { mutable: false }))).toEqual([
      "'role' is imported, so it can't be read here, and can't be added to where it was imported with 'mutable: false'; " +
        `make sure that it trusts lambda.amazonaws.com and has these statements: ${JSON_OF_IT} [ack: HardenedLambda::ImportedRole]`,
    ]);
  });

  test('or stands for one of the app, is not called imported', () => {
    expect(warned((stack) => ownRole(stack).withoutPolicyUpdates())).toEqual([
      "'role' stands for Shop/Role, as one 'withoutPolicyUpdates()' does, so it can't be read here; " +
        `make sure that it trusts lambda.amazonaws.com and has these statements: ${JSON_OF_IT} [ack: HardenedLambda::ImportedRole]`,
    ]);
  });

  test('is not one that was made here', () => expect(warned(ownRole)).toEqual([]));
});

test('a function without its role is warned of, with what the role has to allow', () => {
  const stack = stackOf();
  warnOfUnknownRole(stack, [STATEMENT]);
  expect(warningsOf(stack)).toEqual([
    "the function is imported without its 'role', so nothing can be granted to it here; make sure that its role has these statements: " +
      `${JSON_OF_IT} [ack: HardenedLambda::ImportedRole]`,
  ]);
});
