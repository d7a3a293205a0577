import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { describedAlarms } from './hand-written';

const FIELDS = {
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
  route: '$context.routeKey',
  integrationError: '$context.integrationErrorMessage',
};

/** An HTTP API with its logs, limits and alarms, in front of a function that is made after it. */
export function frontOf(scope: Construct, id: string, makeFunction: () => lambda.IFunction): void {
  const api = new apigateway.HttpApi(scope, id, { createDefaultStage: false, defaultAuthorizer: new HttpIamAuthorizer() });
  const logGroup = new logs.LogGroup(api, 'AccessLogs', {
    retention: logs.RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const stage = new apigateway.HttpStage(api, 'DefaultStage', {
    httpApi: api,
    autoDeploy: true,
    throttle: { rateLimit: 1000, burstLimit: 500 },
    accessLogSettings: {
      destination: new apigateway.LogGroupLogDestination(logGroup),
      format: AccessLogFormat.custom(JSON.stringify(FIELDS)),
    },
  });
  alarmsOf(api, stage, logGroup);
  const [route] = api.addRoutes({
    path: '/orders',
    methods: [apigateway.HttpMethod.POST],
    integration: new HttpLambdaIntegration('Integration', makeFunction()),
  });
  limit(api, stage.node.defaultChild as apigateway.CfnStage, route);
}

function limit(api: apigateway.HttpApi, stage: apigateway.CfnStage, route: apigateway.HttpRoute): void {
  const resource = route.node.defaultChild as apigateway.CfnRoute;
  stage.routeSettings = { [resource.routeKey]: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 20 } };
  stage.node.addDependency(resource);
  const permission = route.node.findChild('Integration-Permission') as lambda.CfnPermission;
  permission.sourceArn = Stack.of(api).formatArn({
    service: 'execute-api',
    resource: api.apiId,
    resourceName: `${stage.stageName}/POST/orders`,
  });
}

function alarmsOf(api: apigateway.HttpApi, stage: apigateway.HttpStage, logGroup: logs.LogGroup): void {
  const { region } = Stack.of(api);
  const logsUrl = `https://console.aws.amazon.com/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${logGroup.logGroupName}`;
  const alarm = describedAlarms(api, (message) => `${api.node.path} (${api.apiId}): ${message} Logs: ${logsUrl}`);
  const period = Duration.minutes(5);
  alarm(
    'ServerErrors',
    stage.metricServerError({ period, statistic: cloudwatch.Stats.SUM }),
    0,
    'Callers got a server error (5xx). The function failed, was throttled, timed out or may not be invoked. Look first at status and errors in the access logs, then at the logs of the function.',
  );
  alarm(
    'Latency',
    stage.metricLatency({ period, statistic: cloudwatch.Stats.percentile(99) }),
    5000,
    'Callers wait too long: responses take longer than the threshold. Look first at the duration and the cold starts of the function, then at what it calls.',
    true,
    3,
  );
}
