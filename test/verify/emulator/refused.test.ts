import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AlarmActions, FleetAlarms } from '../../../lib';
import { REFUSED, takeOutRefused, withoutRefused } from '../../../verify/emulator/refused';
import { orders, stackOf } from '../../harness';

const plain = { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'Errors' } };
const math = { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics: [{ Id: 'e', Expression: 'a + b' }] } };

test.each([
  ['an alarm on metric math', math],
  ['a composite alarm', { Type: 'AWS::CloudWatch::CompositeAlarm' }],
  ['an anomaly detector', { Type: 'AWS::CloudWatch::AnomalyDetector' }],
  ['a deployment group', { Type: 'AWS::CodeDeploy::DeploymentGroup' }],
  [
    'a rule for stopped deployments',
    {
      Type: 'AWS::Events::Rule',
      Properties: { EventPattern: { source: ['aws.codedeploy'], detail: { deploymentGroup: [{ Ref: 'Group' }] } } },
    },
  ],
  ['a scalable target', { Type: 'AWS::ApplicationAutoScaling::ScalableTarget' }],
  ['a saved query', { Type: 'AWS::Logs::QueryDefinition' }],
])('%s is taken out, and what else there is stays', (_, Refused) => {
  const { template, takenOut } = withoutRefused({ Resources: { Refused, plain }, Outputs: { Out: { Value: 'x' } } });
  expect(takenOut).toEqual(['Refused']);
  expect(template).toEqual({ Resources: { plain }, Outputs: { Out: { Value: 'x' } } });
});

test('a template with nothing of it stays as it is', () => {
  const template = { Resources: { plain } };
  expect(withoutRefused(template)).toEqual({ template, takenOut: [] });
});

test('outputs, dependencies and update policies that name it go with it', () => {
  const alias = {
    Type: 'AWS::Lambda::Alias',
    DependsOn: ['math', 'plain'],
    UpdatePolicy: { CodeDeployLambdaAliasUpdate: { DeploymentGroupName: { Ref: 'group' } } },
  };
  const Resources = { math, plain, alias, group: { Type: 'AWS::CodeDeploy::DeploymentGroup' } };
  const { template } = withoutRefused({ Resources, Outputs: { Name: { Value: { Ref: 'math' } } } });
  expect(template).toEqual({ Resources: { plain, alias: { Type: 'AWS::Lambda::Alias', DependsOn: ['plain'] } }, Outputs: {} });
});

test.each([
  ['Ref', { Ref: 'math' }],
  ['Fn::GetAtt', { 'Fn::GetAtt': ['math', 'Arn'] }],
  ['Fn::Sub', { 'Fn::Sub': 'x ${math.Arn}' }],
])('a resource that needs it by %s is an error', (_, value) => {
  const board = { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody: value } };
  expect(() => withoutRefused({ Resources: { math, board } })).toThrow(
    'board needs math, which the emulator refuses; leave it out of this application',
  );
});

test("the library's own: of functions and of fleet alarms", () => {
  const stack = stackOf(new App());
  const alarmActions = AlarmActions.email('ops@example.com');
  for (const id of ['A', 'B']) orders(stack, { alarmActions }, id);
  new FleetAlarms(stack, 'Fleet', { alarmActions });
  const { takenOut } = withoutRefused(Template.fromStack(stack).toJSON() as any);
  expect(takenOut.map((id) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
    'FleetDroppedEvents',
    'FleetErrors',
    'FleetThrottles',
    'FleetUndeliveredDeadLetters',
    'FleetUndeliveredEvents',
    'HardenedFunctionFailedEvents1',
  ]);
});

test('every template of an assembly is rewritten, other files are not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  mkdirSync(join(folder, 'assembly-Stage'));
  const write = (path: string, resources: object) => writeFileSync(join(folder, path), JSON.stringify({ Resources: resources }));
  write('a.template.json', { math, plain });
  write('assembly-Stage/b.template.json', { math });
  write('asset.json', { math });
  expect(takeOutRefused(folder)).toEqual(['math', 'math']);
  const read = (path: string) => Object.keys(JSON.parse(readFileSync(join(folder, path), 'utf8')).Resources);
  expect([read('a.template.json'), read('assembly-Stage/b.template.json'), read('asset.json')]).toEqual([['plain'], [], ['math']]);
  expect(takeOutRefused(join(folder, 'missing'))).toEqual([]);
});

test('the page of the emulator names each', () => {
  const page = readFileSync(join(__dirname, '../../../docs/emulator.md'), 'utf8');
  for (const { what } of REFUSED) expect(page).toContain(what);
});
