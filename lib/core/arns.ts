import { CfnResource, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * The resource of this app behind an ARN, where there is one.
 *
 * @internal
 */
export function resourceBehind(arn: string): CfnResource | undefined {
  const fragments = Token.isUnresolved(arn) ? Tokenization.reverseString(arn) : undefined;
  const token = fragments?.length === 1 ? fragments.firstToken : undefined;
  return Reference.isReference(token) && CfnResource.isCfnResource(token.target) ? token.target : undefined;
}

/** @internal */
export const isQueue = (arn: string): boolean => resourceBehind(arn)?.cfnResourceType === 'AWS::SQS::Queue' || /^arn:[^:]+:sqs:/.test(arn);

/**
 * Whether two ARNs name the same.
 *
 * @internal
 */
export function isSame(scope: IConstruct, one: string, other: string): boolean {
  const [resource, otherResource] = [resourceBehind(one), resourceBehind(other)];
  if (resource && otherResource) return resource === otherResource;
  const stack = Stack.of(scope);
  return JSON.stringify(stack.resolve(one)) === JSON.stringify(stack.resolve(other));
}
