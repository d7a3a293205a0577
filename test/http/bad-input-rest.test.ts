import { App, Duration, Lazy, Size, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import {
  AlarmTuning,
  FrontWaiver,
  HardenedRestApi,
  type HardenedRestApiProps,
  PublicAccess,
  type RestFunctionRouteOptions,
} from '../../lib';
import { stackOf } from '../harness';
import { functionIn, NO_FIREWALL, REST } from './fronts';

const js = <T>(props: object): T => props as never;
const some = Lazy.string({ produce: () => 'known later' });
const number = Lazy.number({ produce: () => 5 });
const ACL = 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/site/a1b2';
const { TLS_1_0, TLS_1_2 } = apigateway.SecurityPolicy;
const OLD_TLS = FrontWaiver.minimumTls('old tills');

describe('a REST API', () => {
  const make = (props: Partial<HardenedRestApiProps>) => new HardenedRestApi(stackOf(), 'Api', { ...REST, ...props });
  const cors = (options: Partial<apigateway.CorsOptions>) => ({ defaultCorsPreflightOptions: options as apigateway.CorsOptions });
  const stage = (deployOptions: apigateway.StageOptions) => ({ deployOptions });

  test.each<[string, Partial<HardenedRestApiProps>, RegExp]>([
    ['an unknown option', js({ throtle: {} }), /'HardenedRestApi' must have options that exist, got 'throtle'; did you mean 'throttle'/],
    [
      'an unknown option of CORS',
      cors(js({ allowOrigins: ['https://a.example.com'], allowMethod: [] })),
      /'defaultCorsPreflightOptions' must have options that exist, got 'allowMethod'; did you mean 'allowMethods'/,
    ],
    [
      'an unknown option of the stage',
      stage(js({ stagename: 'live' })),
      /'deployOptions' must have options that exist, got 'stagename'; did you mean 'stageName'/,
    ],
    [
      'an authorizer of an HTTP API for all methods',
      { defaultMethodOptions: { authorizer: js(new HttpIamAuthorizer()) } },
      /'defaultMethodOptions\.authorizer' must be an authorizer of a REST API, got an object/,
    ],
    [
      'no deployment',
      { deploy: false },
      /'deploy' must be true, got false: access logs, throttling and alarms belong to the stage; remove it/,
    ],
    [
      'its own destination of access logs',
      stage({ accessLogDestination: js({}) }),
      /'deployOptions\.accessLogDestination' must not be given, since the API sets it for each route; set 'accessLogGroup'/,
    ],
    ['its own format', stage({ accessLogFormat: apigateway.AccessLogFormat.clf() }), /'deployOptions\.accessLogFormat' must not be given/],
    [
      'a rate of the stage',
      stage({ throttlingRateLimit: 0 }),
      /'deployOptions\.throttlingRateLimit' must not be given.*set 'throttle\.rateLimit'/,
    ],
    [
      'a burst of the stage',
      stage({ throttlingBurstLimit: 0 }),
      /'deployOptions\.throttlingBurstLimit' must not be given.*'throttle\.burstLimit'/,
    ],
    [
      'no firewall',
      { waivers: [] },
      /^Shop\/Api: 'webAclArn' must be given, got none; pass the ARN of a web ACL, or 'waivers: \[FrontWaiver\.webAcl/,
    ],
    ['a firewall and its waiver', { webAclArn: ACL }, /'webAclArn' can't be combined with a waiver of it/],
    [
      'a firewall of CloudFront',
      { webAclArn: ACL.replace('regional', 'global'), waivers: [] },
      /'webAclArn' must be the ARN of a web ACL of AWS WAF with the scope REGIONAL, got "arn:/,
    ],
    ['an empty firewall', { webAclArn: '', waivers: [] }, /'webAclArn' must be the ARN of a web ACL .* got ""/],
    ['a waiver without a reason', { waivers: [FrontWaiver.webAcl(' ')] }, /'FrontWaiver\.webAcl' must have a reason, got " "/],
    ['a waiver by a text', js({ waivers: ['webAcl'] }), /'waivers' must be a list of FrontWaiver, got "webAcl" in it/],
    ['one waiver', js({ waivers: NO_FIREWALL[0] }), /'waivers' must be a list, got an object/],
    [
      'TLS 1.0',
      { securityPolicy: TLS_1_0 },
      /'securityPolicy' must be for TLS 1\.2 or later, got TLS_1_0; omit it, or pass 'waivers: \[FrontWaiver\.minimumTls/,
    ],
    [
      'TLS 1.0 of its domain',
      { domainName: { domainName: 'a.example.com', certificate: js({}), securityPolicy: TLS_1_0 } },
      /'domainName\.securityPolicy' must be for TLS 1\.2 or later, got TLS_1_0/,
    ],
    [
      'a waiver of TLS and TLS 1.2',
      { waivers: [...NO_FIREWALL, OLD_TLS] },
      /'waivers' must be about what the API does without, got FrontWaiver\.minimumTls/,
    ],
    ['an unknown policy', js({ securityPolicy: 'TLS_1_1' }), /'securityPolicy' must be an apigateway\.SecurityPolicy, got "TLS_1_1"/],
    [
      'an access mode with an old policy',
      { securityPolicy: TLS_1_2, endpointAccessMode: apigateway.EndpointAccessMode.BASIC },
      /'endpointAccessMode' must be for a policy that begins with SecurityPolicy_, got TLS_1_2/,
    ],
    ['a name with an accent', { restApiName: 'café' }, /'restApiName' must be ASCII characters, which metrics have, got "café"/],
    ['an empty name', { restApiName: '' }, /'restApiName' must be ASCII characters.* got ""/],
    ['a number as name', js({ restApiName: 5 }), /'restApiName' must be ASCII characters.* got 5/],
    [
      'a media type without a slash',
      { binaryMediaTypes: ['png'] },
      /'binaryMediaTypes' must be a list of media types such as 'image\/png', got "png" in it/,
    ],
    ['one media type', js({ binaryMediaTypes: 'image/png' }), /'binaryMediaTypes' must be a list, got "image\/png"/],
    [
      '11 MB of compression',
      { minCompressionSize: Size.mebibytes(11) },
      /'minCompressionSize' must be a whole number of bytes between 0 and 10485760, got 11534336/,
    ],
    ['a negative compression', { minimumCompressionSize: -1 }, /'minimumCompressionSize' must be .* got -1/],
    [
      'both compressions',
      { minimumCompressionSize: 0, minCompressionSize: Size.bytes(0) },
      /'minimumCompressionSize' can't be combined with 'minCompressionSize'/,
    ],
    ['NaN a second', { throttle: { rateLimit: Number.NaN } }, /^Shop\/Api: 'throttle\.rateLimit' must be a number of at least 0, got NaN/],
    ['a fraction of a burst', { throttle: { burstLimit: 1.5 } }, /'throttle\.burstLimit' must be a whole number of at least 0, got 1\.5/],
    ['public by a text', js({ publicAccess: 'yes' }), /'publicAccess' must be a PublicAccess, got "yes"/],
    ['public without a reason', { publicAccess: PublicAccess.allowed('') }, /'PublicAccess\.allowed' must have a reason, got ""/],
    [
      'a log group and its retention',
      { accessLogGroup: new logs.LogGroup(stackOf(), 'Logs'), logRetention: 30 },
      /'logRetention' can't be combined with 'accessLogGroup'/,
    ],
    ['a name as log group', js({ accessLogGroup: 'logs' }), /'accessLogGroup' must be a log group, got "logs"/],
    [
      'an unknown alarm',
      js({ alarms: { latncy: AlarmTuning.none('why') } }),
      /'alarms' must name alarms, got "latncy"; did you mean 'latency'/,
    ],
    ['actions by a text', js({ alarmActions: 'ops' }), /'alarmActions' must be AlarmActions, got "ops"/],
    ['a stage with spaces', stage({ stageName: 'a b' }), /'deployOptions\.stageName' must be 1 to 128 letters.* got "a b"/],
    ['an empty stage', stage({ stageName: '' }), /'deployOptions\.stageName' must be .* got ""/],
    [
      'a variable with a hyphen',
      stage({ variables: { 'a-b': 'c' } }),
      /'deployOptions\.variables' must have names of .* got "a-b" with "c"/,
    ],
    ['a variable with a space', stage({ variables: { a: 'b c' } }), /'deployOptions\.variables' must have .* got "a" with "b c"/],
    ['a text as variables', stage(js({ variables: 'a' })), /'deployOptions\.variables' must be an object, got "a"/],
    ['a list of methods', stage(js({ methodOptions: [] })), /'deployOptions\.methodOptions' must be an object, got a list/],
    ['seconds of a cache', stage(js({ cacheTtl: 5 })), /'deployOptions\.cacheTtl' must be a Duration, got 5/],
    ['a number as stage', js({ deployOptions: 5 }), /'deployOptions' must have its options in an object, got 5/],
    ['0 as CORS', js({ defaultCorsPreflightOptions: 0 }), /'defaultCorsPreflightOptions' must have its options in an object, got 0/],
    ['an unknown endpoint', js({ endpointTypes: ['GLOBAL'] }), /'endpointTypes' must be a list of apigateway\.EndpointType, got "GLOBAL"/],
    ['one endpoint', js({ endpointTypes: 'PRIVATE' }), /'endpointTypes' must be a list, got "PRIVATE"; put it in a list/],
    [
      'a text in the endpoint',
      js({ endpointConfiguration: { types: 'PRIVATE' } }),
      /'endpointConfiguration\.types' must be a list, got "PRIVATE"/,
    ],
    [
      'no types of the endpoint',
      js({ endpointConfiguration: {} }),
      /'endpointConfiguration' must be an EndpointConfiguration, got an object/,
    ],
    ['a domain by its name', js({ domainName: 'a.example.com' }), /'domainName' must be options of a domain name, got "a\.example\.com"/],
    ['bytes as a size', js({ minCompressionSize: 1024 }), /'minCompressionSize' must be a Size, got 1024; pass for example Size\.bytes/],
    ['a text as integration', js({ defaultIntegration: 'fn' }), /'defaultIntegration' must be an integration of a REST API, got "fn"/],
    ['a text as policy', js({ policy: '{}' }), /'policy' must be an iam\.PolicyDocument, got "{}"/],
    [
      'an unknown authorization of all methods',
      js({ defaultMethodOptions: { authorizationType: 'IAM' } }),
      /'defaultMethodOptions\.authorizationType' must be one of NONE, AWS_IAM, CUSTOM, COGNITO_USER_POOLS, got "IAM"/,
    ],
    [
      'one scope for all methods',
      js({ defaultMethodOptions: { authorizationScopes: 'a/b' } }),
      /'defaultMethodOptions\.authorizationScopes' must be a list, got "a\/b"/,
    ],
    ['a text as alarms', js({ alarms: 'all' }), /^Shop\/Api: 'alarms' must be an object, got "all"; pass for example \{ serverErrors/],
    [
      'a retention of a day and a half',
      js({ logRetention: 1.5 }),
      /^Shop\/Api: 'logRetention' must be one of logs\.RetentionDays, got 1\.5/,
    ],
    ['CORS for nobody', cors({}), /'defaultCorsPreflightOptions\.allowOrigins' must name the origins that may call, got none/],
    ['CORS for an empty list', cors({ allowOrigins: [] }), /'defaultCorsPreflightOptions\.allowOrigins' must name the origins/],
    [
      'CORS for everybody with credentials',
      cors({ allowOrigins: ['*'], allowCredentials: true }),
      /'defaultCorsPreflightOptions\.allowOrigins' must name origins where 'allowCredentials' is true, got "\*", which browsers refuse/,
    ],
    ['an origin with a path', cors({ allowOrigins: ['https://shop.example.com/'] }), /must be a list of origins as browsers send them/],
    [
      'a preflight of two days',
      cors({ allowOrigins: ['*'], maxAge: Duration.days(2) }),
      /'defaultCorsPreflightOptions\.maxAge' must be .* got 172800/,
    ],
  ])('%s is refused', (_, props, sentence) => expect(() => make(props)).toThrow(sentence));

  test.each<[string, Partial<HardenedRestApiProps>]>([
    ['nothing more', {}],
    ['variables', stage({ stageName: 'live-1', variables: { a_1: 'https://a.example.com/?b=c&d,e#f' } })],
    ['null in the stage', stage(js({ stageName: undefined, methodOptions: null, cacheTtl: null, variables: null }))],
    ['an authorization that is known later', js({ defaultMethodOptions: { authorizationType: some } })],
    [
      'undefined and null',
      { throttle: undefined, restApiName: undefined, deployOptions: undefined, publicAccess: null as never, webAclArn: null as never },
    ],
    ['tokens', { throttle: { rateLimit: number, burstLimit: number }, restApiName: some, webAclArn: some, waivers: [] }],
    ['a policy that is known later', js({ securityPolicy: some })],
    ['zeros', { throttle: { rateLimit: 0, burstLimit: 0 }, minimumCompressionSize: 0 }],
    ['the most compression', { minCompressionSize: Size.mebibytes(10) }],
    ['true for the deployment', { deploy: true, deployOptions: {} }],
    ['everything as binary', { binaryMediaTypes: ['*/*', 'image/png', some] }],
    ['media types as templates of CloudFormation write them', { binaryMediaTypes: ['*~1*', 'image~1png'] }],
    ['the origin of an app', cors({ allowOrigins: ['capacitor://localhost', 'https://a.example.com'], allowCredentials: true })],
    ['everybody without credentials', cors({ allowOrigins: ['*'], maxAge: Duration.seconds(0) })],
    ['an age of an hour', cors({ allowOrigins: ['https://a.example.com'], maxAge: Duration.hours(1) })],
    ['TLS 1.0 for a reason', { securityPolicy: TLS_1_0, waivers: [...NO_FIREWALL, OLD_TLS] }],
  ])('%s is taken', (_, props) => expect(make(props)).toBeDefined());
});

test('a firewall of another Region is refused where the Region is known', () => {
  const make = (region: string | undefined, webAclArn: string) =>
    new HardenedRestApi(new Stack(new App(), 'Shop', { env: { region } }), 'Api', { ...REST, webAclArn, waivers: [] });
  expect(() => make('us-east-1', ACL)).toThrow(
    /^Shop\/Api: 'webAclArn' must be of a web ACL in the Region of the API, us-east-1, got eu-west-1; create one there/,
  );
  expect(make('eu-west-1', ACL)).toBeDefined();
  expect(make(undefined, ACL)).toBeDefined();
  expect(make('us-east-1', some)).toBeDefined();
});

describe('a route', () => {
  const add = (route: string, options?: RestFunctionRouteOptions, fn?: lambda.IFunction, props?: Partial<HardenedRestApiProps>) => {
    const stack = stackOf();
    return new HardenedRestApi(stack, 'Api', { ...REST, ...props }).addFunctionRoute(route, fn ?? functionIn(stack), options);
  };
  const { IAM, NONE } = apigateway.AuthorizationType;
  const publicAccess = PublicAccess.allowed('a status page');

  test.each<[string, string, RestFunctionRouteOptions | undefined, RegExp]>([
    ['a path alone', '/orders', undefined, /'route' must be a method and a path, got "\/orders"/],
    ['an unknown method', 'FETCH /orders', undefined, /'route' must have one of the methods ANY, DELETE.* got "FETCH"/],
    ['a slash at the end', 'GET /orders/', undefined, /'route' must have a path that does not end with a slash/],
    [
      'an unknown option',
      'GET /',
      js({ throtle: {} }),
      /'addFunctionRoute' must have options that exist, got 'throtle'; did you mean 'throttle'/,
    ],
    ['a negative rate', 'GET /', { throttle: { rateLimit: -1 } }, /'throttle\.rateLimit' must be a number of at least 0, got -1/],
    ['a number as authorizer', 'GET /', js({ authorizer: 5 }), /'authorizer' must be an authorizer of a REST API, got 5/],
    [
      'an id that is no text',
      'GET /',
      js({ authorizer: { authorizerId: 5 } }),
      /'authorizer' must be an authorizer of a REST API, got an object/,
    ],
    [
      'what has an id and is bound to routes',
      'GET /',
      js({ authorizer: { authorizerId: 'a', bind: () => ({}) } }),
      /'authorizer' must be an authorizer of a REST API, got an object/,
    ],
    [
      'an authorizer of an HTTP API',
      'GET /',
      js({ authorizer: new HttpIamAuthorizer() }),
      /'authorizer' must be an authorizer of a REST API, got an object; .* 'authorizationType: AuthorizationType\.IAM'/,
    ],
    [
      'a greedy variable in the middle',
      'GET /{path+}/orders',
      undefined,
      /'route' must have a greedy path variable at its end only, got "\/\{path\+\}\/orders"/,
    ],
    [
      'public and authorized',
      'GET /',
      { publicAccess, authorizer: { authorizerId: 'a' } },
      /'publicAccess' can't be combined with 'authorizer'/,
    ],
    ['public and by IAM', 'GET /', { publicAccess, authorizationType: IAM }, /'publicAccess' can't be combined with 'authorizationType'/],
    ['public by true', 'GET /', js({ publicAccess: true }), /'publicAccess' must be a PublicAccess, got true/],
    [
      'two validators',
      'GET /',
      { requestValidator: { requestValidatorId: 'a' } as never, requestValidatorOptions: {} },
      /'requestValidator' can't be combined with 'requestValidatorOptions'; remove one of them/,
    ],
    ['a query', 'GET /orders?all=1', undefined, /'route' must have a path of names and variables, got "\/orders\?all=1"/],
    ['an open brace', 'GET /{id', undefined, /'route' must have a path of names and variables, got "\/\{id"/],
    ['two variables in one part', 'GET /{a}{b}', undefined, /'route' must have a path of names and variables/],
    ['0 as throttle', 'GET /', js({ throttle: 0 }), /'throttle' must be an object, got 0/],
    ['0 as options', 'GET /', js(0 as never), /'addFunctionRoute' must have its options in an object, got 0/],
    ['one scope', 'GET /', js({ authorizationScopes: 'a/b' }), /'authorizationScopes' must be a list, got "a\/b"; put it in a list/],
    ['an empty scope', 'GET /', { authorizationScopes: [''] }, /'authorizationScopes' must be a list of scopes, got "" in it/],
    ['an unknown authorization', 'GET /', js({ authorizationType: 'IAM' }), /'authorizationType' must be one of NONE, AWS_IAM.* got "IAM"/],
    ['a number as timeout', 'GET /', js({ timeout: 5 }), /'timeout' must be a Duration, got 5/],
    [
      'too long',
      'GET /',
      { timeout: Duration.minutes(16) },
      /'timeout' must be a whole number of milliseconds between 50 and 900000, got 960000/,
    ],
    ['too short', 'GET /', { timeout: Duration.millis(49) }, /'timeout' must be .* got 49/],
  ])('with %s is refused', (_, route, options, sentence) => expect(() => add(route, options)).toThrow(sentence));

  test('of an edge-optimized API waits no longer than 29 seconds: its quota is not raised', () => {
    const endpointTypes = [apigateway.EndpointType.EDGE];
    expect(() => add('GET /', { timeout: Duration.seconds(30) }, undefined, { endpointTypes })).toThrow(/between 50 and 29000, got 30000/);
    expect(add('GET /', { timeout: Duration.seconds(29) }, undefined, { endpointTypes })).toBeDefined();
  });

  test.each<[string, unknown, RegExp]>([
    ['nothing', null, /'fn' must be given, got null/],
    ['a name', 'orders', /'fn' must be a construct, got "orders"/],
    ['a stack', stackOf(), /'fn' must be a function, got Shop/],
  ])('to %s is refused', (_, fn, sentence) =>
    expect(() => new HardenedRestApi(stackOf(), 'Api', REST).addFunctionRoute('GET /', fn as never)).toThrow(sentence),
  );

  test.each<[string, string, RestFunctionRouteOptions | undefined]>([
    ['the root', 'GET /', undefined],
    ['null as options', 'GET /', null as never],
    ['every method', 'ANY /{path+}', {}],
    ['a timeout above the default quota', 'GET /', { timeout: Duration.minutes(15) }],
    ['public and the type that is none', 'GET /', { publicAccess, authorizationType: NONE }],
    ['undefined', 'GET /', { throttle: undefined, authorizer: undefined, publicAccess: undefined, timeout: undefined }],
  ])('with %s is taken', (_, route, options) => expect(add(route, options)).toBeDefined());
});
