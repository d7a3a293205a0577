import { App, Duration, Lazy, type Stack } from 'aws-cdk-lib';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AlarmTuning,
  FrontWaiver,
  FunctionUrlDistribution,
  type FunctionUrlDistributionProps,
  HardenedHttpApi,
  type HardenedHttpApiProps,
  type HttpFunctionRouteOptions,
  PublicAccess,
} from '../../lib';
import { stackOf } from '../harness';
import { functionIn, IAM, NOBODY } from './fronts';

const js = <T>(props: object): T => props as never;
const some = Lazy.string({ produce: () => 'known later' });
const number = Lazy.number({ produce: () => 5 });
const later = Duration.seconds(number);

describe('an HTTP API', () => {
  const make = (props: Partial<HardenedHttpApiProps>) => new HardenedHttpApi(stackOf(), 'Api', { ...IAM, ...props });
  const logGroup = () => new logs.LogGroup(stackOf(), 'Logs');

  test.each<[string, Partial<HardenedHttpApiProps>, RegExp]>([
    ['an unknown option', js({ throtle: {} }), /'HardenedHttpApi' must have options that exist, got 'throtle'; did you mean 'throttle'/],
    [
      'a web ACL',
      js({ webAclArn: 'arn' }),
      /'webAclArn' must not be given, since an HTTP API does not have AWS WAF; use a HardenedRestApi, or put a CloudFront/,
    ],
    ['WAF', js({ wafArn: 'arn' }), /'wafArn' must not be given, since an HTTP API does not have AWS WAF/],
    [
      'tracing',
      js({ tracingEnabled: true }),
      /'tracingEnabled' must not be given, since an HTTP API does not have tracing by X-Ray; use a HardenedRestApi/,
    ],
    ['no stage', { createDefaultStage: false }, /'createDefaultStage' must be true, got false/],
    ['a text as throttle', js({ throttle: '5' }), /'throttle' must be an object, got "5"/],
    ['a list as throttle', js({ throttle: [5] }), /'throttle' must be an object, got a list/],
    ['an unknown limit', js({ throttle: { rate: 5 } }), /'throttle' must have options that exist, got 'rate'/],
    ['NaN a second', { throttle: { rateLimit: Number.NaN } }, /'throttle\.rateLimit' must be a number of at least 0, got NaN/],
    ['an infinite rate', { throttle: { rateLimit: Number.POSITIVE_INFINITY } }, /'throttle\.rateLimit' must be .*, got Infinity/],
    ['a negative rate', { throttle: { rateLimit: -1 } }, /'throttle\.rateLimit' must be a number of at least 0, got -1/],
    ['a text as rate', js({ throttle: { rateLimit: '5' } }), /'throttle\.rateLimit' must be .*, got "5"/],
    ['a fraction of a burst', { throttle: { burstLimit: 1.5 } }, /'throttle\.burstLimit' must be a whole number of at least 0, got 1\.5/],
    ['a negative burst', { throttle: { burstLimit: -1 } }, /'throttle\.burstLimit' must be a whole number of at least 0, got -1/],
    ['a stage with spaces', { stageName: 'a b' }, /'stageName' must be \$default, or 1 to 128 letters.* got "a b"/],
    ['an empty stage', { stageName: '' }, /'stageName' must be .* got ""/],
    [
      'public by a text',
      js({ publicAccess: 'yes' }),
      /'publicAccess' must be a PublicAccess, got "yes"; pass PublicAccess\.allowed\(reason\)/,
    ],
    ['public without a reason', { publicAccess: PublicAccess.allowed(' ') }, /'PublicAccess\.allowed' must have a reason, got " "/],
    [
      'a log group and its retention',
      { accessLogGroup: logGroup(), logRetention: 30 },
      /'logRetention' can't be combined with 'accessLogGroup'/,
    ],
    ['a name as log group', js({ accessLogGroup: 'logs' }), /'accessLogGroup' must be a log group, got "logs"/],
    [
      'an unknown alarm',
      js({ alarms: { latncy: AlarmTuning.none('why') } }),
      /'alarms' must name alarms, got "latncy"; did you mean 'latency'/,
    ],
    ['an alarm by a number', js({ alarms: { latency: 5 } }), /'alarms\.latency' must be a tuning, got 5/],
    [
      'a rate of the latency',
      { alarms: { latency: AlarmTuning.rate({ percent: 5 }) } },
      /'alarms\.latency' must have a threshold, got a rate/,
    ],
    [
      'the latency summed',
      { alarms: { latency: AlarmTuning.threshold({ statistic: 'Sum' }) } },
      /'alarms\.latency\.statistic' must fit a level, got Sum/,
    ],
    ['the fleet', { alarms: { latency: AlarmTuning.byFleet() } }, /'alarms\.latency' must not be 'AlarmTuning\.byFleet\(\)'/],
    ['no runbook', { runbookUrl: 'page' }, /'runbookUrl' must be an http or https address/],
    ['actions by a text', js({ alarmActions: 'ops' }), /'alarmActions' must be AlarmActions, got "ops"/],
    ['a retention of a day and a half', js({ logRetention: 1.5 }), /'logRetention' must be one of logs\.RetentionDays, got 1\.5/],
    ['a key by its ARN', js({ encryptionKey: 'arn' }), /'encryptionKey' must be a kms\.IKey, got "arn"/],
    ['a profile by its name', js({ profile: 'strict' }), /'profile' must be a HardeningProfile, got "strict"/],
    [
      'an authorizer of a REST API',
      js({ defaultAuthorizer: { authorizerId: 'a' } }),
      /'defaultAuthorizer' must be an authorizer of an HTTP API, got an object; pass for example new HttpIamAuthorizer\(\)/,
    ],
    [
      'an unknown option of CORS',
      js({ corsPreflight: { allowOrigins: ['*'], allowMethod: [] } }),
      /'corsPreflight' must have options that exist, got 'allowMethod'; did you mean 'allowMethods'/,
    ],
    ['0 as CORS', js({ corsPreflight: 0 }), /'corsPreflight' must have its options in an object, got 0/],
    ['one scope', js({ defaultAuthorizationScopes: 'a' }), /'defaultAuthorizationScopes' must be a list, got "a"; put it in a list/],
    ['a number as scope', js({ defaultAuthorizationScopes: [5] }), /'defaultAuthorizationScopes' must be a list of scopes, got 5 in it/],
    ['undefined as scope', js({ defaultAuthorizationScopes: [undefined] }), /'defaultAuthorizationScopes' must be .* got undefined in it/],
    ['a text as integration', js({ defaultIntegration: 'fn' }), /'defaultIntegration' must be an integration of an HTTP API, got "fn"/],
    [
      'a domain by its name',
      js({ defaultDomainMapping: 'a.example.com' }),
      /'defaultDomainMapping' must be a mapping of a domain name, got "a/,
    ],
    ['a list of alarms', js({ alarms: [] }), /'alarms' must be an object, got a list; pass for example \{ serverErrors/],
    ['CORS for nobody', { corsPreflight: {} }, /'corsPreflight\.allowOrigins' must name the origins that may call, got none/],
    [
      'CORS for an empty list',
      { corsPreflight: { allowOrigins: [] } },
      /'corsPreflight\.allowOrigins' must name the origins that may call/,
    ],
    [
      'CORS for everybody with credentials',
      { corsPreflight: { allowOrigins: ['*'], allowCredentials: true } },
      /^Shop\/Api: 'corsPreflight\.allowOrigins' must name origins where 'allowCredentials' is true, got "\*", which browsers refuse/,
    ],
    [
      'CORS for all sites with credentials',
      { corsPreflight: { allowOrigins: ['https://*'], allowCredentials: true } },
      /'corsPreflight\.allowOrigins' must name origins where 'allowCredentials' is true/,
    ],
    [
      'an origin with a path',
      { corsPreflight: { allowOrigins: ['https://shop.example.com/'] } },
      /must be a list of origins as browsers send them, .*, got "https:\/\/shop\.example\.com\/"/,
    ],
    [
      'an origin without a scheme',
      { corsPreflight: { allowOrigins: ['shop.example.com'] } },
      /must be a list of origins as browsers send them/,
    ],
    [
      'an origin that is a text',
      js({ corsPreflight: { allowOrigins: 'https://a.example.com' } }),
      /'corsPreflight\.allowOrigins' must be a list/,
    ],
    [
      'a preflight of two days',
      { corsPreflight: { allowOrigins: ['*'], maxAge: Duration.days(2) } },
      /'corsPreflight\.maxAge' must be .* got 172800/,
    ],
    [
      'a preflight by a number',
      js({ corsPreflight: { allowOrigins: ['*'], maxAge: 5 } }),
      /'corsPreflight\.maxAge' must be a Duration, got 5/,
    ],
  ])('%s is refused', (_, props, sentence) => expect(() => make(props)).toThrow(sentence));

  test.each<[string, Partial<HardenedHttpApiProps>]>([
    ['nothing', {}],
    ['undefined and null', { throttle: undefined, stageName: undefined, publicAccess: null as never, corsPreflight: null as never }],
    ['tokens', { throttle: { rateLimit: number, burstLimit: number }, stageName: some }],
    ['zeros', { throttle: { rateLimit: 0, burstLimit: 0 } }],
    ['half a request a second', { throttle: { rateLimit: 0.5 } }],
    ['everybody without credentials', { corsPreflight: { allowOrigins: ['*'], maxAge: Duration.seconds(0) } }],
    ['the origin of an app', { corsPreflight: { allowOrigins: ['capacitor://localhost'] } }],
    ['origins with a port', { corsPreflight: { allowOrigins: ['http://localhost:3000', some], allowCredentials: true, maxAge: later } }],
    ['true for the stage', { createDefaultStage: true }],
  ])('%s is taken', (_, props) => expect(make(props)).toBeDefined());

  test('a further stage is refused, whoever makes it', () => {
    const api = make({});
    expect(() => api.addStage('Other', {})).toThrow(/'addStage' must not be called/);
  });
});

describe('a route', () => {
  const add = (route: string, options?: HttpFunctionRouteOptions, fn?: lambda.IFunction) => {
    const stack = stackOf();
    const api = new HardenedHttpApi(stack, 'Api', IAM);
    return api.addFunctionRoute(route, fn ?? functionIn(stack), options);
  };

  test.each<[string, string, HttpFunctionRouteOptions | undefined, RegExp]>([
    [
      'nothing',
      js(undefined as never),
      undefined,
      /'route' must be a method and a path, got undefined; pass for example 'GET \/orders\/\{id\}'/,
    ],
    ['an empty text', '', undefined, /'route' must be a method and a path, got ""/],
    ['a path alone', '/orders', undefined, /'route' must be a method and a path, got "\/orders"/],
    ['a method alone', 'GET', undefined, /'route' must be a method and a path, got "GET"/],
    ['a path without a slash', 'GET orders', undefined, /'route' must be a method and a path/],
    ['an unknown method', 'FETCH /orders', undefined, /'route' must have one of the methods ANY, DELETE.* got "FETCH"/],
    ['a method in small letters', 'get /orders', undefined, /'route' must have one of the methods .* got "get"/],
    ['a slash at the end', 'GET /orders/', undefined, /'route' must have a path that does not end with a slash, got "\/orders\/"/],
    [
      'an unknown option',
      'GET /',
      js({ throtle: {} }),
      /'addFunctionRoute' must have options that exist, got 'throtle'; did you mean 'throttle'/,
    ],
    ['a negative rate', 'GET /', { throttle: { rateLimit: -1 } }, /'throttle\.rateLimit' must be a number of at least 0, got -1/],
    [
      'a number as authorizer',
      'GET /',
      js({ authorizer: 5 }),
      /'authorizer' must be an authorizer of an HTTP API, got 5; pass for example new HttpIamAuthorizer\(\)/,
    ],
    [
      'an authorizer of a REST API',
      'GET /',
      js({ authorizer: { authorizerId: 'a' } }),
      /'authorizer' must be an authorizer of an HTTP API, got an object/,
    ],
    ['a greedy variable in the middle', 'GET /{path+}/orders', undefined, /'route' must have a greedy path variable at its end only/],
    [
      'public and authorized',
      'GET /',
      { publicAccess: PublicAccess.allowed('a'), authorizer: new HttpIamAuthorizer() },
      /'publicAccess' can't be combined with 'authorizer'/,
    ],
    [
      'public and scopes',
      'GET /',
      { publicAccess: PublicAccess.allowed('a'), authorizationScopes: ['orders/read'] },
      /'publicAccess' can't be combined with 'authorizationScopes'; remove one of them/,
    ],
    ['public by true', 'GET /', js({ publicAccess: true }), /'publicAccess' must be a PublicAccess, got true/],
    ['public without a reason', 'GET /', { publicAccess: PublicAccess.allowed('') }, /'PublicAccess\.allowed' must have a reason/],
    ['a query', 'GET /orders?all=1', undefined, /'route' must have a path of names and variables, got "\/orders\?all=1".* without a query/],
    ['an open brace', 'GET /{id', undefined, /'route' must have a path of names and variables, got "\/\{id"/],
    ['0 as throttle', 'GET /', js({ throttle: 0 }), /'throttle' must be an object, got 0/],
    ['a list as options', 'GET /', js([]), /'addFunctionRoute' must have its options in an object, got a list/],
    ['one scope', 'GET /', js({ authorizationScopes: 'a' }), /'authorizationScopes' must be a list, got "a"; put it in a list/],
    ['a text as format', 'GET /', js({ payloadFormatVersion: '2.0' }), /'payloadFormatVersion' must be a PayloadFormatVersion, got "2\.0"/],
    ['a number as timeout', 'GET /', js({ timeout: 5 }), /'timeout' must be a Duration, got 5/],
    [
      'too long',
      'GET /',
      { timeout: Duration.seconds(30) },
      /'timeout' must be a whole number of milliseconds between 50 and 29000, got 30000; it is how long API Gateway waits/,
    ],
    ['too short', 'GET /', { timeout: Duration.millis(49) }, /'timeout' must be .* got 49/],
  ])('with %s is refused', (_, route, options, sentence) => expect(() => add(route, options)).toThrow(sentence));

  test.each<[string, unknown, RegExp]>([
    ['nothing', null, /'fn' must be given, got null; pass for example new HardenedFunction/],
    ['a name', 'orders', /'fn' must be a construct, got "orders"/],
    ['a stack', stackOf(), /'fn' must be a function, got Shop/],
  ])('to %s is refused', (_, fn, sentence) =>
    expect(() => new HardenedHttpApi(stackOf(), 'Api', IAM).addFunctionRoute('GET /', fn as never)).toThrow(sentence),
  );

  test.each<[string, string, HttpFunctionRouteOptions | undefined]>([
    ['the root', 'GET /', undefined],
    ['null as options', 'GET /', null as never],
    ['every method', 'ANY /{path+}', {}],
    ['a timeout that is known later', 'GET /', { timeout: Duration.seconds(29) }],
    ['undefined', 'GET /', { throttle: undefined, authorizer: undefined, publicAccess: undefined, timeout: undefined }],
  ])('with %s is taken', (_, route, options) => expect(add(route, options)).toBeDefined());
});

describe('a distribution', () => {
  const ACL = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/a1b2';
  const WAIVERS = [FrontWaiver.webAcl('a test'), FrontWaiver.minimumTls('a test')];
  const make = (props: Partial<FunctionUrlDistributionProps>, url?: lambda.FunctionUrlOptions) => {
    const stack = stackOf();
    const functionUrl = functionIn(stack).addFunctionUrl(url);
    return new FunctionUrlDistribution(stack, 'Site', { alarmActions: NOBODY, waivers: WAIVERS, functionUrl, ...props });
  };
  const certificate = { certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/a', certificateRef: {} } as never;

  test.each<[string, Partial<FunctionUrlDistributionProps>, RegExp]>([
    [
      'an unknown option',
      js({ webAcl: ACL }),
      /'FunctionUrlDistribution' must have options that exist, got 'webAcl'; did you mean 'webAclArn'/,
    ],
    ['no URL', js({ functionUrl: undefined }), /'functionUrl' must be given, got undefined; pass for example orders\.addFunctionUrl\(\)/],
    ['an address', js({ functionUrl: 'https://a' }), /'functionUrl' must be a construct, got "https:\/\/a"/],
    [
      'no firewall',
      { waivers: [WAIVERS[1]] },
      /'webAclArn' must be given, got none; pass the ARN of a web ACL, or 'waivers: \[FrontWaiver\.webAcl\(reason\)\]'/,
    ],
    ['a firewall and its waiver', { webAclArn: ACL }, /'webAclArn' can't be combined with a waiver of it/],
    [
      'a regional firewall',
      { webAclArn: ACL.replace('global', 'regional'), waivers: [WAIVERS[1]] },
      /'webAclArn' must be the ARN of a web ACL .* scope CLOUDFRONT, got "arn:/,
    ],
    ['an empty firewall', { webAclArn: '', waivers: [WAIVERS[1]] }, /'webAclArn' must be the ARN of a web ACL .* got ""/],
    [
      'no certificate',
      { waivers: [WAIVERS[0]] },
      /'certificate' must be given, got none; pass it with 'domainNames', since CloudFront takes TLS 1\.0 on its own domain/,
    ],
    ['names without a certificate', { domainNames: ['a.example.com'] }, /'domainNames' must have a certificate, got none/],
    ['a certificate without names', { certificate, domainNames: [] }, /'certificate' must be for domain names, got none/],
    ['a waiver without a reason', { waivers: [FrontWaiver.webAcl(''), WAIVERS[1]] }, /'FrontWaiver\.webAcl' must have a reason, got ""/],
    ['another waiver', js({ waivers: ['webAcl'] }), /'waivers' must be a list of FrontWaiver, got "webAcl" in it/],
    ['one waiver', js({ waivers: WAIVERS[0] }), /'waivers' must be a list, got an object/],
    ['0 seconds', { readTimeout: Duration.seconds(0) }, /'readTimeout' must be a whole number of seconds between 1 and 180, got 0/],
    ['an hour', { readTimeout: Duration.hours(1) }, /'readTimeout' must be .* got 3600/],
    ['half a second', { readTimeout: Duration.millis(1500) }, /'readTimeout' must be .* got 1\.5/],
    ['seconds', js({ readTimeout: 5 }), /'readTimeout' must be a Duration, got 5/],
    [
      'a bucket by its name',
      js({ logBucket: 'logs' }),
      /^Shop\/Site: 'logBucket' must be a bucket, got "logs"; pass for example new s3\.Bucket/,
    ],
    ['0 as bucket', js({ logBucket: 0 }), /'logBucket' must be a bucket, got 0/],
    ['methods in a list', js({ allowedMethods: ['GET'] }), /'allowedMethods' must be AllowedMethods, got a list/],
    ['a cache policy by its name', js({ cachePolicy: 'none' }), /'cachePolicy' must be a cache policy, got "none"/],
    ['headers in an object', js({ responseHeadersPolicy: {} }), /'responseHeadersPolicy' must be a response headers policy, got an object/],
    ['countries in a list', js({ geoRestriction: ['FR'] }), /'geoRestriction' must be a GeoRestriction, got a list/],
    ['one domain name', js({ certificate, domainNames: 'a.example.com' }), /'domainNames' must be a list, got "a\.example\.com"/],
    ['a retention of a day and a half', js({ logRetention: 1.5 }), /^Shop\/Site: 'logRetention' must be one of logs\.RetentionDays/],
    ['a bucket and its retention', { logBucket: js({}), logRetention: 30 }, /'logRetention' can't be combined with 'logBucket'/],
    [
      'alarms elsewhere',
      { alarms: { serverErrors: AlarmTuning.none('why') } },
      /'alarms' must be for a distribution in a stack of us-east-1/,
    ],
  ])('with %s is refused', (_, props, sentence) => expect(() => make(props)).toThrow(sentence));

  test('with a URL that is open is refused', () => {
    expect(() => make({}, { authType: lambda.FunctionUrlAuthType.NONE })).toThrow(
      /'functionUrl' must be a function URL with FunctionUrlAuthType\.AWS_IAM, got "NONE", which anyone could call/,
    );
  });

  test.each<[string, Partial<FunctionUrlDistributionProps>]>([
    ['waivers', {}],
    ['a firewall that is known later', { webAclArn: some, waivers: [WAIVERS[1]] }],
    ['a timeout that is known later', { readTimeout: Duration.seconds(60) }],
    ['undefined', { certificate: undefined, domainNames: undefined, readTimeout: undefined, logBucket: undefined }],
  ])('with %s is taken', (_, props) => expect(make(props)).toBeDefined());
});

test('a distribution in another Region than its function is refused: its permissions would be there', () => {
  const app = new App();
  const [shop, edge] = ['eu-west-1', 'us-east-1'].map((region) => stackOf(app, region, { env: { account: '111122223333', region } }));
  const make = (scope: Stack, functionUrl: lambda.FunctionUrl) =>
    new FunctionUrlDistribution(scope, 'Site', {
      alarmActions: NOBODY,
      waivers: [FrontWaiver.webAcl('a test'), FrontWaiver.minimumTls('a test')],
      functionUrl,
    });
  const url = functionIn(shop).addFunctionUrl();
  expect(() => make(edge, url)).toThrow(
    /^us-east-1\/Site: 'functionUrl' must be in the Region of the distribution's stack, us-east-1, .* got eu-west-1; create the distribution in a stack of eu-west-1/,
  );
  expect(make(stackOf(app, 'Other', { env: { account: '111122223333', region: 'eu-west-1' } }), url)).toBeDefined();
  expect(make(stackOf(app, 'Anywhere'), url)).toBeDefined();
});

test.each([
  ['none', {}, ['BucketOwnerEnforced']],
  ['none by choice', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED }, ['BucketOwnerEnforced']],
  ['some', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED }, []],
  ['those of the writer', { objectOwnership: s3.ObjectOwnership.OBJECT_WRITER }, []],
])('a bucket of logs that takes %s of the ACLs by which CloudFront writes', (_, props, refused) => {
  const stack = stackOf();
  const logBucket = new s3.Bucket(stack, 'Given', props);
  const site = new FunctionUrlDistribution(stack, 'Site', {
    alarmActions: NOBODY,
    waivers: [FrontWaiver.webAcl('a test'), FrontWaiver.minimumTls('a test')],
    functionUrl: functionIn(stack).addFunctionUrl(),
    logBucket,
  });
  const sentences = refused.map((ownership) =>
    expect.stringContaining(
      `'logBucket' must take ACLs, by which CloudFront writes, got Shop/Given with ${ownership}; set 'objectOwnership`,
    ),
  );
  expect(site.node.validate()).toEqual(sentences);
});

test('a route is added once', () => {
  const stack = stackOf();
  const api = new HardenedHttpApi(stack, 'Api', IAM);
  const fn = functionIn(stack);
  api.addFunctionRoute('GET /orders', fn);
  api.addFunctionRoute('POST /orders', fn);
  expect(() => api.addFunctionRoute('GET /orders', fn)).toThrow(/^Shop\/Api: 'route' must be added once, got "GET \/orders" again/);
});
