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
    queueName: 'FailureQueue',
    kept: 'keeps the event and its cause for 14 days',
    what: 'event',
    from: '',
    topics: ['HardenedFunctionAlarms'],
    listeners: ['email to ops@example.com', 'email to dev@example.com'],
  });
});

test("where the template is silent, Lambda's own values hold", () => {
  expect(pathOf().attempts).toBe('one attempt and 2 retries, within 6 hours');
});

test('an alarm says when it rings', () => {
  const { functionAlarms, queueAlarms } = pathOf({
    alarms: { errors: AlarmTuning.threshold({ threshold: 5, period: Duration.minutes(1), evaluationPeriods: 3 }) },
  });

  expect(functionAlarms).toContainEqual({ name: 'Errors', ringsAt: 'more than 5 in 3 minutes', isHeard: true });
  expect(queueAlarms).toContainEqual({ name: 'ExpiringEvents', ringsAt: 'one older than 10 days', isHeard: true });
});

test('an alarm without an action is heard by nobody', () => {
  const { functionAlarms, topics, listeners } = pathOf({ alarmActions: AlarmActions.none('a test') });

  expect(functionAlarms.map(({ isHeard }) => isHeard)).not.toContain(true);
  expect([...topics, ...listeners]).toEqual([]);
});

test('a function whose failed events go nowhere has no such path', () => {
  expect(() => pathOf({ failureCapture: FailureCapture.none('a test'), retryAttempts: 1 })).toThrow('needs a queue');
});
