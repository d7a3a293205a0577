import type { ApplicationModel } from '../../../template-model/application-model';
import { originOf } from '../../../template-model/permissions/event-origin';
import type { Role } from '../../../template-model/permissions/role';
import { isFields, type Value } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { arn, fn, key, mapping, ref, resource, role } from '../examples/parts';
import { allow } from '../examples/triggers';

const READ = 'secretsmanager:GetSecretValue';
const DECRYPT = 'kms:Decrypt';
const SECRET = 'AWS::SecretsManager::Secret';
/** What a mapping reads from Secrets Manager; subnets and virtual hosts are no secrets. */
const SECRETS = ['BASIC_AUTH', 'SASL_SCRAM_512_AUTH', 'SASL_SCRAM_256_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH', 'SERVER_ROOT_CA_CERTIFICATE'];

const BROKER = allow('mq:DescribeBroker', '*');
const reads = (secret: unknown, ...statements: unknown[]): Example => ({
  Role: role(BROKER, ...statements),
  Orders: fn({ Role: arn('Role') }),
  Mapping: mapping('', 'Orders', {
    EventSourceArn: 'arn:aws:mq:eu-west-1:111122223333:broker:orders:b-1',
    Queues: ['orders'],
    SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI: secret }],
  }),
  Secret: resource(SECRET),
});
const encrypted = (...statements: unknown[]): Example => ({
  ...reads(ref('Secret'), allow(READ, ref('Secret')), ...statements),
  Secret: resource(SECRET, { KmsKeyId: arn('Key') }),
  Key: key(),
});
const ELSEWHERE = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-a1b2c3';

/** @internal */
export const SOURCE_SECRET_ACCESS: Rule = {
  id: 'SourceSecretAccess',
  severity: CheckSeverity.ERROR,
  problem: 'An event source mapping of Kafka or Amazon MQ signs in with a secret that the role of the function is not allowed to read.',
  impact: 'Lambda cannot connect to the brokers, so no event reaches the function and no invocation fails.',
  fix: "Allow 'secretsmanager:GetSecretValue' on the secret to the role, and 'kms:Decrypt' on the key of the secret.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html',
  *find(model): Iterable<Violation> {
    for (const { resource, invoked } of model.mappings) {
      const role = invoked && model.roleOf(invoked.fn);
      if (!role) continue;
      for (const [index, one] of (resource.list('SourceAccessConfigurations') ?? []).entries()) {
        if (!isFields(one) || !SECRETS.includes(one.Type as string)) continue;
        const missing = missingFor(one.URI, role, model);
        if (missing === undefined) continue;
        const property = `SourceAccessConfigurations.${index}.URI`;
        yield {
          resource,
          property,
          message: `'${property}' must be a secret that the role of the function may read, got one without ${missing} for ${role.resource.label}`,
          fn: invoked.fn,
        };
      }
    }
  },
  examples: (): Examples => ({
    fixed: reads(ref('Secret'), allow(READ, ref('Secret'))),
    bad: [
      reads(ref('Secret')),
      reads(ELSEWHERE, allow(READ, 'arn:aws:secretsmanager:*:*:secret:invoices-*')),
      { ...reads(ref('Secret'), allow(READ, ref('Other'))), Other: resource(SECRET) },
      encrypted(),
    ],
    good: [
      reads(ELSEWHERE, allow(READ, 'arn:aws:secretsmanager:*:*:secret:orders-*')),
      reads('arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders', allow(READ, 'arn:aws:secretsmanager:*:*:secret:orders-??????')),
      reads(ref('Secret'), allow('secretsmanager:*')),
      reads(ref('Secret'), allow(READ, ref('SecretArn'))),
      reads(ref('SecretArn'), allow(READ, 'arn:aws:secretsmanager:*:*:secret:orders-*')),
      encrypted(allow(DECRYPT, arn('Key'))),
      { ...encrypted(), Key: key({ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: arn('Role') } }) },
      {
        ...reads(ref('Secret')),
        Policy: resource('AWS::SecretsManager::ResourcePolicy', { SecretId: ref('Secret'), ResourcePolicy: {} }),
      },
      { ...reads(ref('Secret')), Orders: fn() },
    ],
  }),
};

/** What the role surely may not do to read the secret. */
function missingFor(secret: Value, role: Role, model: ApplicationModel): string | undefined {
  const origin = originOf(secret);
  // A policy of the secret may name the role.
  if (model.resources.ofType('AWS::SecretsManager::ResourcePolicy').length > 0) return undefined;
  // The name of a secret, or a part of its ARN, is without the six characters that end it.
  const arns = origin ? [origin.arn, [...origin.arn, '-??????']] : [];
  const isRefused = origin ? arns.every((arn) => role.allowsOn(READ, arn, origin.own) === false) : role.allows(READ, undefined) === false;
  if (isRefused) return READ;
  const resource = model.resources.behind(secret);
  const key = resource?.type === SECRET ? model.keys.of(resource) : undefined;
  if (!key || role.allows(DECRYPT, key) !== false || model.policyOf(key)?.letsRole(role.resource, DECRYPT) !== false) return undefined;
  return `${DECRYPT} on ${key.label}`;
}
