import { App, CfnOutput, CfnResource, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { HardenedFunction, HardenedFunctionProps } from '../../../lib';
import { orders, stackOf, warningsOf } from '../../harness';

const US = { env: { account: '111122223333', region: 'us-east-1' } };
const { VIEWER_REQUEST, ORIGIN_REQUEST } = cloudfront.LambdaEdgeEventType;
const { X86_64 } = lambda.Architecture;
const FOR_ORIGINS = { architecture: X86_64, tracing: lambda.Tracing.DISABLED };
const FOR_VIEWERS = { ...FOR_ORIGINS, memorySize: 128, timeout: Duration.seconds(5) };

function site(props: Partial<HardenedFunctionProps>, eventType = VIEWER_REQUEST, stack: Stack = stackOf(new App(), 'Shop', US)): App {
  const fn = orders(stack, props);
  new cloudfront.Distribution(stack, 'Site', {
    defaultBehavior: { origin: new HttpOrigin('example.com'), edgeLambdas: [{ functionVersion: fn.currentVersion, eventType }] },
  });
  return stack.node.root as App;
}

test('one error names all that CloudFront refuses of the defaults', () => {
  expect(() =>
    site({ environment: { TABLE: '1' } }, VIEWER_REQUEST, stackOf(new App(), 'Shop', { env: { region: 'eu-west-1' } })).synth(),
  ).toThrow(
    /the function must meet the limits of Lambda@Edge for viewer events, where CloudFront runs it: 'architecture: lambda.Architecture.X86_64', got arm64; 'tracing: lambda.Tracing.DISABLED', got ACTIVE; 'memorySize' of at most 128, got 256; 'timeout' of at most 5 seconds, got 30; no 'environment', got TABLE; a stack in us-east-1, got eu-west-1/,
  );
});

test('a function that meets the limits is silent, and writes its logs in each region', () => {
  for (const [props, eventType] of [
    [FOR_VIEWERS, VIEWER_REQUEST],
    [FOR_ORIGINS, ORIGIN_REQUEST],
  ] as const) {
    const app = site(props, eventType);
    expect(() => app.synth()).not.toThrow();
    const stack = app.node.findChild('Shop') as Stack;
    expect(warningsOf(stack)).toEqual([]);
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).toContain(':log-group:/aws/lambda/us-east-1.');
  }
});

test('an origin has more memory and time than a viewer', () => {
  expect(() => site(FOR_ORIGINS, VIEWER_REQUEST).synth()).toThrow(
    /'memorySize' of at most 128, got 256; 'timeout' of at most 5 seconds, got 30/,
  );
  expect(() => site({ ...FOR_ORIGINS, timeout: Duration.minutes(1) }, ORIGIN_REQUEST).synth()).toThrow(
    "'timeout' of at most 30 seconds, got 60",
  );
});

test('the ARN for CloudFront alone makes it an edge function', () => {
  const app = new App();
  const fn = orders(stackOf(app, 'Shop', US));
  new CfnOutput(fn, 'Edge', { value: fn.currentVersion.edgeArn });
  expect(() => app.synth()).toThrow(/limits of Lambda@Edge for events at the edge.*got arm64.*a role that trusts edgelambda/);
});

test('a role that Lambda@Edge may assume does so too', () => {
  const app = new App();
  const stack = stackOf(app, 'Shop', US);
  const assumedBy = new iam.CompositePrincipal(
    new iam.ServicePrincipal('lambda.amazonaws.com'),
    new iam.ServicePrincipal('edgelambda.amazonaws.com'),
  );
  orders(stack, { role: new iam.Role(stack, 'Role', { assumedBy }) });
  expect(() => app.synth()).toThrow("'architecture: lambda.Architecture.X86_64', got arm64");
});

test('a distribution of CloudFormation that names a version made by hand, or no version, is read', () => {
  const association = (fn: HardenedFunction, arn: string) => {
    new cloudfront.CfnDistribution(fn.stack, 'Site', {
      distributionConfig: {
        enabled: true,
        origins: [],
        defaultCacheBehavior: {
          targetOriginId: 'o',
          viewerProtocolPolicy: 'https-only',
          lambdaFunctionAssociations: [{ eventType: 'viewer-request', lambdaFunctionArn: arn }],
        },
      },
    });
  };
  const app = new App();
  const fn = orders(stackOf(app, 'Shop', US));
  association(fn, new lambda.Version(fn.stack, 'V', { lambda: fn }).functionArn);
  expect(() => app.synth()).toThrow(/limits of Lambda@Edge for viewer events/);

  const other = new App();
  const unversioned = orders(stackOf(other, 'Shop', US), FOR_VIEWERS);
  association(unversioned, unversioned.functionArn);
  expect(() => other.synth()).toThrow('a numbered version, got an alias or $LATEST');
});

test('a distribution of no class, and one that an escape hatch changes, is read', () => {
  const associations = (fn: HardenedFunction) => [{ EventType: 'viewer-request', LambdaFunctionARN: fn.currentVersion.functionArn }];
  const makers: ((fn: HardenedFunction) => void)[] = [
    (fn) => {
      const properties = { DistributionConfig: { DefaultCacheBehavior: { LambdaFunctionAssociations: associations(fn) } } };
      new CfnResource(fn.stack, 'Site', { type: 'AWS::CloudFront::Distribution', properties });
    },
    (fn) => {
      const site = new cloudfront.Distribution(fn.stack, 'Site', { defaultBehavior: { origin: new HttpOrigin('example.com') } });
      const name = 'DistributionConfig.DefaultCacheBehavior.LambdaFunctionAssociations';
      (site.node.defaultChild as CfnResource).addPropertyOverride(name, associations(fn));
    },
  ];
  for (const make of makers) {
    const app = new App();
    make(orders(stackOf(app, 'Shop', US)));
    expect(() => app.synth()).toThrow(/limits of Lambda@Edge for viewer events/);
  }
});

test('a function that no distribution names is not checked', () => {
  const app = new App();
  const fn = orders(stackOf(app, 'Shop', US));
  fn.addAlias('live');
  new cloudfront.Distribution(fn.stack, 'Site', { defaultBehavior: { origin: new HttpOrigin('example.com') } });
  expect(() => app.synth()).not.toThrow();
});
