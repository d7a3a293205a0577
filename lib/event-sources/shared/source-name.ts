import { Names, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { resourceBehind } from '../../core/cdk/arns';

/**
 * A source that is known by its ARN only: in the id of its mapping, and for people.
 *
 * @internal
 */
export interface SourceName {
  readonly id: string;
  readonly displayName: string;
}

/** @internal */
export function nameOfSource(scope: IConstruct, arn: string): SourceName {
  const resource = resourceBehind(arn);
  if (resource) return { id: Names.nodeUniqueId(resource.node), displayName: resource.node.path };
  return { id: Token.isUnresolved(arn) ? idPart(scope, arn) : arn.split(':').slice(5).join(':'), displayName: arn };
}

/**
 * A text of the user's in the id of a construct, which takes no tokens.
 *
 * @internal
 */
export const idPart = (scope: IConstruct, text: string): string =>
  Token.isUnresolved(text) ? JSON.stringify(Stack.of(scope).resolve(text)) : text;
