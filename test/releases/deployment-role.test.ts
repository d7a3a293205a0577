import { App } from 'aws-cdk-lib';
import { orders, stackOf } from '../harness';
import { ACCOUNT, ENV, REGION, World } from '../iam';
import { canary } from './released';

const app = new App();
const stack = stackOf(app, 'Shop', ENV);
const hook = orders(stack, {}, 'Test');
const fn = orders(stack, { release: canary({ preTraffic: hook }), functionName: 'orders' });
orders(stack, { functionName: 'others' }, 'Others');
const world = new World(app);

const resources = app.synth().getStackByName('Shop').template.Resources;
const statementsOf = (id: string): any[] => resources[id].Properties.PolicyDocument.Statement;
const ROLE = 'HardenedFunctionReleasesRole';
const lambdaArn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
const alarmArn = (name: string) => `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}`;
const hookArn = world.arn('AWS::Lambda::Function', 'Test');
const rollback = stack.resolve(fn.rollbackAlarm?.alarmName) as { Ref: string };

describe('the role of CodeDeploy', () => {
  test.each<[string, string]>([
    ['lambda:GetAlias', lambdaArn('orders')],
    ['lambda:UpdateAlias', lambdaArn('orders')],
    ['lambda:UpdateAlias', lambdaArn('orders:live')],
    ['lambda:InvokeFunction', hookArn],
  ])('may %s on %s', async (action, resource) => expect(await world.may(ROLE, action, resource)).toBe(true));

  test.each<[string, string]>([
    ['lambda:UpdateAlias', lambdaArn('others')],
    ['lambda:UpdateAlias', lambdaArn('orders:beta')],
    ['lambda:InvokeFunction', lambdaArn('orders')],
    ['lambda:InvokeFunction', lambdaArn('orders:live')],
    ['lambda:UpdateFunctionCode', lambdaArn('orders')],
    ['lambda:DeleteAlias', lambdaArn('orders:live')],
    ['cloudwatch:DescribeAlarms', alarmArn('another')],
    ['cloudwatch:SetAlarmState', alarmArn('another')],
    ['sns:Publish', `arn:aws:sns:${REGION}:${ACCOUNT}:alarms`],
    ['s3:GetObject', 'arn:aws:s3:::bucket/CodeDeploy/key'],
  ])('may not %s on %s', async (action, resource) => expect(await world.may(ROLE, action, resource)).toBe(false));

  // The simulator can't tell an alias from a version by its ARN, and knows no resource for some actions that AWS limits to one.
  test('may ask for provisioned concurrency of its versions, and for the state of the rollback alarm', () => {
    const id = Object.keys(resources).find((each) => each.startsWith(ROLE) && resources[each].Type === 'AWS::IAM::Policy') as string;
    const byAction = Object.fromEntries(statementsOf(id).map(({ Action, Resource }) => [Action, Resource]));
    expect(byAction['lambda:GetProvisionedConcurrencyConfig']).toEqual({
      'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^Orders[0-9A-F]{8}$/), 'Arn'] }, ':*']],
    });
    expect(byAction['cloudwatch:DescribeAlarms']).toEqual({ 'Fn::GetAtt': [rollback.Ref, 'Arn'] });
  });
});

describe('a hook', () => {
  /** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html */
  test('may report to the group of its function, and nothing else of CodeDeploy', () => {
    const id = Object.keys(resources).find((each) => each.startsWith('TestServiceRoleDefaultPolicy')) as string;
    const [application, group] = ['HardenedFunctionReleasesApplication', 'OrdersReleaseDeploymentGroup'].map((prefix) => ({
      Ref: Object.keys(resources).find((each) => each.startsWith(prefix)),
    }));
    const arn = ['arn:', { Ref: 'AWS::Partition' }, `:codedeploy:${REGION}:${ACCOUNT}:deploymentgroup:`, application, '/', group];
    expect(statementsOf(id)).toEqual([
      { Action: 'codedeploy:PutLifecycleEventHookExecutionStatus', Effect: 'Allow', Resource: { 'Fn::Join': ['', arn] } },
    ]);
  });

  test.each<[string, string]>([
    ['codedeploy:CreateDeployment', `arn:aws:codedeploy:${REGION}:${ACCOUNT}:deploymentgroup:Other/Other`],
    ['lambda:UpdateAlias', lambdaArn('orders')],
  ])('may not %s on %s', async (action, resource) => expect(await world.may('TestServiceRole', action, resource)).toBe(false));
});
