import { mayArrive, RecordForm, type StoredFailure } from '../../../template-model/failures/failure-queues';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, mapping, queue, redrive, streamMapping, table } from '../examples/parts';
import { deadLetters, invokeConfig, onFailure, rule, subscription } from '../examples/triggers';

const QUEUE = { Orders: fn(), Queue: queue(redrive('Failed')), Mapping: mapping('Queue', 'Orders'), Failed: queue() };

/** @internal */
export const FAILURE_QUEUE_IS_SHARED: Rule = {
  id: 'FailureQueueIsShared',
  severity: CheckSeverity.WARNING,
  problem: 'One queue stores failures of several formats.',
  impact: 'Operators cannot replay the queue with one tool, because its messages have different formats and sources.',
  fix: 'Use a dedicated queue for each format: asynchronous events, stream batches and messages of a source queue.',
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  *find(model) {
    for (const [resource, failures] of model.failureQueues) {
      // What never arrived has the form of its trigger.
      const ofForms = firstOfEachForm(failures.filter((one) => one.form !== RecordForm.UNDELIVERED && mayArrive(one, model)));
      if (ofForms.length < 2 || isStoredTwice(ofForms)) continue;
      yield {
        resource,
        message: `the queue must store failures of one format, got ${ofForms.map(({ form, by }) => `${form} (${by.label})`).join(' and ')}`,
        fn: ofForms[0].fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: {
      ...QUEUE,
      Subscription: subscription(arn('Orders')),
      Config: invokeConfig('Orders', onFailure(arn('FailedEvents'))),
      FailedEvents: queue(),
    },
    bad: [
      { ...QUEUE, Subscription: subscription(arn('Orders')), Config: invokeConfig('Orders', onFailure(arn('Failed'))) },
      {
        Orders: fn(deadLetters('Failed')),
        Rule: rule(arn('Orders')),
        Table: table(),
        Mapping: streamMapping('Table', 'Orders', onFailure(arn('Failed'))),
        Failed: queue(),
      },
      { Orders: fn(deadLetters('Failed')), Reader: fn(), Config: invokeConfig('Reader', onFailure(arn('Failed'))), Failed: queue() },
    ],
    good: [
      QUEUE,
      { ...QUEUE, Orders: fn(deadLetters('Failed')) },
      { Orders: fn(deadLetters('Failed')), Reader: fn(deadLetters('Failed')), Failed: queue() },
      { Orders: fn(deadLetters('Failed')), Config: invokeConfig('Orders', onFailure(arn('Failed'))), Failed: queue() },
      { Orders: fn(deadLetters('Failed')), Rule: rule(arn('Orders'), { DeadLetterConfig: { Arn: arn('Failed') } }), Failed: queue() },
    ],
  }),
};

const firstOfEachForm = (failures: readonly StoredFailure[]): readonly StoredFailure[] => [
  ...new Map([...failures].reverse().map((one) => [one.form, one])).values(),
];

/** That one function keeps its events in both forms is reported for the function. */
const isStoredTwice = (failures: readonly StoredFailure[]): boolean =>
  failures.every(({ form, fn }) => (form === RecordForm.EVENTS || form === RecordForm.RECORDS) && fn === failures[0].fn);
