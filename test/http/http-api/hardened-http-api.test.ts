import { Duration, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration, HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import {
  AlarmActions,
  AlarmTuning,
  HardenedFunctionDefaults,
  HardenedHttpApi,
  type HardenedHttpApiProps,
  HardeningProfile,
  type HttpFunctionRouteOptions,
  PublicAccess,
  Release,
} from '../../../lib';
import { ALL_PACKS, accepted, CODE, findingsOf, stackOf } from '../../harness';
import { all, functionIn, httpApi, IAM, type Made, one, scopeOf } from '../fronts';

const WAIVERS = 'cdk-hardened-lambda:Waivers';
const STAGE = 'AWS::ApiGatewayV2::Stage';
const ALARM = 'AWS::CloudWatch::Alarm';
const frontAlarms = (made: Made) => Object.entries(all(made.stack, ALARM)).filter(([id]) => id.startsWith('ApiAlarms'));

describe('the stage', () => {
  test('writes access logs in JSON to a log group of the API, which is kept for a year', () => {
    const { stack } = httpApi();
    const { AccessLogSettings } = one(stack, STAGE).Properties;
    const [[id, group]] = Object.entries(all(stack, 'AWS::Logs::LogGroup')).filter(([id]) => id.startsWith('ApiAccessLogs'));
    expect(AccessLogSettings.DestinationArn).toEqual({ 'Fn::GetAtt': [id, 'Arn'] });
    expect(group.Properties.RetentionInDays).toBe(365);
    const format = JSON.parse(AccessLogSettings.Format);
    expect(format).toMatchObject({
      requestId: '$context.requestId',
      route: '$context.routeKey',
      status: '$context.status',
      ip: '$context.identity.sourceIp',
      integrationLatency: '$context.integration.latency',
      integrationError: '$context.integrationErrorMessage',
      authorizerError: '$context.authorizer.error',
    });
  });

  test('writes them to the log group that is given, or as long as is chosen', () => {
    const own = httpApi({ logRetention: logs.RetentionDays.ONE_MONTH });
    expect(Object.values(all(own.stack, 'AWS::Logs::LogGroup')).map(({ Properties }) => Properties.RetentionInDays)).toContain(30);
    const stack = stackOf();
    const given = new logs.LogGroup(stack, 'Given');
    const api = new HardenedHttpApi(stack, 'Api', { ...IAM, accessLogGroup: given });
    expect(api.accessLogGroup).toBe(given);
    expect(Object.keys(all(stack, 'AWS::Logs::LogGroup'))).toHaveLength(1);
  });

  test('throttles each route, with both limits', () => {
    expect(one(httpApi().stack, STAGE).Properties.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 500 });
    expect(one(httpApi({ throttle: { rateLimit: 7 } }).stack, STAGE).Properties.DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: 7,
      ThrottlingBurstLimit: 500,
    });
    expect(one(httpApi({ throttle: { rateLimit: 0, burstLimit: 0 } }).stack, STAGE).Properties.DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: 0,
      ThrottlingBurstLimit: 0,
    });
  });

  test('throttles a route by its own limits, after the route exists', () => {
    const { stack } = httpApi({ throttle: { rateLimit: 100, burstLimit: 50 } }, ({ api, fn }) => {
      api.addFunctionRoute('POST /orders', fn, { throttle: { rateLimit: 5 } });
      api.addFunctionRoute('GET /orders', fn, { throttle: { burstLimit: 2 } });
      api.addFunctionRoute('GET /orders/{id}', fn);
    });
    const stage = one(stack, STAGE);
    expect(stage.Properties.RouteSettings).toEqual({
      'POST /orders': { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 50 },
      'GET /orders': { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 2 },
    });
    const throttled = Object.entries(all(stack, 'AWS::ApiGatewayV2::Route')).filter(
      ([, { Properties }]) => !Properties.RouteKey.includes('{'),
    );
    expect(stage.DependsOn).toEqual(expect.arrayContaining(throttled.map(([id]) => id)));
  });

  test('keeps the logical ids that an HttpApi of the CDK has', () => {
    const stack = stackOf();
    new apigateway.HttpApi(stack, 'Api').addRoutes({
      path: '/orders',
      methods: [apigateway.HttpMethod.POST],
      integration: new HttpLambdaIntegration('Integration', new lambda.Function(stack, 'Orders', CODE)),
    });
    const idsOf = (of: typeof stack) =>
      [...'Api Stage Route Integration'.split(' ')].flatMap((type) => Object.keys(all(of, `AWS::ApiGatewayV2::${type}`)));
    expect(idsOf(httpApi().stack)).toEqual(idsOf(stack));
  });

  test('has the name, the metrics and the settings that are given', () => {
    const { stack, api } = httpApi({ stageName: 'live', detailedMetricsEnabled: true, apiName: 'orders', description: 'takes orders' });
    expect(one(stack, STAGE).Properties).toMatchObject({ StageName: 'live', DefaultRouteSettings: { DetailedMetricsEnabled: true } });
    expect(one(stack, 'AWS::ApiGatewayV2::Api').Properties).toMatchObject({ Name: 'orders', Description: 'takes orders' });
    expect(api.defaultStage?.stageName).toBe('live');
    expect(JSON.stringify(stack.resolve(api.url))).toContain('/live');
  });
});

describe('permissions', () => {
  const scopes = (made: Made) => Object.values(all(made.stack, 'AWS::Lambda::Permission')).map(scopeOf);

  test('are for the stage, the method and the path', () => {
    const made = httpApi({}, ({ api, fn }) => {
      api.addFunctionRoute('POST /orders', fn);
      api.addFunctionRoute('GET /orders/{id}', fn);
      api.addFunctionRoute('ANY /files/{path+}', fn);
    });
    expect(scopes(made).sort()).toEqual(['/$default/*/files/{path+}', '/$default/GET/orders/{id}', '/$default/POST/orders']);
  });

  test('are for the named stage, also of routes that are added as in the CDK, and of the default route', () => {
    const stack = stackOf();
    const fn = functionIn(stack);
    const api = new HardenedHttpApi(stack, 'Api', { ...IAM, stageName: 'live', defaultIntegration: new HttpLambdaIntegration('All', fn) });
    const integration = new HttpLambdaIntegration('Shared', functionIn(stack, {}, 'Other'), { scopePermissionToRoute: false });
    api.addRoutes({ path: '/a', methods: [apigateway.HttpMethod.GET, apigateway.HttpMethod.PUT], integration });
    expect(Object.values(all(stack, 'AWS::Lambda::Permission')).map(scopeOf).sort()).toEqual(['/live/$default', '/live/*']);
  });

  test('are for the stage and the route of one that is made apart from the API, also in another stack', () => {
    const { app, api, stack } = httpApi();
    const other = new Stack(app, 'Other');
    for (const scope of [stack, other]) {
      new apigateway.HttpRoute(scope, 'Route', {
        httpApi: api,
        routeKey: apigateway.HttpRouteKey.with('/apart', apigateway.HttpMethod.GET),
        integration: new HttpLambdaIntegration('Apart', functionIn(scope, {}, 'Apart')),
      });
    }
    expect([stack, other].flatMap((one) => Object.values(all(one, 'AWS::Lambda::Permission'))).map(scopeOf)).toEqual([
      '/$default/POST/orders',
      '/$default/GET/apart',
      '/$default/GET/apart',
    ]);
  });

  test('of another API of the app are left alone', () => {
    const { api, stack } = httpApi();
    const other = new apigateway.HttpApi(stack, 'Other');
    const integration = new HttpLambdaIntegration('Integration', functionIn(stack, {}, 'Apart'));
    const [route] = other.addRoutes({ path: '/a', methods: [apigateway.HttpMethod.GET], integration });
    const [, permission] = Object.entries(all(stack, 'AWS::Lambda::Permission')).find(([id]) => id.startsWith('Other')) ?? [];
    expect(route.httpApi).not.toBe(api);
    expect(permission && scopeOf(permission)).toBe('/*/*/a');
  });

  test('are on the alias of a function with releases, which is what is called', () => {
    const { stack } = httpApi({}, ({ api, stack }) => {
      api.addFunctionRoute('POST /orders', functionIn(stack, { release: Release.allAtOnce() }, 'Released'));
    });
    const [alias] = Object.keys(all(stack, 'AWS::Lambda::Alias'));
    expect(one(stack, 'AWS::ApiGatewayV2::Integration').Properties.IntegrationUri).toEqual({ Ref: alias });
    const [permission] = Object.values(all(stack, 'AWS::Lambda::Permission'));
    expect(permission.Properties.FunctionName).toEqual({ Ref: alias });
    expect(scopeOf(permission)).toBe('/$default/POST/orders');
  });
});

describe('authorization', () => {
  const open = { defaultAuthorizer: undefined };

  test.each<[string, Partial<HardenedHttpApiProps>, (made: Made) => void]>([
    ['no authorizer', open, ({ api, fn }) => api.addFunctionRoute('GET /a', fn)],
    [
      'the authorizer that is none',
      {},
      ({ api, fn }) => api.addFunctionRoute('GET /a', fn, { authorizer: new apigateway.HttpNoneAuthorizer() }),
    ],
    [
      'a route of the CDK',
      open,
      ({ api, stack }) =>
        new apigateway.HttpRoute(stack, 'Route', {
          httpApi: api,
          routeKey: apigateway.HttpRouteKey.with('/a', apigateway.HttpMethod.GET),
          integration: new HttpUrlIntegration('Url', 'https://example.com'),
        }),
    ],
    [
      'another route that is public',
      open,
      ({ api, fn }) => {
        api.addFunctionRoute('GET /b', fn, { publicAccess: PublicAccess.allowed('a status page') });
        api.addFunctionRoute('GET /a', fn);
      },
    ],
  ])('%s is refused', (_, props, add) => {
    const faults = httpApi(props, add).api.node.validate();
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(
      /^'authorizer' must be set for the route GET \/a \(.*\), got none; set 'defaultAuthorizer' of the API or 'authorizer' of the route, or 'publicAccess: PublicAccess.allowed\(reason\)'$/,
    );
  });

  test.each<[string, Partial<HardenedHttpApiProps>, HttpFunctionRouteOptions]>([
    ['the authorizer of the API', {}, {}],
    ['its own authorizer', open, { authorizer: new HttpIamAuthorizer() }],
  ])('%s is enough', (_, props, options) => {
    const { stack } = httpApi(props, ({ api, fn }) => accepted(api) && api.addFunctionRoute('GET /a', fn, options));
    expect(one(stack, 'AWS::ApiGatewayV2::Route').Properties.AuthorizationType).toBe('AWS_IAM');
  });

  test('a public route has no authorizer, and its reason', () => {
    const { stack, api } = httpApi({}, ({ api, fn }) =>
      api.addFunctionRoute('GET /a', fn, { publicAccess: PublicAccess.allowed('a status page') }),
    );
    const route = one(stack, 'AWS::ApiGatewayV2::Route');
    expect(route.Properties.AuthorizationType).toBe('NONE');
    expect(route.Metadata).toMatchObject({ [WAIVERS]: { authorizer: 'a status page' } });
    expect(api.node.validate()).toEqual([]);
  });

  test('of a route is what is deployed, also by an escape hatch', () => {
    const overridden = (type: string, defaultAuthorizer?: HttpIamAuthorizer) =>
      httpApi({ defaultAuthorizer }, ({ api, fn }) => {
        const route = api.addFunctionRoute('GET /a', fn).node.defaultChild as apigateway.CfnRoute;
        route.addPropertyOverride('AuthorizationType', type);
      }).api.node.validate();
    expect(overridden('AWS_IAM')).toEqual([]);
    expect(overridden('NONE', new HttpIamAuthorizer())).toEqual([expect.stringMatching(/^'authorizer' must be set for the route GET \/a/)]);
  });

  describe('by scopes of the API', () => {
    const byScopes = () => ({
      defaultAuthorizer: new HttpJwtAuthorizer('Jwt', 'https://login.example.com', { jwtAudience: ['shop'] }),
      defaultAuthorizationScopes: ['orders/read'],
    });
    const scopesOf = (options: HttpFunctionRouteOptions) =>
      one(httpApi(byScopes(), ({ api, fn }) => api.addFunctionRoute('GET /a', fn, options)).stack, 'AWS::ApiGatewayV2::Route').Properties
        .AuthorizationScopes;

    test('is for routes whose authorizer reads tokens: API Gateway refuses scopes of others', () => {
      expect(scopesOf({})).toEqual(['orders/read']);
      expect(scopesOf({ authorizationScopes: ['orders/write'] })).toEqual(['orders/write']);
      expect(scopesOf({ publicAccess: PublicAccess.allowed('a status page') })).toBeUndefined();
      expect(scopesOf({ authorizer: new HttpIamAuthorizer() })).toBeUndefined();
    });

    test.each<[string[] | undefined, number]>([
      [undefined, 1],
      [['orders/read'], 1],
      [[], 0],
    ])('of a route of the CDK by IAM with %j', (authorizationScopes, refused) => {
      const { api } = httpApi(byScopes(), ({ api, fn }) =>
        api.addRoutes({
          path: '/a',
          methods: [apigateway.HttpMethod.GET],
          integration: new HttpLambdaIntegration('Integration', fn),
          authorizer: new HttpIamAuthorizer(),
          authorizationScopes,
        }),
      );
      const sentence = expect.stringMatching(
        /^'authorizationScopes' must be for an authorizer that reads tokens, got them for the route GET \/a \(.*\) with the authorization type AWS_IAM, which API Gateway refuses; remove them, or pass an empty list for the route$/,
      );
      expect(api.node.validate()).toEqual(Array(refused).fill(sentence));
    });
  });

  test('an API that is public keeps its reason', () => {
    const { stack, api } = httpApi({ ...open, publicAccess: PublicAccess.allowed('a public catalogue') });
    expect(api.node.validate()).toEqual([]);
    expect(one(stack, STAGE).Metadata).toMatchObject({ [WAIVERS]: { authorizer: 'a public catalogue' } });
  });
});

describe('the timeout of the function', () => {
  const faults = (seconds: number | undefined, timeout?: Duration) =>
    httpApi({}, ({ api, stack }) => {
      const fn = functionIn(
        stack,
        { timeout: seconds === undefined ? undefined : Duration.seconds(seconds), release: Release.allAtOnce() },
        'Slow',
      );
      api.addFunctionRoute('GET /a', fn, { timeout });
    }).api.node.validate();

  test('is at most what API Gateway waits, also behind an alias', () => {
    expect(faults(60)).toEqual([
      expect.stringMatching(
        /^'timeout' of Shop\/Slow must be at most the 30 seconds that API Gateway waits \(.*Integration.*\), got 60: the caller gets an error while the function runs on; lower it,/,
      ),
    ]);
    expect(faults(20, Duration.seconds(5))).toEqual([expect.stringMatching(/at most the 5 seconds that API Gateway waits .* got 20/)]);
  });

  test('is fine where it fits, and by default', () => {
    expect([...faults(undefined), ...faults(30), ...faults(29, Duration.seconds(29)), ...faults(5, Duration.seconds(5))]).toEqual([]);
  });

  test('of a plain function counts too', () => {
    const { api } = httpApi({}, ({ api, stack }) => {
      api.addFunctionRoute('GET /a', new lambda.Function(stack, 'Plain', { ...CODE, timeout: Duration.minutes(5) }));
    });
    expect(api.node.validate()).toEqual([expect.stringMatching(/got 300/)]);
  });
});

describe('alarms', () => {
  test('fire on server errors and on the p99 of the latency', () => {
    const made = httpApi();
    const [[, errors], [, latency]] = frontAlarms(made).sort(([one], [other]) => (one < other ? 1 : -1));
    expect(frontAlarms(made)).toHaveLength(2);
    expect(errors.Properties).toMatchObject({
      MetricName: '5xx',
      Namespace: 'AWS/ApiGateway',
      Statistic: 'Sum',
      Threshold: 0,
      Period: 300,
    });
    expect(latency.Properties).toMatchObject({
      MetricName: 'Latency',
      ExtendedStatistic: 'p99',
      Threshold: 5000,
      EvaluationPeriods: 3,
      TreatMissingData: 'notBreaching',
    });
    for (const { Properties } of [errors, latency]) {
      expect(Properties.Dimensions).toEqual([
        { Name: 'ApiId', Value: { Ref: expect.stringMatching(/^Api/) } },
        { Name: 'Stage', Value: '$default' },
      ]);
      expect(JSON.stringify(Properties.AlarmDescription)).toContain('log-group');
    }
    expect(made.api.alarms.serverErrors).toBeDefined();
    expect(made.api.alarms.latency).toBeDefined();
    expect(made.api.alarms.clientErrors).toBeUndefined();
  });

  test('fire on the rate of client errors by choice', () => {
    const made = httpApi({ alarms: { clientErrors: AlarmTuning.rate({ percent: 20, minimumInvocations: 100 }) } });
    const [, alarm] = frontAlarms(made).find(([id]) => id.includes('ClientErrors')) ?? [];
    expect(alarm?.Properties.Threshold).toBe(20);
    expect(
      alarm?.Properties.Metrics.map((each: any) => each.Expression ?? `${each.MetricStat.Metric.MetricName} ${each.MetricStat.Stat}`),
    ).toEqual(['IF(requests >= 100, 100 * errors / requests, 0)', '4xx Sum', 'Count SampleCount']);
  });

  test('are tuned by the scope, and by the API itself', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({
      frontAlarms: { latency: AlarmTuning.threshold({ threshold: 2000 }), serverErrors: AlarmTuning.none('the scope') },
    });
    const api = new HardenedHttpApi(stack, 'Api', { ...IAM, alarms: { serverErrors: AlarmTuning.threshold({ threshold: 3 }) } });
    const thresholds = Object.values(all(stack, ALARM)).map(({ Properties }) => Properties.Threshold);
    expect(thresholds.sort()).toEqual([2000, 3]);
    expect(api.alarms.serverErrors).toBeDefined();
  });

  test('notify whom the API names, and are required', () => {
    const { stack, api } = httpApi({ alarmActions: AlarmActions.topicNamed('on-call') });
    for (const { Properties } of Object.values(all(stack, ALARM)).filter(({ Properties }) => Properties.Namespace === 'AWS/ApiGateway'))
      expect(JSON.stringify(Properties.AlarmActions)).toContain('on-call');
    expect(api.alarmTopics.warning).toBeDefined();
    expect(httpApi({ alarmActions: undefined }).api.node.validate()).toEqual([
      expect.stringMatching(/'alarmActions' must be set for the alarms of a front/),
    ]);
  });

  test('are disabled with a reason, which the stage keeps', () => {
    const made = httpApi({ alarms: { latency: AlarmTuning.none('long polling') } });
    expect(frontAlarms(made)).toHaveLength(1);
    expect(one(made.stack, STAGE).Metadata).toMatchObject({ [WAIVERS]: { 'alarms.latency': 'long polling' } });
  });

  test('of the development profile are none', () => {
    const made = httpApi({ profile: HardeningProfile.development(), alarmActions: undefined });
    expect(frontAlarms(made)).toEqual([]);
    expect(made.api.node.validate()).toEqual([]);
  });

  test('of the user notify the same topics', () => {
    const made = httpApi({ alarmActions: AlarmActions.topicNamed('on-call') });
    const metric = made.api.defaultStage?.metricCount() as never;
    made.api.addAlarm('ManyRequests', { metric, threshold: 1_000_000, message: 'Many requests.' });
    const [, alarm] = frontAlarms(made).find(([id]) => id.includes('ManyRequests')) ?? [];
    expect(JSON.stringify(alarm?.Properties.AlarmActions)).toContain('on-call');
  });
});

test('a strict profile encrypts the access logs', () => {
  const stack = stackOf();
  new HardenedHttpApi(stack, 'Api', { ...IAM, profile: HardeningProfile.strict() });
  expect(one(stack, 'AWS::Logs::LogGroup').Properties.KmsKeyId).toBeDefined();
  expect(JSON.stringify(one(stack, 'AWS::KMS::Key').Properties.KeyPolicy)).toContain('AllowCloudWatchLogs');
});

describe('cdk-nag', () => {
  test.each([
    ['standard', HardeningProfile.standard(), undefined],
    ['strict', HardeningProfile.strict(), ALL_PACKS],
  ])('finds nothing in the %s profile', (_, profile, packs) => {
    const { app } = httpApi({ profile, alarmActions: AlarmActions.topicNamed('on-call') }, ({ api, fn }) => {
      api.addFunctionRoute('POST /orders', fn);
      api.addFunctionRoute('GET /health', fn, { publicAccess: PublicAccess.allowed('a status page') });
    });
    expect(findingsOf(app, packs).filter((finding) => finding.includes('Api'))).toEqual([]);
  });
});

test('cdk-nag finds nothing in an API that is public as a whole', () => {
  const { app } = httpApi({ defaultAuthorizer: undefined, publicAccess: PublicAccess.allowed('a public catalogue') });
  expect(findingsOf(app).filter((finding) => finding.includes('/Api/'))).toEqual([]);
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
  PropertyInjectors.of(stack).add(
    injector(apigateway.HttpApi.PROPERTY_INJECTION_ID),
    injector(apigateway.HttpStage.PROPERTY_INJECTION_ID),
    injector(logs.LogGroup.PROPERTY_INJECTION_ID),
  );
  new HardenedHttpApi(stack, 'Api', { ...IAM, throttle: { rateLimit: 1 }, runbookUrl: 'https://example.com' });
  expect(seen.HttpApi).toEqual(
    [
      ...['apiName', 'corsPreflight', 'createDefaultStage', 'defaultAuthorizationScopes', 'defaultAuthorizer', 'defaultIntegration'],
      ...['description', 'disableExecuteApiEndpoint', 'ipAddressType', 'routeSelectionExpression'],
    ].sort(),
  );
  expect(seen.HttpStage).toEqual(
    ['accessLogSettings', 'autoDeploy', 'detailedMetricsEnabled', 'domainMapping', 'httpApi', 'stageName', 'throttle'].sort(),
  );
  expect(seen.LogGroup).toEqual(['encryptionKey', 'removalPolicy', 'retention']);
});

test('CORS settings reach the API', () => {
  const { stack } = httpApi({
    corsPreflight: { allowOrigins: ['https://shop.example.com'], allowCredentials: true, allowMethods: [apigateway.CorsHttpMethod.POST] },
  });
  expect(Template.fromStack(stack).findResources('AWS::ApiGatewayV2::Api')).toMatchObject({
    [Object.keys(all(stack, 'AWS::ApiGatewayV2::Api'))[0]]: {
      Properties: { CorsConfiguration: { AllowOrigins: ['https://shop.example.com'], AllowCredentials: true, AllowMethods: ['POST'] } },
    },
  });
});

test('its domain name takes TLS 1.2 or later', () => {
  const faults = (securityPolicy?: apigateway.SecurityPolicy) => {
    const stack = stackOf();
    const certificate = acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/a');
    const domainName = new apigateway.DomainName(stack, 'Domain', { domainName: 'a.example.com', certificate, securityPolicy });
    return new HardenedHttpApi(stack, 'Api', { ...IAM, defaultDomainMapping: { domainName } }).node.validate();
  };
  expect([...faults(), ...faults(apigateway.SecurityPolicy.TLS_1_2)]).toEqual([]);
  expect(faults(apigateway.SecurityPolicy.TLS_1_0)).toEqual([
    "'securityPolicy' of Shop/Domain must be for TLS 1.2 or later, got TLS_1_0; omit it for TLS_1_2",
  ]);
});
