import { isScheduled } from '../../../template-model/events/invocation';
import { intervalOf } from '../../../template-model/events/schedule';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, ref } from '../examples/parts';
import { rule, schedule } from '../examples/triggers';

const every = (ScheduleExpression: unknown) => rule(arn('Orders'), {}, { EventPattern: undefined, ScheduleExpression });

/** @internal */
export const SCHEDULE_OVERLAPS: Rule = {
  id: 'ScheduleOverlaps',
  severity: CheckSeverity.WARNING,
  problem: 'A schedule invokes a function with a reserved concurrency of 1 more often than its timeout allows.',
  impact: 'Invocations that overlap are throttled and retried for up to six hours, so runs are late or lost.',
  fix: "Set the rate of 'ScheduleExpression' above the timeout of the function, or raise 'ReservedConcurrentExecutions'.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html',
  *find(model) {
    for (const invocation of model.invocations) {
      const { resource, invoked } = invocation;
      const { timeout, reservedConcurrency } = invoked.fn;
      const seconds = isScheduled(invocation) ? intervalOf(resource.text('ScheduleExpression') ?? '')?.least : undefined;
      if (seconds === undefined || timeout === undefined || timeout <= seconds || reservedConcurrency !== 1) continue;
      yield {
        resource,
        property: 'ScheduleExpression',
        message:
          `'ScheduleExpression' must be at least the timeout of ${invoked.fn.name} (${timeout} seconds) with a reserved concurrency of 1, ` +
          `got ${seconds} seconds`,
        fn: invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn({ Timeout: 300, ReservedConcurrentExecutions: 1 }), Rule: every('rate(1 minute)') },
      { Orders: fn({ Timeout: 300, ReservedConcurrentExecutions: 1 }), Rule: every('cron(* * * * ? *)') },
      { Orders: fn({ Timeout: 600, ReservedConcurrentExecutions: 1 }), Rule: every('cron(0/5 8-18 ? * MON-FRI *)') },
      {
        Orders: fn({ Timeout: 900, ReservedConcurrentExecutions: 1 }),
        Schedule: schedule(arn('Orders'), {}, { ScheduleExpression: 'rate(10 minutes)' }),
      },
    ],
    good: [
      { Orders: fn({ Timeout: 60, ReservedConcurrentExecutions: 1 }), Rule: every('rate(1 minute)') },
      { Orders: fn({ Timeout: 300, ReservedConcurrentExecutions: 2 }), Rule: every('rate(1 minute)') },
      { Orders: fn({ Timeout: 300 }), Rule: every('rate(1 minute)') },
      { Orders: fn({ Timeout: 300, ReservedConcurrentExecutions: 1 }), Rule: every('cron(0/10 * * * ? *)') },
      { Orders: fn({ Timeout: 300, ReservedConcurrentExecutions: 1 }), Rule: every('cron(0 9-17 ? * MON-FRI *)') },
      { Orders: fn({ Timeout: ref('Timeout'), ReservedConcurrentExecutions: 1 }), Rule: every('rate(1 minute)') },
      { Orders: fn({ Timeout: 300, ReservedConcurrentExecutions: 1 }), Rule: every(ref('Rate')) },
    ],
  }),
};
