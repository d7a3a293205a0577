import type { LambdaFunction } from '../../../template-model/lambda-function';
import { isFields, type Resource, type Value } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';

const edge = (properties: Record<string, unknown>) => ({
  Orders: fn(properties),
  Version: resource('AWS::Lambda::Version', { FunctionName: ref('Orders') }),
});
const site = (EventType: string) =>
  resource('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Enabled: true,
      DefaultCacheBehavior: {
        TargetOriginId: 'shop',
        ViewerProtocolPolicy: 'https-only',
        LambdaFunctionAssociations: [{ EventType, LambdaFunctionARN: ref('Version') }],
      },
    },
  });

/** Seconds and MB, by where the function runs. */
const LIMITS = { viewer: { timeout: 5, memory: 128 }, origin: { timeout: 30, memory: Number.POSITIVE_INFINITY } };
const UNSUPPORTED = ['Environment', 'VpcConfig', 'Layers', 'DeadLetterConfig'];

/** @internal */
export const EDGE_FUNCTION_UNSUPPORTED: Rule = {
  id: 'EdgeFunctionUnsupported',
  severity: CheckSeverity.ERROR,
  problem: 'A CloudFront distribution uses a function with settings that Lambda@Edge does not support.',
  impact: 'CloudFront refuses the association, and the deployment fails.',
  fix: "Remove 'Environment', 'VpcConfig', 'Layers' and 'DeadLetterConfig' from the function, use x86_64, and set 'Timeout' to at most 5 for viewer events and 30 for origin events.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html',
  *find(model): Iterable<Violation> {
    for (const distribution of model.resources.ofType('AWS::CloudFront::Distribution')) {
      for (const { type, value } of associationsOf(distribution)) {
        const fn = isFields(value) ? undefined : model.finder.invokedBy(value)?.fn;
        const wrong = fn && unsupportedIn(fn, type);
        if (!fn || !wrong) continue;
        const { property, must, got } = wrong;
        yield { resource: fn.resource, property, message: `'${property}' must ${must} for ${type} of ${distribution.id}, got ${got}`, fn };
      }
    }
  },
  examples: (): Examples => ({
    bad: [
      { ...edge({ Architectures: ['arm64'] }), Site: site('origin-request') },
      { ...edge({ Environment: { Variables: { STAGE: 'live' } } }), Site: site('origin-request') },
      { ...edge({ Timeout: 30 }), Site: site('viewer-request') },
      { ...edge({ MemorySize: 256 }), Site: site('viewer-response') },
    ],
    good: [
      { ...edge({ Architectures: ['x86_64'] }), Site: site('origin-request') },
      { ...edge({ Timeout: 30, MemorySize: 256 }), Site: site('origin-request') },
      { ...edge({ Timeout: ref('Timeout') }), Site: site('viewer-request') },
      edge({ Architectures: ['arm64'] }),
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

function unsupportedIn({ resource, timeout }: LambdaFunction, event: string) {
  const limits = event.startsWith('viewer') ? LIMITS.viewer : LIMITS.origin;
  const set = UNSUPPORTED.find((property) => resource.has(property) === true);
  if (set) return { property: set, must: 'not be set', got: 'it set' };
  if (resource.get('Architectures.0') === 'arm64') return { property: 'Architectures', must: 'be x86_64', got: 'arm64' };
  if (timeout !== undefined && timeout > limits.timeout)
    return { property: 'Timeout', must: `be at most ${limits.timeout} seconds`, got: timeout };
  const memory = resource.number('MemorySize', 128);
  return memory !== undefined && memory > limits.memory
    ? { property: 'MemorySize', must: `be at most ${limits.memory} MB`, got: memory }
    : undefined;
}
