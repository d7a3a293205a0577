import type { ApplicationModel } from '../../../template-model/application-model';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';

/** What the CDK adds to every logical id. */
const CDK_HASH = /[0-9A-F]{8}$/;

const version = (properties: Record<string, unknown> = {}) =>
  resource('AWS::Lambda::Version', { FunctionName: ref('Orders'), ...properties });
const live = (id: string) =>
  resource('AWS::Lambda::Alias', { FunctionName: ref('Orders'), Name: 'live', FunctionVersion: { 'Fn::GetAtt': [id, 'Version'] } });

/** @internal */
export const VERSION_NEVER_UPDATED: Rule = {
  id: 'VersionNeverUpdated',
  severity: CheckSeverity.WARNING,
  problem: 'An alias points to a version whose logical id never changes.',
  impact: 'CloudFormation publishes a version only when its logical id is new, so callers of the alias never get later code changes.',
  fix: "Use a logical id for the 'AWS::Lambda::Version' that changes with the code, as the CDK's 'currentVersion' and SAM's 'AutoPublishAlias' do.",
  docsUrl: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html',
  *find(model): Iterable<Violation> {
    for (const alias of model.resources.ofType('AWS::Lambda::Alias')) {
      const version = alias.referred('FunctionVersion');
      if (version?.type !== 'AWS::Lambda::Version' || !isFrozen(version, model)) continue;
      yield {
        resource: version,
        message: `the version that ${alias.label} points to must have a logical id that changes with the code, got ${version.label}`,
        fn: model.finder.invokedBy(version.get('FunctionName'))?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Version: version(), Live: live('Version') },
      {
        Orders: fn(),
        Version293ADB39: { ...version(), Metadata: { 'aws:cdk:path': 'Shop/Version/Resource' } },
        Live: live('Version293ADB39'),
      },
    ],
    good: [
      { Orders: fn(), OrdersVersion4c1f2a9e07: version(), Live: live('OrdersVersion4c1f2a9e07') },
      { Orders: fn(), Version2: version(), Live: live('Version2') },
      { Orders: fn(), Version: version({ CodeSha256: ref('Sha') }), Live: live('Version') },
      { Orders: fn(), Version: version({ Description: ref('Build') }), Live: live('Version') },
      {
        Orders: fn(),
        OrdersCurrentVersion58B8A55D6774fecbeae15fb08683d293e81a68b8: version(),
        Live: live('OrdersCurrentVersion58B8A55D6774fecbeae15fb08683d293e81a68b8'),
      },
    ],
  }),
};

/** A digit tells of a hash or a number in the id; a description or a hash of the code may change with it. */
function isFrozen(version: Resource, model: ApplicationModel): boolean {
  const isOfCdk = version.constructPath !== undefined || version.metadata['aws:cdk:do-not-refactor'] === true;
  const id = isOfCdk ? version.id.replace(CDK_HASH, '') : version.id;
  if (/\d/.test(id) || version.has('CodeSha256') !== false || version.has('Description') !== false) return false;
  return model.finder.invokedBy(version.get('FunctionName')) !== undefined;
}
