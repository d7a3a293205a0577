import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { warn } from '../core/warnings';

/** CloudFormation accepts 500 resources and 1 MB in a template: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MANY_RESOURCES = 450;
const LARGE = 900_000;
/** Fewer resources are not measured: each would have to take more than 4.5 KB, and applications of small stacks pay nothing. */
const WORTH_MEASURING = 200;
/** How many resources of a type are measured; the others are taken to be like them. */
const SAMPLE = 5;

const WATCHED = new WeakSet<Stack>();

/**
 * Warns once where the complete stack is near a limit of CloudFormation, and says what makes it smaller.
 *
 * @internal
 */
export function watchStackLimits(scope: IConstruct): void {
  const stack = Stack.of(scope);
  if (WATCHED.has(stack)) return;
  WATCHED.add(stack);
  stack.node.addValidation({ validate: () => nearLimits(stack) });
}

function nearLimits(stack: Stack): string[] {
  const resources = stack.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node) && node.stack === stack);
  const size = resources.length > WORTH_MEASURING ? estimatedSize(stack, resources) : 0;
  if (resources.length <= MANY_RESOURCES && size <= LARGE) return [];
  const was = size > LARGE ? `${resources.length} resources of about ${Math.round(size / 1000)} KB` : `${resources.length} resources`;
  warn(
    stack,
    'StackNearLimits',
    `this stack must have at most 500 resources and 1 MB, got ${was}, near the limits of CloudFormation; choose 'HardeningProfile.lean()' with ` +
      `'FleetAlarms', which adds two resources to a function, or move functions to another stack or a nested stack`,
  );
  return [];
}

/** In bytes of the template. A few resources of each type stand for all of it: to render everything twice would double the time. */
function estimatedSize(stack: Stack, resources: readonly CfnResource[]): number {
  const byType = new Map<string, CfnResource[]>();
  for (const resource of resources) byType.set(resource.cfnResourceType, [...(byType.get(resource.cfnResourceType) ?? []), resource]);
  let size = 0;
  for (const alike of byType.values()) {
    const step = Math.ceil(alike.length / SAMPLE);
    const sample = alike.filter((_, index) => index % step === 0);
    const measured = sample.reduce((sum, resource) => sum + JSON.stringify(stack.resolve(resource._toCloudFormation())).length, 0);
    size += (measured / sample.length) * alike.length;
  }
  return size;
}
