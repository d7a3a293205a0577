import type { ApplicationModel } from '../application-model';
import type { Resource } from '../resource';
import type { Invoked, LambdaFunction } from './lambda-function';

/** What Application Auto Scaling scales of an alias. @internal */
export const PROVISIONED_DIMENSION = 'lambda:function:ProvisionedConcurrency';

/** Executions that are kept ready for a version or an alias. @internal */
export interface Provisioned {
  readonly resource: Resource;
  readonly invoked: Invoked;
  /** Undefined where only a deployment knows it. */
  readonly executions: number | undefined;
}

/** By function. @internal */
export function provisionedIn({ resources, finder }: ApplicationModel): ReadonlyMap<LambdaFunction, readonly Provisioned[]> {
  const byFunction = new Map<LambdaFunction, Provisioned[]>();
  for (const resource of resources.ofType('AWS::Lambda::Version', 'AWS::Lambda::Alias')) {
    if (resource.has('ProvisionedConcurrencyConfig') !== true || resource.condition !== undefined) continue;
    const invoked = finder.invokedBy(resource.get('FunctionName'));
    if (!invoked) continue;
    const executions = resource.number('ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions');
    byFunction.set(invoked.fn, [...(byFunction.get(invoked.fn) ?? []), { resource, invoked, executions }]);
  }
  return byFunction;
}
