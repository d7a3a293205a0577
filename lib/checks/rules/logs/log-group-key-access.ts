import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, join, key, ref, resource } from '../examples/parts';

const encrypted = resource('AWS::Logs::LogGroup', { KmsKeyId: arn('Key') });

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
      if (key?.type !== 'AWS::KMS::Key' || model.policyOf(key)?.lets('logs.amazonaws.com', 'kms:GenerateDataKey') !== false) continue;
      const message = `'KmsKeyId' must be a key that logs.amazonaws.com may use, got ${key.label} without such a statement`;
      yield { resource: group, property: 'KmsKeyId', message };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Key: key(), Logs: encrypted },
      { Key: key({ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { Service: 'lambda.amazonaws.com' } }), Logs: encrypted },
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
      { Logs: resource('AWS::Logs::LogGroup', { KmsKeyId: ref('KeyArn') }) },
    ],
  }),
};
