import type { Example } from '../../../lib/checks/rule';
import { arn, fn, queue, ref, resource } from '../../../lib/checks/rules/examples/parts';
import type { Answer } from '../../../lib/template-model/permissions/statements';
import { modelOf, resourceIn } from '../model-of';

const SEND = 'sqs:SendMessage';
const allow = (Principal: unknown, others: object = {}) => ({
  Effect: 'Allow',
  Principal,
  Action: SEND,
  Resource: arn('Failed'),
  ...others,
});
const ROOT = { 'Fn::Join': ['', ['arn:', ref('AWS::Partition'), ':iam::', ref('AWS::AccountId'), ':root']] };

function model(statements: object[], Queues: unknown = [ref('Failed')]) {
  const resources: Example = {
    Orders: fn({ Role: arn('Role') }),
    Role: resource('AWS::IAM::Role'),
    Failed: queue(),
    Policy: resource('AWS::SQS::QueuePolicy', { Queues, PolicyDocument: { Statement: statements } }),
  };
  return modelOf(resources);
}

test.each<[string, Answer, object[]]>([
  ['its name', true, [allow({ Service: 'sns.amazonaws.com' })]],
  ['everybody', true, [allow('*')]],
  ['everybody, as an account', true, [allow({ AWS: '*' })]],
  ['its name under a condition', true, [allow({ Service: 'sns.amazonaws.com' }, { Condition: { ArnEquals: { 'aws:SourceArn': 'arn' } } })]],
  ['its name in a region', undefined, [allow({ Service: 'sns.eu-south-1.amazonaws.com' })]],
  ['another service', false, [allow({ Service: 's3.amazonaws.com' })]],
  ['the account', false, [allow({ AWS: ROOT })]],
  ['a parameter', undefined, [allow({ Service: ref('Service') })]],
  ['everybody but one', undefined, [{ ...allow('*'), Principal: undefined, NotPrincipal: { AWS: ROOT } }]],
  ['a queue that is another', false, [allow('*', { Resource: 'arn:aws:sqs:eu-west-1:111122223333:other' })]],
  ['no resource at all', undefined, [allow('*', { Resource: undefined })]],
  ['its name, and everybody is denied', false, [allow('*'), { ...allow('*'), Effect: 'Deny' }]],
  [
    'its name, and everybody without TLS is denied',
    true,
    [allow('*'), { ...allow('*'), Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
  ],
])('a policy lets a service in by %s', (_, expected, statements) => {
  const drawn = model(JSON.parse(JSON.stringify(statements)));
  expect(drawn.policyOf(resourceIn(drawn, 'Failed'))?.lets('sns.amazonaws.com', SEND)).toBe(expected);
});

test.each<[string, Answer, object[]]>([
  ['itself', true, [allow({ AWS: arn('Role') })]],
  ['everybody', true, [allow('*')]],
  ['the account, which leaves it to the role', false, [allow({ AWS: ROOT })]],
  ['the number of the account', false, [allow({ AWS: '111122223333' })]],
  ['an ARN that may be any', undefined, [allow({ AWS: ref('RoleArn') })]],
  ['a service', false, [allow({ Service: 'lambda.amazonaws.com' })]],
])('a policy lets a role in by %s', (_, expected, statements) => {
  const drawn = model(statements);
  expect(drawn.policyOf(resourceIn(drawn, 'Failed'))?.letsRole(resourceIn(drawn, 'Role'), SEND)).toBe(expected);
});

test('a policy on a queue that a parameter names may be on any', () => {
  const drawn = model([], [ref('QueueUrl')]);
  expect(drawn.policyOf(resourceIn(drawn, 'Failed'))?.lets('sns.amazonaws.com', SEND)).toBe(undefined);
});

test('what has no policy has none', () => {
  const drawn = modelOf({ Failed: queue() });
  expect(drawn.policyOf(resourceIn(drawn, 'Failed'))).toBe(undefined);
});

test('a queue may be named by its URL, of which the template does not show whose it is; a topic that is named by another ARN is another', () => {
  const model = modelOf({
    Queue: resource('AWS::SQS::Queue'),
    Topic: resource('AWS::SNS::Topic'),
    QueuePolicy: resource('AWS::SQS::QueuePolicy', {
      Queues: ['https://sqs.eu-west-1.amazonaws.com/111122223333/orders'],
      PolicyDocument: { Statement: [] },
    }),
    TopicPolicy: resource('AWS::SNS::TopicPolicy', {
      Topics: ['arn:aws:sns:eu-west-1:111122223333:orders'],
      PolicyDocument: { Statement: [] },
    }),
  });
  expect(model.policyOf(resourceIn(model, 'Queue'))?.lets('sns.amazonaws.com', 'sqs:SendMessage')).toBeUndefined();
  expect(model.policyOf(resourceIn(model, 'Queue'))).toBeDefined();
  expect(model.policyOf(resourceIn(model, 'Topic'))).toBeUndefined();
});
