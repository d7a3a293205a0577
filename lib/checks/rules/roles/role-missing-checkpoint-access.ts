import { CheckSeverity } from '../../check-level';
import type { Examples, Rule } from '../../rule';
import { arn, fn, ref, resource, role } from '../examples/parts';
import { allow } from '../examples/triggers';

const CHECKPOINTS = ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'];

const ORDERS = fn({ Role: arn('Role'), DurableConfig: { ExecutionTimeout: 300 } });

/** @internal */
export const ROLE_MISSING_CHECKPOINT_ACCESS: Rule = {
  id: 'RoleMissingCheckpointAccess',
  severity: CheckSeverity.ERROR,
  problem: "A durable function's role may not keep and read the state of its executions.",
  impact: 'Every execution fails at its first step.',
  fix: `allow the role '${CHECKPOINTS.join("' and '")}' on the function's ARN with ':*' behind it`,
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/durable-security.html',
  *find(model) {
    for (const fn of model.functions.values()) {
      const role = fn.resource.has('DurableConfig') === true ? model.roleOf(fn) : undefined;
      const missing = role && CHECKPOINTS.find((action) => role.allows(action, fn.resource) === false);
      if (!missing) continue;
      yield {
        resource: fn.resource,
        property: 'DurableConfig',
        message: `'DurableConfig' must come with a role that may ${missing}, got ${role.resource.id} without it`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: ORDERS, Role: role(allow('logs:*')) },
      { Orders: ORDERS, Role: role(allow(CHECKPOINTS.slice(0, 1))) },
      { Orders: ORDERS, Other: fn(), Role: role(allow(CHECKPOINTS, { 'Fn::Join': ['', [arn('Other'), ':*']] })) },
    ],
    good: [
      { Orders: ORDERS, Role: role(allow(CHECKPOINTS, { 'Fn::Sub': 'arn:aws:lambda:*:*:function:*' })) },
      { Orders: ORDERS, Role: role(allow(CHECKPOINTS, { 'Fn::Join': ['', [arn('Orders'), ':*']] })) },
      {
        Orders: ORDERS,
        Role: resource('AWS::IAM::Role', {
          ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicDurableExecutionRolePolicy'],
        }),
      },
      { Orders: ORDERS, Role: role(allow(CHECKPOINTS, ref('OrdersArn'))) },
      { Orders: fn({ Role: arn('Role') }), Role: role() },
      { Orders: fn({ Role: arn('Role'), DurableConfig: ref('Durable') }), Role: role() },
    ],
  }),
};
