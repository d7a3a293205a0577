import { App, CfnResource, NestedStack, Stage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { AlarmActions, HardenedFunctionDefaults, HardeningProfile, ServiceDashboard } from '../../lib';
import { CODE, orders, stackOf } from '../harness';
import { dashboardOf, titlesOf, widgetOf } from './dashboards';

const NOTIFIED = { alarmActions: AlarmActions.email('ops@example.com') };
const labelsOf = (widget: any): string[] => widget.metrics.map((metric: any[]) => metric[metric.length - 1].label);

test('has a line for each function, whoever made it', () => {
  const stack = stackOf();
  ServiceDashboard.of(stack);
  orders(stack, NOTIFIED);
  const plain = new lambda.Function(stack, 'Plain', CODE);
  new CfnResource(stack, 'Raw', {
    type: 'AWS::Lambda::Function',
    properties: { Role: 'arn:aws:iam::111122223333:role/r', Code: { ZipFile: 'x' } },
  });
  orders(new NestedStack(stack, 'Nested'), NOTIFIED, 'Inner');
  new Provider(stack, 'Provider', { onEventHandler: plain });
  expect(labelsOf(widgetOf(dashboardOf(stack), 'Invocations')).sort()).toEqual(['Nested/Inner', 'Orders', 'Plain', 'Raw']);
});

test('has a graph for each kind of alarm, with the thresholds of all', () => {
  const stack = stackOf();
  for (let number = 0; number < 40; number++) orders(stack, NOTIFIED, `Orders${number}`);
  ServiceDashboard.of(stack);
  const shown = dashboardOf(stack);
  const errors = widgetOf(shown, 'Errors');
  expect(errors.metrics).toHaveLength(40);
  expect(errors.annotations.horizontal).toEqual([expect.objectContaining({ value: 0, label: 'alarm above 0' })]);
  expect(shown.widgets.length).toBeLessThan(40);
  expect(titlesOf(shown).filter((title) => title === 'Alarms')).toHaveLength(1);
});

test('divides the states of more than a hundred alarms', () => {
  const stack = stackOf();
  for (let number = 0; number < 50; number++) orders(stack, NOTIFIED, `Orders${number}`);
  ServiceDashboard.of(stack);
  const alarms = dashboardOf(stack)
    .widgets.filter(({ type }) => type === 'alarm')
    .map(({ properties }) => properties.alarms.length);
  expect(alarms.length).toBe(2);
  expect(Math.max(...alarms)).toBe(100);
});

test('shows metrics where alarms are left to the fleet', () => {
  const app = new App();
  HardenedFunctionDefaults.of(app).set({ ...NOTIFIED, profile: HardeningProfile.lean() });
  const stack = stackOf(app);
  orders(stack);
  orders(stack, {}, 'Other');
  ServiceDashboard.of(stack);
  expect(titlesOf(dashboardOf(stack))).toEqual(
    expect.arrayContaining(['Errors', 'Throttles', 'Asynchronous events that failed after all retries']),
  );
});

describe('bad input', () => {
  test.each([
    ['an app', () => new App()],
    ['a stage', () => new Stage(new App(), 'Prod')],
  ])('%s', (_, scope) => {
    expect(() => ServiceDashboard.of(scope())).toThrow(
      "'ServiceDashboard.of' must get a stack or a construct in one, got an app or a stage; call it for each of its stacks",
    );
  });

  test('no scope', () => {
    expect(() => ServiceDashboard.of(undefined as any)).toThrow("'ServiceDashboard.of' must get a construct, got undefined");
  });

  test('a second one', () => {
    const stack = stackOf();
    ServiceDashboard.of(stack);
    expect(() => ServiceDashboard.of(stack)).toThrow('must be called once for a scope');
  });

  test('no function', () => {
    const stack = stackOf();
    ServiceDashboard.of(stack);
    expect(() => dashboardOf(stack)).toThrow("'ServiceDashboard.of' must get a scope with functions below it, got none");
  });
});
