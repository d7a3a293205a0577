import { arnParts } from '../../../template-model/arn-patterns';
import { shown } from '../../../template-model/display';
import { TRIGGERS, type Trigger } from '../../../template-model/events/invocation';
import { type Invoked, LATEST } from '../../../template-model/functions/lambda-function';
import { type Role, statementsOf } from '../../../template-model/permissions/role';
import { type Answer, anyOf } from '../../../template-model/permissions/statements';
import { UNKNOWN, type Value } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, join, ref, resource, roleOf } from '../examples/parts';
import { alias, allow, rule, schedule } from '../examples/triggers';

const INVOKE = 'lambda:InvokeFunction';
const CALLER = { RoleArn: arn('Caller') };
/** Who assumes the role. */
const SERVICES = new Map<Trigger, string>([
  [TRIGGERS.SCHEDULE, 'scheduler.amazonaws.com'],
  [TRIGGERS.RULE, 'events.amazonaws.com'],
]);

const role = (...statements: unknown[]) => roleOf('scheduler.amazonaws.com', ...statements);

/** @internal */
export const SCHEDULE_ROLE_MISSING_INVOKE_ACCESS: Rule = {
  id: 'ScheduleRoleMissingInvokeAccess',
  severity: CheckSeverity.ERROR,
  problem: 'The role of a schedule or rule cannot invoke its target function.',
  impact: 'Every invocation is denied, and the function never runs.',
  fix: "Allow 'lambda:InvokeFunction' to the role on the ARN of the target: the function, its alias or its version.",
  docsUrl: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html',
  *find(model) {
    for (const { by, resource, property, invoked, role: named } of model.invocations) {
      const role = model.roleBehind(named);
      const service = SERVICES.get(by);
      if (role && service !== undefined && isAssumedBy(role, service) === false) {
        const message = `'${property.replace(/Arn$/, 'RoleArn')}' must be a role that ${service} may assume, got ${role.resource.label}`;
        yield { resource, property: property.replace(/Arn$/, 'RoleArn'), message, fn: invoked.fn };
        continue;
      }
      const target = model.resources.behind(resource.get(property));
      if (!role || !target || (role.allows(INVOKE, target) !== false && !isForQualifiersOnly(role, invoked, resource.get(property))))
        continue;
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
      { Orders: fn(), Schedule: schedule(arn('Orders'), CALLER), Caller: roleOf('events.amazonaws.com', allow(INVOKE, arn('Orders'))) },
      { Orders: fn(), Rule: rule(arn('Orders'), CALLER), Caller: roleOf('lambda.amazonaws.com', allow(INVOKE, arn('Orders'))) },
      { Orders: fn(), Schedule: schedule(arn('Orders'), CALLER), Caller: role(allow(INVOKE, join(arn('Orders'), ':*'))) },
      {
        Orders: fn({ FunctionName: 'orders' }),
        Schedule: schedule(arn('Orders'), CALLER),
        Caller: role(allow(INVOKE, 'arn:aws:lambda:*:*:function:orders:*')),
      },
    ],
    good: [
      { Orders: fn(), Schedule: schedule(arn('Orders'), CALLER), Caller: role(allow(INVOKE, arn('Orders'))) },
      { Orders: fn(), Schedule: schedule(arn('Orders'), CALLER), Caller: role(allow(INVOKE, join(arn('Orders'), '*'))) },
      { Orders: fn(), Schedule: schedule(join(arn('Orders'), ':$LATEST'), CALLER), Caller: role(allow(INVOKE, join(arn('Orders'), ':*'))) },
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
      { Orders: fn(), Rule: rule(arn('Orders'), CALLER), Caller: roleOf('events.amazonaws.com', allow(INVOKE, arn('Orders'))) },
    ],
  }),
};

/** `${Orders.Arn}:*` is all of its versions and aliases, and not the function itself. */
function isForQualifiersOnly(role: Role, { fn, qualifier }: Invoked, value: Value): boolean {
  if (qualifier !== LATEST || shown(value).endsWith(LATEST)) return false;
  return role.allowsOn(INVOKE, arnParts(fn.resource) ?? [UNKNOWN], [undefined, fn.resource]) === false;
}

/** Whether a statement of its trust policy names the service. */
function isAssumedBy({ resource }: Role, service: string): Answer {
  const statements = statementsOf(resource.get('AssumeRolePolicyDocument'));
  return statements && anyOf(statements.map((statement) => (statement.denies ? false : statement.isFor(service))));
}
