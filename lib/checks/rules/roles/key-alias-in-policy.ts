import type { ApplicationModel } from '../../../template-model/application-model';
import { arnOf } from '../../../template-model/arns';
import type { Role } from '../../../template-model/permissions/role';
import type { Statement } from '../../../template-model/permissions/statements';
import { partsOf, Reference, type Value } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, join, key, queue, ref, resource, role } from '../examples/parts';
import { allow, deadLetters } from '../examples/triggers';

const ALIAS = 'AWS::KMS::Alias';
/** What is done with a key itself. An alias is a resource of its creation, update and deletion only. */
const USES = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:DescribeKey', 'kms:Sign', 'kms:Verify'];

const aliasArn = (...name: unknown[]) => join('arn:aws:kms:', ref('AWS::Region'), ':', ref('AWS::AccountId'), ':', ...name);
const encrypted = (...statements: unknown[]) => ({
  Role: role(allow('sqs:SendMessage', arn('Failed')), ...statements),
  Orders: fn({ Role: arn('Role'), ...deadLetters('Failed') }),
  Key: key(),
  Alias: resource(ALIAS, { AliasName: 'alias/orders', TargetKeyId: ref('Key') }),
  Failed: queue({ KmsMasterKeyId: ref('Alias') }),
});
const USE = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** @internal */
export const KEY_ALIAS_IN_POLICY: Rule = {
  id: 'KeyAliasInPolicy',
  severity: CheckSeverity.ERROR,
  problem: 'A policy of a function allows the use of a KMS key by the ARN of an alias.',
  impact: 'IAM compares the ARN of the key only, so KMS denies the request: encrypted events are not read, stored or delivered.',
  fix: "Set 'Resource' of the statement to the ARN of the key, or to '*' with the condition 'kms:ResourceAliases'.",
  docsUrl: 'https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html',
  *find(model): Iterable<Violation> {
    const seen = new Set<Role>();
    for (const fn of model.functions.values()) {
      const role = model.roleOf(fn);
      if (!role?.isWhole || seen.has(role)) continue;
      seen.add(role);
      if (!role.allowing.some(({ resources }) => resources.some(isAlias))) continue;
      const found = USES.map((use) => ({ use, alias: aliasFor(use, role, model) })).find(({ alias }) => alias !== undefined);
      if (!found?.alias) continue;
      const message = `'Resource' must be the ARN of a key for ${found.use}, got ${found.alias}`;
      yield { resource: role.resource, message, fn };
    }
  },
  examples: (): Examples => ({
    bad: [
      encrypted(allow(USE, aliasArn('alias/orders'))),
      encrypted(allow(USE, aliasArn(ref('Alias')))),
      encrypted(allow('kms:Decrypt', 'arn:aws:kms:eu-west-1:111122223333:alias/others')),
      encrypted(allow(['kms:Decrypt', 'kms:GenerateDataKey*'], [aliasArn('alias/orders'), aliasArn('alias/others')])),
    ],
    good: [
      encrypted(allow(USE, arn('Key'))),
      encrypted(allow(USE, '*', { Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/orders' } } })),
      encrypted(allow(USE, [arn('Key'), aliasArn('alias/orders')])),
      encrypted(allow(USE, aliasArn('alias/orders')), allow('kms:*', ref('KeyArn'))),
      encrypted(allow(USE, aliasArn('alias/aws/ssm')), allow(USE, arn('Key'))),
      encrypted(allow('kms:Decrypt', aliasArn('alias/aws/ssm'))),
      encrypted(allow(['kms:CreateAlias', 'kms:UpdateAlias'], [aliasArn('alias/orders')]), allow(USE, arn('Key'))),
      {
        ...encrypted(allow(USE, aliasArn('alias/orders'))),
        Key: key({ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: arn('Role') } }),
      },
    ],
  }),
};

/** The alias by which alone a role may use a key in that way; absent where another statement, or the key itself, may allow it. */
function aliasFor(use: string, role: Role, model: ApplicationModel): string | undefined {
  const about = role.allowing.filter((statement) => statement.isAbout(use) !== false);
  const meant = about.find((statement) => statement.isNarrowlyAbout(use) && statement.resources.some(isAlias));
  if (!meant || !about.every(isOnAliasesOnly)) return undefined;
  const value = meant.resources.find(isAlias);
  const key = model.keys.named(value);
  return key && model.policyOf(key)?.letsRole(role.resource, use) !== false ? undefined : `the alias ${nameOf(value)}`;
}

const isOnAliasesOnly = ({ resources }: Statement): boolean => resources.length > 0 && resources.every(isAlias);

/** Asked of every statement: only what may be of KMS is taken apart. */
const mayBeOfKeys = (value: Value): boolean => (partsOf(value) ?? []).some((part) => typeof part !== 'string' || part.includes('kms'));

/** `alias/orders` behind the account of an ARN, or an alias of the templates in its place. A key of AWS allows its service itself. */
function isAlias(value: Value): boolean {
  if (!mayBeOfKeys(value)) return false;
  const [first] = aliasParts(value);
  return first instanceof Reference ? first.resource.type === ALIAS : typeof first === 'string' && /^alias\/(?!aws\/)/.test(first);
}

const aliasParts = (value: Value) =>
  value instanceof Reference ? [value] : arnOf(value)?.service === 'kms' ? (arnOf(value)?.resource ?? []) : [];

const nameOf = (value: Value): string =>
  (partsOf(value) ?? [])
    .map((part) => (part instanceof Reference ? part.resource.label : typeof part === 'string' ? part : ''))
    .join('')
    .split(':')
    .pop() ?? '';
