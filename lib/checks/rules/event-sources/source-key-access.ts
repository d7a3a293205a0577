import type { ApplicationModel } from '../../../template-model/application-model';
import { type Mapping, SourceKind } from '../../../template-model/events/mapping';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { arn, fn, key, mapping, queue, ref, resource, role, streamMapping } from '../examples/parts';

const DECRYPT = 'kms:Decrypt';
const READING = { Effect: 'Allow', Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], Resource: arn('Queue') };
const decrypting = (Resource: unknown) => ({ Effect: 'Allow', Action: DECRYPT, Resource });
const reads = (...statements: unknown[]): Example => ({
  Role: role(READING, ...statements),
  Orders: fn({ Role: arn('Role') }),
  Key: key(),
  Queue: queue({ KmsMasterKeyId: arn('Key') }),
  Mapping: mapping('Queue', 'Orders'),
});

/** @internal */
export const SOURCE_KEY_ACCESS: Rule = {
  id: 'SourceKeyAccess',
  severity: CheckSeverity.ERROR,
  problem: "A function reads a queue or a stream that is encrypted with a key that the function's role is not allowed to use.",
  impact: 'Lambda cannot read the source, so no event reaches the function and no invocation fails.',
  fix: "Allow 'kms:Decrypt' on the key to the role of the function.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  *find(model): Iterable<Violation> {
    for (const mapping of model.mappings) {
      const source = readFrom(mapping, model);
      const key = source && model.keys.of(source);
      const role = mapping.invoked && model.roleOf(mapping.invoked.fn);
      if (!source || !key || !role || role.allows(DECRYPT, key) !== false) continue;
      // A policy of the key may name the role, which is enough.
      const policy = model.policyOf(key);
      if (policy && policy.letsRole(role.resource, DECRYPT) !== false) continue;
      yield {
        resource: role.resource,
        message: `'${DECRYPT}' on ${key.label} must be allowed to ${role.resource.label} to read ${source.label}, got no such statement`,
        fn: mapping.invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      reads(),
      {
        Role: role(),
        Reader: fn({ Role: arn('Role') }),
        Key: key(),
        Clicks: resource('AWS::Kinesis::Stream', { StreamEncryption: { EncryptionType: 'KMS', KeyId: arn('Key') } }),
        Mapping: streamMapping('Clicks', 'Reader', { EventSourceArn: arn('Clicks') }),
      },
    ],
    good: [
      reads(decrypting(arn('Key'))),
      reads(decrypting('*')),
      { ...reads(), Role: role(READING, { Ref: 'Statement' }) },
      { ...reads(), Queue: queue() },
      { ...reads(), Queue: queue({ KmsMasterKeyId: 'alias/aws/sqs' }) },
      { ...reads(), Orders: fn() },
      { ...reads(), Key: key({ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: arn('Role') } }) },
      { ...reads(), Key: resource('AWS::KMS::Key', { KeyPolicy: ref('Policy') }) },
    ],
  }),
};

/** The queue or stream itself; of a consumer, the stream that it reads. */
function readFrom({ kind, source }: Mapping, { resources }: ApplicationModel): Resource | undefined {
  if (kind === SourceKind.SQS) return source;
  if (kind !== SourceKind.KINESIS || source?.type !== 'AWS::Kinesis::StreamConsumer')
    return kind === SourceKind.KINESIS ? source : undefined;
  return resources.behind(source.get('StreamARN'));
}
