import { CfnCondition, CfnParameter, Fn, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { policyOfAws } from '../../lib/adoption/policies-of-aws';
import { stackOf } from '../harness';
import { adopted, resource } from './adopted';
import { plainFunction } from './odd-application';

const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
/** As the console of Lambda names the policy of a function. */
const OF_ACCOUNT = 'arn:aws:iam::111122223333:policy/service-role/AWSLambdaBasicExecutionRole';
const OWN = 'arn:aws:iam::111122223333:policy/own';

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

function hardened(policiesIn: (stack: Stack) => string[], change: (role: iam.CfnRole) => void = () => undefined) {
  const all = adopted((app) => {
    const stack = new Stack(app, 'Shop');
    const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: TRUST, managedPolicyArns: policiesIn(stack) });
    change(role);
    new lambda.CfnFunction(stack, 'Orders', {
      role: role.attrArn,
      code: { zipFile: '//' },
      handler: 'index.handler',
      runtime: 'nodejs24.x',
    });
  });
  const { ManagedPolicyArns, Policies = [] } = resource(all.hardened, 'AWS::IAM::Role').Properties ?? {};
  const [{ left }] = all.report.functions;
  return {
    arns: ManagedPolicyArns,
    allowsLogs: JSON.stringify(Policies).includes('logs:PutLogEvents'),
    reason: left.find(({ protection }) => protection === 'role')?.reason,
  };
}

const conditionIn = (stack: Stack) => new CfnCondition(stack, 'IsTest', { expression: Fn.conditionEquals('a', 'b') }).logicalId;

describe("managed policies of a function's role", () => {
  test('of AWS are replaced, others stay', () => {
    expect(hardened(() => [BASIC, OWN])).toEqual({ arns: [OWN], allowsLogs: true });
    expect(hardened((stack) => [new CfnParameter(stack, 'Other').valueAsString, BASIC])).toEqual({
      arns: [{ Ref: 'Other' }],
      allowsLogs: true,
    });
  });

  test.each(['AWSLambdaBasicExecutionRole', 'AWSLambdaBasicExecutionRole-1a2b', 'AWSLambdaSQSQueueExecutionRole'])(
    'of an account stay, though one has the name %s, and are not taken to allow logs',
    (name) => {
      const arn = `arn:aws:iam::111122223333:policy/service-role/${name}`;
      expect(hardened(() => [arn])).toEqual({ arns: [arn], allowsLogs: true });
    },
  );

  test('of which a condition decides stay', () => {
    const one = hardened((stack) => [Fn.conditionIf(conditionIn(stack), BASIC, OWN).toString()]);
    expect(one).toEqual({ arns: [{ 'Fn::If': ['IsTest', BASIC, OWN] }], allowsLogs: true });
    const list = hardened((stack) => Token.asList(Fn.conditionIf(conditionIn(stack), [BASIC], [OWN])));
    expect(list).toEqual({ arns: { 'Fn::If': ['IsTest', [BASIC], [OWN]] }, allowsLogs: true });
  });

  test('that an override sets stay, with a reason', () => {
    const override = hardened(
      () => [],
      (role) => role.addPropertyOverride('ManagedPolicyArns', [BASIC, OWN]),
    );
    expect(override.arns).toEqual([BASIC, OWN]);
    expect(override.reason).toBe('AWSLambdaBasicExecutionRole stays: an override sets the managed policies of its role; change it there');
    const another = hardened(
      () => [BASIC],
      (role) => role.addPropertyOverride('Description', 'orders'),
    );
    expect(another).toEqual({ arns: undefined, allowsLogs: true });
  });

  test('are counted without those that are replaced', () => {
    const warnings = (count: number) => {
      let stack = stackOf();
      adopted((app) => {
        stack = new Stack(app, 'Shop');
        const { role } = plainFunction(stack, 'Orders');
        for (let n = 0; n < count; n++) role?.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName(`Policy${n}`));
      });
      return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('managed policies')).length;
    };
    expect([warnings(20), warnings(21)]).toEqual([0, 1]);
    expect(warnings(25)).toBe(1);
    expect(() => warnings(26)).toThrow(/at most 25 managed policies .*, got 26;/);
  });

  test('are told by their ARN', () => {
    const join = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/Name']] };
    const sub = { 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/Name` };
    for (const arn of ['arn:aws-cn:iam::aws:policy/Name', join, sub]) expect(policyOfAws(JSON.stringify(arn))).toBe('Name');
    for (const arn of [OF_ACCOUNT, { Ref: 'Name' }, { 'Fn::If': ['A', sub, BASIC] }, [BASIC]])
      expect(policyOfAws(JSON.stringify(arn))).toBeUndefined();
  });
});
