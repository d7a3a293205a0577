import type { ApplicationModel } from '../../../template-model/application-model';
import { deliveriesIn } from '../../../template-model/failures/failure-delivery';
import type { Role } from '../../../template-model/permissions/role';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, policy, queue, ref, resource, role } from '../examples/parts';
import { allow, invokeConfig, onFailure } from '../examples/triggers';

const SENDING = allow('sqs:SendMessage', arn('Failed'));
const ASYNC = {
  Orders: fn({ Role: arn('Role') }),
  Config: invokeConfig('Orders', onFailure(arn('Failed'))),
  Failed: queue({ KmsMasterKeyId: arn('Key') }),
};
const key = (Principal: unknown) => resource('AWS::KMS::Key', { KeyPolicy: policy(allow('kms:*', '*', { Principal })) });
const KEY = key({ AWS: 'arn:aws:iam::111122223333:root' });

/** @internal */
export const FAILURE_TARGET_KEY_ACCESS: Rule = {
  id: 'FailureTargetKeyAccess',
  severity: CheckSeverity.ERROR,
  problem: 'The role of a function is not allowed to use the key that encrypts the failure destination.',
  impact: 'Every delivery fails and the failed events are lost; only the metrics DeadLetterErrors and DestinationDeliveryFailures show it.',
  fix: "Allow 'kms:GenerateDataKey' and 'kms:Decrypt' on the key to the role of the function.",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html',
  *find(model): Iterable<Violation> {
    for (const { resource, property, target, invoked, keyActions } of deliveriesIn(model)) {
      const encrypting = model.keys.of(target);
      const role = model.roleOf(invoked.fn);
      const missing = encrypting && role && keyActions.find((action) => mayNot(model, role, encrypting, action));
      if (!missing) continue;
      yield {
        resource,
        property,
        message: `'${property}' must be a target whose key the function's role may use, got ${target.label}, encrypted with ${encrypting.label}, without ${missing}`,
        fn: invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { ...ASYNC, Key: KEY, Role: role(SENDING) },
      { ...ASYNC, Key: KEY, Role: role(SENDING, allow('kms:Decrypt', arn('Key'))) },
      { ...ASYNC, Key: key({ Service: 'sns.amazonaws.com' }), Role: role(SENDING, allow('kms:*')) },
      {
        ...ASYNC,
        Key: KEY,
        Alias: resource('AWS::KMS::Alias', { AliasName: 'alias/failed', TargetKeyId: ref('Key') }),
        Failed: resource('AWS::SNS::Topic', { KmsMasterKeyId: 'alias/failed' }),
        Config: invokeConfig('Orders', onFailure(ref('Failed'))),
        Role: role(allow('sns:Publish', ref('Failed'))),
      },
    ],
    good: [
      { ...ASYNC, Key: KEY, Role: role(SENDING, allow(['kms:Decrypt', 'kms:GenerateDataKey*'], arn('Key'))) },
      { ...ASYNC, Key: key({ AWS: arn('Role') }), Role: role(SENDING) },
      { ...ASYNC, Key: key({ AWS: ref('Sender') }), Role: role(SENDING) },
      { ...ASYNC, Key: resource('AWS::KMS::Key', { KeyPolicy: ref('KeyPolicy') }), Role: role(SENDING) },
      { ...ASYNC, Key: KEY, Role: role(SENDING, allow('kms:*', ref('KeyArn'))) },
      { ...ASYNC, Failed: queue({ KmsMasterKeyId: 'alias/aws/sqs' }), Role: role(SENDING) },
      { ...ASYNC, Failed: queue({ KmsMasterKeyId: ref('KeyArn') }), Role: role(SENDING) },
    ],
  }),
};

/** The key has to let the role in by itself, or leave it to the account, whose roles then say it. */
function mayNot(model: ApplicationModel, role: Role, key: Resource, action: string): boolean {
  const policy = model.policyOf(key);
  if (policy && policy.letsRole(role.resource, action) !== false) return false;
  const isLeftToRole = policy?.letsAccountsIn ?? true;
  return !isLeftToRole || role.allows(action, key) === false;
}
