import { EDGE_HOME, EDGE_LIMITS, EDGE_SERVICE, EDGE_STORAGE, isForViewers, runsAtEdge } from '../../../core/aws/edge';
import { LAMBDA_DEFAULTS } from '../../../core/aws/lambda-limits';
import type { ApplicationModel } from '../../../template-model/application-model';
import { arnOf, isRegion } from '../../../template-model/arns';
import { type Invoked, LATEST, type LambdaFunction } from '../../../template-model/functions/lambda-function';
import { statementsOf } from '../../../template-model/permissions/role';
import { type Answer, anyOf, type Statement } from '../../../template-model/permissions/statements';
import { isFields, isList, type Resource, type Value } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, policy, ref, resource, role } from '../examples/parts';
import { alias } from '../examples/triggers';

const edge = (properties: Record<string, unknown>) => ({
  Orders: fn(properties),
  Version: resource('AWS::Lambda::Version', { FunctionName: ref('Orders') }),
});
const site = (EventType: string, associated = 'Version') =>
  siteWith(EventType, associated.startsWith('arn:') ? associated : ref(associated));
const siteWith = (EventType: string, LambdaFunctionARN: unknown) =>
  resource('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Enabled: true,
      DefaultCacheBehavior: {
        TargetOriginId: 'shop',
        ViewerProtocolPolicy: 'https-only',
        LambdaFunctionAssociations: [{ EventType, LambdaFunctionARN }],
      },
    },
  });

const edgeRole = resource('AWS::IAM::Role', {
  AssumeRolePolicyDocument: policy({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: ['lambda.amazonaws.com', EDGE_SERVICE] },
  }),
});

/** Settings, and what of each counts as set. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  Environment: 'Environment.Variables',
  VpcConfig: 'VpcConfig.SubnetIds',
  Layers: 'Layers',
  DeadLetterConfig: 'DeadLetterConfig.TargetArn',
};
const isOtherRegion = (region: Value): region is string => isRegion(region) && region !== EDGE_HOME;

/** @internal */
export const EDGE_FUNCTION_UNSUPPORTED: Rule = {
  id: 'EdgeFunctionUnsupported',
  severity: CheckSeverity.ERROR,
  problem: 'A CloudFront distribution uses a function with settings, or in a region, that Lambda@Edge does not support.',
  impact: 'CloudFront refuses the association, and the deployment fails.',
  fix: "Remove 'Environment', 'VpcConfig', 'Layers' and 'DeadLetterConfig' from the function in us-east-1, use x86_64, and set 'Timeout' to at most 5 (viewer) or 30 (origin).",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html',
  *find(model): Iterable<Violation> {
    const seen = new Map<Resource, Set<string>>();
    for (const distribution of model.resources.ofType('AWS::CloudFront::Distribution')) {
      for (const { type, value } of associationsOf(distribution)) {
        const region = arnOf(value)?.region;
        if (isOtherRegion(region))
          yield {
            resource: distribution,
            message: `the region of the function must be ${EDGE_HOME} for ${type} of ${distribution.label}, got ${region}`,
          };
        const invoked = isFields(value) ? undefined : model.finder.invokedBy(value);
        for (const { property, must, got } of invoked ? unsupportedIn(invoked, type, model) : []) {
          const resource = invoked?.fn.resource ?? distribution;
          const what = property === undefined ? `the region of ${resource.label}` : `'${property}'`;
          const key = `${what} ${must}`;
          if (seen.get(resource)?.has(key)) continue;
          seen.set(resource, (seen.get(resource) ?? new Set()).add(key));
          yield {
            resource,
            property,
            message: `${what} must ${must} for ${type} of ${distribution.label}, got ${got}`,
            fn: invoked?.fn,
          };
        }
      }
    }
  },
  examples: (): Examples => ({
    region: EDGE_HOME,
    bad: [
      { ...edge({ Architectures: ['arm64'] }), Site: site('origin-request') },
      { ...edge({ Environment: { Variables: { STAGE: 'live' } } }), Site: site('origin-request') },
      { ...edge({ Timeout: 30 }), Site: site('viewer-request') },
      { ...edge({ MemorySize: 256 }), Site: site('viewer-response') },
      { ...edge({ Runtime: 'java21' }), Site: site('origin-request') },
      { ...edge({ EphemeralStorage: { Size: 1024 } }), Site: site('origin-request') },
      { ...edge({ Role: arn('Role') }), Role: role(), Site: site('origin-request') },
      { Orders: fn(), Live: alias('Orders'), Site: site('origin-request', 'Live') },
      { Site: site('origin-request', 'arn:aws:lambda:eu-west-1:111122223333:function:orders:3') },
    ],
    good: [
      { ...edge({ Architectures: ['x86_64'] }), Site: site('origin-request') },
      { ...edge({ Timeout: 30, MemorySize: 256 }), Site: site('origin-request') },
      { ...edge({ Timeout: ref('Timeout') }), Site: site('viewer-request') },
      { ...edge({ Environment: { Variables: {} }, Layers: [] }), Site: site('origin-request') },
      { ...edge({ Role: arn('Role') }), Role: edgeRole, Site: site('origin-request') },
      edge({ Architectures: ['arm64'] }),
      { Site: site('origin-request', 'arn:aws:lambda:us-east-1:111122223333:function:orders:3') },
    ],
  }),
};

function associationsOf(distribution: Resource): { readonly type: string; readonly value: Value }[] {
  const config = 'DistributionConfig';
  const behaviors = [distribution.get(`${config}.DefaultCacheBehavior`), ...(distribution.list(`${config}.CacheBehaviors`) ?? [])];
  return behaviors.flatMap((behavior) => {
    const associations = isFields(behavior) ? behavior.LambdaFunctionAssociations : undefined;
    return (Array.isArray(associations) ? (associations as readonly Value[]) : []).flatMap((one) =>
      isFields(one) && typeof one.EventType === 'string' ? [{ type: one.EventType, value: one.LambdaFunctionARN }] : [],
    );
  });
}

interface Unsupported {
  /** Absent for the region. */
  readonly property?: string;
  readonly must: string;
  readonly got: string | number;
}

/** All of it: whoever fixes one setting after the other deploys once for each. */
function* unsupportedIn({ fn, qualifier }: Invoked, event: string, model: ApplicationModel): Iterable<Unsupported> {
  const { resource, timeout } = fn;
  const { region } = resource.template;
  if (isOtherRegion(region)) yield { must: `be ${EDGE_HOME}`, got: region };
  const limits = EDGE_LIMITS[isForViewers(event) ? 'viewer' : 'origin'];
  for (const [property, part] of Object.entries(UNSUPPORTED)) {
    const value = resource.get(part);
    const isEmpty = value === undefined || (isFields(value) ? Object.keys(value).length === 0 : isList(value) && value.length === 0);
    if (!isEmpty && resource.has(property) === true) yield { property, must: 'not be set', got: 'it set' };
  }
  if (resource.get('Architectures.0') === 'arm64') yield { property: 'Architectures', must: 'be x86_64', got: 'arm64' };
  if (resource.get('PackageType') === 'Image') yield { property: 'PackageType', must: 'be Zip', got: 'Image' };
  const runtime = resource.text('Runtime') ?? 'nodejs';
  if (!runsAtEdge(runtime)) yield { property: 'Runtime', must: 'be a version of Node.js or Python', got: runtime };
  if (timeout !== undefined && timeout > limits.timeout)
    yield { property: 'Timeout', must: `be at most ${limits.timeout} seconds`, got: timeout };
  const memory = resource.number('MemorySize', LAMBDA_DEFAULTS.memorySize);
  if (memory !== undefined && memory > limits.memory) yield { property: 'MemorySize', must: `be at most ${limits.memory} MB`, got: memory };
  const storage = resource.number('EphemeralStorage.Size', EDGE_STORAGE);
  if (storage !== undefined && storage > EDGE_STORAGE)
    yield { property: 'EphemeralStorage.Size', must: `be at most ${EDGE_STORAGE} MB`, got: storage };
  yield* unsupportedAround(fn, qualifier, model);
}

/** Whether a version is named, and who may assume its role. */
function* unsupportedAround(fn: LambdaFunction, qualifier: string, model: ApplicationModel): Iterable<Unsupported> {
  const isAlias = model.resources
    .ofType('AWS::Lambda::Alias')
    .some((alias) => alias.text('Name') === qualifier && model.finder.invokedBy(alias.get('FunctionName'))?.fn === fn);
  if (qualifier === LATEST || isAlias)
    yield { property: 'FunctionName', must: 'be used as a published version', got: isAlias ? `the alias ${qualifier}` : LATEST };
  const role = model.roleOf(fn)?.resource;
  const trusted = role && statementsOf(role.get('AssumeRolePolicyDocument'));
  if (trusted && anyOf(trusted.map((statement) => (statement.denies ? false : isForEdge(statement)))) === false)
    yield { property: 'Role', must: `be a role that ${EDGE_SERVICE} may assume`, got: role.label };
}

const isForEdge = (statement: Statement): Answer => statement.isFor(EDGE_SERVICE);
