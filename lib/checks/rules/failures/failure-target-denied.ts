import { deliveriesIn } from '../../../template-model/failures/failure-delivery';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, policy, queue, resource, role } from '../examples/parts';
import { deadLetters, invokeConfig, onFailure, queuePolicy } from '../examples/triggers';

const ASYNC = {
  Orders: fn({ Role: arn('Role') }),
  Role: role(),
  Failed: queue(),
  Config: invokeConfig('Orders', onFailure(arn('Failed'))),
};
const deny = (Principal: unknown, others: Readonly<Record<string, unknown>> = {}) => ({
  Effect: 'Deny',
  Principal,
  Action: 'sqs:*',
  Resource: arn('Failed'),
  ...others,
});

/** @internal */
export const FAILURE_TARGET_DENIED: Rule = {
  id: 'FailureTargetDenied',
  severity: CheckSeverity.ERROR,
  problem: "The resource policy of a failure destination denies access to the function's role.",
  impact: "An explicit deny overrides the role's permissions, so every delivery fails and the failed events are lost.",
  fix: "Restrict the Deny statement by 'Principal' or 'Condition' so that it does not match the role of the function.",
  docsUrl: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
  *find(model): Iterable<Violation> {
    for (const { resource, property, target, invoked, actions } of deliveriesIn(model)) {
      const policy = model.policyOf(target);
      const denied = actions.find((action) => policy?.deniesRole(model.roleOf(invoked.fn)?.resource, action));
      if (denied === undefined) continue;
      yield {
        resource,
        property,
        message: `'${property}' must be a target whose policy allows the function, got ${target.label}, which denies ${denied}`,
        fn: invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { ...ASYNC, Policy: queuePolicy('Failed', deny('*')) },
      { ...ASYNC, Policy: queuePolicy('Failed', deny({ AWS: arn('Role') })) },
      { Orders: fn(deadLetters('Failed')), Failed: queue(), Policy: queuePolicy('Failed', deny({ AWS: '*' })) },
      {
        Orders: fn(),
        Failed: resource('AWS::S3::Bucket'),
        Config: invokeConfig('Orders', onFailure(arn('Failed'))),
        Policy: resource('AWS::S3::BucketPolicy', {
          Bucket: { Ref: 'Failed' },
          PolicyDocument: policy(deny('*', { Action: 's3:PutObject', Resource: { 'Fn::Join': ['', [arn('Failed'), '/*']] } })),
        }),
      },
    ],
    good: [
      { ...ASYNC, Policy: queuePolicy('Failed', deny('*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })) },
      { ...ASYNC, Policy: queuePolicy('Failed', deny('*', { Action: 'sqs:ReceiveMessage' })) },
      { ...ASYNC, Policy: queuePolicy('Failed', deny({ AWS: { Ref: 'RoleArn' } })) },
      { ...ASYNC, Policy: queuePolicy('Failed', { ...deny('*'), Principal: undefined, NotPrincipal: { AWS: arn('Role') } }) },
    ],
  }),
};
