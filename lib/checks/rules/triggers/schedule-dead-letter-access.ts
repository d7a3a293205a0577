import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, queue, ref, roleOf } from '../examples/parts';
import { allow, schedule } from '../examples/triggers';

const SEND = 'sqs:SendMessage';

const nightly = {
  Orders: fn(),
  Undelivered: queue(),
  Schedule: schedule(arn('Orders'), { RoleArn: arn('Role'), DeadLetterConfig: { Arn: arn('Undelivered') } }),
};

/** @internal */
export const SCHEDULE_DEAD_LETTER_ACCESS: Rule = {
  id: 'ScheduleDeadLetterAccess',
  severity: CheckSeverity.ERROR,
  problem: "The role of a schedule is not allowed to send to the schedule's dead-letter queue.",
  impact: 'Events that EventBridge Scheduler cannot deliver are lost instead of stored in the queue.',
  fix: "Allow 'sqs:SendMessage' on the dead-letter queue to the role in 'Target.RoleArn'.",
  docsUrl: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html',
  *find(model): Iterable<Violation> {
    for (const schedule of model.resources.ofType('AWS::Scheduler::Schedule')) {
      const queue = model.resources.behind(schedule.get('Target.DeadLetterConfig.Arn'));
      const role = model.roleBehind(schedule.get('Target.RoleArn'));
      if (queue?.type !== 'AWS::SQS::Queue' || role?.allows(SEND, queue) !== false) continue;
      if (model.policyOf(queue) && model.policyOf(queue)?.letsRole(role.resource, SEND) !== false) continue;
      yield {
        resource: schedule,
        property: 'Target.DeadLetterConfig.Arn',
        message: `'Target.DeadLetterConfig.Arn' must be a queue that the role may send to, got ${queue.label} without ${SEND} for ${role.resource.label}`,
        fn: model.finder.invokedBy(schedule.get('Target.Arn'))?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [{ ...nightly, Role: roleOf('scheduler.amazonaws.com', allow('lambda:InvokeFunction', arn('Orders'))) }],
    good: [
      {
        ...nightly,
        Role: roleOf(
          'scheduler.amazonaws.com',
          allow('lambda:InvokeFunction', arn('Orders')),
          allow('sqs:SendMessage', arn('Undelivered')),
        ),
      },
      {
        ...nightly,
        Role: roleOf('scheduler.amazonaws.com', allow('lambda:InvokeFunction', arn('Orders')), allow('sqs:SendMessage', ref('QueueArn'))),
      },
      { Orders: fn(), Undelivered: queue(), Schedule: schedule(arn('Orders'), { DeadLetterConfig: { Arn: arn('Undelivered') } }) },
    ],
  }),
};
