import { Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';

/**
 * The resource of this app behind an ARN, where there is one.
 *
 * @internal
 */
export function resourceBehind(arn: string): IConstruct | undefined {
  const token = Token.isUnresolved(arn) ? Tokenization.reverseString(arn).firstToken : undefined;
  return Reference.isReference(token) ? token.target : undefined;
}

/** @internal */
export const isQueue = (arn: string): boolean => resourceBehind(arn) instanceof sqs.CfnQueue || /^arn:[^:]+:sqs:/.test(arn);

/** @internal */
export function isSame(scope: IConstruct, one: string, other: string): boolean {
  const stack = Stack.of(scope);
  return JSON.stringify(stack.resolve(one)) === JSON.stringify(stack.resolve(other));
}
