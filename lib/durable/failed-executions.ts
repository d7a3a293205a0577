import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct, type IConstruct } from 'constructs';
import { routeFor } from '../alarms/actions/alarm-routing';
import { notifyTopic } from '../alarms/actions/event-topic';
import type { AlarmPlan } from '../alarms/alarm-plan';
import { AlarmSeverity } from '../alarms/alarm-severity';
import { ALARM_NAMES } from '../alarms/kinds';
import { warn } from '../core/warnings';

/** How an execution ends without a result, and the alarm on each. */
const STATUSES = { FAILED: 'failedExecutions', TIMED_OUT: 'timedOutExecutions', STOPPED: 'stoppedExecutions' } as const;

/** A pattern has 2,048 characters at most, and the ARN of a function up to 140. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const FUNCTIONS_OF_RULE = 10;

const ID = 'HardenedFunctionExecutions';

/**
 * Notifies those who are notified of critical alarms of executions that ended without a result, by an event rule of the stack: on
 * events, what Lambda publishes is documented in full, and on metrics the dimensions are not.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html
 *
 * @internal
 */
export function notifyOfFailedExecutions(shell: Construct, fn: lambda.IFunction, alarms: AlarmPlan): void {
  const statuses = statusesFor(alarms);
  if (statuses.length === 0) return;
  const { topic } = routeFor(shell, alarms, AlarmSeverity.CRITICAL);
  if (topic) ruleFor(shell, topic, statuses).prefixes.push({ prefix: `${fn.functionArn}:` });
  else if (alarms.actions?.kind === 'custom') {
    warn(
      shell,
      'FailedExecutionsWithoutTopic',
      `'alarmActions' must name a topic for failed executions to notify, got actions of CloudWatch, which EventBridge does not know; ` +
        `pass 'AlarmActions.topic(...)', or create a rule for "Durable Execution Status Change"`,
    );
  }
}

/** All but those whose alarm the function itself leaves out; none where no alarm is wanted, as under the development profile. */
function statusesFor({ tunings, expected }: AlarmPlan): string[] {
  const isLeftOut = (alarm: string) => tunings[alarm]?.kind === 'none';
  if (ALARM_NAMES.alarms.every(isLeftOut)) return [];
  return Object.entries(STATUSES).flatMap(([status, alarm]) => (isLeftOut(alarm) && expected.includes(alarm) ? [] : [status]));
}

/** The rule of the stack for the topic; the next one where it has as many functions as a pattern holds. */
function ruleFor(shell: IConstruct, topic: sns.ITopic, statuses: readonly string[]): FailedExecutions {
  const stack = Stack.of(shell);
  const parent = (stack.node.tryFindChild(ID) as Construct | undefined) ?? new Construct(stack, ID);
  // What one function leaves out, another may not: each choice has its rule.
  const kind = statuses.length === Object.keys(STATUSES).length ? '' : `-${statuses.join('-')}`;
  for (let number = 1; ; number++) {
    const id = `Failed-${topic.node.addr.slice(-8)}${kind}${number === 1 ? '' : `-${number}`}`;
    const known = parent.node.tryFindChild(id) as FailedExecutions | undefined;
    if (!known) return new FailedExecutions(parent, id, topic, statuses);
    if (known.prefixes.length < FUNCTIONS_OF_RULE) return known;
  }
}

class FailedExecutions extends events.Rule {
  public readonly prefixes: { readonly prefix: string }[];

  constructor(scope: Construct, id: string, topic: sns.ITopic, statuses: readonly string[]) {
    const prefixes: { readonly prefix: string }[] = [];
    super(scope, id, {
      description: 'An execution of a durable function ended without a result.',
      eventPattern: {
        source: ['aws.lambda'],
        detailType: ['Durable Execution Status Change'],
        detail: { status: [...statuses], functionArn: prefixes },
      },
    });
    this.prefixes = prefixes;
    notifyTopic(this, topic, {
      subject: 'failed executions',
      text: textOf(),
      withoutDeadLetters: 'EventBridge tries for 24 hours, and the event of the execution is in the dead-letter queue of the function.',
    });
  }
}

const textOf = (): string => {
  const field = events.EventField.fromPath;
  return (
    `A durable execution ended without a result (${field('$.detail.status')}): ${field('$.detail.durableExecutionName')} of ` +
    `${field('$.detail.functionArn')} in ${field('$.region')}. Look first at its history (GetDurableExecutionHistory of ${field('$.detail.durableExecutionArn')}), ` +
    'fix the cause, then start the execution again with the event in the dead-letter queue.'
  );
};
