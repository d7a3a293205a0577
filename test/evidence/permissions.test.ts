import type { PermissionEvidence } from '../../lib/evidence/functions/permissions';
import { evidenceOf, type Resources } from './made';

/* What the report says a function may do, and why. */

const ref = (id: string) => ({ Ref: id });
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const TRUST = { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
const managed = (name: string) => ({ 'Fn::Join': ['', ['arn:', ref('AWS::Partition'), `:iam::aws:policy/${name}`]] });
const BASIC = managed('service-role/AWSLambdaBasicExecutionRole');

function permissionsOf(statements: object[], role: object = {}, others: Resources = {}): readonly PermissionEvidence[] | undefined {
  const Policies = [{ PolicyName: 'Own', PolicyDocument: { Statement: statements } }];
  const { functions } = evidenceOf({
    Orders: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'orders', Role: arn('Role') } },
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST, Policies, ...role } },
    ...others,
  });
  return functions[0].permissions;
}

const statement = (Action: unknown, Resource: unknown = 'arn:aws:s3:::prices/*', more = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

test('of a function whose role is in no template nothing is known', () => {
  const { functions } = evidenceOf({
    Orders: { Type: 'AWS::Lambda::Function', Properties: { Role: 'arn:aws:iam::111122223333:role/known' } },
  });
  expect(functions[0].permissions).toBeUndefined();
});

test('a policy that AWS manages is named, and none of its statements is shown as if they were kept here', () => {
  expect(permissionsOf([], { Policies: undefined, ManagedPolicyArns: [BASIC] })).toEqual([
    {
      actions: ['the managed policy AWSLambdaBasicExecutionRole'],
      resources: ['as the policy lists'],
      why: 'A policy of AWS or of the account, which can change without a deployment',
      isDenied: false,
      hasCondition: false,
      isWide: false,
    },
  ]);
});

test('a managed policy of the templates is shown by its statements', () => {
  const others = {
    Shared: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: [statement('s3:PutObject')] } } },
  };
  const shown = permissionsOf([statement('s3:GetObject')], { ManagedPolicyArns: [ref('Shared')] }, others);
  expect(shown?.map(({ actions }) => actions.join()).sort()).toEqual(['s3:GetObject', 's3:PutObject']);
});

test.each([
  ['AdministratorAccess', true],
  ['AmazonS3FullAccess', true],
  ['PowerUserAccess', true],
  ['AmazonS3ReadOnlyAccess', false],
  ['AmazonS3FullAccessOfShop', false],
  ['ShopAdministratorAccess', false],
  ['AdministratorAccess-Amplify', false],
])('whether the managed policy %s is wide: %s', (name, isWide) => {
  expect(permissionsOf([], { ManagedPolicyArns: [managed(name)] })).toMatchObject([{ actions: [`the managed policy ${name}`], isWide }]);
});

test.each<[string, object, boolean]>([
  ['one action on one resource', statement('s3:GetObject'), false],
  ['some actions of a service', statement('s3:Get*'), false],
  ['all actions of a service, among others', statement(['dynamodb:GetItem', 's3:*']), true],
  ['all actions', statement('*'), true],
  ['all resources', statement('s3:GetObject', '*'), true],
  ['all that is denied', statement('*', '*', { Effect: 'Deny' }), false],
])('a permission for %s: whether it is wide', (_, one, isWide) => {
  expect(permissionsOf([one])).toMatchObject([{ isWide }]);
});

test('what is denied and what has a condition is shown', () => {
  const Condition = { StringEquals: { 'aws:PrincipalTag/team': 'orders' } };
  expect(
    permissionsOf([statement('s3:GetObject', '*', { Effect: 'Deny' }), statement('s3:PutObject', 'arn:aws:s3:::prices/*', { Condition })]),
  ).toMatchObject([
    { isDenied: true, hasCondition: false, why: 'Denied, whatever other statements allow' },
    { isDenied: false, hasCondition: true, why: 'Granted by the application' },
  ]);
});

describe('why a permission is there', () => {
  const others: Resources = {
    Queue: { Type: 'AWS::SQS::Queue' },
    Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: arn('Queue'), FunctionName: ref('Orders') } },
    Failed: { Type: 'AWS::SQS::Queue' },
    Config: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: { FunctionName: ref('Orders'), Qualifier: '$LATEST', DestinationConfig: { OnFailure: { Destination: arn('Failed') } } },
    },
  };
  test.each<[string, string | string[], unknown, string]>([
    ['logs', ['logs:CreateLogStream', 'logs:PutLogEvents'], '*', 'Writes its logs'],
    ['logs among others', ['logs:PutLogEvents', 's3:GetObject'], '*', 'Granted by the application'],
    ['traces', ['xray:PutTraceSegments'], '*', 'Sends traces to X-Ray'],
    ['network interfaces', ['ec2:CreateNetworkInterface'], '*', 'Creates its network interfaces in the VPC'],
    ['durable executions', 'lambda:CheckpointDurableExecution', '*', 'Stores the state of durable executions'],
    ['its event source', 'sqs:ReceiveMessage', arn('Queue'), 'Reads its event source'],
    ['messages to its event source', 'sqs:SendMessage', arn('Queue'), 'Granted by the application'],
    ['messages of another queue', 'sqs:ReceiveMessage', 'arn:aws:sqs:eu-west-1:111122223333:other', 'Granted by the application'],
    ['its failure queue', 'sqs:SendMessage', arn('Failed'), 'Sends what failed, or succeeded, to its target'],
    ['a key', ['kms:Decrypt'], '*', 'Uses the key that encrypts what it reads, writes or has in its environment'],
    ['a key among others', ['kms:Decrypt', 's3:GetObject'], '*', 'Granted by the application'],
  ])('%s', (_, action, on, why) => {
    expect(permissionsOf([statement(action, on)], {}, others)?.map((one) => one.why)).toEqual([why]);
  });
});
