import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { checkTrust, ExecutionRole } from '../../lib/execution/execution-role';
import { logKeyStatement } from '../../lib/execution/service-statements';
import { stackOf } from '../harness';

test('the key of encrypted logs may be used through CloudWatch Logs only', () => {
  const stack = stackOf();
  const key = new kms.Key(stack, 'Key');
  const [statement] = stack.resolve([logKeyStatement(stack, key.keyArn).toStatementJson()]);
  expect(statement).toEqual({
    Effect: 'Allow',
    Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:DescribeKey'],
    Resource: stack.resolve(key.keyArn),
    Condition: { StringEquals: { 'kms:ViaService': stack.resolve(`logs.${stack.region}.${stack.urlSuffix}`) } },
  });
});

describe('who may assume the role', () => {
  const roleOf = (principal: iam.IPrincipal) => new iam.Role(stackOf(), 'Role', { assumedBy: principal });

  test.each([
    ['its own', new ExecutionRole(stackOf())],
    ['Lambda', roleOf(new iam.ServicePrincipal('lambda.amazonaws.com'))],
    [
      'Lambda, and another',
      roleOf(new iam.CompositePrincipal(new iam.AccountRootPrincipal(), new iam.ServicePrincipal('lambda.amazonaws.com'))),
    ],
    ['unknown: an imported role', iam.Role.fromRoleArn(stackOf(), 'Role', 'arn:aws:iam::111122223333:role/orders')],
  ])('is fine: %s', (_, role) => expect(() => checkTrust(stackOf(), role)).not.toThrow());

  test.each([
    ['another service', new iam.ServicePrincipal('ec2.amazonaws.com')],
    ['the account', new iam.AccountRootPrincipal()],
  ])('may not be %s alone', (_, principal) => {
    expect(() => checkTrust(stackOf(), roleOf(principal))).toThrow(
      new Error(
        `Shop: 'role' must trust lambda.amazonaws.com, got a role that does not; create it with 'assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com")'`,
      ),
    );
  });
});
