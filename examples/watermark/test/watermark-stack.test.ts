import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { watermarkApp } from '../app';

let template: Template;
beforeAll(() => {
  const app = watermarkApp({ context: { 'aws:cdk:bundling-stacks': [] } });
  template = Template.fromStack(app.node.children.find((node): node is Stack => Stack.isStack(node)) as Stack);
});

const idOf = (id: string) => Match.stringLikeRegexp(`^${id}[0-9A-F]{8}$`);

describe('no image is marked twice', () => {
  test('only the bucket of the originals announces its objects', () => {
    const announcing = Object.entries(template.findResources('AWS::S3::Bucket'))
      .filter(([, { Properties }]) => Properties.NotificationConfiguration)
      .map(([id]) => id.slice(0, -8));
    expect(announcing).toEqual(['Originals']);
    const rules = template.findResources('AWS::Events::Rule', { Properties: { EventPattern: { source: ['aws.s3'] } } });
    expect(Object.values(rules).map(({ Properties }) => Properties)).toEqual([
      expect.objectContaining({
        EventPattern: expect.objectContaining({
          detail: expect.objectContaining({ bucket: { name: [{ Ref: expect.stringMatching(/^Originals/) }] } }),
        }),
        Targets: [expect.objectContaining({ Arn: { 'Fn::GetAtt': [expect.stringMatching(/^OnUploadQueue/), 'Arn'] } })],
      }),
    ]);
  });

  test('only the bucket of the marked images is written, and nothing is deleted', () => {
    const policies = [
      ...Object.values(template.findResources('AWS::IAM::Policy')).map(({ Properties }) => Properties.PolicyDocument),
      ...Object.values(template.findResources('AWS::IAM::Role')).flatMap(({ Properties }) =>
        (Properties.Policies ?? []).map(({ PolicyDocument }: { PolicyDocument: object }) => PolicyDocument),
      ),
    ];
    const statements = policies.flatMap(({ Statement }) => Statement).filter(({ Action }) => /"s3:/.test(JSON.stringify(Action)));
    const bucketsOf = (action: string) =>
      statements
        .filter(({ Action }) => Action === action)
        .map(({ Resource }) => JSON.stringify(Resource).match(/(Originals|Marked)[0-9A-F]{8}/)?.[1]);
    expect(bucketsOf('s3:PutObject')).toEqual(['Marked']);
    expect(bucketsOf('s3:GetObject')).toEqual(['Originals', 'Originals']);
    expect(statements).toHaveLength(3);
  });
});

test('only the distribution may call the function, by its alias', () => {
  template.hasResourceProperties('AWS::Lambda::Url', { AuthType: 'AWS_IAM', Qualifier: 'live' });
  const callers = Object.values(template.findResources('AWS::Lambda::Permission')).map(({ Properties }) => Properties.Principal);
  expect([...new Set(callers)]).toEqual(['cloudfront.amazonaws.com']);
});

test('CloudFront keeps an image by its path and its width, and blocks addresses that ask too often', () => {
  template.hasResourceProperties('AWS::CloudFront::CachePolicy', {
    CachePolicyConfig: Match.objectLike({
      ParametersInCacheKeyAndForwardedToOrigin: Match.objectLike({
        QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['width'] },
        HeadersConfig: { HeaderBehavior: 'none' },
        CookiesConfig: { CookieBehavior: 'none' },
      }),
    }),
  });
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: Match.objectLike({ WebACLId: { 'Fn::GetAtt': [idOf('RateLimitAcl'), 'Arn'] } }),
  });
  template.hasResourceProperties('AWS::WAFv2::WebACL', {
    Scope: 'CLOUDFRONT',
    Rules: [Match.objectLike({ Statement: { RateBasedStatement: Match.objectLike({ Limit: 300, AggregateKeyType: 'IP' }) } })],
  });
});

test('each bucket is private, encrypted, and read over TLS only', () => {
  const buckets = Object.keys(template.findResources('AWS::S3::Bucket'));
  expect(buckets.length).toBeGreaterThanOrEqual(3);
  template.allResourcesProperties('AWS::S3::Bucket', {
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
  });
});
