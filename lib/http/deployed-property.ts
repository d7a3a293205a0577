import type { CfnResource } from 'aws-cdk-lib';
import { RenderedResource } from '../core/cdk/rendered-resource';

/**
 * A property as the template has it, with what escape hatches changed.
 *
 * @internal
 */
export const deployedProperty = (resource: CfnResource, name: string): unknown =>
  new RenderedResource(resource, () => undefined).property(name);
