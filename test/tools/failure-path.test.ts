import { App, type AppProps, Duration } from 'aws-cdk-lib';
import { AlarmActions, AlarmTuning, FailureCapture, type HardenedFunctionProps } from 'cdk-hardened-lambda';
import { failurePathOf } from '../../tools/demo/failure-path';
import { hardenedFunctionOf } from '../../tools/demo/parts';
import { synthesize } from '../../tools/demo/synthesis';
import { orders, stackOf } from '../harness';

function pathOf(overrides: Partial<HardenedFunctionProps> = {}) {
  const synthesis = synthesize((props: AppProps) => {
    const app = new App(props);
    orders(stackOf(app), { alarmActions: AlarmActions.email('ops@example.com', 'dev@example.com'), ...overrides });
    return app;
  });
  return failurePathOf(synthesis, hardenedFunctionOf(synthesis));
}

test('the values are those of the template', () => {
  expect(pathOf({ retryAttempts: 0, maxEventAge: Duration.minutes(90) })).toMatchObject({
    functionName: 'Orders',
    attempts: 'one attempt and 0 retries, within 90 minutes',
    queueName: 'HardenedFunctionFailureQueue',
    kept: 'keeps the event with its error for 14 days',
    what: 'event',
    from: '',
    topics: ['HardenedFunctionAlarms'],
    listeners: ['email to ops@example.com', 'email to dev@example.com'],
  });
});

test("without a value in the template, Lambda's defaults are shown", () => {
  expect(pathOf().attempts).toBe('one attempt and 2 retries, within 6 hours');
});

test('an alarm is shown with its threshold', () => {
  const { functionAlarms, queueAlarms } = pathOf({
    alarms: { errors: AlarmTuning.threshold({ threshold: 5, period: Duration.minutes(1), evaluationPeriods: 3 }) },
  });

  expect(functionAlarms).toContainEqual({ name: 'Errors', threshold: 'more than 5 in 3 minutes', isNotified: true });
  expect(queueAlarms).toContainEqual({ name: 'ExpiringEvents', threshold: 'oldest is older than 10 days', isNotified: true });
});

test('an alarm without an action notifies nobody', () => {
  const { functionAlarms, topics, listeners } = pathOf({ alarmActions: AlarmActions.none('a test') });

  expect(functionAlarms.map(({ isNotified }) => isNotified)).not.toContain(true);
  expect([...topics, ...listeners]).toEqual([]);
});

test('a function without a failure target has no such path', () => {
  expect(() => pathOf({ failureCapture: FailureCapture.none('a test'), retryAttempts: 1 })).toThrow('needs a queue');
});
