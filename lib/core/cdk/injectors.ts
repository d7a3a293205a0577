import { type IPropertyInjector, PropertyInjectors } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * The property injector that CDK would apply at the scope: the nearest.
 *
 * @internal
 */
export function injectorFor(scope: IConstruct, uniqueId: string): IPropertyInjector | undefined {
  for (let at: IConstruct | undefined = scope; at; at = at.node.scope) {
    const injector = PropertyInjectors.hasPropertyInjectors(at) ? PropertyInjectors.of(at).for(uniqueId) : undefined;
    if (injector) return injector;
  }
  return undefined;
}
