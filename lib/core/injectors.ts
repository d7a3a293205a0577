import { type IPropertyInjector, PropertyInjectors } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * The property injector that CDK would apply at the scope: the nearest.
 *
 * @internal
 */
export function injectorFor(scope: IConstruct, uniqueId: string): IPropertyInjector | undefined {
  for (const ancestor of [...scope.node.scopes].reverse()) {
    const injector = PropertyInjectors.hasPropertyInjectors(ancestor) ? PropertyInjectors.of(ancestor).for(uniqueId) : undefined;
    if (injector) return injector;
  }
  return undefined;
}
