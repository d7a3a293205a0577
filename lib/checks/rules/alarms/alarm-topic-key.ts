import type { ApplicationModel } from '../../../template-model/application-model';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-level';
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
export const ALARM_TOPIC_KEY: Rule = {
  id: 'AlarmTopicKey',
  severity: CheckSeverity.ERROR,
  problem: 'An alarm tells a topic that is encrypted with a key that CloudWatch may not use.',
  impact: 'The alarm rings, its notification fails, and nobody hears it.',
  fix: 'encrypt the topic with a key of your own whose policy allows kms:Decrypt and kms:GenerateDataKey* to cloudwatch.amazonaws.com',
  docsUrl: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
  *find(model): Iterable<Violation> {
    for (const [topic, alarm] of model.alarmTopics) {
      const got = reasonOf(topic, model);
      if (got === undefined) continue;
      yield {
        resource: topic,
        property: 'KmsMasterKeyId',
        message: `'KmsMasterKeyId' must name a key that lets cloudwatch.amazonaws.com in, as ${alarm.id} tells the topic, got ${got}`,
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
  if (model.keys.isOfAws(topic)) return 'one that AWS made, whose policy cannot be changed';
  const key = model.keys.of(topic);
  if (!key) return undefined;
  const policy = model.policyOf(key);
  const missing = ACTIONS.filter((action) => (policy ? policy.lets('cloudwatch.amazonaws.com', action) === false : true));
  return missing.length === 0 ? undefined : `${key.id}, whose policy does not allow it ${missing.join(' and ')}`;
}
