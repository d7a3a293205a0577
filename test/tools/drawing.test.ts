import { drawFailurePath } from '../../tools/demo/drawing';
import type { FailurePath } from '../../tools/demo/failure-path';

const PATH: FailurePath = {
  what: 'event',
  from: 'from the rule OrderPlaced',
  functionName: 'Orders',
  attempts: 'one attempt and 1 retry, within 1 hour',
  functionAlarms: [{ name: 'Errors', threshold: 'any in 5 minutes', isNotified: true }],
  queueName: 'FailureQueue',
  kept: 'keeps the event with its error for 14 days',
  queueAlarms: [{ name: 'FailedEvents', threshold: 'any waiting', isNotified: true }],
  topics: ['Alarms'],
  listeners: ['email to ops@example.com'],
};

const draw = (change: Partial<FailurePath> = {}): string => drawFailurePath({ ...PATH, ...change }).join('\n');

test('the path of an event goes down, the alarms lead to those who are notified', () => {
  expect(`\n${draw()}`).toBe(`
  event         from the rule OrderPlaced
    │
    ▼
  Orders        one attempt and 1 retry, within 1 hour
    │           └─ Errors  any in 5 minutes ─────────────────┐
    │           failed after all retries                     │
    ▼                                                        │
  FailureQueue  keeps the event with its error for 14 days   │
                └─ FailedEvents  any waiting ────────────────┤
                                                             ▼
                                                          Alarms
                                                             ▼
                                                 email to ops@example.com`);
});

test('a queue whose name is longer than its column has its text below the name', () => {
  expect(draw({ queueName: 'HardenedFunctionFailureQueue' })).toMatch(
    /\n {2}HardenedFunctionFailureQueue +│\n {16}keeps the event with its error for 14 days +│\n/,
  );
});

test('an alarm without an action does not join the line', () => {
  const drawing = draw({ functionAlarms: [{ ...PATH.functionAlarms[0], isNotified: false }] });

  expect(drawing).toContain('Errors  any in 5 minutes, nobody is notified\n');
});

test('a topic without a subscriber is shown as such', () => {
  expect(draw({ listeners: [] })).toMatch(/\n +no subscriber in this stack$/);
});
