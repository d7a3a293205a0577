import { type App, Duration, PropertyInjectors } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import {
  AlarmActions,
  AlarmTuning,
  FrontWaiver,
  HardenedFunctionDefaults,
  HardenedRestApi,
  type HardenedRestApiProps,
  HardeningProfile,
  PublicAccess,
  Release,
  type RestFunctionRouteOptions,
} from '../../../lib';
import { ALL_PACKS, acknowledgementsOf, CODE, findingsOf, stackOf } from '../../harness';
import { all, functionIn, type Made, NO_FIREWALL, ofEndpoint, one, REST, restApi } from '../fronts';

const WAIVERS = 'cdk-hardened-lambda:Waivers';
const STAGE = 'AWS::ApiGateway::Stage';
const METHOD = 'AWS::ApiGateway::Method';
const API = 'AWS::ApiGateway::RestApi';
const ALARM = 'AWS::CloudWatch::Alarm';
const ACL = 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/site/a1b2';
const { IAM, NONE } = apigateway.AuthorizationType;
type MadeRest = Made<HardenedRestApi>;
const frontAlarms = (made: MadeRest) => Object.entries(all(made.stack, ALARM)).filter(([id]) => id.startsWith('ApiAlarms'));
const stageOf = ({ stack }: MadeRest) => one(stack, STAGE).Properties;
const ALL_METHODS = { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 500, DataTraceEnabled: false };

describe('the stage', () => {
  test('writes access logs in JSON to a log group of the API, which is kept for a year', () => {
    const made = restApi();
    const [[id, group]] = Object.entries(all(made.stack, 'AWS::Logs::LogGroup')).filter(([id]) => id.startsWith('ApiAccessLogs'));
    const { AccessLogSetting } = stageOf(made);
    expect(AccessLogSetting.DestinationArn).toEqual({ 'Fn::GetAtt': [id, 'Arn'] });
    expect(group.Properties.RetentionInDays).toBe(365);
    expect(JSON.parse(AccessLogSetting.Format)).toMatchObject({
      requestId: '$context.requestId',
      route: '$context.resourcePath',
      status: '$context.status',
      traceId: '$context.xrayTraceId',
      firewallStatus: '$context.wafResponseCode',
      errorMessage: '$context.error.message',
    });
  });

  test('writes them to the log group that is given', () => {
    const stack = stackOf();
    const given = new logs.LogGroup(stack, 'Given');
    expect(new HardenedRestApi(stack, 'Api', { ...REST, accessLogGroup: given }).accessLogGroup).toBe(given);
  });

  test('leaves the role of the account alone, unless it is asked to set it', () => {
    expect(all(restApi().stack, 'AWS::ApiGateway::Account')).toEqual({});
    expect(Object.keys(all(restApi({ cloudWatchRole: true }).stack, 'AWS::ApiGateway::Account'))).toHaveLength(1);
  });

  test('throttles each method, with both limits', () => {
    expect(stageOf(restApi()).MethodSettings).toEqual([ALL_METHODS]);
    expect(stageOf(restApi({ throttle: { rateLimit: 0 } })).MethodSettings).toEqual([{ ...ALL_METHODS, ThrottlingRateLimit: 0 }]);
  });

  test('throttles a route by its own limits, and keeps what is set for all methods', () => {
    const made = restApi(
      { deployOptions: { loggingLevel: apigateway.MethodLoggingLevel.ERROR, methodOptions: { '/slow/GET': { throttlingRateLimit: 1 } } } },
      ({ api, fn }) => {
        api.addFunctionRoute('POST /orders/{id}', fn, { throttle: { rateLimit: 5 } });
        api.addFunctionRoute('GET /', fn, { throttle: { burstLimit: 2 } });
        api.addFunctionRoute('GET /other', fn);
      },
    );
    const ofAll = { ...ALL_METHODS, LoggingLevel: 'ERROR' };
    expect(stageOf(made).MethodSettings).toEqual([
      ofAll,
      { HttpMethod: 'GET', ResourcePath: '/~1slow', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 500, DataTraceEnabled: false },
      { ...ofAll, HttpMethod: 'POST', ResourcePath: '/~1orders~1{id}', ThrottlingRateLimit: 5 },
      { ...ofAll, HttpMethod: 'GET', ResourcePath: '/', ThrottlingBurstLimit: 2 },
    ]);
  });

  test('is traced, as the functions of the scope are, unless the API sets it', () => {
    expect(stageOf(restApi()).TracingEnabled).toBe(true);
    expect(stageOf(restApi({ deployOptions: { tracingEnabled: false } })).TracingEnabled).toBe(false);
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ tracing: lambda.Tracing.DISABLED });
    new HardenedRestApi(stack, 'Api', REST).addFunctionRoute('GET /', functionIn(stack));
    expect(one(stack, STAGE).Properties.TracingEnabled).toBe(false);
  });

  test('has the web ACL, or the reason to do without', () => {
    const made = restApi({ webAclArn: ACL, waivers: [] });
    const { WebACLArn, ResourceArn } = one(made.stack, 'AWS::WAFv2::WebACLAssociation').Properties;
    expect(WebACLArn).toBe(ACL);
    const [[id]] = Object.entries(all(made.stack, STAGE));
    expect(ResourceArn['Fn::Join'][1]).toEqual([
      'arn:',
      { Ref: 'AWS::Partition' },
      ':apigateway:',
      { Ref: 'AWS::Region' },
      '::/restapis/',
      { Ref: expect.stringMatching(/^Api/) },
      '/stages/',
      { Ref: id },
    ]);
    const waived = restApi();
    expect(all(waived.stack, 'AWS::WAFv2::WebACLAssociation')).toEqual({});
    expect(one(waived.stack, STAGE).Metadata).toMatchObject({ [WAIVERS]: { webAclArn: 'a test' } });
  });

  test('keeps the logical ids that a RestApi of the CDK has', () => {
    const stack = stackOf();
    new apigateway.RestApi(stack, 'Api').root
      .addResource('orders')
      .addMethod('POST', new apigateway.LambdaIntegration(new lambda.Function(stack, 'Orders', CODE)));
    for (const type of [API, STAGE, METHOD, 'AWS::ApiGateway::Resource']) {
      expect(Object.keys(all(restApi().stack, type))).toEqual(Object.keys(all(stack, type)));
    }
  });
});

describe('the API', () => {
  test('has a name that no API of another stack has: metrics are told apart by it', () => {
    expect(one(restApi().stack, API).Properties.Name).toBe('Shop-Api');
    expect(one(restApi({ restApiName: 'orders' }).stack, API).Properties.Name).toBe('orders');
  });

  test.each<[string, Partial<HardenedRestApiProps>, object]>([
    ['is Regional', {}, { SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09', EndpointAccessMode: 'STRICT' }],
    [
      'is edge-optimized',
      { endpointTypes: [apigateway.EndpointType.EDGE] },
      { SecurityPolicy: 'SecurityPolicy_TLS12_PFS_2025_EDGE', EndpointAccessMode: 'STRICT' },
    ],
    [
      'has its own policy',
      { securityPolicy: apigateway.SecurityPolicy.TLS_1_2 },
      { SecurityPolicy: 'TLS_1_2', EndpointAccessMode: undefined },
    ],
    [
      'is behind a proxy',
      { endpointAccessMode: apigateway.EndpointAccessMode.BASIC },
      { SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09', EndpointAccessMode: 'BASIC' },
    ],
  ])('that %s takes TLS 1.2 or later', (_, props, expected) => {
    expect({ EndpointAccessMode: undefined, ...one(restApi(props).stack, API).Properties }).toMatchObject(expected);
  });

  test('that is private keeps the policy of API Gateway, which is TLS 1.2', () => {
    const { stack } = restApi({ endpointConfiguration: { types: [apigateway.EndpointType.PRIVATE] }, policy: ofEndpoint() });
    expect(one(stack, API).Properties).not.toHaveProperty('SecurityPolicy');
    expect(one(stack, API).Properties.EndpointConfiguration.Types).toEqual(['PRIVATE']);
  });

  test('takes TLS 1.0 with a reason, which it keeps', () => {
    const { stack } = restApi({
      securityPolicy: apigateway.SecurityPolicy.TLS_1_0,
      waivers: [...NO_FIREWALL, FrontWaiver.minimumTls('old tills')],
    });
    expect(one(stack, API).Properties).toMatchObject({ SecurityPolicy: 'TLS_1_0' });
    expect(one(stack, API).Metadata).toMatchObject({ [WAIVERS]: { securityPolicy: 'old tills' } });
  });

  const certificateIn = (stack: MadeRest['stack']) =>
    acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/a');

  test('gives its domain name TLS 1.2, and refuses another one with less', () => {
    const stack = stackOf();
    const certificate = certificateIn(stack);
    const api = new HardenedRestApi(stack, 'Api', { ...REST, domainName: { domainName: 'a.example.com', certificate } });
    api.addFunctionRoute('GET /', functionIn(stack));
    expect(one(stack, 'AWS::ApiGateway::DomainName').Properties.SecurityPolicy).toBe('TLS_1_2');
    const { TLS_1_0 } = apigateway.SecurityPolicy;
    api.addDomainName('Old', { domainName: 'b.example.com', certificate, securityPolicy: TLS_1_0 });
    expect(() => (stack.node.root as App).synth({ force: true })).toThrow(
      "'securityPolicy' of Shop/Api/Old must be for TLS 1.2 or later, got TLS_1_0; omit it for TLS_1_2",
    );
  });
});

describe('permissions', () => {
  const scopes = ({ stack }: MadeRest) =>
    Object.values(all(stack, 'AWS::Lambda::Permission')).map(({ Properties }) => Properties.SourceArn['Fn::Join'][1].slice(-3));

  test('are for the stage, the method and the path, and not for the test of the console', () => {
    const made = restApi({}, ({ api, fn }) => {
      api.addFunctionRoute('POST /orders', fn);
      api.addFunctionRoute('GET /orders/{id}', fn);
      api.addFunctionRoute('ANY /files/{path+}', fn);
    });
    const stage = { Ref: expect.stringMatching(/^ApiDeploymentStageprod/) };
    expect(scopes(made)).toEqual([
      ['/', stage, '/POST/orders'],
      ['/', stage, '/GET/orders/*'],
      ['/', stage, '/*/files/*'],
    ]);
  });

  test('are on the alias of a function with releases, which is what is called', () => {
    const { stack } = restApi({}, ({ api, stack }) => {
      api.addFunctionRoute('POST /orders', functionIn(stack, { release: Release.allAtOnce() }, 'Released'));
    });
    const [alias] = Object.keys(all(stack, 'AWS::Lambda::Alias'));
    expect(one(stack, METHOD).Properties.Integration.Uri['Fn::Join'][1]).toContainEqual({ Ref: alias });
    expect(one(stack, 'AWS::Lambda::Permission').Properties.FunctionName).toEqual({ Ref: alias });
  });
});

describe('authorization', () => {
  const open = { defaultMethodOptions: undefined };
  const faults = (props: Partial<HardenedRestApiProps>, add: (made: MadeRest) => void) => restApi(props, add).api.node.validate();

  test.each<[string, Partial<HardenedRestApiProps>, (made: MadeRest) => void]>([
    ['no authorizer', open, ({ api, fn }) => api.addFunctionRoute('GET /a', fn)],
    ['a key alone', open, ({ api, fn }) => api.addFunctionRoute('GET /a', fn, { apiKeyRequired: true })],
    ['the type that is none', {}, ({ api, fn }) => api.addFunctionRoute('GET /a', fn, { authorizationType: NONE })],
    ['a method of the CDK', open, ({ api, fn }) => api.root.resourceForPath('/a').addMethod('GET', new apigateway.LambdaIntegration(fn))],
    [
      'another route that is public',
      open,
      ({ api, fn }) => {
        api.addFunctionRoute('GET /b', fn, { publicAccess: PublicAccess.allowed('a status page') });
        api.addFunctionRoute('GET /a', fn);
      },
    ],
  ])('%s is refused', (_, props, add) => {
    expect(faults(props, add)).toEqual([
      expect.stringMatching(
        /^'authorizer' must be set for GET \(Shop\/Api\/Default\/a\/GET\), got none; set 'defaultMethodOptions' of the API/,
      ),
    ]);
  });

  test('OPTIONS of a function is refused too; a preflight that API Gateway answers is not', () => {
    expect(faults(open, ({ api, fn }) => api.addFunctionRoute('OPTIONS /a', fn))).toHaveLength(1);
    const cors = { allowOrigins: ['https://shop.example.com'] };
    expect(faults({ defaultCorsPreflightOptions: cors }, ({ api, fn }) => api.addFunctionRoute('GET /a', fn))).toEqual([]);
  });

  test.each<[string, Partial<HardenedRestApiProps>, RestFunctionRouteOptions]>([
    ['the type of the API', {}, {}],
    ['its own type', open, { authorizationType: IAM }],
  ])('%s is enough', (_, props, options) => {
    const made = restApi(props, ({ api, fn }) => api.addFunctionRoute('GET /a', fn, options));
    expect(made.api.node.validate()).toEqual([]);
    expect(one(made.stack, METHOD).Properties.AuthorizationType).toBe('AWS_IAM');
  });

  test('a token authorizer is enough', () => {
    const made = restApi(open, ({ api, fn, stack }) => {
      const authorizer = new apigateway.TokenAuthorizer(stack, 'Authorizer', { handler: functionIn(stack, {}, 'Decides') });
      api.addFunctionRoute('GET /a', fn, { authorizer });
    });
    expect(made.api.node.validate()).toEqual([]);
    expect(one(made.stack, METHOD).Properties.AuthorizationType).toBe('CUSTOM');
  });

  test('a public route has no authorizer, and its reason', () => {
    const made = restApi({}, ({ api, fn }) => api.addFunctionRoute('GET /a', fn, { publicAccess: PublicAccess.allowed('a status page') }));
    expect(made.api.node.validate()).toEqual([]);
    const { Properties, Metadata } = one(made.stack, METHOD);
    expect(Properties.AuthorizationType).toBe('NONE');
    expect(Metadata).toMatchObject({ [WAIVERS]: { authorizer: 'a status page' } });
  });

  test('an API that is public keeps its reason', () => {
    const made = restApi({ ...open, publicAccess: PublicAccess.allowed('a public catalogue') });
    expect(made.api.node.validate()).toEqual([]);
    expect(one(made.stack, STAGE).Metadata).toMatchObject({ [WAIVERS]: { authorizer: 'a public catalogue' } });
  });
});

test('a further stage is refused', () => {
  const { api } = restApi({}, ({ api, fn, stack }) => {
    api.addFunctionRoute('GET /', fn);
    new apigateway.Stage(stack, 'Other', { deployment: api.latestDeployment as apigateway.Deployment, stageName: 'other' });
  });
  expect(api.node.validate()).toEqual([expect.stringMatching(/^the API must have one stage, got another one \(Shop\/Other\/Resource\)/)]);
});

describe('requests', () => {
  test('are validated where a route asks for it', () => {
    const requestValidatorOptions = { validateRequestBody: true, validateRequestParameters: true };
    const { stack } = restApi({}, ({ api, fn }) => {
      api.addFunctionRoute('GET /a', fn, { requestValidatorOptions, requestParameters: { 'method.request.querystring.page': true } });
    });
    const [[id, { Properties }]] = Object.entries(all(stack, 'AWS::ApiGateway::RequestValidator'));
    expect(Properties).toMatchObject({ ValidateRequestBody: true, ValidateRequestParameters: true });
    expect(one(stack, METHOD).Properties).toMatchObject({
      RequestValidatorId: { Ref: id },
      RequestParameters: { 'method.request.querystring.page': true },
    });
  });
});

test('routes that validate the same share a validator, and others have theirs', () => {
  const { stack } = restApi({}, ({ api, fn }) => {
    api.addFunctionRoute('POST /a', fn, { requestValidatorOptions: { validateRequestBody: true } });
    api.addFunctionRoute('POST /b', fn, { requestValidatorOptions: { validateRequestBody: true } });
    api.addFunctionRoute('GET /c', fn, { requestValidatorOptions: { validateRequestParameters: true } });
    api.addFunctionRoute('GET /d', fn, { requestValidator: api.addRequestValidator('Own', {}) });
  });
  const ids = Object.values(all(stack, METHOD)).map(({ Properties }) => Properties.RequestValidatorId.Ref);
  expect(ids).toEqual([
    expect.stringMatching(/^ApiRequestValidatorBody/),
    ids[0],
    expect.stringMatching(/^ApiRequestValidatorParameters/),
    expect.stringMatching(/^ApiOwn/),
  ]);
});

describe('the timeout of the function', () => {
  const faults = (seconds: number, timeout?: Duration) =>
    restApi({}, ({ api, stack }) => {
      const fn = functionIn(stack, { timeout: Duration.seconds(seconds), release: Release.allAtOnce() }, 'Slow');
      api.addFunctionRoute('GET /a', fn, { timeout });
    }).api.node.validate();

  test('is at most what API Gateway waits, also behind an alias', () => {
    expect(faults(60)).toEqual([
      expect.stringMatching(/^'timeout' of Shop\/Slow must be at most the 29 seconds that API Gateway waits .*, got 60/),
    ]);
    expect(faults(20, Duration.seconds(5))).toEqual([expect.stringMatching(/at most the 5 seconds/)]);
  });

  test('is fine where it fits, by default, and with a raised quota', () => {
    expect([...faults(30), ...faults(5, Duration.seconds(5)), ...faults(120, Duration.seconds(120))]).toEqual([]);
  });
});

describe('alarms', () => {
  test('fire on server errors and on the p99 of the latency, by the names and dimensions of a REST API', () => {
    const made = restApi();
    const [[, errors], [, latency]] = frontAlarms(made).sort(([one], [other]) => (one < other ? 1 : -1));
    expect(frontAlarms(made)).toHaveLength(2);
    expect(errors.Properties).toMatchObject({ MetricName: '5XXError', Namespace: 'AWS/ApiGateway', Statistic: 'Sum', Threshold: 0 });
    expect(latency.Properties).toMatchObject({ MetricName: 'Latency', ExtendedStatistic: 'p99', Threshold: 5000 });
    for (const { Properties } of [errors, latency]) {
      expect(Properties.Dimensions).toEqual([
        { Name: 'ApiName', Value: 'Shop-Api' },
        { Name: 'Stage', Value: { Ref: expect.stringMatching(/^ApiDeploymentStageprod/) } },
      ]);
    }
    expect(made.api.alarms.clientErrors).toBeUndefined();
  });

  test('fire on the rate of client errors by choice', () => {
    const made = restApi({ alarms: { clientErrors: AlarmTuning.rate({ percent: 20, minimumInvocations: 100 }) } });
    const [, alarm] = frontAlarms(made).find(([id]) => id.includes('ClientErrors')) ?? [];
    expect(
      alarm?.Properties.Metrics.map((each: any) => each.Expression ?? `${each.MetricStat.Metric.MetricName} ${each.MetricStat.Stat}`),
    ).toEqual(['IF(requests >= 100, 100 * errors / requests, 0)', '4XXError Sum', 'Count SampleCount']);
  });

  test('notify whom the API names, and are required', () => {
    const { stack, api } = restApi({ alarmActions: AlarmActions.topicNamed('on-call') });
    api.addAlarm('ManyRequests', { metric: api.deploymentStage.metricCount(), threshold: 1_000_000, message: 'Many requests.' });
    const made = Object.entries(all(stack, ALARM)).filter(([id]) => id.startsWith('ApiAlarms'));
    expect(made).toHaveLength(3);
    for (const [, { Properties }] of made) expect(JSON.stringify(Properties.AlarmActions)).toContain('on-call');
    expect(api.alarmTopics.warning).toBeDefined();
    expect(restApi({ alarmActions: undefined }).api.node.validate()).toEqual([
      expect.stringMatching(/'alarmActions' must be set for the alarms of a front/),
    ]);
  });
});

describe('cdk-nag', () => {
  test.each([
    ['standard', HardeningProfile.standard(), undefined],
    ['strict', HardeningProfile.strict(), ALL_PACKS],
  ])('finds nothing in the %s profile', (_, profile, packs) => {
    const waived = restApi({ profile, alarmActions: AlarmActions.topicNamed('on-call'), cloudWatchRole: true }, ({ api, fn }) => {
      api.addFunctionRoute('POST /orders', fn);
      api.addFunctionRoute('GET /health', fn, { publicAccess: PublicAccess.allowed('a status page') });
    });
    const firewalled = restApi({ profile, webAclArn: ACL, waivers: [], alarmActions: AlarmActions.topicNamed('on-call') });
    for (const { app } of [waived, firewalled]) {
      expect(findingsOf(app, packs).filter((finding) => finding.includes('Api'))).toEqual([]);
    }
  });

  test('finds what is acknowledged for a reason alone', () => {
    const acknowledged = (props: Partial<HardenedRestApiProps>) =>
      acknowledgementsOf(restApi(props).app).filter((one) => one.includes('Api'));
    const { ERROR } = apigateway.MethodLoggingLevel;
    expect(acknowledged({}).map((one) => one.split(' ')[1])).toEqual(
      expect.arrayContaining(['AwsSolutions-APIG2', 'AwsSolutions-COG4', 'AwsSolutions-APIG3', 'AwsSolutions-APIG6']),
    );
    const less = acknowledged({ webAclArn: ACL, waivers: [], deployOptions: { loggingLevel: ERROR } }).join();
    expect(less).not.toMatch(/APIG3|APIG6|APIG4/);
  });
});

test('the constructs of the CDK are given their own props alone', () => {
  const seen: Record<string, string[]> = {};
  const injector = (uniqueId: string) => ({
    constructUniqueId: uniqueId,
    inject: (props: object) => {
      seen[uniqueId.split('.').at(-1) as string] = Object.keys(props).sort();
      return props;
    },
  });
  const stack = stackOf();
  PropertyInjectors.of(stack).add(injector(apigateway.RestApi.PROPERTY_INJECTION_ID));
  new HardenedRestApi(stack, 'Api', { ...REST, throttle: { rateLimit: 1 }, runbookUrl: 'https://example.com' });
  const ours = ['alarmActions', 'throttle', 'runbookUrl', 'waivers', 'webAclArn', 'securityPolicy', 'accessLogGroup'];
  expect(seen.RestApi.filter((name) => ours.includes(name))).toEqual([]);
  expect(seen.RestApi).toContain('deployOptions');
});
