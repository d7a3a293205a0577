import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { isBucket, isSame, resourceBehind } from '../core/cdk/arns';
import { canBind, got, refuse } from '../core/errors';

function isFifo(arn: string): boolean {
  const resource = resourceBehind(arn);
  if (resource?.cfnResourceType === 'AWS::SQS::Queue') return (resource as sqs.CfnQueue).fifoQueue === true;
  if (resource?.cfnResourceType === 'AWS::SNS::Topic') return (resource as sns.CfnTopic).fifoTopic === true;
  return arn.endsWith('.fifo');
}

/** A queue or a topic is no destination. @internal */
export function checkDestination(scope: IConstruct, prop: string, destination: Partial<lambda.IDestination>): void {
  if (canBind(destination)) return;
  refuse(scope, `'${prop}' must be a destination, got ${got(destination)}; pass for example new SqsDestination(queue)`);
}

/**
 * Lambda delivers failed events to standard queues and topics only.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 *
 * @internal
 */
export function checkNotFifo(scope: IConstruct, prop: string, arn: string): void {
  if (isFifo(arn))
    refuse(
      scope,
      `'${prop}' must be a standard queue or topic, got a FIFO one, to which Lambda delivers no failed events; pass a standard one`,
    );
}

/** @internal */
export function checkNotItself(scope: IConstruct, prop: string, arn: string, fn: lambda.IFunction): void {
  const target = resourceBehind(arn);
  if (target && target.cfnResourceType !== 'AWS::Lambda::Function') return;
  if (isSame(scope, arn, fn.functionArn)) {
    refuse(
      scope,
      `'${prop}' must not be the function itself, got its own ARN, which would invoke it with its own failures; pass another target`,
    );
  }
}

/** @internal */
export function checkNotBucket(scope: IConstruct, prop: string, arn: string): void {
  if (isBucket(arn)) {
    refuse(
      scope,
      `'${prop}' must be a queue, topic, function or event bus, got a bucket, which Lambda accepts for failures only; pass another destination`,
    );
  }
}
