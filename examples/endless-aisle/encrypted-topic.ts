import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** A topic that is encrypted by the key of SNS, which costs nothing, and takes messages over TLS only. */
export class EncryptedTopic extends sns.Topic {
  constructor(scope: Construct, id: string) {
    super(scope, id, { enforceSSL: true, masterKey: kms.Alias.fromAliasName(scope, `${id}Key`, 'alias/aws/sns') });
  }
}
