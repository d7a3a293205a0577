import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';

const snap = (ApplyOn: unknown) => fn({ Runtime: 'python3.13', SnapStart: { ApplyOn } });

/** @internal */
export const SNAP_START_UNUSED: Rule = {
  id: 'SnapStartUnused',
  severity: CheckSeverity.WARNING,
  problem: 'SnapStart is enabled for published versions, and no version is published.',
  impact: 'SnapStart has no effect, and cold starts stay slow.',
  fix: "Add an 'AWS::Lambda::Version' and an 'AWS::Lambda::Alias' to the template, and invoke the alias.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
  equivalents: ['cfn-lint W2530'],
  *find(model): Iterable<Violation> {
    if (model.resources.isOpen) return;
    const published = model.resources
      .ofType('AWS::Lambda::Version')
      .map((version) => model.finder.invokedBy(version.get('FunctionName'))?.fn);
    for (const fn of model.functions.values()) {
      if (fn.resource.text('SnapStart.ApplyOn') !== 'PublishedVersions' || published.includes(fn) || published.includes(undefined))
        continue;
      yield {
        resource: fn.resource,
        property: 'SnapStart.ApplyOn',
        message: "'SnapStart.ApplyOn' must come with a published version, got PublishedVersions and no version in these templates",
        fn,
        isReportedByCdk: true,
      };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: snap('PublishedVersions') }],
    good: [
      { Orders: snap('PublishedVersions'), Version: resource('AWS::Lambda::Version', { FunctionName: ref('Orders') }) },
      { Orders: snap('PublishedVersions'), Version: resource('AWS::Lambda::Version', { FunctionName: ref('Name') }) },
      { Orders: snap('None') },
      { Orders: snap(ref('ApplyOn')) },
    ],
  }),
};
