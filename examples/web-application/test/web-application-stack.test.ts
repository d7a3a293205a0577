import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { webApplicationApp } from '../app';

let template: Template;
beforeAll(() => {
  const app = webApplicationApp({ context: { 'aws:cdk:bundling-stacks': [] } });
  template = Template.fromStack(app.node.children.find((node): node is Stack => Stack.isStack(node)) as Stack);
});

const propertiesOf = (type: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties);

test('each route needs a token of the user pool for the page, and calls an alias', () => {
  const routes = propertiesOf('AWS::ApiGatewayV2::Route');
  expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual(['DELETE /api/todos/{todoId}', 'GET /api/todos', 'POST /api/todos']);
  expect(new Set(routes.map(({ AuthorizationType }) => AuthorizationType))).toEqual(new Set(['JWT']));
  template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    JwtConfiguration: { Audience: [{ Ref: Match.stringLikeRegexp('^SignInUsersPage') }], Issuer: Match.anyValue() },
  });
  const aliases = Object.keys(template.findResources('AWS::Lambda::Alias'));
  for (const { IntegrationUri } of propertiesOf('AWS::ApiGatewayV2::Integration')) expect(aliases).toContain(IntegrationUri.Ref);
});

test('each function may do one thing to the table', () => {
  const statements = [
    ...propertiesOf('AWS::IAM::Policy').map(({ PolicyDocument }) => PolicyDocument),
    ...propertiesOf('AWS::IAM::Role').flatMap(({ Policies = [] }) =>
      Policies.map(({ PolicyDocument }: { PolicyDocument: object }) => PolicyDocument),
    ),
  ].flatMap(({ Statement }) => Statement);
  const actions = statements.flatMap(({ Action }) => Action).filter((action: string) => action.startsWith('dynamodb:'));
  expect(actions.sort()).toEqual(['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:Query']);
});

test('CloudFront alone reads the files, by origin access control', () => {
  template.resourceCountIs('AWS::CloudFront::OriginAccessControl', 1);
  const policies = propertiesOf('AWS::S3::BucketPolicy').filter(({ Bucket }) => /^SiteFiles/.test(Bucket.Ref));
  const allowed = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).filter(({ Effect }) => Effect === 'Allow');
  expect(allowed).toEqual([
    expect.objectContaining({
      Action: 's3:GetObject',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
    }),
  ]);
});

test('answers of the API are not cached, and every answer has the security headers', () => {
  const [{ DistributionConfig }] = propertiesOf('AWS::CloudFront::Distribution');
  const [api] = DistributionConfig.CacheBehaviors;
  // The managed policy that caches nothing.
  expect([api.PathPattern, api.CachePolicyId]).toEqual(['/api/*', '4135ea2d-6df8-44a3-9df3-4b5a84be39ad']);
  for (const { ResponseHeadersPolicyId, ViewerProtocolPolicy } of [api, DistributionConfig.DefaultCacheBehavior]) {
    expect(ResponseHeadersPolicyId.Ref).toMatch(/^SiteHeaders/);
    expect(ViewerProtocolPolicy).toBe('redirect-to-https');
  }
});

test('the page has no secret, and users return to it alone', () => {
  template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
    GenerateSecret: false,
    AllowedOAuthFlows: ['code'],
    CallbackURLs: [{ 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [Match.stringLikeRegexp('^SiteDistribution'), 'DomainName'] }, '/']] }],
  });
});
