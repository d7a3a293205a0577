import { OF_MAPPINGS } from '../../../template-model/alarms/metrics';
import type { WatchedMetric } from '../../../template-model/alarms/watched-metric';
import { shown } from '../../../template-model/display';
import { partsOf, Reference, type Value } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm, topic } from '../examples/alarms';
import { arn, fn, join, queue, ref, resource } from '../examples/parts';

/** By namespace: dimensions, and names that are taken for one. */
const DIMENSIONS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'AWS/Lambda': { FunctionName: ['FunctionArn', 'Function', 'LambdaFunctionName', 'Name'], Resource: ['Alias', 'AliasName', 'Qualifier'] },
  'AWS/SQS': { QueueName: ['QueueUrl', 'QueueURL', 'QueueArn', 'Queue', 'Name'] },
  'AWS/SNS': { TopicName: ['TopicArn', 'Topic', 'Name'] },
  'AWS/Events': { RuleName: ['RuleArn', 'Rule', 'Name'], EventBusName: ['EventBus', 'BusName', 'EventBusArn'] },
  'AWS/Kinesis': { StreamName: ['StreamArn', 'StreamARN', 'Stream', 'Name'] },
  'AWS/DynamoDB': { TableName: ['TableArn', 'Table', 'Name'] },
  'AWS/States': { StateMachineArn: ['StateMachineName', 'StateMachine', 'StateMachineARN'] },
};
/** What else each of them takes is not listed: an unknown dimension may be one. */
const OWN_CHECKS = ['AWS/Lambda', 'AWS/SQS'];
/** Attributes that are no name, by the kind of resource. */
const NO_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::Lambda::Function': { Arn: 'ARN' },
  'AWS::Lambda::Alias': { Ref: 'ARN', AliasArn: 'ARN' },
  'AWS::Lambda::Version': { Ref: 'ARN', FunctionArn: 'ARN' },
  'AWS::SQS::Queue': { Ref: 'URL', QueueUrl: 'URL', Arn: 'ARN' },
  'AWS::ApiGateway::RestApi': { Ref: 'id', RestApiId: 'id' },
  'AWS::DynamoDB::Table': { Arn: 'ARN', StreamArn: 'ARN' },
  'AWS::Kinesis::Stream': { Arn: 'ARN' },
  'AWS::SNS::Topic': { Ref: 'ARN', TopicArn: 'ARN' },
  'AWS::Events::Rule': { Arn: 'ARN' },
};
/** Of other services: dimensions without which a metric has no data, and those it never has. */
const REQUIRED: readonly {
  readonly namespace: string;
  readonly names: RegExp;
  readonly dimension: string;
  /** Whether another dimension will do. */
  readonly isOneOfSeveral?: boolean;
}[] = [
  { namespace: 'AWS/SNS', names: /^(NumberOf|PublishSize)/, dimension: 'TopicName', isOneOfSeveral: true },
  { namespace: 'AWS/Kinesis', names: /^(Get|Put|Incoming|Read|Write)/, dimension: 'StreamName' },
  {
    namespace: 'AWS/DynamoDB',
    names: /^(SuccessfulRequestLatency|SystemErrors|ThrottledRequests|ReturnedItemCount)$/,
    dimension: 'Operation',
  },
  { namespace: 'AWS/DynamoDB', names: /^(Consumed|(Read|Write)Throttle)/, dimension: 'TableName', isOneOfSeveral: true },
  { namespace: 'AWS/States', names: /^Execution(s|Throttled|Time$)/, dimension: 'StateMachineArn' },
  { namespace: 'AWS/ApiGateway', names: /^(4xx|5xx|DataProcessed)$/, dimension: 'ApiId' },
  { namespace: 'AWS/ApiGateway', names: /^(4XXError|5XXError|CacheHitCount|CacheMissCount)$/, dimension: 'ApiName' },
  { namespace: 'AWS/S3', names: /(Requests|Errors|Latency)$/, dimension: 'FilterId' },
  { namespace: 'AWS/S3', names: /^(BucketSizeBytes|NumberOfObjects)$/, dimension: 'StorageType' },
];
const NAMES_OF_OTHERS = ['ApiName', 'TableName', 'StreamName', 'TopicName', 'RuleName'];
const AGE = 'GetRecords.IteratorAgeMilliseconds';
const MAPPING_METRICS = Object.values(OF_MAPPINGS).flat();

/** @internal */
export const ALARM_DIMENSION_UNKNOWN: Rule = {
  id: 'AlarmDimensionUnknown',
  severity: CheckSeverity.ERROR,
  problem: 'An alarm uses a dimension or a dimension value that its metric does not have.',
  impact: 'CloudWatch accepts any dimension, so the alarm never has data: it never goes into ALARM and looks healthy.',
  fix: "Set 'Dimensions' to those that the service documents for the metric, with names as values: 'FunctionName' to the function's name, not to its ARN.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html',
  *find(model): Iterable<Violation> {
    for (const alarm of model.alarms) {
      for (const metric of alarm.metrics) {
        const message = metric.isWhole ? wrongDimension(metric) : undefined;
        if (message === undefined) continue;
        yield { resource: alarm.resource, property: 'Dimensions', message, fn: model.surroundings.watchedBy(alarm)[0] };
      }
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Alarm: errorsAlarm('Orders', { Dimensions: [{ Name: 'FunctionName', Value: arn('Orders') }] }) },
      { Orders: fn(), Alarm: alarm('AWS/Lambda', 'Errors', { FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:orders' }) },
      { Orders: fn(), Alarm: alarm('AWS/Lambda', 'Errors', { FunctionArn: arn('Orders') }) },
      { Orders: fn(), Alarm: alarm('AWS/Lambda', 'Errors', { FunctionName: join(ref('Orders'), ':1') }) },
      { Alarm: alarm('AWS/Lambda', 'Errors', { FunctionName: 'orders:live' }) },
      { Orders: fn(), Alarm: alarm('AWS/Lambda', 'Errors', { functionName: ref('Orders') }) },
      { Orders: fn(), Alarm: alarm('AWS/Lambda', 'Errors', { Resource: join(ref('Orders'), ':live') }) },
      { Orders: fn(), Alarm: alarm('AWS/Lambda', 'FailedInvokeEventCount', { FunctionName: ref('Orders') }) },
      { Queue: queue(), Alarm: alarm('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: ref('Queue') }) },
      { Queue: queue(), Alarm: alarm('AWS/SQS', 'ApproximateNumberOfMessagesVisible', {}) },
      { Alarm: alarm('AWS/Kinesis', AGE, {}) },
      { Alarm: alarm('AWS/DynamoDB', 'ThrottledRequests', { TableName: 'orders' }) },
      { Alarm: alarm('AWS/DynamoDB', 'UserErrors', { TableName: 'orders' }) },
      { Alarm: alarm('AWS/ApiGateway', '5xx', { ApiName: 'shop' }) },
      { Api: resource('AWS::ApiGateway::RestApi', { Name: 'shop' }), Alarm: alarm('AWS/ApiGateway', '5XXError', { ApiName: ref('Api') }) },
      { Alarm: alarm('AWS/States', 'ExecutionsFailed', {}) },
      { Alarm: alarm('AWS/ApiGateway', '5XXError', { ApiId: 'a1b2c3' }) },
      { Alarm: alarm('AWS/SNS', 'NumberOfNotificationsFailed', {}) },
      { Topic: topic(), Alarm: alarm('AWS/SNS', 'NumberOfNotificationsFailed', { TopicName: ref('Topic') }) },
      { Alarm: alarm('AWS/Events', 'FailedInvocations', { Rule: 'orders' }) },
      { Alarm: alarm('AWS/DynamoDB', 'ReadThrottleEvents', { Table: 'orders' }) },
      { Alarm: alarm('AWS/DynamoDB', 'ReadThrottleEvents', {}) },
      { Alarm: alarm('AWS/S3', '5xxErrors', { BucketName: 'uploads' }) },
    ],
    good: [
      { Stream: resource('AWS::Kinesis::Stream'), Alarm: alarm('AWS/Kinesis', AGE, { StreamName: ref('Stream') }) },
      { Alarm: alarm('AWS/DynamoDB', 'ThrottledRequests', { TableName: ref('Table'), Operation: 'PutItem' }) },
      { Alarm: alarm('AWS/DynamoDB', 'UserErrors', {}) },
      { Alarm: alarm('AWS/SNS', 'NumberOfNotificationsFailed', { TopicName: 'orders' }) },
      { Alarm: alarm('AWS/SNS', 'NumberOfNotificationsFailed', { Application: 'shop', Platform: 'APNS' }) },
      { Alarm: alarm('AWS/SNS', 'SMSMonthToDateSpentUSD', {}) },
      { Rule: resource('AWS::Events::Rule'), Alarm: alarm('AWS/Events', 'FailedInvocations', { RuleName: ref('Rule') }) },
      { Alarm: alarm('AWS/DynamoDB', 'ReadThrottleEvents', { TableName: ref('Table') }) },
      { Alarm: alarm('AWS/ApiGateway', '5XXError', { ApiName: 'shop', Stage: 'live' }) },
      { Alarm: alarm('AWS/ApiGateway', '5xx', { ApiId: ref('Api') }) },
      { Alarm: alarm('AWS/S3', '5xxErrors', { BucketName: 'uploads', FilterId: 'all' }) },
      { Alarm: alarm('AWS/States', 'ExecutionsFailed', { StateMachineArn: ref('Machine') }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders') },
      { Orders: fn(), Alarm: alarm('AWS/Lambda', 'Errors', {}) },
      { Orders: fn(), Alarm: alarm('AWS/Lambda', 'Errors', { FunctionName: ref('Orders'), Resource: join(ref('Orders'), ':live') }) },
      { Orders: fn(), Alarm: alarm('AWS/Lambda', 'Errors', { FunctionName: ref('Name') }) },
      { Orders: fn(), Alarm: alarm('AWS/Lambda', 'Errors', { CapacityProviderName: 'ours' }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { Dimensions: { 'Fn::If': ['IsLive', [], []] } }) },
      {
        Queue: queue(),
        Alarm: alarm('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: { 'Fn::GetAtt': ['Queue', 'QueueName'] } }),
      },
      {
        Mapping: resource('AWS::Lambda::EventSourceMapping'),
        Alarm: alarm('AWS/Lambda', 'PolledEventCount', { EventSourceMappingUUID: ref('Mapping') }),
      },
    ],
  }),
};

function wrongDimension(metric: WatchedMetric): string | undefined {
  const { namespace = '' } = metric;
  const known = Object.hasOwn(DIMENSIONS, namespace) ? DIMENSIONS[namespace] : {};
  const isOfOthers = !OWN_CHECKS.includes(namespace);
  const names = metric.dimensions.map(([name]) => name);
  for (const [name, value] of metric.dimensions) {
    const isKnownName = Object.hasOwn(known, name);
    const suggested = isKnownName ? undefined : Object.keys(known).find((each) => isOtherNameOf(name, each, known[each]));
    if (suggested !== undefined) return `'Dimensions' must be dimensions of ${metric.namespace}, got ${name}; did you mean '${suggested}'`;
    const form = isKnownName && !isOfOthers && (noName(value) ?? (isQualified(name, value) ? 'a name with a qualifier' : undefined));
    if (form) return `'Dimensions' must have a name as '${name}', got ${shown(value)}, which is ${form}`;
  }
  if (isOfOthers) return wrongDimensionOfOthers(metric);
  if (metric.namespace === 'AWS/SQS' && names.length === 0) return "'Dimensions' must have 'QueueName', got none";
  if (names.includes('Resource') && !names.includes('FunctionName'))
    return "'Dimensions' must have 'FunctionName' beside 'Resource', got none";
  if (!MAPPING_METRICS.includes(metric.name ?? '') || names.includes('EventSourceMappingUUID') || names.length === 0) return undefined;
  return `'Dimensions' must be 'EventSourceMappingUUID' for ${metric.name}, a metric of event source mappings, got ${names.join(' and ')}`;
}

/** A metric without any dimension may be meant for all resources only where the service has one. */
function wrongDimensionOfOthers({ namespace, name = '', dimensions }: WatchedMetric): string | undefined {
  for (const [dimension, value] of dimensions) {
    const form = NAMES_OF_OTHERS.includes(dimension) && noName(value);
    if (form) return `'Dimensions' must have a name as '${dimension}', got ${shown(value)}, which is ${form}`;
  }
  const names = dimensions.map(([dimension]) => dimension);
  const required = REQUIRED.find((one) => one.namespace === namespace && one.names.test(name) && !(one.isOneOfSeveral && names.length > 0));
  if (required && !names.includes(required.dimension))
    return `'Dimensions' must have '${required.dimension}' for ${name}, got ${names.length > 0 ? names.join(' and ') : 'none'}`;
  return namespace === 'AWS/DynamoDB' && name === 'UserErrors' && names.length > 0
    ? `'Dimensions' must be empty for UserErrors, which counts all tables of a region, got ${names.join(' and ')}`
    : undefined;
}

const isOtherNameOf = (name: string, dimension: string, others: readonly string[]): boolean =>
  dimension.toLowerCase() === name.toLowerCase() || others.includes(name);

/** CDK's metrics of a version have such a name, and no data. */
const isQualified = (name: string, value: Value): boolean =>
  name === 'FunctionName' &&
  (partsOf(value) ?? []).some((part, index) => typeof part === 'string' && (index > 0 ? part.startsWith(':') : /^[\w-]+:/.test(part)));

function noName(value: Value): string | undefined {
  if (value instanceof Reference) {
    const form = NO_NAMES[value.resource.type]?.[value.attribute];
    return form && `its ${form}`;
  }
  const [first] = partsOf(value) ?? [];
  if (typeof first !== 'string') return undefined;
  return first.startsWith('arn:') ? 'an ARN' : first.startsWith('https://') ? 'a URL' : undefined;
}
