import { arnOf } from '../../../template-model/arns';
import { Reference, type Resource, type Value } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, ref, resource } from '../examples/parts';
import { permission } from '../examples/triggers';

const S3 = 's3.amazonaws.com';

/** @internal */
export const PERMISSION_WITHOUT_SOURCE_ACCOUNT: Rule = {
  id: 'PermissionWithoutSourceAccount',
  severity: CheckSeverity.WARNING,
  problem: 'A permission allows S3 to invoke a function for a bucket name without its account.',
  impact: 'A bucket ARN has no account, so when the bucket is deleted, anyone who creates one with its name can invoke the function.',
  fix: "Set 'SourceAccount' of the permission to the account of the bucket.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/with-s3-example.html',
  equivalents: ['cfn-lint W3663', 'Security Hub Lambda.1', 'AWS Config lambda-function-public-access-prohibited'],
  *find(model) {
    for (const resource of model.resources.ofType('AWS::Lambda::Permission')) {
      if (resource.text('Principal') !== S3 || !isOfBucket(resource.get('SourceArn'))) continue;
      if (resource.has('SourceAccount') !== false || resource.has('PrincipalOrgID') !== false) continue;
      yield {
        resource,
        property: 'SourceAccount',
        message: "'SourceAccount' must be set for the ARN of a bucket, got none",
        fn: model.finder.invokedBy(resource.get('FunctionName'))?.fn,
        isReportedByCdk: isPlain(resource),
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Bucket: resource('AWS::S3::Bucket'), Permission: permission(ref('Orders'), S3, { SourceArn: arn('Bucket') }) },
      { Orders: fn(), Permission: permission(ref('Orders'), S3, { SourceArn: 'arn:aws:s3:::orders' }) },
      {
        Orders: fn(),
        Permission: permission(ref('Orders'), S3, {
          SourceArn: { 'Fn::Join': ['', ['arn:', ref('AWS::Partition'), ':s3:::orders']] },
        }),
      },
    ],
    good: [
      {
        Orders: fn(),
        Bucket: resource('AWS::S3::Bucket'),
        Permission: permission(ref('Orders'), S3, { SourceArn: arn('Bucket'), SourceAccount: ref('AWS::AccountId') }),
      },
      { Orders: fn(), Permission: permission(ref('Orders'), S3, { SourceArn: ref('BucketArn') }) },
      {
        Orders: fn(),
        Permission: permission(ref('Orders'), 'sns.amazonaws.com', { SourceArn: 'arn:aws:sns:eu-west-1:111122223333:orders' }),
      },
    ],
  }),
};

function isOfBucket(value: Value): boolean {
  if (value instanceof Reference) return value.resource.type === 'AWS::S3::Bucket';
  const arn = arnOf(value);
  return arn?.service === 's3' && arn.account === '';
}

/** It reads ARNs that are written out, and references within the template. */
function isPlain(permission: Resource): boolean {
  const named = permission.get('SourceArn');
  return named instanceof Reference ? named.resource.template === permission.template : typeof named === 'string';
}
