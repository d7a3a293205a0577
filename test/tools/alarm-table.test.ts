import { EVENT_SOURCE_ALARMS, FUNCTION_ALARMS } from '../../lib/alarms/kinds';
import { alarmsFor } from '../../tools/docs/alarm-states';
import { FAILURES, rowsOf, templateFor } from '../../tools/docs/alarms';

/* docs/alarms.md says which failure causes which alarm. These are the promises; the page is what the templates do. */

const PROMISED: Record<string, string[][]> = {
  Function: [
    ['Errors'],
    ['Errors'],
    ['Errors', 'FailedEvents', 'StoredEvents'],
    ['StoredEvents', 'ExpiringEvents'],
    ['Errors', 'FailedEvents'],
    [],
    ['Throttles'],
  ],
  'Durable function': [
    [],
    ['Errors'],
    ['FailedEvents', 'FailedExecutions'],
    ['FailedEvents', 'TimedOutExecutions'],
    ['FailedEvents', 'StoppedExecutions'],
    ['ExecutionOperations'],
    ['ExecutionStorage'],
  ],
  SQS: [['Errors'], [], ['Errors', 'RedrivenMessages'], ['RedrivenMessages'], ['RedrivenMessages', 'ExpiringMessages'], ['OldestMessage']],
  DynamoDB: [
    ['Errors'],
    [],
    ['Errors', 'FailedBatches'],
    ['FailedBatches'],
    ['FailedBatches', 'ExpiringBatches'],
    ['Errors', 'UndeliveredBatches'],
    ['IteratorAge'],
    [],
  ],
  Kinesis: [
    ['Errors'],
    [],
    ['Errors', 'FailedBatches'],
    ['FailedBatches'],
    ['FailedBatches', 'ExpiringBatches'],
    ['Errors', 'UndeliveredBatches'],
    ['IteratorAge'],
    ['StoppedReader'],
  ],
  'Kinesis with enhanced fan-out': [['StoppedReader']],
  'Amazon MSK': [['Errors', 'FailedBatches'], ['OffsetLag'], ['PollingErrors'], []],
  'Self-managed Kafka': [['Errors', 'FailedBatches'], ['OffsetLag'], ['PollingErrors'], []],
  'Amazon MQ (ActiveMQ, RabbitMQ)': [['Errors'], ['StoppedReader']],
  DocumentDB: [['Errors'], ['IteratorAge'], ['OversizedRecords'], []],
};

test.each(Object.keys(FAILURES))('%s: each failure causes the alarms of its row, and no other', (title) => {
  const sorted = (rows: string[][]) => rows.map((ids) => [...ids].sort());
  expect(sorted(rowsOf(title).map(({ alarms }) => alarms))).toEqual(sorted(PROMISED[title]));
});

test('a failure without an alarm says why, or what hints at it', () => {
  const silent = Object.keys(FAILURES).flatMap((title) => rowsOf(title).filter(({ alarms }) => alarms.length === 0));
  expect(silent.filter(({ failure }) => !failure.note)).toEqual([]);
});

test('every kind of alarm is in a row, but for those that are made only where they are asked for', () => {
  const fired = new Set(Object.keys(FAILURES).flatMap((title) => rowsOf(title).flatMap(({ alarms }) => alarms)));
  const kinds = [...Object.values(FUNCTION_ALARMS), ...Object.values(EVENT_SOURCE_ALARMS)].map(({ id }) => id as string);
  expect(kinds.filter((id) => !fired.has(id)).sort()).toEqual(['FailedRecords', 'ProvisionedSpillover', 'UndeliveredEvents']);
});

describe('an alarm goes into ALARM as CloudWatch evaluates it', () => {
  const kinesis = templateFor('Kinesis');
  const incoming = { metric: 'AWS/Kinesis IncomingRecords', value: 5, periods: 6 };
  test.each([
    ['above the threshold, not at it', [{ metric: 'AWS/Lambda IteratorAge', value: 900_000 }], []],
    ['in as many periods as it needs', [{ metric: 'AWS/Lambda Throttles', value: 1, periods: 2 }], []],
    ['by an expression', [incoming], ['StoppedReader']],
    ['by an expression over enough periods', [{ ...incoming, periods: 5 }], []],
    ['by an expression of two metrics', [incoming, { metric: 'AWS/Lambda Invocations', value: 1, periods: 6 }], []],
    ['by one invocation in between', [incoming, { metric: 'AWS/Lambda Invocations', value: 1 }], []],
    ['by the queue that it watches', [{ metric: 'AWS/SQS ApproximateNumberOfMessagesVisible', of: 'Other', value: 1 }], []],
  ])('%s', (_, signals, alarms) => {
    expect(alarmsFor(kinesis, signals)).toEqual(alarms);
  });
});
