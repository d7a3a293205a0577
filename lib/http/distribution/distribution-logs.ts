import { CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledgements';
import { hasOverrides } from '../../core/cdk/references';
import type { FrontPlan } from '../front-plan';
import type { FunctionUrlDistributionProps } from './function-url-distribution-props';

const PACKS = ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321'];
const inEach = (rule: string, reason: string) => PACKS.map((pack) => [`${pack}-${rule}`, reason]);

/** What the audit packs of cdk-nag ask of a bucket of logs. */
const OF_AUDIT_PACKS: Record<string, string> = Object.fromEntries([
  ...inEach('S3BucketLoggingEnabled', 'It has the access logs of the distribution; logs of access to these logs would never end.'),
  ...inEach('S3BucketReplicationEnabled', 'Access logs of one distribution, which expire.'),
  ...inEach('S3BucketVersioningEnabled', 'CloudFront never writes a log file again.'),
  ...inEach('S3BucketDefaultLockEnabled', 'CloudFront does not deliver logs to a bucket with object lock.'),
  ...inEach(
    'S3DefaultEncryptionKMS',
    'Encrypted by a key of S3: a key of the account would have to allow the delivery of logs of CloudFront.',
  ),
]);

/**
 * Where CloudFront writes its access logs: a bucket of the distribution, unless one is given.
 *
 * @internal
 */
export function distributionLogs(scope: Construct, id: string, { logBucket }: FunctionUrlDistributionProps, plan: FrontPlan): s3.IBucket {
  if (logBucket) return logBucket;
  const { logRetention, removalPolicy } = plan;
  const bucket = new s3.Bucket(scope, `${id}Logs`, {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    encryption: s3.BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    // CloudFront writes by ACL.
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
    lifecycleRules: logRetention === logs.RetentionDays.INFINITE ? [] : [{ expiration: Duration.days(logRetention) }],
    removalPolicy: removalPolicy === RemovalPolicy.DESTROY ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
  });
  if (plan.acknowledgeAuditPacks) acknowledge(bucket, OF_AUDIT_PACKS);
  acknowledge(bucket, {
    'AwsSolutions-S1': 'It has the access logs of the distribution; logs of access to these logs would never end.',
  });
  return bucket;
}

/**
 * A bucket of the app that takes no ACLs, by which CloudFront writes: it then refuses the distribution. S3 gives buckets without ACLs where a
 * template says nothing.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
 *
 * @internal
 */
export function withoutAcl({ node }: s3.IBucket): string[] {
  const bucket = node.defaultChild as s3.CfnBucket | undefined;
  if (!bucket || !CfnResource.isCfnResource(bucket) || hasOverrides(bucket)) return [];
  const controls = Stack.of(bucket).resolve(bucket.ownershipControls) as s3.CfnBucket.OwnershipControlsProperty | undefined;
  const [rule] = (controls?.rules ?? []) as s3.CfnBucket.OwnershipControlsRuleProperty[];
  const ownership = rule?.objectOwnership ?? s3.ObjectOwnership.BUCKET_OWNER_ENFORCED;
  if (ownership !== s3.ObjectOwnership.BUCKET_OWNER_ENFORCED) return [];
  return [
    `'logBucket' must take ACLs, by which CloudFront writes, got ${node.path} with ${ownership}; set 'objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED' of the bucket`,
  ];
}
