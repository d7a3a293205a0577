import { Aws } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { PolicyKind } from '../../lib/core/policies/service-policy';
import { ExecutionRole } from '../../lib/execution/execution-role';
import { executionRole, ManagedPolicyRole } from '../../lib/execution/managed-policy-role';
import { stackOf, warningsOf } from '../harness';

/** What a policy has beside its statements, and room for the comma of each. */
const FRAME = 40;
const MOST = 6144;

const role = () => new ManagedPolicyRole(stackOf());
const statement = (...resources: string[]) => new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources });
const EMPTY = JSON.stringify(statement('').toStatementJson()).length + 1;
/** A statement that takes so many characters, its comma among them; equal ones would become one. */
const ofLength = (length: number, letter = 'x') => statement(letter.repeat(length - EMPTY));

const piecesOf = (made: ManagedPolicyRole) =>
  Object.entries(Template.fromStack(made.stack).findResources('AWS::IAM::ManagedPolicy')).map(([id, { Properties }]) => ({
    id: id.replace(/.{8}$/, ''),
    statements: Properties.PolicyDocument.Statement.length,
    size: JSON.stringify(Properties.PolicyDocument).length,
    roles: Properties.Roles.length,
  }));
const statementsOf = (...added: iam.PolicyStatement[]): number[] => {
  const made = role();
  for (const each of added) made.addToPrincipalPolicy(each);
  return piecesOf(made).map(({ statements }) => statements);
};

test('without a grant there is no policy', () => {
  expect(piecesOf(role())).toEqual([]);
});

test('a policy takes what fits into 6,144 characters, and no more', () => {
  const room = MOST - FRAME;
  expect(statementsOf(ofLength(6000), ofLength(room - 6000))).toEqual([2]);
  expect(statementsOf(ofLength(6000), ofLength(room - 6000 + 1))).toEqual([1, 1]);
  expect(statementsOf(ofLength(3000), ofLength(3000, 'y'), ofLength(room - 6000))).toEqual([3]);
  expect(statementsOf(ofLength(3000), ofLength(3000, 'y'), ofLength(room - 6000 + 1))).toEqual([2, 1]);
});

test('the next policy starts empty, and is filled in its turn', () => {
  const room = MOST - FRAME;
  expect(statementsOf(ofLength(6000), ofLength(200), ofLength(room - 200))).toEqual([1, 2]);
  expect(statementsOf(ofLength(6000), ofLength(200), ofLength(room - 200 + 1))).toEqual([1, 1, 1]);
});

test('a full policy is one that IAM takes, and is attached to the role', () => {
  const made = role();
  for (const each of [ofLength(6000), ofLength(MOST - FRAME - 6000), ofLength(300)]) made.addToPrincipalPolicy(each);
  const [first, second, ...more] = piecesOf(made);
  expect(more).toEqual([]);
  expect(first).toEqual({ id: 'ServiceRoleGrants1', statements: 2, size: MOST - 2, roles: 1 });
  expect(second).toMatchObject({ id: 'ServiceRoleGrants2', statements: 1, roles: 1 });
});

test.each([
  ['a reference', Aws.ACCOUNT_ID],
  ['a text with a reference in it', `arn:${Aws.PARTITION}:sqs:eu-west-1:111122223333:orders`],
])('%s counts as 200 characters', (_, unknown) => {
  const rest = MOST - FRAME - EMPTY - 200;
  expect(statementsOf(statement(unknown), ofLength(rest))).toEqual([2]);
  expect(statementsOf(statement(unknown), ofLength(rest + 1))).toEqual([1, 1]);
});

test('a text that is known, and a condition with one key, count as they are', () => {
  const conditional = new iam.PolicyStatement({
    actions: ['sqs:SendMessage'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' } },
  });
  const rest = MOST - FRAME - JSON.stringify(conditional.toStatementJson()).length - 1;
  expect(statementsOf(conditional, ofLength(rest))).toEqual([2]);
  expect(statementsOf(conditional, ofLength(rest + 1))).toEqual([1, 1]);
});

test('a grant says that it was added, and what has to be there before it holds', () => {
  const made = role();
  const { statementAdded, policyDependable } = made.addToPrincipalPolicy(statement('*'));
  expect(statementAdded).toBe(true);
  expect(policyDependable).toBe(made.node.tryFindChild('Grants1'));
  expect(made.addToPolicy(statement('other'))).toBe(true);
  expect(piecesOf(made)).toEqual([expect.objectContaining({ statements: 2 })]);
});

test('the twentieth policy is warned of, once; the nineteenth is not', () => {
  const made = role();
  const fill = () => made.addToPrincipalPolicy(ofLength(6000));
  for (let n = 0; n < 19; n++) fill();
  expect(warningsOf(made)).toEqual([]);
  fill();
  fill();
  expect(warningsOf(made)).toEqual([
    'the grants of a role must fit into 20 managed policies, the default quota, ' +
      'got 20 beside those for Lambda itself; grant on fewer resources, or raise the quota [ack: HardenedLambda::ManagedPolicyQuota]',
  ]);
});

test('a role has managed policies only where they are asked for', () => {
  expect(executionRole(stackOf(), PolicyKind.CUSTOMER_MANAGED)).toBeInstanceOf(ManagedPolicyRole);
  const other = executionRole(stackOf(), PolicyKind.INLINE);
  expect(other).toBeInstanceOf(ExecutionRole);
  expect(other).not.toBeInstanceOf(ManagedPolicyRole);
});
