import { App, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Release } from '../../lib';
import { orders, stackOf } from '../harness';
import { canary, released, the } from './released';

const GROUP = 'AWS::CodeDeploy::DeploymentGroup';
const POLICY = 'AWS::IAM::Policy';
const HERE = { env: { account: '111122223333', region: 'eu-west-1' } };

const alarmIn = (stack: ReturnType<typeof stackOf>, id = 'Paid') =>
  new cloudwatch.Alarm(stack, id, {
    metric: new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Unpaid' }),
    threshold: 1,
    evaluationPeriods: 1,
  });
const arnOf = (place: string) => `arn:aws:cloudwatch:${place}:alarm:paid`;
const hookOf = (stack: ReturnType<typeof stackOf>, arn: string) => lambda.Function.fromFunctionArn(stack, 'Test', `arn:aws:lambda:${arn}`);

describe('an alarm', () => {
  test('that is passed more than once is in the group once, since CodeDeploy refuses two of a name', () => {
    const stack = stackOf();
    const [alarm, imported] = [
      alarmIn(stack),
      ['One', 'Other'].map((id) => cloudwatch.Alarm.fromAlarmArn(stack, id, arnOf('eu-west-1:1'))),
    ];
    const { fn, template } = released({ release: canary({ alarms: [alarm, alarm, ...imported] }) }, stack);
    fn.addRollbackAlarm(alarm);
    fn.addRollbackAlarm(fn.rollbackAlarm as cloudwatch.Alarm);
    const names = the(template, GROUP)[1].Properties?.AlarmConfiguration.Alarms.map(({ Name }: { Name: unknown }) => Name);
    expect(names).toEqual([
      { Ref: expect.stringMatching(/RollbackAlarm/) },
      { Ref: stack.getLogicalId(alarm.node.defaultChild as never) },
      'paid',
    ]);
  });

  test('of the L1 is refused in one sentence', () => {
    const stack = stackOf();
    const alarm = new cloudwatch.CfnAlarm(stack, 'Paid', { alarmName: 'paid', comparisonOperator: 'x', evaluationPeriods: 1 });
    expect(() => released({ release: canary({ alarms: [alarm as never] }) }, stack)).toThrow(
      /'release\.alarms\[0\]' must be an alarm, got an object; pass for example new cloudwatch\.Alarm/,
    );
  });

  test.each([
    ['another Region', 'us-east-1:111122223333'],
    ['another account', 'eu-west-1:999922223333'],
  ])('of %s is refused, since CodeDeploy looks for its name', (_, place) => {
    const stack = stackOf(new App(), 'Shop', HERE);
    const fn = orders(stack, { release: canary() });
    expect(() => fn.addRollbackAlarm(cloudwatch.Alarm.fromAlarmArn(stack, 'Paid', arnOf(place)))).toThrow(
      /'alarm' must be in the account and Region of the function \(111122223333, eu-west-1\), where CodeDeploy looks for it by its name, got one in/,
    );
  });

  test('of another stack of the Region is taken', () => {
    const app = new App();
    const [stack, other] = [stackOf(app, 'Shop', HERE), stackOf(app, 'Alarms', HERE)];
    expect(() => orders(stack, { release: canary({ alarms: [alarmIn(other)] }) })).not.toThrow();
  });

  test('of a stack in another Region is refused', () => {
    const app = new App();
    const other = stackOf(app, 'Alarms', { env: { ...HERE.env, region: 'us-east-1' } });
    expect(() => orders(stackOf(app, 'Shop', HERE), { release: canary({ alarms: [alarmIn(other)] }) })).toThrow(
      /'release\.alarms\[0\]' must be in the account and Region of the function/,
    );
  });
});

describe('a hook', () => {
  test('that was imported with a qualifier may be invoked by the name that CodeDeploy uses', () => {
    const stack = stackOf();
    const { template } = released({ release: canary({ preTraffic: hookOf(stack, 'eu-west-1:111122223333:function:test:prod') }) }, stack);
    const invoke = the(template, POLICY, 'HardenedFunctionReleasesRole')[1].Properties?.PolicyDocument.Statement.find(
      ({ Action }: { Action: string }) => Action === 'lambda:InvokeFunction',
    );
    expect(invoke.Resource).toBe('arn:aws:lambda:eu-west-1:111122223333:function:test');
  });

  test('of another account or Region is refused, since CodeDeploy names it alone', () => {
    const stack = stackOf(new App(), 'Shop', HERE);
    const release = Release.allAtOnce({ postTraffic: hookOf(stack, 'us-east-1:999922223333:function:test') });
    expect(() => orders(stack, { release })).toThrow(
      /'release\.postTraffic' must be in the account and Region of the function .* got one in 999922223333, us-east-1; create one there/,
    );
  });

  test('that is durable is refused, since Lambda invokes it by a qualified name alone', () => {
    const stack = stackOf();
    const preTraffic = orders(stack, { durableConfig: { executionTimeout: Duration.hours(1) } }, 'Test');
    expect(() => orders(stack, { release: canary({ preTraffic }) })).toThrow(
      /'release\.preTraffic' must not be a durable function, got Shop\/Test, which Lambda does not invoke by the name that CodeDeploy uses/,
    );
  });
});

test('a deployment group of the user for the same alias is found at synthesis: nothing of the release would stop it', () => {
  const { fn, stack } = released();
  expect(fn.node.validate()).toEqual([]);
  new codedeploy.LambdaDeploymentGroup(stack, 'Own', { alias: fn.liveAlias as lambda.Alias });
  expect(fn.node.validate()).toEqual([
    expect.stringMatching(/^'release' must be what moves the traffic of the alias, got another deployment group for it; remove that one/),
  ]);
});

test('an alias whose update policy was removed is found at synthesis: its traffic would move at once', () => {
  const { fn } = released();
  ((fn.liveAlias as lambda.Alias).node.defaultChild as lambda.CfnAlias).cfnOptions.updatePolicy = undefined;
  expect(fn.node.validate()).toEqual([
    expect.stringMatching(/^'release' must be what moves the traffic of the alias, got no update policy of it; keep that, or set 'release/),
  ]);
});

test('a deployment group of the user takes an alias that CodeDeploy does not move yet', () => {
  const { fn, stack } = released({ release: Release.allAtOnce() });
  new codedeploy.LambdaDeploymentGroup(stack, 'Own', { alias: fn.liveAlias as lambda.Alias });
  expect(fn.node.validate()).toEqual([]);
});
