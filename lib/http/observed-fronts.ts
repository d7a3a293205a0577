import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import type { IHttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import type * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { MetricWindow } from '../alarms/metric-window';
import type { ObservedFront } from '../alarms/observed';
import { everyQualifier } from '../core/cdk/function-behind';

const OF_API =
  'The function failed, was throttled, timed out or may not be invoked. Look first at status and errors in the access logs, then at the logs of the function.';

/**
 * The stage of an API: the metrics of a REST API have other names and dimensions than those of an HTTP API, which the CDK knows.
 *
 * @internal
 */
export const observedStage = (stage: IHttpStage | Stage): ObservedFront => ({
  serverErrorHint: OF_API,
  serverErrors: (window) => stage.metricServerError(window),
  clientErrors: (window) => stage.metricClientError(window),
  // AWS documents this statistic for the number of requests.
  requests: ({ period }) => stage.metricCount({ period, statistic: cloudwatch.Stats.SAMPLE_COUNT }),
  latency: (window) => stage.metricLatency(window),
});

/**
 * Of all URLs of the function: Lambda publishes these metrics for its name.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html
 *
 * @internal
 */
export const observedUrl = (fn: lambda.IFunction, options: lambda.FunctionUrlOptions | undefined): ObservedFront => ({
  serverErrorHint: 'The function failed or timed out. Look first at the errors in the logs.',
  latencyStatistic: 'Average',
  isStreamed: options?.invokeMode === lambda.InvokeMode.RESPONSE_STREAM,
  serverErrors: (window) => everyQualifier(fn).metric('Url5xxCount', window),
  clientErrors: (window) => everyQualifier(fn).metric('Url4xxCount', window),
  requests: (window) => everyQualifier(fn).metric('UrlRequestCount', window),
  latency: (window) => everyQualifier(fn).metric('UrlRequestLatency', window),
});

/**
 * CloudFront publishes shares of the requests, in percent: with the number of requests they are counts.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 *
 * @internal
 */
export const observedDistribution = (distribution: cloudfront.IDistribution & Measured): ObservedFront => {
  const requests = ({ period }: MetricWindow) => distribution.metric('Requests', { period, statistic: cloudwatch.Stats.SUM });
  const counted = (metricName: string, { period }: MetricWindow) =>
    new cloudwatch.MathExpression({
      expression: 'share * total / 100',
      usingMetrics: {
        share: distribution.metric(metricName, { period, statistic: cloudwatch.Stats.AVERAGE }),
        total: requests({ period, statistic: '' }),
      },
      label: metricName,
      period,
    });
  return {
    serverErrorHint:
      'The function failed or timed out, or CloudFront may not call its URL. Look first at sc-status and x-edge-detailed-result-type in the access logs, then at the logs of the function.',
    serverErrors: (window) => counted('5xxErrorRate', window),
    clientErrors: (window) => counted('4xxErrorRate', window),
    requests,
    latency: () => undefined,
  };
};

/** What has metrics by their names. */
interface Measured {
  metric(name: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}
