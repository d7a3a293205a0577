import { hasAlarms, unwatchedFunctionsOf } from '../../../template-model/alarms/unwatched-functions';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm, fleetAlarm } from '../examples/alarms';
import { arn, fn, join, mapping, queue, ref, resource } from '../examples/parts';

const subscribed = (properties: Record<string, unknown> = {}) => ({
  Orders: fn(properties),
  Topic: resource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'lambda', Endpoint: arn('Orders') }] }),
});
const reader = { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders') };
const logs = { Log: resource('AWS::Logs::LogGroup', { LogGroupName: join('/aws/lambda/', ref('Orders')) }) };
const filter = resource('AWS::Logs::MetricFilter', {
  LogGroupName: ref('Log'),
  FilterPattern: 'ERROR',
  MetricTransformations: [{ MetricNamespace: 'Shop', MetricName: 'OrderErrors', MetricValue: '1' }],
});

/** @internal */
export const FUNCTION_WITHOUT_ALARM: Rule = {
  id: 'FunctionWithoutAlarm',
  severity: CheckSeverity.ERROR,
  problem: 'A function processes events that can be lost and has no alarm, while other functions of the application have alarms.',
  impact: 'When the function fails, nobody is notified: users notice it first.',
  fix: "Add an alarm on the metric 'Errors' of the function, and one on 'ApproximateNumberOfMessagesVisible' of its failure queue.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-functions-alarms.html',
  *find(model): Iterable<Violation> {
    // Where nothing has an alarm, one finding for the template is enough.
    if (!hasAlarms(model)) return;
    for (const { fn, events } of unwatchedFunctionsOf(model)) {
      yield { resource: fn.resource, message: `the function must have an alarm, because it processes events from ${events}, got none`, fn };
    }
  },
  examples: (): Examples => ({
    fixed: { ...subscribed(), Other: fn(), Alarm: errorsAlarm('Other'), OrdersAlarm: errorsAlarm('Orders') },
    bad: [
      { ...subscribed(), Other: fn(), Alarm: errorsAlarm('Other') },
      { ...reader, Other: fn(), Alarm: errorsAlarm('Other') },
      {
        ...subscribed(),
        Other: fn({ FunctionName: 'other' }),
        Log: resource('AWS::Logs::LogGroup', { LogGroupName: '/aws/lambda/other' }),
        Filter: filter,
        Alarm: alarm('Shop', 'OrderErrors', {}),
      },
    ],
    good: [
      // Nothing at all has an alarm: another rule reports the template.
      subscribed(),
      reader,
      { Orders: fn() },
      { ...reader, Mapping: mapping('Queue', 'Orders', { Enabled: false }) },
      { ...subscribed(), Alarm: errorsAlarm('Orders') },
      { ...reader, Alarm: alarm('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: { 'Fn::GetAtt': ['Queue', 'QueueName'] } }) },
      { ...subscribed(), Alarm: alarm('AWS/Lambda', 'Errors', {}) },
      { ...subscribed(), Alarm: alarm('AWS/Lambda', 'Errors', { FunctionName: ref('Name') }) },
      { ...subscribed(), Alarm: alarm('Shop', 'OrdersLost', {}) },
      { ...subscribed(), ...logs, Filter: filter, Alarm: alarm('Shop', 'OrderErrors', {}) },
      {
        ...subscribed(),
        Alarm: resource('AWS::CloudWatch::Alarm', {
          Metrics: [{ Id: 'all', Expression: "SEARCH('{AWS/Lambda,FunctionName} Errors', 'Sum', 300)" }],
        }),
      },
      {
        ...subscribed(),
        ...logs,
        Other: fn(),
        Alarm: errorsAlarm('Other'),
        Ship: resource('AWS::Logs::SubscriptionFilter', { LogGroupName: ref('Log'), DestinationArn: 'arn:aws:firehose:::x' }),
      },
      { Other: fn(), Alarm: errorsAlarm('Other'), ...subscribed({ Environment: { Variables: { DD_API_KEY_SECRET_ARN: ref('Secret') } } }) },
      {
        ...subscribed(),
        Other: fn(),
        Alarm: errorsAlarm('Other'),
        Alarms: resource('AWS::CloudFormation::Stack', { Parameters: { FunctionName: ref('Orders') } }),
      },
      { ...subscribed(), Alarm: fleetAlarm('Errors') },
      { ...subscribed(), Alarm: fleetAlarm('Errors', "WHERE tag.team = 'orders'") },
    ],
  }),
};
