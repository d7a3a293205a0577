import type { Properties } from './template';

/** List prices, in USD, without any free tier. */
export const PRICES_OF = { region: 'us-east-1', month: '2026-11' };

/** What a resource costs in a month in which nothing happens, and what is billed. */
export interface Price {
  readonly paidFor: string;
  idle(properties: Properties): number;
}

/** Each metric of standard resolution that an alarm, or the query of an alarm, analyzes. */
export const ALARM_METRIC = 0.1;
const KEY = 1;
const DASHBOARD = 3;
/** A shard for a month of 730 hours. https://aws.amazon.com/kinesis/data-streams/pricing/ */
const SHARD = 0.015 * 730;
/** A web ACL, and each of its rules. https://aws.amazon.com/waf/pricing/ */
const WEB_ACL = { acl: 5, rule: 1 };
const HIGH_RESOLUTION_ALARM_METRIC = 0.3;

/** Each metric of an expression is billed. A period below a minute makes it one of high resolution. */
function alarm({ Metrics, MetricName, Period }: Properties): number {
  const periods: number[] = MetricName ? [Period] : (Metrics ?? []).flatMap(({ MetricStat }: Properties) => MetricStat?.Period ?? []);
  if (periods.length === 0) throw new Error('an alarm that watches no metric has no price; add it to tools/catalogue/prices.ts');
  return periods.reduce((sum, period) => sum + (period < 60 ? HIGH_RESOLUTION_ALARM_METRIC : ALARM_METRIC), 0);
}

const idleIsFree = (paidFor: string): Price => ({ paidFor, idle: () => 0 });
const FREE = idleIsFree('free');

export const PRICES: Readonly<Record<string, Price>> = {
  'AWS::ApiGateway::Deployment': FREE,
  'AWS::ApiGateway::Method': FREE,
  'AWS::ApiGateway::Resource': FREE,
  'AWS::ApiGateway::RestApi': idleIsFree('requests (3.50 per million)'),
  'AWS::ApiGateway::Stage': idleIsFree('a cache, if it is set; metrics of each method, if they are set'),
  'AWS::ApiGatewayV2::Api': idleIsFree('requests (1.00 per million)'),
  'AWS::ApiGatewayV2::Authorizer': FREE,
  'AWS::ApiGatewayV2::Integration': FREE,
  'AWS::ApiGatewayV2::Route': FREE,
  'AWS::ApiGatewayV2::Stage': FREE,
  'AWS::CloudFront::CachePolicy': FREE,
  'AWS::CloudFront::Distribution': idleIsFree('requests (1.00 per million), data sent (0.085 per GB)'),
  'AWS::CloudFront::OriginAccessControl': FREE,
  'AWS::CloudFront::ResponseHeadersPolicy': FREE,
  'AWS::CloudWatch::Alarm': { paidFor: 'each metric it watches', idle: alarm },
  'AWS::CloudWatch::Dashboard': { paidFor: 'each dashboard, log queries of its widgets', idle: () => DASHBOARD },
  'AWS::CodeDeploy::Application': FREE,
  'AWS::CodeDeploy::DeploymentConfig': FREE,
  'AWS::CodeDeploy::DeploymentGroup': FREE,
  'AWS::Cognito::UserPool': idleIsFree('users who sign in'),
  'AWS::Cognito::UserPoolClient': FREE,
  'AWS::Cognito::UserPoolDomain': FREE,
  'AWS::DynamoDB::Table': idleIsFree('requests (0.625 per million writes on demand), data stored'),
  'AWS::Events::EventBus': idleIsFree('custom events (1.00 per million)'),
  'AWS::Events::EventBusPolicy': FREE,
  'AWS::Events::Rule': FREE,
  'AWS::IAM::ManagedPolicy': FREE,
  'AWS::IAM::Policy': FREE,
  'AWS::IAM::Role': FREE,
  'AWS::KMS::Key': { paidFor: 'each key, requests', idle: () => KEY },
  'AWS::Kinesis::Stream': { paidFor: 'each shard, records (0.014 per million)', idle: ({ ShardCount = 0 }) => ShardCount * SHARD },
  'AWS::Lambda::Alias': idleIsFree('provisioned concurrency, if it is set'),
  'AWS::Lambda::EventInvokeConfig': FREE,
  'AWS::Lambda::EventSourceMapping': idleIsFree(
    'polls of a queue (0.26 a month, also when it is empty), event pollers (0.185 an hour each), event count metrics',
  ),
  'AWS::Lambda::Function': idleIsFree('requests, duration, traces (5 per million)'),
  'AWS::Lambda::Permission': FREE,
  'AWS::Lambda::Url': FREE,
  'AWS::Lambda::Version': idleIsFree('cached SnapStart snapshots of Python and .NET'),
  'AWS::Logs::LogGroup': idleIsFree('data ingested, data stored'),
  'AWS::Logs::QueryDefinition': idleIsFree('data scanned when it runs'),
  'AWS::S3::Bucket': idleIsFree('data stored (0.023 per GB and month), requests'),
  'AWS::S3::BucketPolicy': FREE,
  'AWS::SNS::Subscription': idleIsFree('messages delivered'),
  'AWS::SNS::Topic': idleIsFree('messages published'),
  'AWS::SNS::TopicPolicy': FREE,
  'AWS::SQS::Queue': idleIsFree('requests'),
  'AWS::SQS::QueuePolicy': FREE,
  'AWS::WAFv2::WebACLAssociation': FREE,
  'AWS::WAFv2::WebACL': { paidFor: 'each web ACL and rule, requests', idle: ({ Rules = [] }) => WEB_ACL.acl + Rules.length * WEB_ACL.rule },
};
