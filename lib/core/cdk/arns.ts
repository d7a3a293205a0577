import { CfnResource, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { TABLE_TYPES } from '../aws/table-types';

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

/**
 * @param resource what the ARN is of, where it is known
 * @internal
 */
export const isQueue = (arn: string, resource = resourceBehind(arn)): boolean =>
  resource?.cfnResourceType === 'AWS::SQS::Queue' || /^arn:[^:]+:sqs:/.test(arn);

/**
 * Whether it is of Kinesis, or of a table's stream.
 *
 * @param resource what the ARN is of, where it is known
 * @internal
 */
export const isStream = (arn: string, resource = resourceBehind(arn)): boolean =>
  ['AWS::Kinesis::Stream', ...TABLE_TYPES].includes(resource?.cfnResourceType ?? '') || /^arn:[^:]+:(kinesis|dynamodb):/.test(arn);

/** @internal */
export const isBucket = (arn: string): boolean => resourceBehind(arn)?.cfnResourceType === 'AWS::S3::Bucket' || /^arn:[^:]+:s3:/.test(arn);

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
