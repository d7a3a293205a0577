import { Lazy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { describeAlarm } from '../alarms/alarm-description';
import { cfnVersion, LIVE } from './live-alias';
import type { RollbackTuning } from './release-plan';

/** CDK's hash at the end of the logical id of a version. */
const HASH = 32;

/**
 * The alarm on errors of the new version alone, which stops its release.
 *
 * It is a new alarm for each version: one that is in ALARM for a faulty version would stop the release that repairs it. Its
 * dimensions are made of the function and the version: CloudFormation creates both before the alias, so that nothing waits
 * in a circle.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html
 *
 * @internal
 */
export function rollbackAlarm(
  scope: Construct,
  fn: lambda.Function,
  alias: lambda.Alias,
  tuning: Exclude<RollbackTuning, { kind: 'none' }>,
  runbookUrl: string | undefined,
): cloudwatch.Alarm {
  const alarm = new cloudwatch.Alarm(scope, 'RollbackAlarm', {
    metric: metricOf(fn, alias, tuning),
    threshold: tuning.kind === 'rate' ? tuning.percent : (tuning.threshold ?? 0),
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: tuning.evaluationPeriods ?? 1,
    datapointsToAlarm: tuning.datapointsToAlarm,
    treatMissingData: tuning.treatMissingData ?? cloudwatch.TreatMissingData.NOT_BREACHING,
    alarmDescription: describeAlarm(scope, {
      subject: `${fn.node.scope?.node.path} (${fn.functionName})`,
      message: 'The new version failed while it was released. CodeDeploy brings the old version back.',
      runbookUrl,
    }),
  });
  nameByVersion(alarm, cfnVersion(alias));
  return alarm;
}

function metricOf(fn: lambda.Function, alias: lambda.Alias, tuning: Exclude<RollbackTuning, { kind: 'none' }>): cloudwatch.IMetric {
  const { period } = tuning;
  const ofVersion = (metricName: string, statistic = cloudwatch.Stats.SUM): cloudwatch.Metric =>
    new cloudwatch.Metric({
      namespace: 'AWS/Lambda',
      metricName,
      dimensionsMap: {
        FunctionName: fn.functionName,
        Resource: `${fn.functionName}:${LIVE}`,
        ExecutedVersion: alias.version.version,
      },
      statistic,
      period,
    });
  if (tuning.kind === 'threshold') return ofVersion('Errors', tuning.statistic);
  return new cloudwatch.MathExpression({
    expression: `IF(invocations >= ${tuning.minimumInvocations ?? 1}, 100 * errors / invocations, 0)`,
    usingMetrics: { errors: ofVersion('Errors'), invocations: ofVersion('Invocations') },
    label: 'Errors of the new version in percent of its invocations',
    period,
  });
}

/** CloudWatch keeps the state of an alarm that is changed: another version gets another alarm. */
function nameByVersion(alarm: cloudwatch.Alarm, version: lambda.CfnVersion): void {
  const stack = Stack.of(alarm);
  const resource = alarm.node.defaultChild as cloudwatch.CfnAlarm;
  const own: string = stack.resolve(resource.logicalId);
  resource.overrideLogicalId(
    Lazy.uncachedString({ produce: () => `${own.slice(0, 255 - HASH)}${String(stack.resolve(version.logicalId)).slice(-HASH)}` }),
  );
}
