import type { ApplicationModel } from '../../../template-model/application-model';
import type { LambdaFunction } from '../../../template-model/lambda-function';
import { isFields } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { arn, fn, join, mapping, queue, ref, resource } from '../examples/parts';

/** What watches functions from outside the account shows in their layers, handlers or variables. */
const WATCHED_ELSEWHERE =
  /datadog|\bDD_|new_?relic|dynatrace|\bDT_|lumigo|sentry|honeycomb|splunk|elastic_?apm|instana|thundra|epsagon|coralogix|grafana|rollbar|bugsnag|baselime/i;
/** They may make alarms, of which these templates say nothing. */
const MAKES_ALARMS = /^(AWS::CloudFormation::(Stack|CustomResource)|Custom::(?!S3BucketNotifications).*)$/;

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
  problem: 'A function processes events that can be lost, and no alarm watches the function, its event sources or its failure queues.',
  impact: 'When the function fails, nobody is notified: users notice it first.',
  fix: "Add an alarm on the metric 'Errors' of the function, and one on 'ApproximateNumberOfMessagesVisible' of its failure queue.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-functions-alarms.html',
  *find(model): Iterable<Violation> {
    for (const fn of model.functions.values()) {
      const events = eventsOf(fn, model);
      if (events === undefined || model.watch.isOn(fn) !== false || isWatchedElsewhere(fn, model)) continue;
      yield { resource: fn.resource, message: `the function must have an alarm, because it processes events from ${events}, got none`, fn };
    }
  },
  examples: (): Examples => ({
    fixed: { ...subscribed(), Alarm: errorsAlarm('Orders') },
    bad: [
      subscribed(),
      reader,
      { ...subscribed(), Other: fn(), Alarm: errorsAlarm('Other') },
      {
        ...subscribed(),
        Other: fn({ FunctionName: 'other' }),
        Log: resource('AWS::Logs::LogGroup', { LogGroupName: '/aws/lambda/other' }),
        Filter: filter,
        Alarm: alarm('Shop', 'OrderErrors', {}),
      },
    ],
    good: [
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
        Ship: resource('AWS::Logs::SubscriptionFilter', { LogGroupName: ref('Log'), DestinationArn: 'arn:aws:firehose:::x' }),
      },
      subscribed({ Environment: { Variables: { DD_API_KEY_SECRET_ARN: ref('Secret') } } }),
      { ...subscribed(), Alarms: resource('AWS::CloudFormation::Stack', { Parameters: { FunctionName: ref('Orders') } }) },
    ],
  }),
};

/** From where it takes events that Lambda, or the source, gives up one day. */
function eventsOf(fn: LambdaFunction, model: ApplicationModel): string | undefined {
  const asynchronous = model.invocationsOf(fn).find(({ by }) => by.isAsync);
  const mapping = model.mappingsOf(fn).find(({ mayRead }) => mayRead);
  return asynchronous?.by.called ?? mapping?.source?.id ?? mapping?.resource.id;
}

function isWatchedElsewhere({ resource }: LambdaFunction, model: ApplicationModel): boolean {
  const { Layers, Handler } = resource.written;
  const variables = resource.get('Environment.Variables');
  const traces = JSON.stringify([Layers, Handler, isFields(variables) ? Object.keys(variables) : []]);
  return (
    WATCHED_ELSEWHERE.test(traces) ||
    model.mentionsOf(resource).some(({ by }) => by !== undefined && MAKES_ALARMS.test(by.type)) ||
    model.resources
      .ofType('AWS::Logs::SubscriptionFilter')
      .some((filter) => model.logs.writersTo(filter.get('LogGroupName'))?.some((writer) => writer.resource === resource) ?? true)
  );
}
