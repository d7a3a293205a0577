import { CheckLevel } from '../../check-level';
import { fn, ref, resource } from '../examples/parts';
import type { Examples, Hit, Rule } from '../../rule';

const snap = (ApplyOn: unknown) => fn({ Runtime: 'python3.13', SnapStart: { ApplyOn } });

/** @internal */
export const SNAP_START_UNUSED: Rule = {
  id: 'SnapStartUnused',
  level: CheckLevel.WARNING,
  wrong: 'SnapStart is on for published versions, and none is published.',
  consequence: 'Each cold start is as slow as without it.',
  wayOut: 'publish a version, and invoke the function through an alias that points to it',
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
  elsewhere: ['cfn-lint W2530'],
  *find(picture): Iterable<Hit> {
    if (picture.resources.isOpen) return;
    const published = picture.resources
      .ofType('AWS::Lambda::Version')
      .map((version) => picture.finder.invokedBy(version.get('FunctionName'))?.fn);
    for (const fn of picture.functions.values()) {
      if (fn.resource.text('SnapStart.ApplyOn') !== 'PublishedVersions' || published.includes(fn) || published.includes(undefined))
        continue;
      yield {
        resource: fn.resource,
        property: 'SnapStart.ApplyOn',
        sentence: "'SnapStart.ApplyOn' must be None, or a version be published, got PublishedVersions and no version in these templates",
        fn,
        isSaidByCdk: true,
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
