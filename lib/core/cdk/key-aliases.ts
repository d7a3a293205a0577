import { type CfnResource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { resourceBehind } from './arns';

/**
 * Whether an ARN names an alias of a key instead of the key.
 *
 * @internal
 */
export const isKeyAlias = (arn: string): boolean => /:alias\//.test(arn);

/**
 * The ARN of the key itself, where an alias of this app is given in its place.
 *
 * @internal
 */
export function keyArnOf(key: kms.IKey): string {
  try {
    return (key as Partial<kms.IAlias>).aliasTargetKey?.keyArn ?? key.keyArn;
  } catch {
    // An imported alias does not know its key.
    return key.keyArn;
  }
}

/**
 * The key of this app that the alias in an ARN is for.
 *
 * @internal
 */
export function keyBehindAlias(scope: IConstruct, arn: string): CfnResource | undefined {
  const [, name] = /(alias\/[\w/-]+)/.exec(JSON.stringify(Stack.of(scope).resolve(arn))) ?? [];
  if (name === undefined) return undefined;
  const isAlias = (node: IConstruct): node is kms.CfnAlias => (node as Partial<CfnResource>).cfnResourceType === 'AWS::KMS::Alias';
  const alias = scope.node.root.node
    .findAll()
    .filter(isAlias)
    .find(({ aliasName }) => aliasName === name);
  return alias && resourceBehind(alias.targetKeyId);
}

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
 * The statements for the keys of the resources, where these name an alias.
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
export function byResourceAliases(scope: IConstruct, statement: iam.PolicyStatement): iam.PolicyStatement[] {
  const { effect, actions, conditions } = statement;
  if (!actions.every((action) => action.startsWith('kms:'))) return [statement];
  const resources = statement.resources.map((resource) => withKeyOfApp(scope, resource));
  const aliases = resources.filter(isKeyAlias);
  if (aliases.length === 0 && resources.every((resource, index) => resource === statement.resources[index])) return [statement];
  const keys = resources.filter((resource) => !isKeyAlias(resource));
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

/** The ARN of an alias of this app has the name of the alias as a value that is known at deployment. */
function withKeyOfApp(scope: IConstruct, arn: string): string {
  const key = Token.isUnresolved(arn) ? keyBehindAlias(scope, arn) : undefined;
  return key?.cfnResourceType === 'AWS::KMS::Key' ? (key as kms.CfnKey).attrArn : arn;
}

/**
 * Whether the statement is one of `byResourceAliases`.
 *
 * @internal
 */
export const isByAlias = ({ conditions }: iam.PolicyStatement): boolean =>
  'kms:ResourceAliases' in (conditions['ForAnyValue:StringEquals'] ?? {});
