import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { keyArnOf } from '../../core/cdk/key-aliases';
import { type ActionsInUse, captureGrants, reducedTo } from '../../core/policies/captured-grants';
import type { ServicePolicy } from '../../core/policies/service-policy';
import { warn } from '../../core/warnings';

/** CDK's grant also describes the secret, for code that asks for it. */
const READING: ActionsInUse = { 'secretsmanager:GetSecretValue': () => true };

/**
 * What Lambda needs of the secrets with which it reads a source. The key of a secret that was imported knows nothing of
 * CDK's grant, so the role itself may decrypt, through that service only.
 *
 * @internal
 */
export const secretStatements = (fn: lambda.IFunction, ...secrets: (secretsmanager.ISecret | undefined)[]): iam.PolicyStatement[] =>
  secrets.flatMap((secret) =>
    secret
      ? [
          ...reducedTo(
            READING,
            captureGrants(fn, (standIn) => secret.grantRead(standIn)),
          ),
          ...decrypting(secret),
        ]
      : [],
  );

const decrypting = (secret: secretsmanager.ISecret): iam.PolicyStatement[] =>
  secret.encryptionKey ? decryptingWith(secret, keyArnOf(secret.encryptionKey)) : [];

function decryptingWith({ stack }: secretsmanager.ISecret, keyArn: string): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${stack.region}.amazonaws.com` } },
    }),
  ];
}

/**
 * A secret that is imported without its key: what the role needs where a customer managed key encrypts it.
 *
 * @internal
 */
export function warnOfImportedSecrets(mapping: Construct, secrets: (secretsmanager.ISecret | undefined)[], always = ''): void {
  for (const secret of secrets) {
    if (!secret || secret.encryptionKey || secret.node.defaultChild) continue;
    const [statement] = decryptingWith(secret, 'the ARN of the key');
    warn(
      mapping,
      'ImportedSecretKey',
      `'secret' (${secret.node.path}) is imported without 'encryptionKey', so the role gets no access to a customer managed key${always}; ` +
        `import the secret with 'encryptionKey', or allow the role ${JSON.stringify(Stack.of(mapping).resolve(statement.toStatementJson()))}`,
    );
  }
}

/** What MSK requires of every secret. @internal */
export const ALWAYS_WITH_KEY = ', which Amazon MSK always requires';

/**
 * Amazon MSK takes no secret that is encrypted with the default key of Secrets Manager.
 *
 * https://docs.aws.amazon.com/msk/latest/developerguide/msk-password-tutorial.html
 *
 * @internal
 */
export function secretsWithoutKey(secrets: (secretsmanager.ISecret | undefined)[]): string[] {
  return secrets.flatMap((secret) => {
    const resource = secret?.node.defaultChild as secretsmanager.CfnSecret | undefined;
    if (resource?.cfnResourceType !== 'AWS::SecretsManager::Secret' || resource.kmsKeyId !== undefined) return [];
    return [
      `'secret' (${secret?.node.path}) must be encrypted with a customer managed key${ALWAYS_WITH_KEY}, got the default key; ` +
        `add 'encryptionKey: new kms.Key(this, "SecretKey")' to the secret`,
    ];
  });
}

/**
 * How Lambda's pollers come into the VPC of a source.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html
 */
const NETWORK = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
];

const ON_EVERY_RESOURCE =
  'What describes has no resource type; AWS documents creating and deleting interfaces on every resource, and narrower ARNs kept Lambda from deleting them.';

/** @internal */
export const networkStatement = (...others: string[]): iam.PolicyStatement =>
  new iam.PolicyStatement({ actions: [...NETWORK, ...others], resources: ['*'] });

/**
 * States why a policy with `networkStatement` has a wildcard.
 *
 * @internal
 */
export const acknowledgeNetwork = (policy: ServicePolicy): void => policy.acknowledgeWildcard('*', ON_EVERY_RESOURCE);

/**
 * A way to authenticate, in the form that CDK's mapping takes.
 *
 * @internal
 */
export const accessBy = (type: string, uri: string): lambda.SourceAccessConfiguration => ({
  type: lambda.SourceAccessConfigurationType.of(type),
  uri,
});
