import { CheckSeverity } from '../../check-level';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';

const snap = (ApplyOn: unknown) => fn({ Runtime: 'python3.13', SnapStart: { ApplyOn } });

/** @internal */
export const SNAP_START_UNUSED: Rule = {
  id: 'SnapStartUnused',
  severity: CheckSeverity.WARNING,
  problem: 'SnapStart is on for published versions, and none is published.',
  impact: 'Each cold start is as slow as without it.',
  fix: 'publish a version, and invoke the function through an alias that points to it',
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
        message: "'SnapStart.ApplyOn' must be None, or a version be published, got PublishedVersions and no version in these templates",
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
