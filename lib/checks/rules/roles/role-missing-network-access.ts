import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, ref, resource, role } from '../examples/parts';
import { allow } from '../examples/triggers';

const NETWORK = ['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface'];

const ORDERS = fn({ Role: arn('Role'), VpcConfig: { SubnetIds: ['subnet-12345678'], SecurityGroupIds: ['sg-12345678'] } });
const NOT_BY_ITSELF = { ArnEquals: { 'lambda:SourceFunctionArn': ['arn:aws:lambda:eu-west-1:111122223333:function:orders'] } };

/** @internal */
export const ROLE_MISSING_NETWORK_ACCESS: Rule = {
  id: 'RoleMissingNetworkAccess',
  severity: CheckSeverity.ERROR,
  problem: 'A function is in a VPC, and its role is not allowed to manage network interfaces.',
  impact: 'Lambda refuses the function, or its network interfaces stay and block the deletion of subnets and security groups.',
  fix: "Attach the managed policy 'AWSLambdaVPCAccessExecutionRole' to the role.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
  *find(model) {
    for (const fn of model.functions.values()) {
      if (!fn.resource.list('VpcConfig.SubnetIds')?.length) continue;
      const role = model.roleOf(fn);
      const missing = role && NETWORK.find((action) => role.allows(action, undefined) === false);
      if (!missing) continue;
      yield {
        resource: fn.resource,
        property: 'VpcConfig',
        message: `'Role' must allow ${missing} for a function in a VPC, got ${role.resource.label} without it`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: ORDERS, Role: role(allow(['logs:CreateLogStream', 'logs:PutLogEvents'])) },
      { Orders: ORDERS, Role: role(allow(NETWORK.slice(0, 2))) },
    ],
    good: [
      { Orders: ORDERS, Role: role(allow(NETWORK)) },
      {
        Orders: ORDERS,
        Role: role(allow(NETWORK), { Effect: 'Deny', Action: NETWORK, Resource: '*', Condition: NOT_BY_ITSELF }),
      },
      {
        Orders: ORDERS,
        Role: resource('AWS::IAM::Role', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole'] }),
      },
      { Orders: ORDERS, Role: role(allow(NETWORK, 'arn:aws:ec2:*:*:*')) },
      { Orders: fn({ Role: arn('Role'), VpcConfig: { SubnetIds: [], SecurityGroupIds: [] } }), Role: role() },
      { Orders: fn({ Role: arn('Role'), VpcConfig: { SubnetIds: ref('Subnets') } }), Role: role() },
      { Orders: fn({ VpcConfig: { SubnetIds: ['subnet-12345678'] } }) },
    ],
  }),
};
