import { provisionedIn } from '../../../template-model/functions/provisioned';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';

const ready = (Name: string, ProvisionedConcurrentExecutions: unknown) =>
  resource('AWS::Lambda::Alias', {
    FunctionName: ref('Orders'),
    FunctionVersion: '3',
    Name,
    ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions },
  });
const reserved = (ReservedConcurrentExecutions: unknown) => fn({ ReservedConcurrentExecutions });

/** @internal */
export const PROVISIONED_ABOVE_RESERVED: Rule = {
  id: 'ProvisionedAboveReserved',
  severity: CheckSeverity.ERROR,
  problem: 'The provisioned concurrency of a function is above its reserved concurrency.',
  impact: 'Lambda refuses the configuration, and the deployment fails.',
  fix: "Raise 'ReservedConcurrentExecutions' of the function, or lower 'ProvisionedConcurrentExecutions'.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html',
  *find(model): Iterable<Violation> {
    for (const [fn, provisioned] of provisionedIn(model)) {
      const reserved = fn.reservedConcurrency;
      const together = provisioned.reduce((sum, { executions }) => sum + (executions ?? 0), 0);
      if (reserved === undefined || together <= reserved) continue;
      yield {
        resource: provisioned[0].resource,
        property: 'ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions',
        message: `'ProvisionedConcurrentExecutions' of ${fn.name} must in total be at most its reserved concurrency of ${reserved}, got ${together}`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: reserved(5), Live: ready('live', 6) },
      { Orders: reserved(5), Live: ready('live', 3), Next: ready('next', 3) },
    ],
    good: [
      { Orders: reserved(5), Live: ready('live', 5) },
      { Orders: fn(), Live: ready('live', 6) },
      { Orders: reserved(5), Live: ready('live', 5), Next: ready('next', ref('Ready')) },
      { Orders: reserved(ref('Reserved')), Live: ready('live', 6) },
      { Orders: reserved(5), Live: ready('live', 3), Next: { ...ready('next', 3), Condition: 'IsProduction' } },
    ],
  }),
};
