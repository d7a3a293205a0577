import { type CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { resourceBehind } from './arns';

/**
 * Whether an ARN names an alias of a key instead of the key.
 *
 * @internal
 */
export const isKeyAlias = (arn: string): boolean => /:alias\//.test(arn);

/** Where each type names the key that encrypts what it holds. */
const KEYS: Record<string, (resource: any) => unknown> = {
  'AWS::SQS::Queue': ({ kmsMasterKeyId }) => kmsMasterKeyId,
  'AWS::SNS::Topic': ({ kmsMasterKeyId }) => kmsMasterKeyId,
  'AWS::Kinesis::Stream': ({ streamEncryption }) => streamEncryption?.keyId,
  'AWS::S3::Bucket': ({ bucketEncryption }) =>
    bucketEncryption?.serverSideEncryptionConfiguration?.[0]?.serverSideEncryptionByDefault?.kmsMasterKeyId,
};

/** Keys of AWS's own are not granted by anyone. */
const ALIAS = /(?:^|:)(alias\/(?!aws\/).+)$/;

/**
 * Asks for the keys of the resources, where these name an alias.
 *
 * @internal
 */
export function aliasedKeys(scope: IConstruct, arns: readonly string[]): iam.PolicyStatement[] {
  const found = new Set(arns.flatMap((arn) => resourceBehind(arn.replace(/\/\*$/, '')) ?? []));
  return [...found].flatMap((resource) => {
    const [, resourceName] = ALIAS.exec(aliasOf(resource)) ?? [];
    if (resourceName === undefined) return [];
    const alias = Stack.of(scope).formatArn({ service: 'kms', resource: resourceName });
    return [new iam.PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [alias] })];
  });
}

function aliasOf(resource: CfnResource): string {
  const id = Stack.of(resource).resolve(KEYS[resource.cfnResourceType]?.(resource));
  return typeof id === 'string' ? id : String(JSON.stringify(id)?.match(/:alias\/[\w/-]+/)?.[0] ?? '');
}

/**
 * A statement on keys that names aliases, in the form that IAM evaluates: an alias in `Resource` grants nothing, the condition
 * key `kms:ResourceAliases` grants the key that has the alias.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 *
 * @internal
 */
export function byResourceAliases(statement: iam.PolicyStatement): iam.PolicyStatement[] {
  const aliases = statement.actions.every((action) => action.startsWith('kms:')) ? statement.resources.filter(isKeyAlias) : [];
  if (aliases.length === 0) return [statement];
  const { effect, actions, conditions } = statement;
  const keys = statement.resources.filter((resource) => !isKeyAlias(resource));
  return [
    ...(keys.length > 0 ? [new iam.PolicyStatement({ effect, actions, resources: keys, conditions })] : []),
    ...aliases.map((alias) => {
      const at = alias.indexOf(':alias/') + 1;
      const names = { 'ForAnyValue:StringEquals': { ...conditions['ForAnyValue:StringEquals'], 'kms:ResourceAliases': alias.slice(at) } };
      return new iam.PolicyStatement({
        effect,
        actions,
        resources: [`${alias.slice(0, at)}key/*`],
        conditions: { ...conditions, ...names },
      });
    }),
  ];
}

/**
 * Whether the statement is one of `byResourceAliases`.
 *
 * @internal
 */
export const isByAlias = ({ conditions }: iam.PolicyStatement): boolean =>
  'kms:ResourceAliases' in (conditions['ForAnyValue:StringEquals'] ?? {});
