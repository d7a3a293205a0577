import { Lazy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { captureNoCreationStacks } from '../core/cdk/creation-stacks';
import { everyQualifier, unqualified } from '../core/cdk/function-behind';
import { DEFAULTS } from '../core/defaults';
import type { ActionChoice } from './actions/alarm-actions';
import type { AlarmPlan } from './alarm-plan';
import { AlarmSeverity } from './alarm-severity';
import type { ObservedFunction } from './observed';
import { type WiredAlarm, wireAlarm } from './wired-alarm';

/** The metrics that an alarm on metric math takes at most. */
const MOST = 10;
const ID = 'HardenedFunctionFailedEvents';
/** The description that CloudWatch accepts, without the ten names of functions (64 characters each) and of the queue (80). */
const ROOM_FOR_RUNBOOK = 80;

/** What the functions of a group have in common. */
interface Shared {
  readonly plan: AlarmPlan;
  readonly queue: sqs.IQueue;
}

/**
 * One alarm for at most ten functions of a stack that share a failure queue. It fires when one of them starts to drop events,
 * which is when it dropped none in the period before: so a function that drops events in every period keeps it in ALARM for
 * one period only, and hides no other. With one function it watches the metric itself, and its description is that function's.
 *
 * @internal
 */
export class FailedEventsGroup extends Construct {
  /** The alarm of a group that has room for the function, made for the first. */
  public static join(scope: Construct, shared: Shared, observed: ObservedFunction, description: () => string): WiredAlarm {
    const stack = Stack.of(scope);
    for (let number = 1; ; number++) {
      const id = `${ID}${number}`;
      const group = stack.node.tryFindChild(id) as FailedEventsGroup | undefined;
      if (!group) return new FailedEventsGroup(stack, id, shared, observed, description).wired;
      if (group.takes(shared)) return group.add(observed);
    }
  }

  private readonly wired: WiredAlarm;
  private readonly members: ObservedFunction[] = [];

  private constructor(
    stack: Stack,
    id: string,
    private readonly shared: Shared,
    first: ObservedFunction,
    private readonly ofFirst: () => string,
  ) {
    super(stack, id);
    captureNoCreationStacks(this);
    this.members.push(first);
    this.wired = wireAlarm(this, shared.plan, {
      id: 'Default',
      metric: dropped(first),
      threshold: 0,
      severity: AlarmSeverity.CRITICAL,
      isGauge: false,
      description: Lazy.uncachedString({ produce: () => this.description }),
    });
  }

  private takes({ plan, queue }: Shared): boolean {
    const own = this.shared;
    return (
      this.members.length < MOST &&
      own.queue === queue && // which is another one for each encryption key
      own.plan.okActions === plan.okActions &&
      own.plan.runbookUrl === plan.runbookUrl &&
      isSame(own.plan.actions, plan.actions)
    );
  }

  private add(observed: ObservedFunction): WiredAlarm {
    this.members.push(observed);
    if (this.members.length > 2) return this.wired;
    const alarm = this.wired.alarm.node.defaultChild as cloudwatch.CfnAlarm;
    for (const single of ['metricName', 'namespace', 'dimensions', 'period', 'statistic'] as const) alarm[single] = undefined;
    alarm.metrics = Lazy.any({ produce: () => this.queries });
    return this.wired;
  }

  private get queries(): cloudwatch.CfnAlarm.MetricDataQueryProperty[] {
    const metrics = this.members.map((member, index) => ({ id: `m${index + 1}`, metricStat: statOf(dropped(member)), returnData: false }));
    const starts = metrics.map(({ id }) => `IF(FILL(${id},0)>0 AND DIFF(FILL(${id},0))==FILL(${id},0),1,0)`);
    return [...metrics, { id: 'starts', expression: starts.join('+'), label: 'Functions that started to drop events', returnData: true }];
  }

  private get description(): string {
    if (this.members.length === 1) return this.ofFirst();
    const { queue, plan } = this.shared;
    const targets = this.members.map(({ sharedQueue }) => (sharedQueue === queue ? `the queue ${queue.queueName}` : 'its failure target'));
    const target = [...new Set(targets)].join(' or ');
    const runbook = plan.runbookUrl && plan.runbookUrl.length <= ROOM_FOR_RUNBOOK ? ` Runbook: ${plan.runbookUrl}` : '';
    return (
      `An asynchronous event failed after all retries and was sent to ${target}. Look first at ` +
      `requestContext.functionArn in its messages. Without a message, it is lost: look at the role.${runbook} ` +
      `Functions: ${this.members.map(({ live }) => unqualified(live).functionName).join(', ')}`
    );
  }
}

const dropped = ({ live }: ObservedFunction): cloudwatch.Metric =>
  everyQualifier(live).metric('AsyncEventsDropped', { period: DEFAULTS.alarmPeriod, statistic: cloudwatch.Stats.SUM });

function statOf(metric: cloudwatch.Metric): cloudwatch.CfnAlarm.MetricStatProperty {
  const { namespace, metricName, dimensions } = metric;
  return {
    metric: { namespace, metricName, dimensions: Object.entries(dimensions ?? {}).map(([name, value]) => ({ name, value })) },
    period: metric.period.toSeconds(),
    stat: metric.statistic,
  };
}

/** Whether both notify the same. Constructs are compared as they are, what is written down by its values. */
function isSame(one: ActionChoice | undefined, other: ActionChoice | undefined): boolean {
  if (one === other) return true;
  if (!one || !other || one.kind !== other.kind) return false;
  if (one.kind === 'bySeverity' && other.kind === 'bySeverity')
    return isSame(one.critical, other.critical) && isSame(one.warning, other.warning);
  return Object.entries(one).every(([key, value]) => isSameValue(value, (other as unknown as Record<string, unknown>)[key]));
}

function isSameValue(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
