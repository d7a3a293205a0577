import { VARIABLES } from '../../../core/idempotency-names';
import { WAIVERS } from '../../../core/waiver-metadata';
import { retriesOf } from '../../../template-model/failures/retries';
import { hardeningIn } from '../../../template-model/functions/hardening';
import { mayBeIdempotent } from '../../../template-model/functions/idempotency';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, mapping, queue, ref, role, streamMapping, table } from '../examples/parts';
import { rule } from '../examples/triggers';

const may = (...actions: string[]) => role({ Effect: 'Allow', Action: actions, Resource: arn('Idempotency') });
const invoked = (properties: Readonly<Record<string, unknown>>, Metadata?: Readonly<Record<string, unknown>>) => ({
  Orders: { ...fn(properties), ...(Metadata && { Metadata }) },
  Rule: rule(arn('Orders')),
});

/** @internal */
export const RETRIES_WITHOUT_IDEMPOTENCY: Rule = {
  id: 'RetriesWithoutIdempotency',
  severity: CheckSeverity.INFO,
  problem: 'A service delivers events to a function again, and nothing in the template makes the function idempotent.',
  impact: 'If the code has an effect that is not the same the second time, such as a booking, a retry has it twice.',
  fix: "Set 'idempotency' of the function to Idempotency.table() and use Powertools, or to Idempotency.none() with the reason why a retry is harmless.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html',
  *find(model): Iterable<Violation> {
    const tables = model.idempotencyTables;
    for (const fn of model.functions.values()) {
      if (hardeningIn(fn.resource.metadata) === 'of the CDK') continue;
      const [retry] = retriesOf(model, fn);
      if (!retry || mayBeIdempotent(fn, tables.keys(), model.roleOf(fn))) continue;
      yield {
        resource: fn.resource,
        property: 'Environment',
        message: `the function ${fn.name} must be idempotent, since ${retry.called} (${retry.resource.label}) delivers an event again, got no variable such as '${VARIABLES.table}'`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: invoked({ Environment: { Variables: { IDEMPOTENCY_TABLE_NAME: 'orders-idempotency' } } }),
    bad: [
      invoked({}),
      invoked({ Environment: { Variables: { TABLE_NAME: 'orders' } } }),
      { Orders: fn(), Incoming: queue(), Mapping: mapping('Incoming', 'Orders') },
      { Orders: fn(), Table: table(), Mapping: streamMapping('Table', 'Orders') },
      { ...invoked({ Role: arn('Role') }), Role: may('dynamodb:Query'), Idempotency: table() },
    ],
    good: [
      { Orders: fn() },
      invoked({ Environment: { Variables: ref('Variables') } }),
      invoked({}, { [WAIVERS]: { idempotency: 'it only reads' } }),
      invoked({ DurableConfig: { ExecutionTimeout: 3600 } }),
      { ...invoked({ Role: arn('Role') }), Role: may('dynamodb:PutItem'), Idempotency: table() },
      { Orders: fn(), Incoming: queue(), Mapping: mapping('Incoming', 'Orders', { Enabled: false }) },
      invoked({}, { 'aws:cdk:path': 'Shop/Custom::S3AutoDeleteObjectsCustomResourceProvider/Handler' }),
    ],
  }),
};
