import { App, Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { charactersIn, mostCharactersIn } from '../../../lib/core/policies/policy-size';

const stack = new Stack(new App(), 'Shop');
const { queueArn } = new sqs.Queue(stack, 'Queue');

/** One document with the statement, in the two ways in which roles have them. */
const documents = (statement: Partial<iam.PolicyStatementProps>): unknown[] => {
  const document = new iam.PolicyDocument({
    statements: [new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'], ...statement })],
  });
  return [document, { policyName: 'Own', policyDocument: document }];
};

describe('the most that documents have is known without resolving them', () => {
  test.each<[string, Partial<iam.PolicyStatementProps>]>([
    ['plain texts', { resources: ['arn:aws:sqs:eu-west-1:123456789012:one', 'arn:aws:sqs:eu-west-1:123456789012:two'] }],
    ['references', { resources: [queueArn] }],
    ['texts around references', { resources: [`${queueArn}/${'x'.repeat(300)}`] }],
    ['conditions', { conditions: { StringEquals: { 'aws:SourceArn': queueArn } } }],
  ])('%s', (_, statement) => {
    const given = documents(statement);
    expect(mostCharactersIn(given)).toBeGreaterThanOrEqual(charactersIn(stack.resolve(given)));
    expect(mostCharactersIn(given)).toBeLessThan(4000);
  });

  test.each<[string, unknown[]]>([
    ['a text that is known late', documents({ resources: [Lazy.string({ produce: () => 'x'.repeat(20_000) })] })],
    ['a condition that is known late', documents({ conditions: { StringEquals: Lazy.any({ produce: () => ({ a: queueArn }) }) } })],
    ['a key that is known late', documents({ conditions: { StringEquals: { [Lazy.string({ produce: () => 'a' })]: 'b' } } })],
    ['a document that is known late', [Lazy.any({ produce: () => ({ Statement: [] }) })]],
  ])('%s is not', (_, given) => {
    expect(mostCharactersIn(given)).toBe(Number.POSITIVE_INFINITY);
  });
});
