import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';

/** The metrics that an alarm on metric math takes at most. */
const MOST = 10;
const METRIC = { namespace: 'AWS/Lambda', metricName: 'AsyncEventsDropped' };
const PERIOD = Duration.minutes(5);

/** The targets of what fails. */
interface Targets {
  readonly queue: sqs.Queue;
  readonly topic: sns.Topic;
}

/** By hand, one alarm for at most ten functions of a stack: on the metric of the first, on metric math with the second. */
export class FailedEventsAlarm extends cloudwatch.Alarm {
  /** Puts the function under the first alarm of its stack that has room, or under a new one with its description. */
  public static watch(fn: lambda.Function, targets: Targets, description: string): void {
    const stack = Stack.of(fn);
    for (let number = 1; ; number++) {
      const id = `HardenedFunctionFailedEvents${number}`;
      const alarm = stack.node.tryFindChild(id) as FailedEventsAlarm | undefined;
      if (!alarm) new FailedEventsAlarm(stack, id, fn, targets, description);
      else if (alarm.functions.length < MOST) alarm.add(fn);
      else continue;
      return;
    }
  }

  private readonly functions: lambda.Function[];

  private constructor(
    stack: Stack,
    id: string,
    first: lambda.Function,
    private readonly targets: Targets,
    alarmDescription: string,
  ) {
    super(stack, id, {
      metric: first.metric(METRIC.metricName, { period: PERIOD, statistic: cloudwatch.Stats.SUM }),
      threshold: 0,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription,
    });
    this.functions = [first];
    this.addAlarmAction(new SnsAction(targets.topic));
  }

  private add(fn: lambda.Function): void {
    this.functions.push(fn);
    if (this.functions.length > 2) return;
    const resource = this.node.defaultChild as cloudwatch.CfnAlarm;
    for (const single of ['metricName', 'namespace', 'dimensions', 'period', 'statistic'] as const) resource[single] = undefined;
    resource.metrics = Lazy.any({ produce: () => this.queries });
    resource.alarmDescription = Lazy.string({
      produce: () =>
        `An asynchronous event failed after all retries and was sent to the queue ${this.targets.queue.queueName}. Look first at requestContext.functionArn in its messages. Without a message, it is lost: look at the role. Functions: ${this.functions.map(({ functionName }) => functionName).join(', ')}`,
    });
  }

  /** Each function counts in the period in which it starts to drop events: one that drops them all the time hides no other. */
  private get queries(): cloudwatch.CfnAlarm.MetricDataQueryProperty[] {
    const metrics = this.functions.map(({ functionName }, index) => ({
      id: `m${index + 1}`,
      metricStat: {
        metric: { ...METRIC, dimensions: [{ name: 'FunctionName', value: functionName }] },
        period: PERIOD.toSeconds(),
        stat: cloudwatch.Stats.SUM,
      },
      returnData: false,
    }));
    const expression = metrics.map(({ id }) => `IF(FILL(${id},0)>0 AND DIFF(FILL(${id},0))==FILL(${id},0),1,0)`).join('+');
    return [...metrics, { id: 'starts', expression, label: 'Functions that started to drop events', returnData: true }];
  }
}
