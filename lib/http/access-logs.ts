import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { got, refuse } from '../core/errors';
import { letLogsUse } from '../encryption/encryption-key';
import type { HardenedApiOptions } from './front-options';
import type { FrontPlan } from './front-plan';

/**
 * Where an API writes its access logs: the log group of the API, unless one is given.
 *
 * @internal
 */
export function accessLogGroup(
  api: Construct,
  { accessLogGroup: given, logRetention }: Pick<HardenedApiOptions, 'accessLogGroup' | 'logRetention'>,
  plan: FrontPlan,
): logs.ILogGroup {
  if (given) {
    if (logRetention !== undefined) refuse(api, `'logRetention' can't be combined with 'accessLogGroup'; set it on the log group`);
    if (typeof given.logGroupArn !== 'string') {
      refuse(api, `'accessLogGroup' must be a log group, got ${got(given)}; pass a logs.LogGroup, or omit it for one of the API`);
    }
    return given;
  }
  const { encryptionKey, removalPolicy } = plan;
  if (encryptionKey) letLogsUse(api, encryptionKey);
  return new logs.LogGroup(api, 'AccessLogs', { retention: plan.logRetention, removalPolicy, encryptionKey });
}

/** What each record has: who called which route, how it ended, how long it took, and why it failed. */
const COMMON = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
  method: '$context.httpMethod',
  path: '$context.path',
  protocol: '$context.protocol',
  status: '$context.status',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationStatus: '$context.integration.integrationStatus',
  integrationLatency: '$context.integration.latency',
  functionRequestId: '$context.integration.requestId',
  errorMessage: '$context.error.message',
  authorizerError: '$context.authorizer.error',
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html @internal */
export const HTTP_FIELDS: Readonly<Record<string, string>> = {
  ...COMMON,
  route: '$context.routeKey',
  integrationError: '$context.integrationErrorMessage',
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html @internal */
export const REST_FIELDS: Readonly<Record<string, string>> = {
  ...COMMON,
  route: '$context.resourcePath',
  extendedRequestId: '$context.extendedRequestId',
  traceId: '$context.xrayTraceId',
  firewallStatus: '$context.wafResponseCode',
};
