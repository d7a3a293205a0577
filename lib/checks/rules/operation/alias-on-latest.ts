import { LATEST } from '../../../template-model/functions/lambda-function';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';

const live = (FunctionVersion: unknown) => resource('AWS::Lambda::Alias', { FunctionName: ref('Orders'), Name: 'live', FunctionVersion });

/** @internal */
export const ALIAS_ON_LATEST: Rule = {
  id: 'AliasOnLatest',
  severity: CheckSeverity.INFO,
  problem: 'An alias points to $LATEST.',
  impact: 'New code receives all traffic at once: gradual deployment, rollback, SnapStart and provisioned concurrency are not possible.',
  fix: "Set 'FunctionVersion' of the alias to a published 'AWS::Lambda::Version'.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html',
  *find({ resources, finder }): Iterable<Violation> {
    for (const resource of resources.ofType('AWS::Lambda::Alias')) {
      if (resource.get('FunctionVersion') !== LATEST) continue;
      const fn = finder.invokedBy(resource.get('FunctionName'))?.fn;
      yield { resource, property: 'FunctionVersion', message: "'FunctionVersion' must be a published version, got $LATEST", fn };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn(), Live: live('$LATEST') }],
    good: [
      { Orders: fn(), Live: live('3') },
      { Orders: fn(), Live: live(ref('Version')) },
    ],
  }),
};
