import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, ref, resource, role } from '../examples/parts';
import { alias, allow, schedule } from '../examples/triggers';

const INVOKE = 'lambda:InvokeFunction';
const CALLER = { RoleArn: arn('Caller') };

/** @internal */
export const SCHEDULE_ROLE_MISSING_INVOKE_ACCESS: Rule = {
  id: 'ScheduleRoleMissingInvokeAccess',
  severity: CheckSeverity.ERROR,
  problem: 'The role of a schedule or rule is not allowed to invoke its target function.',
  impact: 'Every invocation is denied, and the function never runs.',
  fix: "Allow 'lambda:InvokeFunction' to the role on the ARN of the target: the function, its alias or its version.",
  docsUrl: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html',
  *find(model) {
    for (const { by, resource, property, invoked, role: named } of model.invocations) {
      const role = model.roleBehind(named);
      const target = model.resources.behind(resource.get(property));
      if (!role || !target || role.allows(INVOKE, target) !== false) continue;
      yield {
        resource,
        property,
        message: `'${property}' must be a function that the role of ${by.called} may invoke, got '${invoked.qualifier}' of ${invoked.fn.name}, which ${role.resource.label} does not allow`,
        fn: invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Schedule: schedule(arn('Orders'), CALLER), Caller: role() },
      { Orders: fn(), Other: fn(), Schedule: schedule(arn('Orders'), CALLER), Caller: role(allow(INVOKE, arn('Other'))) },
      { Orders: fn(), Live: alias('Orders'), Schedule: schedule(ref('Live'), CALLER), Caller: role(allow(INVOKE, arn('Orders'))) },
      {
        Orders: fn(),
        Live: alias('Orders'),
        Schedule: schedule(ref('Live'), CALLER),
        Caller: role(allow(INVOKE, { 'Fn::Join': [':', [arn('Orders'), 'next']] })),
      },
    ],
    good: [
      { Orders: fn(), Schedule: schedule(arn('Orders'), CALLER), Caller: role(allow(INVOKE, arn('Orders'))) },
      { Orders: fn(), Live: alias('Orders'), Schedule: schedule(ref('Live'), CALLER), Caller: role(allow(INVOKE, ref('Live'))) },
      {
        Orders: fn(),
        Live: alias('Orders'),
        Schedule: schedule(ref('Live'), CALLER),
        Caller: role(allow(INVOKE, [arn('Orders'), { 'Fn::Join': ['', [arn('Orders'), ':*']] }])),
      },
      {
        Orders: fn(),
        Live: alias('Orders'),
        Schedule: schedule(ref('Live'), CALLER),
        Caller: role(allow(INVOKE, { 'Fn::Join': [':', [arn('Orders'), ref('Alias')]] })),
      },
      {
        Orders: fn(),
        Live: alias('Orders'),
        Schedule: schedule(ref('Live'), CALLER),
        Caller: role(allow(INVOKE, 'arn:aws:lambda:*:*:function:*')),
      },
      {
        Orders: fn(),
        Schedule: schedule(arn('Orders'), CALLER),
        Caller: resource('AWS::IAM::Role', { ManagedPolicyArns: [ref('Policy')] }),
      },
    ],
  }),
};
