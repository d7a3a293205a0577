import type { ApplicationModel } from '../../../template-model/application-model';
import { LATEST, type LambdaFunction } from '../../../template-model/functions/lambda-function';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, ref, resource } from '../examples/parts';

const snap = (ApplyOn: unknown) => fn({ Runtime: 'python3.13', SnapStart: { ApplyOn } });

const published = { Orders: snap('PublishedVersions'), Version: resource('AWS::Lambda::Version', { FunctionName: ref('Orders') }) };
const live = resource('AWS::Lambda::Alias', {
  FunctionName: ref('Orders'),
  FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
  Name: 'live',
});
const url = (properties: Record<string, unknown> = {}) =>
  resource('AWS::Lambda::Url', { TargetFunctionArn: ref('Orders'), AuthType: 'AWS_IAM', ...properties });
const invokedBy = (Endpoint: unknown) => resource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'lambda', Endpoint }] });

/** @internal */
export const SNAP_START_UNUSED: Rule = {
  id: 'SnapStartUnused',
  severity: CheckSeverity.WARNING,
  problem: 'SnapStart is enabled for published versions, and no version is published or none is invoked.',
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
      if (fn.resource.text('SnapStart.ApplyOn') !== 'PublishedVersions' || published.includes(undefined)) continue;
      if (published.includes(fn)) {
        const latest = onlyOnLatest(fn, model);
        if (latest === undefined) continue;
        const message = `'SnapStart.ApplyOn' must come with invocations of a version or an alias, got ${latest.label}, which invokes ${fn.name} without a qualifier`;
        yield { resource: fn.resource, property: 'SnapStart.ApplyOn', message, fn };
        continue;
      }
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
    bad: [{ Orders: snap('PublishedVersions') }, { ...published, Topic: invokedBy(arn('Orders')) }, { ...published, Url: url() }],
    good: [
      { ...published, Live: live, Topic: invokedBy(ref('Live')) },
      { ...published, Live: live, Topic: invokedBy(arn('Orders')), Other: invokedBy(ref('Live')) },
      { ...published, Live: live, Topic: invokedBy(arn('Orders')), Url: url({ Qualifier: 'live' }) },
      { Orders: snap('PublishedVersions'), Version: resource('AWS::Lambda::Version', { FunctionName: ref('Orders') }) },
      { Orders: snap('PublishedVersions'), Version: resource('AWS::Lambda::Version', { FunctionName: ref('Name') }) },
      { Orders: snap('None') },
      { Orders: snap(ref('ApplyOn')) },
    ],
  }),
};

/** Which of its qualifiers a URL invokes is a property. */
function urlsOf(fn: LambdaFunction, { resources, finder }: ApplicationModel) {
  return resources.ofType('AWS::Lambda::Url').flatMap((resource) => {
    const invoked = finder.invokedBy(resource.get('TargetFunctionArn'));
    return invoked?.fn === fn ? [{ resource, invoked: resource.has('Qualifier') === false ? invoked : undefined }] : [];
  });
}

/** A trigger of the function, where all triggers that are known invoke $LATEST. */
function onlyOnLatest(fn: LambdaFunction, model: ApplicationModel): Resource | undefined {
  const users = [...model.invocationsOf(fn), ...model.mappingsOf(fn), ...urlsOf(fn, model)];
  if (users.length === 0 || users.some(({ invoked }) => invoked?.qualifier !== LATEST)) return undefined;
  // Whoever else refers to an alias or a version may invoke it.
  const qualified = model.resources
    .ofType('AWS::Lambda::Alias', 'AWS::Lambda::Version')
    .filter((resource) => model.finder.invokedBy(resource.get('FunctionName'))?.fn === fn);
  const isUsed = qualified.some((resource) =>
    model.mentionsOf(resource).some(({ by }) => by === undefined || by.type !== 'AWS::Lambda::Alias'),
  );
  return isUsed ? undefined : users[0].resource;
}
