import { App, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import type { HardenedFunction } from '../../lib';
import { orders, stackOf } from '../harness';

const DISABLED = 'aws:cdk:disable-creation-stack-traces';
const METRIC = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'OrdersLost', period: Duration.minutes(1) });
const LOST = { metric: METRIC, threshold: 0, message: 'Orders were lost. Look first at the payment provider.' };

const stackIn = (construct: IConstruct): string[] | undefined =>
  construct.node.metadata.find(({ type }) => type === 'aws:cdk:creationStack')?.data;
const resourceOf = (construct: IConstruct): IConstruct => construct.node.defaultChild as IConstruct;

describe('the frames that a resource was created in', () => {
  test('are kept of the function and its role', () => {
    const fn = orders(stackOf());
    expect(stackIn(resourceOf(fn.lambdaFunction))).toBeDefined();
    expect(stackIn(resourceOf(fn.role as IConstruct))).toBeDefined();
  });

  test('are not captured of alarms, for which they name this library alone', () => {
    const fn = orders(stackOf());
    expect(stackIn(resourceOf(fn.alarms.errors as cloudwatch.Alarm))).toBeUndefined();
    expect(stackIn(resourceOf(fn.alarms.failedEvents as cloudwatch.Alarm))).toBeUndefined();
  });

  test("are those of the app for an alarm of the user's own", () => {
    const alarm = orders(stackOf()).addAlarm('OrdersLost', LOST);
    expect(stackIn(resourceOf(alarm))?.[0]).toMatch(/creation-stacks\.test\.ts:\d+:\d+/);
  });

  test('are kept of nothing where the app has turned that off', () => {
    const stack = new Stack(new App({ context: { [DISABLED]: true } }), 'Shop');
    expect(stackIn(resourceOf(orders(stack).addAlarm('OrdersLost', LOST)))).toBeUndefined();
  });

  test('are captured of each alarm with the option --debug of the CDK, once', () => {
    process.env.CDK_DEBUG = '1';
    try {
      const fn: HardenedFunction = orders(stackOf());
      const alarm = fn.addAlarm('OrdersLost', LOST);
      expect(stackIn(resourceOf(fn.alarms.errors as cloudwatch.Alarm))).toBeDefined();
      expect(resourceOf(alarm).node.metadata.filter(({ type }) => type === 'aws:cdk:creationStack')).toHaveLength(1);
    } finally {
      delete process.env.CDK_DEBUG;
    }
  });
});
