import type { Example } from '../../../lib/checks/rule';
import { arn, fn, queue, ref, resource } from '../../../lib/checks/rules/examples/parts';
import type { Answer } from '../../../lib/template-model/permissions/statements';
import { modelOf, resourceIn } from '../model-of';

const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: unknown, Resource: unknown = '*') => ({ Effect: 'Allow', Action, Resource });
const inline = (...statements: object[]) => ({ Policies: [{ PolicyName: 'Own', PolicyDocument: policy(...statements) }] });
const managed = (name: string) => ({
  ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', ref('AWS::Partition'), `:iam::aws:policy/service-role/${name}`]] }],
});

/** Whether the role of a function may do that to the queue `Failed`, or to what is none of the template. */
function allows(action: string, role: object, others: Example = {}, about?: string): Answer {
  const model = modelOf({
    Orders: fn({ Role: arn('Role') }),
    Role: resource('AWS::IAM::Role', { AssumeRolePolicyDocument: {}, ...role }),
    Failed: queue(),
    Other: queue(),
    ...others,
  });
  const [orders] = model.functions.values();
  return model.roleOf(orders)?.allows(action, about === undefined ? undefined : resourceIn(model, about));
}

test.each<[string, Answer, string, object]>([
  ['nothing is set', false, 'sqs:SendMessage', {}],
  ['it is set', true, 'sqs:SendMessage', inline(allow('sqs:SendMessage'))],
  ['in other letters', true, 'sqs:SendMessage', inline(allow('SQS:sendmessage'))],
  ['a pattern covers it', true, 'sqs:SendMessage', inline(allow('sqs:*'))],
  ['everything is allowed', true, 'sqs:SendMessage', inline(allow('*'))],
  ['of this queue', true, 'sqs:SendMessage', inline(allow('sqs:SendMessage', arn('Failed')))],
  ['of another queue', false, 'sqs:SendMessage', inline(allow('sqs:SendMessage', arn('Other')))],
  ['of every queue of the account', true, 'sqs:SendMessage', inline(allow('sqs:SendMessage', 'arn:aws:sqs:*:*:*'))],
  ['of a queue that a parameter names', undefined, 'sqs:SendMessage', inline(allow('sqs:SendMessage', ref('QueueArn')))],
  ['under a condition', true, 'sqs:SendMessage', inline({ ...allow('sqs:SendMessage'), Condition: { Bool: { a: 'true' } } })],
  ['everything but something else', true, 'sqs:SendMessage', inline({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })],
  ['everything but this', false, 'sqs:SendMessage', inline({ Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' })],
  ['it is forbidden', false, 'sqs:SendMessage', inline(allow('*'), { Effect: 'Deny', Action: 'sqs:*', Resource: '*' })],
  ['what is forbidden is not known', true, 'sqs:SendMessage', inline(allow('*'), { Effect: 'Deny', Action: ref('Action'), Resource: '*' })],
  ['by a policy of AWS', true, 'sqs:ReceiveMessage', managed('AWSLambdaSQSQueueExecutionRole')],
  ['not by that policy of AWS', false, 'sqs:SendMessage', managed('AWSLambdaSQSQueueExecutionRole')],
  ['by a policy of AWS that is not known here', undefined, 'sqs:SendMessage', managed('SomethingNew')],
  ['by a policy of the account', undefined, 'sqs:SendMessage', { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/Send'] }],
])('what a role may: %s', (_, expected, action, role) => {
  expect(allows(action, role, {}, 'Failed')).toBe(expected);
});

test.each<[string, Answer, unknown]>([
  ['by reference', true, [ref('Role')]],
  ['another role', false, ['readers']],
  ['a role that a parameter names', undefined, [ref('RoleName')]],
])('a policy is attached to %s', (_, expected, Roles) => {
  const attached = resource('AWS::IAM::Policy', { PolicyName: 'Send', Roles, PolicyDocument: policy(allow('sqs:SendMessage')) });
  expect(allows('sqs:SendMessage', {}, { Attached: attached })).toBe(expected);
});

test('a name that two roles have may be either', () => {
  const others = {
    Twin: resource('AWS::IAM::Role', { RoleName: 'orders' }),
    Attached: resource('AWS::IAM::RolePolicy', {
      RoleName: 'orders',
      PolicyName: 'Send',
      PolicyDocument: policy(allow('sqs:SendMessage')),
    }),
  };
  expect(allows('sqs:SendMessage', { RoleName: 'orders' }, others)).toBe(undefined);
});

test('Lambda Insights writes to its own log group only', () => {
  const others = { Logs: resource('AWS::Logs::LogGroup', { LogGroupName: '/aws/lambda/orders' }) };
  expect(allows('logs:PutLogEvents', managed('CloudWatchLambdaInsightsExecutionRolePolicy'), others, 'Logs')).toBe(false);
  expect(allows('logs:PutLogEvents', managed('AWSLambdaBasicExecutionRole'), others, 'Logs')).toBe(true);
});

test('a global table has the ARN of a table', () => {
  const others = { Global: resource('AWS::DynamoDB::GlobalTable', { TableName: 'orders' }) };
  const role = inline(allow('dynamodb:GetRecords', 'arn:aws:dynamodb:*:*:table/orders/stream/*'));
  expect(allows('dynamodb:GetRecords', role, others, 'Global')).toBe(true);
});
