import { App, Duration, type Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { FunctionUrlOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { Release } from '../../lib';
import { orders, stackOf, warningsOf } from '../harness';
import { canary, named, released, resourcesOf, the } from '../releases/released';

const url = (options?: lambda.FunctionUrlOptions) => orders(stackOf()).addFunctionUrl(options);
const many = Array.from({ length: 101 }, (_, index) => `https://${index}.example.com`);

describe('one sentence each', () => {
  test.each<[string, lambda.FunctionUrlOptions, RegExp]>([
    [
      'an unknown option',
      { authtype: lambda.FunctionUrlAuthType.AWS_IAM } as never,
      /'addFunctionUrl' must have options that exist, got 'authtype'; did you mean 'authType'/,
    ],
    [
      'an unknown option of CORS',
      { cors: { allowedOrigin: ['*'] } as never },
      /'cors' must have options that exist, got 'allowedOrigin'; did you mean 'allowedOrigins'/,
    ],
    [
      'credentials for everybody',
      { cors: { allowedOrigins: ['*'], allowCredentials: true } },
      /'cors\.allowedOrigins' must name origins where 'allowCredentials' is true, got "\*"/,
    ],
    ['too many origins', { cors: { allowedOrigins: many } }, /'cors\.allowedOrigins' must have at most 100 entries, got 101/],
    [
      'a long preflight',
      { cors: { maxAge: Duration.days(2) } },
      /'cors\.maxAge' must be a whole number of seconds between 0 and 86400, got 172800/,
    ],
    ['no type', { authType: 'none' as never }, /'authType' must be one of AWS_IAM, NONE, got "none"; pass one of FunctionUrlAuthType/],
  ])('%s', (_, options, sentence) => expect(() => url(options)).toThrow(sentence));
});

test.each<[string, lambda.FunctionUrlOptions | undefined]>([
  ['nothing', undefined],
  ['everybody without credentials', { cors: { allowedOrigins: ['*'] } }],
  [
    'one origin with credentials',
    { cors: { allowedOrigins: ['https://shop.example.com'], allowCredentials: true, maxAge: Duration.days(1) } },
  ],
  ['null of JavaScript', null as never],
  ['null in the options', { cors: { allowedOrigins: null as never } }],
  ['a type that is known at deployment', { authType: Token.asString({ Ref: 'AuthType' }) as lambda.FunctionUrlAuthType }],
  ['streams', { invokeMode: lambda.InvokeMode.RESPONSE_STREAM }],
])('%s is taken', (_, options) => expect(url(options)).toBeDefined());

describe('a URL without a limit', () => {
  const warned = (authType: lambda.FunctionUrlAuthType | undefined, reservedConcurrentExecutions?: number) => {
    const stack = stackOf();
    orders(stack, { reservedConcurrentExecutions }).addFunctionUrl({ authType });
    return warningsOf(stack).filter((text) => text.includes('FunctionUrlWithoutLimit'));
  };

  test('is warned of where anyone can call it', () => {
    expect(warned(lambda.FunctionUrlAuthType.NONE)).toEqual([
      expect.stringMatching(/'reservedConcurrentExecutions' must be set for a function URL/),
    ]);
  });

  test('is fine with IAM, or with a limit', () => {
    expect([...warned(undefined), ...warned(lambda.FunctionUrlAuthType.AWS_IAM), ...warned(lambda.FunctionUrlAuthType.NONE, 5)]).toEqual(
      [],
    );
  });
});

test('a URL asks for IAM, and is of the alias', () => {
  const { fn, stack } = released();
  fn.addFunctionUrl();
  const template = Template.fromStack(stack);
  expect(the(template, 'AWS::Lambda::Url')[1].Properties).toMatchObject({ AuthType: 'AWS_IAM', Qualifier: 'live' });
});

test('a URL for anybody has both permissions, on the alias', () => {
  const { fn, stack } = released();
  fn.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE });
  const resources = resourcesOf(Template.fromStack(stack));
  const [alias] = the(Template.fromStack(stack), 'AWS::Lambda::Alias');
  const permissions = Object.values(resources).filter(({ Type }) => Type === 'AWS::Lambda::Permission');
  expect(permissions.map(({ Properties }) => Properties?.Action).sort()).toEqual(['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl']);
  for (const { Properties } of permissions) expect(named(Properties?.FunctionName, new Set([alias]))).toEqual([alias]);
  expect(permissions.find(({ Properties }) => Properties?.Action === 'lambda:InvokeFunction')?.Properties?.InvokedViaFunctionUrl).toBe(
    true,
  );
});

describe('a distribution', () => {
  const permissionsOf = (change: (stack: Stack) => void = () => {}) => {
    const { fn, stack } = released();
    const origin = FunctionUrlOrigin.withOriginAccessControl(fn.addFunctionUrl());
    new cloudfront.Distribution(stack, 'Distribution', { defaultBehavior: { origin } });
    change(stack);
    return Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Permission')).map(({ Properties }) => Properties);
  };

  test('has both permissions on the function of the URL', () => {
    const permissions = permissionsOf();
    const actions = permissions.map(({ Action, InvokedViaFunctionUrl }) => [Action, InvokedViaFunctionUrl]);
    expect(actions).toEqual(
      expect.arrayContaining([
        ['lambda:InvokeFunctionUrl', undefined],
        ['lambda:InvokeFunction', true],
      ]),
    );
    expect(actions).toHaveLength(2);
    const [one, other] = permissions;
    for (const property of ['FunctionName', 'SourceArn', 'Principal']) expect(one[property]).toEqual(other[property]);
    expect(one.Principal).toBe('cloudfront.amazonaws.com');
  });

  test('has no third one where the CDK or the app added the second', () => {
    const permissions = permissionsOf((stack) => {
      const first = stack.node.findAll().find((node): node is lambda.CfnPermission => node instanceof lambda.CfnPermission);
      if (!first || permissionsBeside(first).length > 1) return;
      const { functionName, principal, sourceArn } = first;
      const options = { functionName, principal, sourceArn, action: 'lambda:InvokeFunction', invokedViaFunctionUrl: true };
      new lambda.CfnPermission(first.node.scope as Construct, 'Second', options);
    });
    expect(permissions).toHaveLength(2);
  });

  const permissionsBeside = ({ node }: lambda.CfnPermission) =>
    (node.scope as Construct).node.children.filter((child) => child instanceof lambda.CfnPermission);
});

test('a function at the edge is not released in steps', () => {
  const app = new App();
  const stack = stackOf(app, 'Shop', { env: { region: 'us-east-1' } });
  const faults = (release: Release) => {
    const fn = orders(stack, { release }, `F${stack.node.children.length}`);
    const edgeLambdas = [{ functionVersion: fn.currentVersion, eventType: cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST }];
    new cloudfront.Distribution(stack, `D${stack.node.children.length}`, {
      defaultBehavior: { origin: S3BucketOrigin.withBucketDefaults(new s3.Bucket(stack, `B${stack.node.children.length}`)), edgeLambdas },
    });
    return fn;
  };
  const [inSteps, atOnce] = [faults(canary()), faults(Release.allAtOnce())];
  expect(() => app.synth()).toThrow(/no 'release' in steps, got one: CloudFront names a version/);
  expect(atOnce.node.validate().join()).not.toContain("no 'release'");
  expect(inSteps.node.validate().join()).toContain("no 'release'");
});

test.each<[unknown, RegExp]>([
  [0, /'addFunctionUrl' must have its options in an object, got 0/],
  [[], /'addFunctionUrl' must have its options in an object, got a list/],
  [{ invokeMode: 'STREAM' }, /'invokeMode' must be one of BUFFERED, RESPONSE_STREAM, got "STREAM"/],
  [{ cors: true }, /'cors' must have its options in an object, got true/],
  [{ cors: { allowedHeaders: 'x' } }, /'cors\.allowedHeaders' must be a list, got "x"; put it in a list/],
  [{ cors: { exposedHeaders: [5] } }, /'cors\.exposedHeaders' must be a list of texts, got 5 in it/],
  [
    { cors: { allowedMethods: ['GET', 'OPTIONS'] } },
    /'cors\.allowedMethods' must be without OPTIONS, got it, which Lambda refuses; remove it: a URL answers preflights itself$/,
  ],
  [{ cors: { allowedMethods: ['get'] } }, /'cors\.allowedMethods' must be a list of lambda\.HttpMethod, got "get" in it/],
])('a URL with %j is refused', (options, sentence) => {
  expect(() => orders(stackOf()).addFunctionUrl(options as never)).toThrow(sentence);
});

test('a URL is added once', () => {
  const fn = orders(stackOf());
  fn.addFunctionUrl();
  expect(() => fn.addFunctionUrl()).toThrow(
    /^Shop\/Orders: 'addFunctionUrl' must be called once, got another call: Lambda has one URL for each qualifier/,
  );
});
