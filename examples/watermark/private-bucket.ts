import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

export interface PrivateBucketProps {
  /** Where the access logs are written. */
  readonly logs: s3.IBucket;
  /** Whether the bucket announces new objects on the event bus of the account. False if omitted. */
  readonly announces?: boolean;
}

/** A bucket that nobody reads but who is granted it, over TLS. */
export class PrivateBucket extends s3.Bucket {
  constructor(scope: Construct, id: string, { logs, announces = false }: PrivateBucketProps) {
    super(scope, id, {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: `${id}/`,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1), noncurrentVersionExpiration: Duration.days(30) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // By CloudFormation itself: for `eventBridgeEnabled` the CDK would deploy a function.
    const { node } = this;
    if (announces)
      (node.defaultChild as s3.CfnBucket).notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }
}
