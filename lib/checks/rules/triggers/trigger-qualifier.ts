import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, ref } from '../examples/parts';
import { alias, method, permission, rule, subscription } from '../examples/triggers';

const SNS = 'sns.amazonaws.com';

/** @internal */
export const TRIGGER_QUALIFIER: Rule = {
  id: 'TriggerQualifier',
  severity: CheckSeverity.ERROR,
  problem: 'A trigger invokes another qualifier of a function than its permission allows.',
  impact: 'A permission is valid for exactly one function, alias or version, so every invocation is denied.',
  fix: "Set 'FunctionName' of the permission to the ARN that the trigger invokes.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
  *find(model) {
    const reported = new Set<Resource>();
    for (const invocation of model.invocations) {
      const { by, resource, property, invoked, role } = invocation;
      if (!by.principal || role !== undefined || model.permissions.allows(invocation) !== false) continue;
      const [other] = model.permissions.missing(invocation);
      if (!other || reported.has(other.resource)) continue;
      reported.add(other.resource);
      yield {
        resource: other.resource,
        property: 'FunctionName',
        message:
          `'FunctionName' must have the qualifier of '${property}' in ${resource.label}, which is '${invoked.qualifier}' of ${invoked.fn.name}, ` +
          `got '${other.invoked.qualifier}'`,
        fn: invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Live: alias('Orders'), Subscription: subscription(ref('Live')), Permission: permission(ref('Orders'), SNS) },
      { Orders: fn(), Live: alias('Orders'), Subscription: subscription(arn('Orders')), Permission: permission(ref('Live'), SNS) },
      {
        Orders: fn(),
        Live: alias('Orders'),
        Method: method(arn('Orders'), {}, ':live'),
        Permission: permission(arn('Orders'), 'apigateway.amazonaws.com'),
      },
    ],
    good: [
      { Orders: fn(), Live: alias('Orders'), Subscription: subscription(ref('Live')), Permission: permission(ref('Live'), SNS) },
      {
        Orders: fn(),
        Live: alias('Orders'),
        Subscription: subscription({ 'Fn::Join': [':', [arn('Orders'), 'live']] }),
        Permission: permission(ref('Live'), SNS),
      },
      {
        Orders: fn(),
        Live: alias('Orders'),
        Subscription: subscription(ref('Live')),
        Permission: permission(ref('Orders'), SNS),
        Other: permission(ref('Target'), SNS),
      },
      {
        Orders: fn(),
        Live: alias('Orders'),
        Rule: rule(ref('Live'), { RoleArn: ref('RoleArn') }),
        Permission: permission(ref('Orders'), 'events.amazonaws.com'),
      },
      {
        Orders: fn(),
        Method: method(arn('Orders'), {}, ':$', '{stageVariables.alias}'),
        Permission: permission(arn('Orders'), 'apigateway.amazonaws.com'),
      },
    ],
  }),
};
