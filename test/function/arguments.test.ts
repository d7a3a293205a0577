import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { HardenedFunction } from '../../lib';
import { orders, stackOf } from '../harness';

const NOTHING_OF_IT = [undefined, null, 0, '', 'orders', [], {}, () => 1];

describe('what JavaScript passes to the methods of a function is refused in one sentence', () => {
  test.each(
    (
      ['grantInvoke', 'grantInvokeUrl', 'grantInvokeLatestVersion', 'grantInvokeVersion', 'grantInvestigate', 'grantReplay'] as const
    ).flatMap((call) => NOTHING_OF_IT.map((value) => [call, value] as const)),
  )('%s(%p)', (call, grantee) => {
    const grant = (orders(stackOf()) as unknown as Record<string, (grantee: unknown) => void>)[call].bind(orders(stackOf()));
    expect(() => grant(grantee)).toThrow(`Shop/Orders: '${call}' must get an iam.IGrantable, got `);
    expect(() => grant(grantee)).toThrow(/; pass for example a role or a function$/);
  });

  test.each(NOTHING_OF_IT)('addEventSource(%p)', (source) => {
    const add = () => orders(stackOf()).addEventSource(source as never);
    expect(add).toThrow("Shop/Orders: 'addEventSource' must get an event source, got ");
    expect(add).toThrow(/; pass for example new HardenedSqsEventSource\(queue\)$/);
  });

  test.each(NOTHING_OF_IT)('addToRolePolicy(%p)', (statement) => {
    const add = () => orders(stackOf()).addToRolePolicy(statement as never);
    expect(add).toThrow("Shop/Orders: 'addToRolePolicy' must get an iam.PolicyStatement, got ");
  });

  test.each(NOTHING_OF_IT)('addLayers(%p)', (layer) => {
    const add = () => orders(stackOf()).addLayers(layer as never);
    expect(add).toThrow("Shop/Orders: 'addLayers' must get lambda.ILayerVersion, got ");
  });

  test.each(NOTHING_OF_IT)("addPermission('Invoke', %p)", (permission) => {
    const add = () => orders(stackOf()).addPermission('Invoke', permission as never);
    expect(add).toThrow("Shop/Orders: 'addPermission: principal' must be given, got undefined; pass for example new iam.ServicePrincipal(");
  });

  test.each<[unknown, string]>([
    [undefined, "'configureAsyncInvoke' must have its options in an object, got undefined; pass for example { retryAttempts: ... }"],
    [2, "'configureAsyncInvoke' must have its options in an object, got 2;"],
    [{ retryAttempt: 1 }, "'configureAsyncInvoke' must have options that exist, got 'retryAttempt'; did you mean 'retryAttempts'"],
    [{ onFailure: '' }, `'onFailure' must be a destination, got ""; pass for example new SqsDestination(queue)`],
    [{ onSuccess: Number }, "'onSuccess' must be a destination, got Number;"],
  ])('configureAsyncInvoke(%j)', (options, message) => {
    expect(() => orders(stackOf()).configureAsyncInvoke(options as never)).toThrow(`Shop/Orders: ${message}`);
  });
});

test('sound arguments are taken', () => {
  const stack = stackOf();
  const fn: HardenedFunction = orders(stack);
  const caller = orders(stack, {}, 'Caller');
  expect(() => {
    fn.grantInvoke(caller);
    fn.grantInvokeLatestVersion(caller.grantPrincipal);
    fn.configureAsyncInvoke({ retryAttempts: 1, maxEventAge: Duration.hours(1), onFailure: undefined });
    fn.addAlarm('Slow', {
      metric: fn.metricDuration(),
      threshold: 5,
      message: 'Slow.',
      comparison: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    });
  }).not.toThrow();
});
