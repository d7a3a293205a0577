import { provisionedIn } from '../../../template-model/functions/provisioned';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';

const snap = (ApplyOn: unknown) => ({
  Orders: fn({ Runtime: 'java21', SnapStart: { ApplyOn } }),
  Version: resource('AWS::Lambda::Version', { FunctionName: ref('Orders') }),
});
const live = (properties: Record<string, unknown>) =>
  resource('AWS::Lambda::Alias', {
    FunctionName: ref('Orders'),
    FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
    Name: 'live',
    ...properties,
  });

/** @internal */
export const SNAP_START_WITH_PROVISIONED: Rule = {
  id: 'SnapStartWithProvisioned',
  severity: CheckSeverity.ERROR,
  problem: 'A function with SnapStart has provisioned concurrency.',
  impact: 'Lambda does not support both together, so it refuses the configuration and the deployment fails.',
  fix: "Remove 'ProvisionedConcurrencyConfig' from the alias or version, or set 'SnapStart.ApplyOn' of the function to None.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
  *find(model): Iterable<Violation> {
    for (const [fn, [first]] of provisionedIn(model)) {
      if (fn.resource.text('SnapStart.ApplyOn') !== 'PublishedVersions') continue;
      const message = `'ProvisionedConcurrencyConfig' must not be set for ${fn.name}, which uses SnapStart, got it on ${first.resource.label}`;
      yield { resource: first.resource, property: 'ProvisionedConcurrencyConfig', message, fn };
    }
  },
  examples: (): Examples => ({
    fixed: { ...snap('None'), Live: live({ ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 5 } }) },
    bad: [{ ...snap('PublishedVersions'), Live: live({ ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 5 } }) }],
    good: [
      { ...snap('PublishedVersions'), Live: live({}) },
      { ...snap(ref('ApplyOn')), Live: live({ ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 5 } }) },
    ],
  }),
};
