import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction, PowerTuning, type PowerTuningProps, Release } from 'cdk-hardened-lambda';

function tuning(props: Partial<PowerTuningProps> = {}, region = 'eu-west-1') {
  const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region } });
  const tunedFunction = lambda.Function.fromFunctionArn(stack, 'Orders', `arn:aws:lambda:${region}:111122223333:function:orders`);
  const made = new PowerTuning(stack, 'Tuning', { tunedFunction, ...props });
  return { stack, made };
}

test('is one pinned version of the application, narrowed to the function', () => {
  const { stack, made } = tuning();
  Template.fromStack(stack).hasResourceProperties('AWS::Serverless::Application', {
    Location: {
      ApplicationId: 'arn:aws:serverlessrepo:us-east-1:451282441545:applications/aws-lambda-power-tuning',
      SemanticVersion: '4.4.0',
    },
    Parameters: {
      lambdaResource: 'arn:aws:lambda:eu-west-1:111122223333:function:orders*',
      PowerValues: '128,256,512,1024,1536,3008',
      totalExecutionTimeout: '300',
    },
  });
  expect(stack.resolve(made.stateMachine.stateMachineArn)).toEqual({
    'Fn::GetAtt': ['TuningApplicationC37887CE', 'Outputs.StateMachineARN'],
  });
});

test('takes sizes, a time and a boundary', () => {
  const boundary = iam.ManagedPolicy.fromManagedPolicyArn(new Stack(), 'B', 'arn:aws:iam::111122223333:policy/limit');
  const { stack } = tuning({ memorySizes: [512, 1024], timeout: Duration.minutes(15), permissionsBoundary: boundary });
  Template.fromStack(stack).hasResourceProperties('AWS::Serverless::Application', {
    Parameters: { PowerValues: '512,1024', totalExecutionTimeout: '900', permissionsBoundary: 'arn:aws:iam::111122223333:policy/limit' },
  });
});

test.each<[string, Partial<PowerTuningProps>, string]>([
  [
    'an option that does not exist',
    { memory: 512 } as object,
    "'PowerTuning' must have options that exist, got 'memory'; use one of tunedFunction",
  ],
  ['sizes without a list', { memorySizes: 512 as never }, "'memorySizes' must be a list, got 512; put it in a list"],
  ['no size', { memorySizes: [] }, "'memorySizes' must hold at least one size, got none"],
  ['a size that Lambda does not have', { memorySizes: [64] }, "'memorySizes' must be"],
  ['a time that the application does not take', { timeout: Duration.seconds(5) }, "'timeout' must be"],
  [
    'a name',
    { tunedFunction: 'orders' as never },
    `'tunedFunction' must be a function, got "orders"; pass for example new HardenedFunction(...)`,
  ],
  ['a construct', { tunedFunction: {} as never }, "'tunedFunction' must be a function, got an object;"],
  ['a size that is missing', { memorySizes: [undefined as never] }, "'memorySizes: each' must be given, got undefined;"],
  [
    'a name of a boundary',
    { permissionsBoundary: 'developers' as never },
    '\'permissionsBoundary\' must be an iam.IManagedPolicy, got "developers";',
  ],
  ['no function', { tunedFunction: undefined }, "'tunedFunction' must"],
])('refuses %s', (_, props, message) => {
  expect(() => tuning(props)).toThrow(message);
});

test.each([
  ['an alias', (stack: Stack, fn: lambda.IVersion) => new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn })],
  ['a version', (_: Stack, fn: lambda.IVersion) => fn],
])('refuses %s, since the application changes the function itself', (what, of) => {
  const stack = new Stack();
  const code = lambda.Code.fromInline('x');
  const fn = new lambda.Function(stack, 'Orders', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code });
  expect(() => tuning({ tunedFunction: of(stack, fn.currentVersion) })).toThrow(`'tunedFunction' must be a function, got ${what}`);
  expect(() => new PowerTuning(stack, 'Tuning', { tunedFunction: fn })).not.toThrow();
});

test('takes a function of this library, also one with releases', () => {
  const stack = new Stack(new App(), 'Shop');
  const orders = new HardenedFunction(stack, 'Orders', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('x'),
    alarmActions: AlarmActions.none('test'),
    release: Release.allAtOnce(),
  });
  new PowerTuning(stack, 'Tuning', { tunedFunction: orders });
  const [application] = Object.values<any>(Template.fromStack(stack).findResources('AWS::Serverless::Application'));
  const function_ = { 'Fn::GetAtt': [expect.stringMatching(/^Orders/), 'Arn'] };
  expect(application.Properties.Parameters.lambdaResource).toEqual({ 'Fn::Join': ['', [function_, '*']] });
});

test('refuses another partition', () => {
  expect(() => tuning({}, 'cn-north-1')).toThrow(
    "'PowerTuning' must be in the partition aws, where the application is published, got aws-cn",
  );
});
