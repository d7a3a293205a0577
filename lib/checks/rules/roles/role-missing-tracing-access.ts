import { CheckLevel } from '../../check-level';
import { arn, fn, ref, role } from '../examples/parts';
import { allow } from '../examples/triggers';
import type { Examples, Rule } from '../../rule';

const TRACING = 'xray:PutTraceSegments';

const ORDERS = fn({ Role: arn('Role'), TracingConfig: { Mode: 'Active' } });

/** @internal */
export const ROLE_MISSING_TRACING_ACCESS: Rule = {
  id: 'RoleMissingTracingAccess',
  level: CheckLevel.WARNING,
  wrong: 'A function is traced whose role may not send traces.',
  consequence: 'Lambda refuses the function, or not one trace of it arrives.',
  wayOut: "allow the role 'xray:PutTraceSegments' and 'xray:PutTelemetryRecords' on every resource",
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html',
  *find(picture) {
    for (const fn of picture.functions.values()) {
      if (fn.resource.get('TracingConfig.Mode') !== 'Active') continue;
      const role = picture.roleOf(fn);
      if (role?.allows(TRACING, undefined) !== false) continue;
      yield {
        resource: fn.resource,
        property: 'TracingConfig.Mode',
        sentence: `'TracingConfig.Mode' must be 'PassThrough' where the role may not ${TRACING}, got 'Active' with ${role.resource.id}`,
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
