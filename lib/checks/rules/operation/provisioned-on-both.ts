import { provisionedIn } from '../../../template-model/functions/provisioned';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';

const ready = { ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 } };
const version = (properties: Record<string, unknown>) => resource('AWS::Lambda::Version', { FunctionName: ref('Orders'), ...properties });
const live = (properties: Record<string, unknown>) =>
  resource('AWS::Lambda::Alias', {
    FunctionName: ref('Orders'),
    Name: 'live',
    FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
    ...properties,
  });

/** @internal */
export const PROVISIONED_ON_BOTH: Rule = {
  id: 'ProvisionedOnBoth',
  severity: CheckSeverity.ERROR,
  problem: 'Provisioned concurrency is configured for an alias and for the version that the alias points to.',
  impact: 'Lambda refuses the second configuration, and the deployment is rolled back.',
  fix: "Remove 'ProvisionedConcurrencyConfig' from the version.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html',
  *find(model): Iterable<Violation> {
    for (const [fn, provisioned] of provisionedIn(model)) {
      const versions = new Set(provisioned.map(({ resource }) => resource));
      for (const { resource } of provisioned) {
        const version = resource.type === 'AWS::Lambda::Alias' ? resource.referred('FunctionVersion') : undefined;
        if (!version || !versions.has(version)) continue;
        const message = `'ProvisionedConcurrencyConfig' must be on the alias or on its version, got both ${resource.label} and ${version.label}`;
        yield { resource, property: 'ProvisionedConcurrencyConfig', message, fn };
      }
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn(), Version: version(ready), Live: live(ready) }],
    good: [
      { Orders: fn(), Version: version({}), Live: live(ready) },
      { Orders: fn(), Version: version(ready), Live: live({}) },
      { Orders: fn(), Version: version(ready), Live: live({ ...ready, FunctionVersion: '7' }) },
      {
        Orders: fn(),
        Version: version(ready),
        Live: live({ ProvisionedConcurrencyConfig: { 'Fn::If': ['IsLive', ready.ProvisionedConcurrencyConfig, ref('AWS::NoValue')] } }),
      },
    ],
  }),
};
