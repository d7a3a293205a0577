import { drawFailurePath } from '../../tools/demo/drawing';
import type { FailurePath } from '../../tools/demo/failure-path';

const PATH: FailurePath = {
  what: 'event',
  from: 'from the rule OrderPlaced',
  functionName: 'Orders',
  attempts: 'one attempt and 1 retry, within 1 hour',
  functionAlarms: [{ name: 'Errors', ringsAt: 'any in 5 minutes', isHeard: true }],
  queueName: 'FailureQueue',
  kept: 'keeps the event and its cause for 14 days',
  queueAlarms: [{ name: 'FailedEvents', ringsAt: 'any waiting', isHeard: true }],
  topics: ['Alarms'],
  listeners: ['email to ops@example.com'],
};

const draw = (change: Partial<FailurePath> = {}): string => drawFailurePath({ ...PATH, ...change }).join('\n');

test('the way of an event runs down, the alarms run to those who hear them', () => {
  expect(`\n${draw()}`).toBe(`
  event         from the rule OrderPlaced
    │
    ▼
  Orders        one attempt and 1 retry, within 1 hour
    │           └─ Errors  any in 5 minutes ────────────────┐
    │           failed for good                             │
    ▼                                                       │
  FailureQueue  keeps the event and its cause for 14 days   │
                └─ FailedEvents  any waiting ───────────────┤
                                                            ▼
                                                         Alarms
                                                            ▼
                                                email to ops@example.com`);
});

test('an alarm that nobody hears joins nothing', () => {
  const drawing = draw({ functionAlarms: [{ ...PATH.functionAlarms[0], isHeard: false }] });

  expect(drawing).toContain('Errors  any in 5 minutes, heard by nobody\n');
});

test('where nobody listens, the drawing says so', () => {
  expect(draw({ listeners: [] })).toMatch(/\n +nobody in this stack$/);
});
