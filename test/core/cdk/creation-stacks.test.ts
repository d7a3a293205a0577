import { App, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { HardenedFunction } from '../../../lib';
import { orders, stackOf } from '../../harness';

const LINE = /creation-stacks\.test\.ts:\d+:\d+/;
const DISABLED = 'aws:cdk:disable-creation-stack-traces';
const METRIC = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'OrdersLost', period: Duration.minutes(1) });
const LOST = { metric: METRIC, threshold: 0, message: 'Orders were lost. Look first at the payment provider.' };

const stackIn = (construct: IConstruct): string[] | undefined =>
  construct.node.metadata.find(({ type }) => type === 'aws:cdk:creationStack')?.data;
const resourceOf = (construct: IConstruct): IConstruct => construct.node.defaultChild as IConstruct;

describe('the frames that a resource was created in', () => {
  test('are those of the app, for each resource of a function, also for what is added later', () => {
    const fn = orders(stackOf());
    fn.addPermission('Rule', {
      principal: new iam.ServicePrincipal('events.amazonaws.com'),
      sourceArn: 'arn:aws:events:eu-west-1:1:rule/r',
    });
    Template.fromStack(Stack.of(fn));
    const resources = fn.node.findAll().filter((node) => CfnResource.isCfnResource(node));
    expect(resources.length).toBeGreaterThan(6);
    for (const resource of resources)
      expect([resource.node.path, ...(stackIn(resource) ?? [])]).toContainEqual(expect.stringMatching(LINE));
  });

  test('are captured once for a function', () => {
    const captured = jest.spyOn(Error, 'captureStackTrace');
    try {
      const stack = stackOf();
      orders(stack, {}, 'First');
      captured.mockClear();
      orders(stack, {}, 'Second');
      expect(captured).toHaveBeenCalledTimes(1);
    } finally {
      captured.mockRestore();
    }
  });

  test('are captured by the CDK for each resource of an app in another language, whose lines it alone knows', () => {
    process.env.JSII_AGENT = 'Python/3.12';
    try {
      const fn = orders(stackOf());
      expect(stackIn(resourceOf(fn.lambdaFunction))).toBeDefined();
      expect(stackIn(resourceOf(fn.role as IConstruct))).toBeDefined();
    } finally {
      delete process.env.JSII_AGENT;
    }
  });

  test('are not captured of the alarm that functions share', () => {
    const fn = orders(stackOf());
    expect(stackIn(resourceOf(fn.alarms.failedEvents as cloudwatch.Alarm))).toBeUndefined();
  });

  test("are those of the app for an alarm of the user's own", () => {
    const alarm = orders(stackOf()).addAlarm('OrdersLost', LOST);
    expect(stackIn(resourceOf(alarm))?.[0]).toMatch(LINE);
  });

  test('are kept of nothing where the app has turned that off', () => {
    const stack = new Stack(new App({ context: { [DISABLED]: true } }), 'Shop');
    const fn = orders(stack);
    const alarm = fn.addAlarm('OrdersLost', LOST);
    Template.fromStack(stack);
    expect([alarm, fn.lambdaFunction].map((made) => stackIn(resourceOf(made)))).toEqual([undefined, undefined]);
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
