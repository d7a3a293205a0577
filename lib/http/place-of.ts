import type { Construct, IConstruct } from 'constructs';

/**
 * Where a construct will be: what is checked before the class of the CDK makes it is reported there.
 *
 * @internal
 */
export const placeOf = (scope: Construct, id: string): IConstruct =>
  ({ node: { path: [scope.node.path, id].filter((part) => part !== '').join('/') } }) as IConstruct;
