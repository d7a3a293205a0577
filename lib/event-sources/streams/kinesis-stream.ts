import { Duration, Token } from 'aws-cdk-lib';
import type * as kinesis from 'aws-cdk-lib/aws-kinesis';
import { resourceBehind } from '../../core/cdk/arns';
import type { ActionsInUse } from '../../core/policies/captured-grants';

/**
 * What Lambda does with a stream of Kinesis; with enhanced fan-out it subscribes to a consumer too.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html
 *
 * @internal
 */
export const readingOf = (consumerArn?: string): ActionsInUse => ({
  'kinesis:DescribeStream': (resource) => resource !== consumerArn,
  'kinesis:DescribeStreamSummary': (resource) => resource !== consumerArn,
  'kinesis:GetRecords': (resource) => resource !== consumerArn,
  'kinesis:GetShardIterator': (resource) => resource !== consumerArn,
  'kinesis:ListShards': (resource) => resource !== consumerArn,
  'kinesis:SubscribeToShard': (resource) => resource === consumerArn,
  'kms:Decrypt': () => true,
});

/**
 * How long the stream keeps a record; absent where it is not known here.
 *
 * @internal
 */
export function retentionOf(streamArn: string): Duration | undefined {
  const resource = resourceBehind(streamArn);
  if (resource?.cfnResourceType !== 'AWS::Kinesis::Stream') return undefined;
  const { retentionPeriodHours = 24 } = resource as kinesis.CfnStream;
  return Token.isUnresolved(retentionPeriodHours) ? undefined : Duration.hours(retentionPeriodHours);
}
