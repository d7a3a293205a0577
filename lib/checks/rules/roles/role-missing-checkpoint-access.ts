import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, ref, resource, role } from '../examples/parts';
import { allow } from '../examples/triggers';

const CHECKPOINTS = ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'];

const ORDERS = fn({ Role: arn('Role'), DurableConfig: { ExecutionTimeout: 300 } });

/** @internal */
export const ROLE_MISSING_CHECKPOINT_ACCESS: Rule = {
  id: 'RoleMissingCheckpointAccess',
  severity: CheckSeverity.ERROR,
  problem: 'The role of a durable function is not allowed to store and read checkpoints.',
  impact: 'Every execution of the function fails at its first step.',
  fix: `Allow '${CHECKPOINTS.join("' and '")}' on the function's ARN followed by ':*' to the role.`,
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/durable-security.html',
  *find(model) {
    for (const fn of model.functions.values()) {
      const role = fn.resource.has('DurableConfig') === true ? model.roleOf(fn) : undefined;
      const missing = role && CHECKPOINTS.find((action) => role.allows(action, fn.resource) === false);
      if (!missing) continue;
      yield {
        resource: fn.resource,
        property: 'DurableConfig',
        message: `'Role' must allow ${missing} for a durable function, got ${role.resource.label} without it`,
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
