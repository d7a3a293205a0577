import { arnParts } from '../../../template-model/arn-patterns';
import type { EventOrigin } from '../../../template-model/permissions/event-origin';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, join, key, ref, resource } from '../examples/parts';

const CONTEXT = 'kms:EncryptionContext:aws:logs:arn';

const encrypted = resource('AWS::Logs::LogGroup', { KmsKeyId: arn('Key') });
const named = resource('AWS::Logs::LogGroup', { LogGroupName: 'shop', KmsKeyId: arn('Key') });
const forGroups = (pattern: unknown) => ({
  Effect: 'Allow',
  Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
  Resource: '*',
  Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
  Condition: { ArnLike: { [CONTEXT]: pattern } },
});

/** @internal */
export const LOG_GROUP_KEY_ACCESS: Rule = {
  id: 'LogGroupKeyAccess',
  severity: CheckSeverity.ERROR,
  problem: 'A log group is encrypted with a key that CloudWatch Logs is not allowed to use.',
  impact: 'CloudWatch Logs refuses the key, and the deployment fails.',
  fix: "Allow 'kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*' and 'kms:Describe*' to logs.<region>.amazonaws.com in the key policy.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  *find(model): Iterable<Violation> {
    for (const group of model.resources.ofType('AWS::Logs::LogGroup')) {
      const key = model.resources.behind(group.get('KmsKeyId'));
      if (
        key?.type !== 'AWS::KMS::Key' ||
        model.policyOf(key)?.lets('logs.amazonaws.com', 'kms:GenerateDataKey', contextOf(group)) !== false
      )
        continue;
      const message = `'KmsKeyId' must be a key that logs.amazonaws.com may use, got ${key.label} without such a statement for ${group.label}`;
      yield { resource: group, property: 'KmsKeyId', message };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Key: key(), Logs: encrypted },
      { Key: key({ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { Service: 'lambda.amazonaws.com' } }), Logs: encrypted },
      { Key: key(forGroups('arn:aws:logs:eu-west-1:111122223333:log-group:other')), Logs: named },
    ],
    good: [
      {
        Key: key({
          Effect: 'Allow',
          Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
          Resource: '*',
          Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
        }),
        Logs: encrypted,
      },
      {
        Key: key({
          Effect: 'Allow',
          Action: 'kms:*',
          Resource: '*',
          Principal: { Service: join('logs.', ref('AWS::Region'), '.amazonaws.com') },
        }),
        Logs: encrypted,
      },
      { Key: resource('AWS::KMS::Key', { KeyPolicy: ref('Policy') }), Logs: encrypted },
      { Key: key(forGroups('arn:aws:logs:eu-west-1:111122223333:*')), Logs: encrypted },
      { Key: key(forGroups('arn:aws:logs:eu-west-1:111122223333:log-group:shop')), Logs: named },
      { Key: key(forGroups(ref('GroupArn'))), Logs: named },
      { Logs: resource('AWS::Logs::LogGroup', { KmsKeyId: ref('KeyArn') }) },
    ],
  }),
};

/** The ARN of the log group, with which CloudWatch Logs asks the key: without the streams. */
const contextOf = (group: Resource): EventOrigin | undefined => {
  const arn = arnParts(group)?.filter((part) => part !== ':*');
  return arn && { arn, own: [group], key: CONTEXT };
};
