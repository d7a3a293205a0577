import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, ref, role } from '../examples/parts';
import { allow } from '../examples/triggers';

const TRACING = 'xray:PutTraceSegments';

const ORDERS = fn({ Role: arn('Role'), TracingConfig: { Mode: 'Active' } });

/** @internal */
export const ROLE_MISSING_TRACING_ACCESS: Rule = {
  id: 'RoleMissingTracingAccess',
  severity: CheckSeverity.WARNING,
  problem: 'X-Ray tracing of a function is active, and its role is not allowed to send traces.',
  impact: 'Lambda refuses the function, or no trace of the function arrives.',
  fix: "Allow 'xray:PutTraceSegments' and 'xray:PutTelemetryRecords' on '*' to the role.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html',
  *find(model) {
    for (const fn of model.functions.values()) {
      if (fn.resource.get('TracingConfig.Mode') !== 'Active') continue;
      const role = model.roleOf(fn);
      if (role?.allows(TRACING, undefined) !== false) continue;
      yield {
        resource: fn.resource,
        property: 'TracingConfig.Mode',
        message: `'TracingConfig.Mode' must be 'PassThrough' where the role does not allow ${TRACING}, got 'Active' with ${role.resource.label}`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: ORDERS, Role: role(allow(['logs:CreateLogStream', 'logs:PutLogEvents'])) }],
    good: [
      { Orders: ORDERS, Role: role(allow([TRACING, 'xray:PutTelemetryRecords'])) },
      { Orders: ORDERS, Role: role(allow('xray:Put*')) },
      { Orders: ORDERS, Role: role(allow(ref('Action'))) },
      { Orders: fn({ Role: arn('Role'), TracingConfig: { Mode: ref('Mode') } }), Role: role() },
      { Orders: fn({ Role: arn('Role') }), Role: role() },
      { Orders: fn({ TracingConfig: { Mode: 'Active' } }) },
    ],
  }),
};
