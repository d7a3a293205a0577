import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { captureGrants, reducedTo } from '../../../lib/core/policies/captured-grants';
import { CODE, stackOf } from '../../harness';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const json = (statements: iam.PolicyStatement[]) => statements.map((statement) => statement.toStatementJson());

describe('what a grant asks for', () => {
  test('is noted down, and not given', () => {
    const stack = stackOf();
    const fn = new lambda.Function(stack, 'Orders', CODE);
    const queue = new sqs.Queue(stack, 'Queue');
    const asked = captureGrants(fn, (standIn) => void queue.grantPurge(standIn));
    expect(stack.resolve(json(asked))).toEqual([
      {
        Effect: 'Allow',
        Action: ['sqs:PurgeQueue', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
        Resource: stack.resolve(queue.queueArn),
      },
    ]);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
  });

  test.each<[string, (fn: lambda.IFunction, statement: iam.PolicyStatement) => unknown]>([
    ['the function', (fn, statement) => fn.addToRolePolicy(statement)],
    ['its role', (fn, statement) => fn.role?.addToPrincipalPolicy(statement).statementAdded],
    ['its principal', (fn, statement) => fn.grantPrincipal.addToPrincipalPolicy(statement).policyDependable],
    ['the principal of its role', (fn, statement) => fn.role?.grantPrincipal.addToPrincipalPolicy(statement)],
  ])('of %s is noted too', (_, ask) => {
    const fn = new lambda.Function(stackOf(), 'Orders', CODE);
    const statement = new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [QUEUE] });
    const answers: unknown[] = [];
    expect(captureGrants(fn, (standIn) => answers.push(ask(standIn, statement)))).toEqual([statement]);
    expect(answers).not.toEqual([false]);
  });

  test('is that of the function in all else', () => {
    const stack = stackOf();
    const fn = new lambda.Function(stack, 'Orders', CODE);
    captureGrants(fn, (standIn) => {
      expect(stack.resolve([standIn.functionArn, standIn.role?.roleArn])).toEqual(stack.resolve([fn.functionArn, fn.role?.roleArn]));
      expect(standIn.grantPrincipal).toBe(standIn.role);
      expect(standIn.role?.grantPrincipal).toBe(standIn.role);
      expect(standIn.role?.addToPrincipalPolicy(new iam.PolicyStatement()).statementAdded).toBe(true);
      expect(standIn.role?.addToPrincipalPolicy(new iam.PolicyStatement()).policyDependable).toBeDefined();
    });
  });

  test('is of the account of the role, where there is one', () => {
    const stack = stackOf();
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::444455556666:role/orders');
    captureGrants(new lambda.Function(stack, 'Orders', { ...CODE, role }), (standIn) => {
      expect(standIn.role?.principalAccount).toBe('444455556666');
    });
  });

  test('for a function without a role it is noted as of this account', () => {
    const stack = stackOf();
    const fn = lambda.Function.fromFunctionArn(stack, 'Orders', 'arn:aws:lambda:eu-west-1:111122223333:function:orders');
    const accounts: (string | undefined)[] = [];
    captureGrants(fn, ({ role }) => accounts.push(role?.principalAccount));
    expect(accounts).toEqual([stack.account]);
  });
});

describe('what was asked for, reduced to what is used,', () => {
  const USED = { 'sqs:SendMessage': () => true, 'kms:Decrypt': (resource: string) => resource.startsWith('arn:aws:kms:') };
  const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1';
  const reduced = (actions: string[], resources: string[], conditions?: iam.Conditions) =>
    json(reducedTo(USED, [new iam.PolicyStatement({ actions, resources, conditions })]));

  test.each<[string[], string[], object[]]>([
    [['sqs:SendMessage'], [QUEUE], [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE }]],
    [['sqs:Send*'], [QUEUE], [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE }]],
    [['sqs:SendMessage', 'sqs:PurgeQueue'], [QUEUE], [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE }]],
    [['sqs:PurgeQueue'], [QUEUE], []],
    [['sqs:Send'], [QUEUE], []],
    [['kms:*'], [QUEUE], []],
    [['kms:*', 'sqs:*'], [KEY], [{ Effect: 'Allow', Action: ['sqs:SendMessage', 'kms:Decrypt'], Resource: KEY }]],
    [
      ['*'],
      [QUEUE, KEY],
      [
        { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: [QUEUE, KEY] },
        { Effect: 'Allow', Action: 'kms:Decrypt', Resource: KEY },
      ],
    ],
  ])('of %j on %j', (actions, resources, expected) => expect(reduced(actions, resources)).toEqual(expected));

  test('keeps its conditions', () => {
    const conditions = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
    expect(reduced(['sqs:SendMessage'], [QUEUE], conditions)).toEqual([expect.objectContaining({ Condition: conditions })]);
  });
});
