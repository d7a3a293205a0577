import type { ApplicationModel } from '../../../template-model/application-model';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { errorsAlarm, topic } from '../examples/alarms';
import { fn, join, ref, resource } from '../examples/parts';

const ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

const orders = (key: unknown) => ({
  Orders: fn(),
  Alarm: errorsAlarm('Orders', { AlarmActions: [ref('Ops')] }),
  Ops: topic({ KmsMasterKeyId: key }),
});
const root = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' };
const key = (...Statement: unknown[]) => resource('AWS::KMS::Key', { KeyPolicy: { Version: '2012-10-17', Statement } });
const cloudwatch = (...Action: string[]) => ({
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action,
  Resource: '*',
});

/** @internal */
export const ALARM_TOPIC_KEY_ACCESS: Rule = {
  id: 'AlarmTopicKeyAccess',
  severity: CheckSeverity.ERROR,
  problem: 'An alarm notifies a topic that is encrypted with a key that CloudWatch is not allowed to use.',
  impact: 'The alarm goes into ALARM, but its notification fails and nobody is notified.',
  fix: "Set 'KmsMasterKeyId' to a customer managed key whose policy allows 'kms:Decrypt' and 'kms:GenerateDataKey*' to cloudwatch.amazonaws.com.",
  docsUrl: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
  *find(model): Iterable<Violation> {
    for (const [topic, alarm] of model.alarmTopics) {
      const got = reasonOf(topic, model);
      if (got === undefined) continue;
      yield {
        resource: topic,
        property: 'KmsMasterKeyId',
        message: `'KmsMasterKeyId' must be a key that cloudwatch.amazonaws.com may use for ${alarm.label}, got ${got}`,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      orders('alias/aws/sns'),
      orders(join('arn:aws:kms:eu-west-1:', ref('AWS::AccountId'), ':alias/aws/sns')),
      { ...orders(ref('Key')), Key: key(root) },
      { ...orders(ref('Key')), Key: key(root, cloudwatch('kms:Decrypt')) },
      { ...orders(ref('Alias')), Alias: resource('AWS::KMS::Alias', { AliasName: 'alias/ops', TargetKeyId: ref('Key') }), Key: key(root) },
      { ...orders(ref('Key')), Key: resource('AWS::KMS::Key') },
    ],
    good: [
      orders(undefined),
      orders('alias/ours'),
      { ...orders(ref('Key')), Key: key(root, cloudwatch('kms:Decrypt', 'kms:GenerateDataKey*')) },
      { ...orders(ref('Key')), Key: resource('AWS::KMS::Key', { KeyPolicy: { Ref: 'Policy' } }) },
    ],
  }),
};

/** Why CloudWatch cannot use the topic's key. */
function reasonOf(topic: Resource, model: ApplicationModel): string | undefined {
  if (model.keys.isOfAws(topic)) return 'an AWS managed key, whose policy cannot be changed';
  const key = model.keys.of(topic);
  if (!key) return undefined;
  const policy = model.policyOf(key);
  const missing = ACTIONS.filter((action) => (policy ? policy.lets('cloudwatch.amazonaws.com', action) === false : true));
  return missing.length === 0 ? undefined : `${key.label}, whose policy does not allow ${missing.join(' and ')}`;
}
