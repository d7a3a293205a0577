import type { ApplicationModel } from '../../../template-model/application-model';
import { deliveriesIn } from '../../../template-model/failures/failure-delivery';
import type { FailureTarget } from '../../../template-model/failures/failure-target';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, queue, ref, resource, role } from '../examples/parts';
import { alias, allow, deadLetters, invokeConfig, onFailure, queuePolicy } from '../examples/triggers';

const ASYNC = { Orders: fn({ Role: arn('Role') }), Config: invokeConfig('Orders', onFailure(arn('Failed'))), Failed: queue() };

/** @internal */
export const FAILURE_TARGET_ACCESS: Rule = {
  id: 'FailureTargetAccess',
  severity: CheckSeverity.ERROR,
  problem: "The role of a function is not allowed to send to the function's failure destination.",
  impact: 'Lambda refuses the deployment, or every delivery fails and the failed events are lost.',
  fix: "Allow the one action of the delivery on the destination to the role, for example 'sqs:SendMessage' on the queue.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  *find(model): Iterable<Violation> {
    for (const delivery of deliveriesIn(model)) {
      const missing = delivery.actions.find((action) => mayNot(model, delivery, delivery.target, action));
      if (missing === undefined) continue;
      yield {
        resource: delivery.resource,
        property: delivery.property,
        message: `'${delivery.property}' must be a target that the function's role may send to, got ${delivery.target.label} without ${missing}`,
        fn: delivery.invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: { ...ASYNC, Role: role(allow('sqs:SendMessage', arn('Failed'))) },
    bad: [
      { ...ASYNC, Role: role() },
      { ...ASYNC, Role: role(allow('sqs:SendMessage', arn('Other'))), Other: queue() },
      { ...ASYNC, Role: role(allow('sqs:*'), { Effect: 'Deny', Action: 'sqs:SendMessage', Resource: '*' }) },
      { Orders: fn({ Role: arn('Role'), ...deadLetters('Failed') }), Failed: queue(), Role: role(allow('sqs:ReceiveMessage')) },
      {
        Orders: fn({ Role: arn('Role') }),
        Config: invokeConfig('Orders', onFailure(arn('Failed'))),
        Failed: resource('AWS::S3::Bucket'),
        Role: role(allow('s3:PutObject', { 'Fn::Join': ['', [arn('Failed'), '/*']] })),
      },
      {
        Orders: fn({ Role: arn('Role') }),
        Config: invokeConfig('Orders', onFailure(ref('Live'))),
        Other: fn(),
        Live: alias('Other'),
        Role: role(),
      },
    ],
    good: [
      { ...ASYNC, Role: role(allow('sqs:SendMessage', arn('Failed'))) },
      { ...ASYNC, Role: role(allow('sqs:SendMessage', ref('QueueArn'))) },
      {
        ...ASYNC,
        Role: role(),
        Policy: queuePolicy('Failed', allow('sqs:SendMessage', arn('Failed'), { Principal: { AWS: arn('Role') } })),
      },
      {
        ...ASYNC,
        Role: role(),
        Policy: queuePolicy('Failed', allow('sqs:SendMessage', arn('Failed'), { Principal: { AWS: ref('Sender') } })),
      },
      { ...ASYNC, Role: resource('AWS::IAM::Role', { ManagedPolicyArns: [ref('PolicyArn')] }) },
      { Orders: fn(deadLetters('Failed')), Failed: queue() },
      {
        Orders: fn({ Role: arn('Role') }),
        Config: invokeConfig('Orders', onFailure(ref('Live'))),
        Other: fn(),
        Live: alias('Other'),
        Role: role(allow('lambda:InvokeFunction', { 'Fn::Join': ['', [arn('Other'), ':*']] })),
      },
    ],
  }),
};

function mayNot(model: ApplicationModel, { invoked }: FailureTarget, target: Resource, action: string): boolean {
  const role = model.roleOf(invoked.fn);
  const policy = model.policyOf(target);
  if (!role || (policy && policy.letsRole(role.resource, action) !== false)) return false;
  return role.allows(action, target) === false;
}
