import { Form, type Kept, mayArrive } from '../../../template-model/failure-queues';
import { CheckSeverity } from '../../check-level';
import type { Examples, Rule } from '../../rule';
import { arn, fn, mapping, queue, redrive, streamMapping, table } from '../examples/parts';
import { deadLetters, invokeConfig, onFailure, rule, subscription } from '../examples/triggers';

const QUEUE = { Orders: fn(), Queue: queue(redrive('Failed')), Mapping: mapping('Queue', 'Orders'), Failed: queue() };

/** @internal */
export const FAILURE_QUEUE_IS_SHARED: Rule = {
  id: 'FailureQueueIsShared',
  severity: CheckSeverity.WARNING,
  problem: 'Failures of two forms lie in one queue.',
  impact: 'No one reader can replay what lies there, and nothing tells at a glance what it is: in the end it is thrown away.',
  fix: 'give each form of failure a queue of its own',
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  *find(model) {
    for (const [resource, kept] of model.failureQueues) {
      // What never arrived has the form of its trigger.
      const ofForms = firstOfEachForm(kept.filter((one) => one.form !== Form.UNDELIVERED && mayArrive(one, model)));
      if (ofForms.length < 2 || isKeptTwice(ofForms)) continue;
      yield {
        resource,
        message: `the queue must hold failures of one form, got ${ofForms.map(({ form, by }) => `${form} (${by.id})`).join(' and ')}`,
        fn: ofForms[0].fn,
      };
    }
  },
  examples: (): Examples => ({
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

const firstOfEachForm = (kept: readonly Kept[]): readonly Kept[] => [
  ...new Map([...kept].reverse().map((one) => [one.form, one])).values(),
];

/** That one function keeps its events in both forms is said of the function. */
const isKeptTwice = (kept: readonly Kept[]): boolean =>
  kept.every(({ form, fn }) => (form === Form.EVENTS || form === Form.RECORDS) && fn === kept[0].fn);
