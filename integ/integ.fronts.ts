import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicies, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  AlarmActions,
  FrontWaiver,
  FunctionUrlDistribution,
  HardenedFunction,
  HardenedHttpApi,
  HardenedRestApi,
  PublicAccess,
} from 'cdk-hardened-lambda';

/*
 * One function behind each front: who may call gets an answer, others get 403, and the alarms of each front exist. An account without a
 * role for the logs of API Gateway refuses the REST API.
 */

const app = new App();
const stack = new Stack(app, 'FrontsInteg');
const alarmActions = AlarmActions.none('an integration test looks at the alarms itself');

const orders = new HardenedFunction(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline("exports.handler = async () => ({ statusCode: 200, body: 'placed' });"),
  timeout: Duration.seconds(10),
  alarmActions,
});

const http = new HardenedHttpApi(stack, 'Http', { defaultAuthorizer: new HttpIamAuthorizer(), alarmActions });
http.addFunctionRoute('POST /orders', orders, { throttle: { rateLimit: 50, burstLimit: 20 } });
http.addFunctionRoute('GET /health', orders, { publicAccess: PublicAccess.allowed('a status page calls it') });

const rest = new HardenedRestApi(stack, 'Rest', {
  defaultMethodOptions: { authorizationType: AuthorizationType.IAM },
  waivers: [FrontWaiver.webAcl('an integration test calls it')],
  alarmActions,
});
rest.addFunctionRoute('POST /orders', orders, {
  throttle: { rateLimit: 50, burstLimit: 20 },
  requestValidatorOptions: { validateRequestBody: true, validateRequestParameters: true },
});
rest.addFunctionRoute('GET /health', orders, { publicAccess: PublicAccess.allowed('a status page calls it') });

const url = orders.addFunctionUrl();
const site = new FunctionUrlDistribution(stack, 'Site', {
  functionUrl: url,
  waivers: [FrontWaiver.webAcl('an integration test calls it'), FrontWaiver.minimumTls('an integration test has no domain')],
  alarmActions,
});

// Production keeps them; a test leaves nothing behind.
RemovalPolicies.of(stack).destroy();
orders.failureQueue?.applyRemovalPolicy(RemovalPolicy.DESTROY);
// CloudFront still writes to it after the test, and a bucket that has files can't be deleted.
site.logBucket.applyRemovalPolicy(RemovalPolicy.RETAIN);

const integ = new IntegTest(app, 'Fronts', { testCases: [stack] });
const answers = (address: string, status: number) =>
  integ.assertions
    .httpApiCall(address)
    .expect(ExpectedResult.objectLike({ status }))
    .waitForAssertions({ totalTimeout: Duration.minutes(2), interval: Duration.seconds(10) });
const named = [...Object.values(http.alarms), ...Object.values(rest.alarms), ...Object.values(orders.urlAlarms)];

answers(`${http.apiEndpoint}/health`, 200)
  .next(answers(`${http.apiEndpoint}/orders`, 404))
  .next(answers(rest.urlForPath('/health'), 200))
  .next(answers(rest.urlForPath('/orders'), 403))
  .next(answers(url.url, 403))
  .next(answers(`https://${site.distributionDomainName}/`, 200))
  .next(
    integ.assertions.awsApiCall('CloudWatch', 'describeAlarms', { AlarmNames: named.map(({ alarmName }) => alarmName) }).expect(
      ExpectedResult.objectLike({
        MetricAlarms: Match.arrayWith([
          Match.objectLike({ MetricName: '5xx', Threshold: 0 }),
          Match.objectLike({ MetricName: '5XXError', Threshold: 0 }),
          Match.objectLike({ MetricName: 'Url5xxCount', Threshold: 0 }),
        ]),
      }),
    ),
  );
