import { App, Aws, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { type HardenedFunctionProps, LogGroupName } from '../../lib';
import { CODE, orders, stackOf, warningsOf } from '../harness';

/** A function, and a log group that was made by hand for it. */
function warnings(props: Partial<HardenedFunctionProps>, nameOf: (name: string) => string = (name) => `/aws/lambda/${name}`): string[] {
  const stack = stackOf(new App({ context: { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': false } }));
  const fn = orders(stack, props);
  new logs.LogGroup(stack, 'Made', { logGroupName: nameOf(fn.functionName) });
  Template.fromStack(stack);
  return warningsOf(stack);
}

test.each<[string, Partial<HardenedFunctionProps>, ((name: string) => string) | undefined]>([
  ['the name that it gets', {}, undefined],
  ['the name that it has', { functionName: 'orders' }, () => '/aws/lambda/orders'],
  ['the name that a deployment makes', { functionName: `${Aws.STACK_NAME}-orders` }, () => `/aws/lambda/${Aws.STACK_NAME}-orders`],
])('a log group by %s is warned of where the function writes elsewhere', (_, props, nameOf) => {
  expect(warnings(props, nameOf)).toEqual([
    expect.stringMatching(
      /'logGroup' must be the log group that has the function's name, got another one beside Shop\/Made\/Resource.*LogGroupUnused/s,
    ),
  ]);
});

test.each<[string, Partial<HardenedFunctionProps>, ((name: string) => string) | undefined]>([
  ['that the function writes to', { logGroupName: LogGroupName.ofLambda() }, undefined],
  ['of another name', {}, () => '/shop/orders'],
  ['of another function', { functionName: 'orders' }, () => '/aws/lambda/returns'],
])('one %s is not', (_, props, nameOf) => {
  expect(warnings(props, nameOf)).toEqual([]);
});

test('one that is passed to the function is not, nor that of a plain function', () => {
  const stack = stackOf();
  const logGroup = new logs.LogGroup(stack, 'Made', { logGroupName: '/aws/lambda/orders' });
  orders(stack, { functionName: 'orders', logGroup });
  const plain = new lambda.Function(stack, 'Plain', { ...CODE, functionName: 'plain' });
  new logs.LogGroup(stack, 'OfPlain', { logGroupName: `/aws/lambda/${plain.functionName}` });
  Template.fromStack(stack);
  expect(warningsOf(stack)).toEqual([]);
});

describe('a filter that names the log group', () => {
  type Filter = (stack: Stack, logGroupName: string) => unknown;
  const filterPattern = logs.FilterPattern.literal('DECLINED');
  const filters: [string, Filter][] = [
    [
      'of metrics',
      (stack, name) =>
        new logs.MetricFilter(stack, 'Filter', {
          logGroup: logs.LogGroup.fromLogGroupName(stack, 'Group', name),
          filterPattern,
          metricNamespace: 'Shop',
          metricName: 'Declined',
        }),
    ],
    [
      'of a subscription',
      (stack, logGroupName) =>
        new logs.CfnSubscriptionFilter(stack, 'Filter', {
          logGroupName,
          filterPattern: '',
          destinationArn: 'arn:aws:kinesis:x:1:stream/y',
        }),
    ],
  ];
  const warned = (filter: Filter, props: (stack: Stack) => Partial<HardenedFunctionProps> = () => ({})): string[] => {
    const stack = stackOf();
    filter(stack, `/aws/lambda/${orders(stack, props(stack)).functionName}`);
    Template.fromStack(stack);
    return warningsOf(stack);
  };

  test.each(filters)('%s is warned of where the function writes elsewhere', (_, filter) => {
    expect(warned(filter)).toEqual([
      expect.stringMatching(
        /'logGroup' must be .* beside Shop\/Filter(\/Resource)?, which reads no logs; .* or use the 'logGroup' of the function there \[ack: HardenedLambda::LogGroupUnused\]/,
      ),
    ]);
  });

  test.each(filters)('%s is not, where the function writes there', (_, filter) => {
    expect(warned(filter, () => ({ logGroupName: LogGroupName.ofLambda() }))).toEqual([]);
  });

  test.each(filters)('%s is not, where the log group of the app has that name', (_, filter) => {
    const stack = stackOf();
    const logGroup = new logs.LogGroup(stack, 'Made', { logGroupName: '/aws/lambda/orders' });
    orders(stack, { functionName: 'orders', logGroup });
    filter(stack, '/aws/lambda/orders');
    Template.fromStack(stack);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('on the log group of the function is not', () => {
    const stack = stackOf();
    const { logGroup } = orders(stack);
    logGroup.addMetricFilter('Filter', { filterPattern, metricNamespace: 'Shop', metricName: 'Declined' });
    Template.fromStack(stack);
    expect(warningsOf(stack)).toEqual([]);
  });
});
