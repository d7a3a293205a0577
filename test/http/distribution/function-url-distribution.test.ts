import { App, Duration, PropertyInjectors, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AlarmActions,
  AlarmTuning,
  FrontWaiver,
  FunctionUrlDistribution,
  type FunctionUrlDistributionProps,
  type HardenedFunctionProps,
  HardeningProfile,
  Release,
} from '../../../lib';
import { ALL_PACKS, CODE, findingsOf } from '../../harness';
import { all, functionIn, NOBODY, one } from '../fronts';

const ACL = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/a1b2';
const waivers = [FrontWaiver.webAcl('a test'), FrontWaiver.minimumTls('its own domain is enough')];

interface Options {
  readonly region?: string;
  readonly fn?: Partial<HardenedFunctionProps>;
  readonly url?: lambda.FunctionUrlOptions;
}

function site(props: Partial<FunctionUrlDistributionProps> = {}, { region = 'eu-west-1', fn: fnProps, url }: Options = {}) {
  const app = new App();
  const stack = new Stack(app, 'Shop', { env: { region, account: '111122223333' } });
  const fn = functionIn(stack, fnProps);
  const functionUrl = fn.addFunctionUrl(url);
  const distribution = new FunctionUrlDistribution(stack, 'Site', { alarmActions: NOBODY, waivers, functionUrl, ...props });
  return { app, stack, fn, distribution };
}

const configOf = (stack: Stack) => one(stack, 'AWS::CloudFront::Distribution').Properties.DistributionConfig;

/** With a certificate and a firewall: nothing is waived. */
function complete(stack: Stack): Partial<FunctionUrlDistributionProps> {
  const certificate = acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:111122223333:certificate/a');
  return { certificate, domainNames: ['orders.example.com'], webAclArn: ACL, waivers: [] };
}

test('CloudFront signs each request, by HTTPS with TLS 1.2', () => {
  const { stack } = site();
  expect(one(stack, 'AWS::CloudFront::OriginAccessControl').Properties.OriginAccessControlConfig).toMatchObject({
    OriginAccessControlOriginType: 'lambda',
    SigningBehavior: 'always',
    SigningProtocol: 'sigv4',
  });
  const [origin] = configOf(stack).Origins;
  expect(origin.OriginAccessControlId).toBeDefined();
  expect(origin.CustomOriginConfig).toMatchObject({
    OriginProtocolPolicy: 'https-only',
    OriginSSLProtocols: ['TLSv1.2'],
    OriginReadTimeout: 30,
  });
  expect(one(stack, 'AWS::Lambda::Url').Properties.AuthType).toBe('AWS_IAM');
});

test('both permissions are for this distribution alone, on the alias where there is one', () => {
  const { stack } = site({}, { fn: { release: Release.allAtOnce() } });
  const permissions = Object.values(all(stack, 'AWS::Lambda::Permission')).map(({ Properties }) => Properties);
  expect(permissions.map(({ Action, InvokedViaFunctionUrl }) => [Action, InvokedViaFunctionUrl]).sort()).toEqual([
    ['lambda:InvokeFunction', true],
    ['lambda:InvokeFunctionUrl', undefined],
  ]);
  const [url] = Object.keys(all(stack, 'AWS::Lambda::Url'));
  for (const { Principal, SourceArn, FunctionName } of permissions) {
    expect(Principal).toBe('cloudfront.amazonaws.com');
    expect(JSON.stringify(SourceArn)).toContain(Object.keys(all(stack, 'AWS::CloudFront::Distribution'))[0]);
    expect(FunctionName).toEqual({ 'Fn::GetAtt': [url, 'FunctionArn'] });
  }
  expect(one(stack, 'AWS::Lambda::Url').Properties.Qualifier).toBe('live');
});

test('a plain function has both permissions too', () => {
  const stack = new Stack(new App(), 'Shop');
  const functionUrl = new lambda.Function(stack, 'Plain', CODE).addFunctionUrl();
  new FunctionUrlDistribution(stack, 'Site', { alarmActions: NOBODY, waivers, functionUrl });
  expect(
    Object.values(all(stack, 'AWS::Lambda::Permission'))
      .map(({ Properties }) => Properties.Action)
      .sort(),
  ).toEqual(['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl']);
});

test('the behavior is safe for an API, and changes with the props', () => {
  const behavior = configOf(site().stack).DefaultCacheBehavior;
  expect(behavior).toMatchObject({
    ViewerProtocolPolicy: 'redirect-to-https',
    CachePolicyId: cloudfront.CachePolicy.CACHING_DISABLED.cachePolicyId,
    OriginRequestPolicyId: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER.originRequestPolicyId,
    ResponseHeadersPolicyId: cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS.responseHeadersPolicyId,
  });
  expect(behavior.AllowedMethods).toContain('POST');
  const changed = configOf(
    site({
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: cloudfront.ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS,
      geoRestriction: cloudfront.GeoRestriction.allowlist('DE'),
      readTimeout: Duration.seconds(60),
    }).stack,
  );
  expect(changed.DefaultCacheBehavior).toMatchObject({
    AllowedMethods: ['GET', 'HEAD'],
    CachePolicyId: cloudfront.CachePolicy.CACHING_OPTIMIZED.cachePolicyId,
    ResponseHeadersPolicyId: cloudfront.ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS.responseHeadersPolicyId,
  });
  expect(changed.Restrictions.GeoRestriction.Locations).toEqual(['DE']);
  expect(changed.Origins[0].CustomOriginConfig.OriginReadTimeout).toBe(60);
});

test('viewers need TLS 1.2 with a certificate, and the firewall is in front', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  const functionUrl = functionIn(stack).addFunctionUrl();
  new FunctionUrlDistribution(stack, 'Site', { alarmActions: NOBODY, functionUrl, ...complete(stack) });
  expect(configOf(stack)).toMatchObject({
    Aliases: ['orders.example.com'],
    WebACLId: ACL,
    ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
  });
});

test('the reasons for what is left out are in the template', () => {
  expect(one(site().stack, 'AWS::CloudFront::Distribution').Metadata).toMatchObject({
    'cdk-hardened-lambda:Waivers': { webAclArn: 'a test', certificate: 'its own domain is enough' },
  });
});

describe('access logs', () => {
  test('are in a bucket of the distribution that is private, encrypted and emptied', () => {
    const { stack, distribution } = site();
    const [[id, bucket]] = Object.entries(all(stack, 'AWS::S3::Bucket'));
    expect(bucket.Properties).toMatchObject({
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 365, Status: 'Enabled' }] },
    });
    expect(bucket.Properties.BucketEncryption).toBeDefined();
    expect(JSON.stringify(one(stack, 'AWS::S3::BucketPolicy').Properties.PolicyDocument)).toContain('aws:SecureTransport');
    expect(configOf(stack).Logging.Bucket).toEqual({ 'Fn::GetAtt': [id, 'RegionalDomainName'] });
    expect(distribution.logBucket.bucketName).toBeDefined();
  });

  test('are kept as long as is chosen, forever too', () => {
    const daysOf = (logRetention: logs.RetentionDays) =>
      one(site({ logRetention }).stack, 'AWS::S3::Bucket').Properties.LifecycleConfiguration?.Rules[0].ExpirationInDays;
    expect(daysOf(logs.RetentionDays.ONE_WEEK)).toBe(7);
    expect(daysOf(logs.RetentionDays.INFINITE)).toBeUndefined();
  });

  test('are in the bucket that is given', () => {
    const stack = new Stack(new App(), 'Shop');
    const logBucket = new s3.Bucket(stack, 'Given', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED });
    const functionUrl = functionIn(stack).addFunctionUrl();
    const made = new FunctionUrlDistribution(stack, 'Site', { alarmActions: NOBODY, waivers, functionUrl, logBucket });
    expect(made.logBucket).toBe(logBucket);
    expect(Object.keys(all(stack, 'AWS::S3::Bucket'))).toHaveLength(1);
  });

  test('go with a stack of developers', () => {
    const [[, bucket]] = Object.entries(all(site({ profile: HardeningProfile.development() }).stack, 'AWS::S3::Bucket'));
    expect((bucket as any).DeletionPolicy).toBe('Delete');
    expect((Object.values(all(site().stack, 'AWS::S3::Bucket'))[0] as any).DeletionPolicy).toBe('Retain');
  });
});

describe('alarms', () => {
  const alarmsOf = (made: { stack: Stack }) =>
    Object.entries(all(made.stack, 'AWS::CloudWatch::Alarm')).filter(([id]) => id.startsWith('SiteAlarms'));

  test('are where CloudFront publishes its metrics, on the number of server errors', () => {
    const made = site({ alarmActions: AlarmActions.topicNamed('on-call') }, { region: 'us-east-1' });
    const [[, { Properties }], ...others] = alarmsOf(made);
    expect(others).toEqual([]);
    expect(Properties.Threshold).toBe(0);
    expect(Properties.Metrics.map((each: any) => each.Expression ?? each.MetricStat.Metric.MetricName)).toEqual([
      'share * total / 100',
      '5xxErrorRate',
      'Requests',
    ]);
    expect(Properties.Metrics.slice(1).map(({ MetricStat: { Stat, Period, Metric } }: any) => [Metric.MetricName, Stat, Period])).toEqual([
      ['5xxErrorRate', 'Average', 300],
      ['Requests', 'Sum', 300],
    ]);
    expect(JSON.stringify(Properties.AlarmDescription)).toContain('CloudFront may not call its URL. Look first at sc-status');
    expect(JSON.stringify(Properties.AlarmActions)).toContain('on-call');
    expect(made.distribution.alarms.serverErrors).toBeDefined();
    expect(made.distribution.alarmTopics.warning).toBeDefined();
    expect(
      made.distribution.addAlarm('Busy', { metric: made.distribution.metricRequests(), threshold: 1, message: 'Busy.' }),
    ).toBeDefined();
  });

  test('on client errors are by choice, and the latency has no metric', () => {
    const rate = AlarmTuning.rate({ percent: 20, minimumInvocations: 100 });
    const made = site({ alarms: { clientErrors: rate } }, { region: 'us-east-1' });
    expect(alarmsOf(made).map(([id]) => id)).toEqual(expect.arrayContaining([expect.stringMatching(/^SiteAlarmsClientErrors/)]));
    const [, { Properties }] = alarmsOf(made).find(([id]) => id.startsWith('SiteAlarmsClientErrors')) as [string, any];
    expect(Properties.Metrics.flatMap(({ MetricStat }: any) => MetricStat?.Metric.MetricName ?? []).sort()).toContain('4xxErrorRate');
    expect(() => site({ alarms: { latency: AlarmTuning.threshold({}) } }, { region: 'us-east-1' })).toThrow(
      /'alarms\.latency' must have something to watch/,
    );
  });

  test('are those of the URL alone in another Region', () => {
    const made = site();
    expect(alarmsOf(made)).toEqual([]);
    expect(made.distribution.alarms).toEqual({});
    expect(made.distribution.alarmTopics).toEqual({});
    expect(Object.keys(made.fn.urlAlarms)).toHaveLength(2);
    expect(() => made.distribution.addAlarm('A', {} as never)).toThrow(/'addAlarm' must be called in a stack of us-east-1/);
  });
});

describe('the timeout of the function', () => {
  const faults = (seconds: number, props: Partial<FunctionUrlDistributionProps> = {}, url?: lambda.FunctionUrlOptions) =>
    site(props, { fn: { timeout: Duration.seconds(seconds), release: Release.allAtOnce() }, url }).distribution.node.validate();

  test('is at most what CloudFront waits', () => {
    expect(faults(31)).toEqual([
      expect.stringMatching(/^'timeout' of Shop\/Orders must be at most the 30 seconds that CloudFront waits \(.*\), got 31: /),
    ]);
    expect(faults(20, { readTimeout: Duration.seconds(10) })).toEqual([expect.stringMatching(/at most the 10 seconds/)]);
  });

  test('fits, or responses are streamed', () => {
    expect([
      ...faults(30),
      ...faults(60, { readTimeout: Duration.seconds(60) }),
      ...faults(600, {}, { invokeMode: lambda.InvokeMode.RESPONSE_STREAM }),
    ]).toEqual([]);
  });
});

test.each([
  ['standard', HardeningProfile.standard(), undefined],
  ['strict', HardeningProfile.strict(), ALL_PACKS],
])('cdk-nag finds nothing in the %s profile', (_, profile, packs) => {
  const { app } = site({ profile, alarmActions: AlarmActions.topicNamed('on-call') }, { region: 'us-east-1' });
  expect(findingsOf(app, packs).filter((finding) => finding.includes('/Site'))).toEqual([]);
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
  const stack = new Stack(new App(), 'Shop');
  PropertyInjectors.of(stack).add(injector(cloudfront.Distribution.PROPERTY_INJECTION_ID), injector(s3.Bucket.PROPERTY_INJECTION_ID));
  new FunctionUrlDistribution(stack, 'Site', { alarmActions: NOBODY, waivers, functionUrl: functionIn(stack).addFunctionUrl() });
  expect(seen.Distribution).toEqual(
    ['certificate', 'defaultBehavior', 'domainNames', 'geoRestriction', 'logBucket', 'minimumProtocolVersion', 'webAclId'].sort(),
  );
  expect(seen.Bucket).toEqual(
    ['blockPublicAccess', 'encryption', 'enforceSSL', 'lifecycleRules', 'objectOwnership', 'removalPolicy'].sort(),
  );
});
