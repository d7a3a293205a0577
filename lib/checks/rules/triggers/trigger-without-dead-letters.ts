import { TRIGGERS, type Trigger } from '../../../template-model/events/invocation';
import { recursDaily } from '../../../template-model/events/schedule';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, queue, ref } from '../examples/parts';
import { rule, schedule } from '../examples/triggers';

const MONTHLY = { ScheduleExpression: 'cron(0 3 1 * ? *)' };

/** @internal */
export const TRIGGER_WITHOUT_DEAD_LETTERS: Rule = {
  id: 'TriggerWithoutDeadLetters',
  severity: CheckSeverity.INFO,
  problem: 'A target of a rule or schedule has no dead-letter queue.',
  impact: 'Events that EventBridge cannot deliver to the function are silently dropped after the last retry.',
  fix: "Set 'DeadLetterConfig.Arn' of the target to a standard SQS queue.",
  docsUrl: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',
  equivalents: ['cdk-nag EventBusDLQ'],
  *find(model) {
    for (const { by, resource, property, invoked } of model.invocations) {
      const deadLetters = property.replace(/Arn$/, 'DeadLetterConfig');
      if (!WITH_RETRIES.includes(by) || resource.has(deadLetters) !== false || isTick(resource)) continue;
      yield {
        resource,
        property: deadLetters,
        message: `'${deadLetters}' must be set for events that cannot be delivered to ${invoked.fn.name}, got none`,
        fn: invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Rule: rule(arn('Orders')) },
      { Orders: fn(), Schedule: schedule(arn('Orders'), {}, MONTHLY) },
      { Orders: fn(), Rule: rule(arn('Orders'), {}, { ScheduleExpression: 'rate(1 hour)', EventPattern: { source: ['shop'] } }) },
    ],
    good: [
      { Orders: fn(), Schedule: schedule(arn('Orders')) },
      { Orders: fn(), Schedule: schedule(arn('Orders'), {}, { ScheduleExpression: 'cron(0/5 * * * ? *)' }) },
      { Orders: fn(), Schedule: schedule(arn('Orders'), {}, { ScheduleExpression: 'cron(0 3 * * ? 2026-2030)' }) },
      { Orders: fn(), Schedule: schedule(arn('Orders'), {}, { ScheduleExpression: 'rate(1 day)' }) },
      { Orders: fn(), Rule: rule(arn('Orders'), { DeadLetterConfig: { Arn: arn('Undelivered') } }), Undelivered: queue() },
      { Orders: fn(), Schedule: schedule(arn('Orders'), { DeadLetterConfig: { Arn: arn('Undelivered') } }, MONTHLY), Undelivered: queue() },
      {
        Orders: fn(),
        Schedule: schedule(
          arn('Orders'),
          { DeadLetterConfig: { 'Fn::If': ['IsProduction', { Arn: ref('Arn') }, ref('AWS::NoValue')] } },
          MONTHLY,
        ),
      },
      { Queue: queue(), Rule: rule(arn('Queue')) },
      { Orders: fn(), Schedule: schedule(arn('Orders'), {}, { ScheduleExpression: ref('Expression') }) },
    ],
  }),
};

/** What recurs within a day needs no copy of a missed event, in whatever way its schedule is written. */
function isTick(trigger: Resource): boolean {
  const expression = trigger.text('ScheduleExpression', '');
  return trigger.has('EventPattern') !== true && (expression === undefined || recursDaily(expression));
}

const WITH_RETRIES: readonly Trigger[] = [TRIGGERS.RULE, TRIGGERS.SCHEDULE];
