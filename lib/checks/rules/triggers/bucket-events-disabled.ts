import type { ApplicationModel } from '../../../template-model/application-model';
import { isList, type Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, ref, resource } from '../examples/parts';

const rule = resource('AWS::Events::Rule', {
  EventPattern: { source: ['aws.s3'], 'detail-type': ['Object Created'], detail: { bucket: { name: [ref('Uploads')] } } },
  Targets: [{ Id: 'Orders', Arn: arn('Orders') }],
});

/** @internal */
export const BUCKET_EVENTS_DISABLED: Rule = {
  id: 'BucketEventsDisabled',
  severity: CheckSeverity.ERROR,
  problem: 'A rule matches events of a bucket that does not send events to EventBridge.',
  impact: 'S3 sends no events to EventBridge unless the bucket has it enabled, so the rule never matches and its target is never invoked.',
  fix: "Set 'NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled' of the bucket to true.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-event-notifications-eventbridge.html',
  *find(model): Iterable<Violation> {
    if (model.resources.isOpen) return;
    for (const rule of model.resources.ofType('AWS::Events::Rule')) {
      const source = rule.get('EventPattern.source');
      const names = rule.get('EventPattern.detail.bucket.name');
      if (!isList(source) || !source.includes('aws.s3') || !isList(names)) continue;
      const buckets = names.map((name) => model.resources.behind(name, 'AWS::S3::Bucket'));
      const disabled = buckets.find((bucket) => bucket && sendsNothing(bucket, model));
      if (!disabled) continue;
      const fn = model.invocations.find(({ resource }) => resource === rule)?.invoked.fn;
      const message = `'EventPattern' must match a bucket that sends events to EventBridge, got ${disabled.label}, which does not`;
      yield { resource: rule, property: 'EventPattern', message, fn };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Uploads: resource('AWS::S3::Bucket'), Rule: rule },
      {
        Orders: fn(),
        Uploads: resource('AWS::S3::Bucket', { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: false } } }),
        Rule: rule,
      },
      {
        Orders: fn(),
        Uploads: resource('AWS::S3::Bucket'),
        Rule: rule,
        Notifications: resource('Custom::S3BucketNotifications', { BucketName: ref('Uploads'), NotificationConfiguration: {} }),
      },
    ],
    good: [
      {
        Orders: fn(),
        Uploads: resource('AWS::S3::Bucket', { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } }),
        Rule: rule,
      },
      { Orders: fn(), Uploads: resource('AWS::S3::Bucket', { NotificationConfiguration: ref('Notifications') }), Rule: rule },
      {
        Orders: fn(),
        Uploads: resource('AWS::S3::Bucket'),
        Rule: rule,
        Notifications: resource('Custom::S3BucketNotifications', {
          BucketName: ref('Uploads'),
          NotificationConfiguration: { EventBridgeConfiguration: {} },
        }),
      },
      { Orders: fn(), Rule: rule },
    ],
  }),
};

const CONFIGURATION = 'NotificationConfiguration.EventBridgeConfiguration';

/** The bucket itself, or the custom resource of the CDK, may enable it. */
function sendsNothing(bucket: Resource, { resources }: ApplicationModel): boolean {
  const isOff = bucket.has(CONFIGURATION) === false || bucket.flag(`${CONFIGURATION}.EventBridgeEnabled`, true) === false;
  return (
    isOff &&
    !resources
      .ofType('Custom::S3BucketNotifications')
      .some((one) => resources.behind(one.get('BucketName'), 'AWS::S3::Bucket') === bucket && one.has(CONFIGURATION) !== false)
  );
}
