import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { adopted, ofType } from './adopted';
import { plainFunction } from './odd-application';

const CONFIG = 'AWS::Lambda::EventInvokeConfig';

/** What names a function as text, as it may be written in each stack. */
const BY_NAME: readonly [string, (scope: Construct) => void][] = [
  ['AWS::Logs::LogGroup', (scope) => new logs.CfnLogGroup(scope, 'ByName', { logGroupName: '/aws/lambda/orders' })],
  [CONFIG, (scope) => new lambda.CfnEventInvokeConfig(scope, 'ByName', { functionName: 'orders', qualifier: '$LATEST' })],
  [CONFIG, (scope) => new CfnResource(scope, 'ByName', { type: CONFIG, properties: { FunctionName: 'orders', Qualifier: '$LATEST' } })],
  [
    'AWS::CloudWatch::Alarm',
    (scope) =>
      new cloudwatch.CfnAlarm(scope, 'ByName', {
        namespace: 'AWS/Lambda',
        metricName: 'Errors',
        dimensions: [{ name: 'FunctionName', value: 'orders' }],
        comparisonOperator: 'GreaterThanThreshold',
        evaluationPeriods: 1,
      }),
  ],
];

/** The function of that name twice; what names it is with the second. */
function twice(scopes: (app: Construct) => [Construct, Construct], add: (scope: Construct) => void) {
  const { hardened } = adopted((app) => {
    const [one, other] = scopes(app);
    plainFunction(one, 'Orders', { functionName: 'orders' });
    plainFunction(other, 'Orders', { functionName: 'orders' });
    add(other);
  });
  return Object.values(hardened).map((resources) => (type: string) => ofType({ resources }, type));
}

const REGIONS = (app: Construct): [Construct, Construct] => {
  const [one, other] = ['eu-west-1', 'us-east-1'].map((region) => new Stack(app, region, { env: { account: '111122223333', region } }));
  return [one, other];
};
const STAGES = (app: Construct): [Construct, Construct] => {
  const [one, other] = ['Test', 'Live'].map((id) => new Stack(new Stage(app, id), 'Shop'));
  return [one, other];
};

describe.each([
  ['region', REGIONS],
  ['stage', STAGES],
])('a name that another %s uses too', (_, scopes) => {
  test.each(BY_NAME)('in %s means the function that is there', (type, add) => {
    const [first, second] = twice(scopes, add);
    const isOf = (name: string) => (id: string) => id.includes(name);
    // The first has what it would have if it were alone; what is there serves the second.
    expect(first(type)).not.toEqual([]);
    expect(first(type).filter(isOf('ByName'))).toEqual([]);
    expect(second(type)).toContain('ByName');
    if (type === 'AWS::CloudWatch::Alarm') {
      expect(first(type).filter(isOf('AlarmsErrors'))).toHaveLength(1);
      expect(second(type).filter(isOf('AlarmsErrors'))).toEqual([]);
    } else expect(second(type)).toEqual(['ByName']);
  });
});
