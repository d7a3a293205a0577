import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { arn, fn, join, key, mapping, queue, ref } from '../examples/parts';

const reads = (...principals: unknown[]): Example => ({
  Orders: fn(),
  Queue: queue(),
  Key: key(...principals.map((Service) => ({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: { Service } }))),
  Mapping: mapping('Queue', 'Orders', {
    FilterCriteria: { Filters: [{ Pattern: '{"body":{"type":["order"]}}' }] },
    KmsKeyArn: arn('Key'),
  }),
});

/** @internal */
export const FILTER_KEY_ACCESS: Rule = {
  id: 'FilterKeyAccess',
  severity: CheckSeverity.ERROR,
  problem: 'The filters of an event source mapping are encrypted with a key that Lambda is not allowed to use.',
  impact: 'Lambda cannot decrypt the filters, so it refuses the mapping or reads no events.',
  fix: "Allow 'kms:Decrypt' in the key policy to the principal lambda.<region>.amazonaws.com, not to lambda.amazonaws.com.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html',
  equivalents: ['cdk-preflight pf-lambda-esm-kms-key-policy-lambda-principal'],
  *find(model): Iterable<Violation> {
    for (const { resource, invoked } of model.mappings) {
      const key = model.resources.behind(resource.get('KmsKeyArn'));
      if (key?.type !== 'AWS::KMS::Key' || model.policyOf(key)?.lets('lambda.amazonaws.com', 'kms:Decrypt') !== false) continue;
      yield {
        resource: key,
        property: 'KeyPolicy',
        message: `'KeyPolicy' must allow Lambda to decrypt the filters of ${resource.label}, got no such statement`,
        fn: invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [reads(), reads('logs.eu-west-1.amazonaws.com')],
    good: [
      reads('lambda.eu-west-1.amazonaws.com'),
      reads(join('lambda.', ref('AWS::Region'), '.amazonaws.com')),
      { ...reads(), Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: ref('Policy') } } },
      {
        Orders: fn(),
        Queue: queue(),
        Mapping: mapping('Queue', 'Orders', { KmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/8f2f1b2e-0000-4000-8000-000000000000' }),
      },
    ],
  }),
};
