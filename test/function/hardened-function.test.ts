import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Acknowledgements, AlarmActions, AlarmTuning, FailureCapture, type HardenedFunction, type HardenedFunctionProps } from '../../lib';
import { describeSince, VALIDATING } from '../cdk';
import { acknowledgementsOf, CODE, findingsOf, only, orders, stackOf, templateOf } from '../harness';
import { validatorSays } from '../validator';

test('the default function is what production needs', () => {
  expect(templateOf({ alarmActions: AlarmActions.email('ops@example.com') }).toJSON().Resources).toMatchSnapshot();
});

test('Graviton, memory, timeout and tracing are set', () => {
  expect(only(templateOf(), 'AWS::Lambda::Function')).toMatchObject({
    Architectures: ['arm64'],
    MemorySize: 256,
    Timeout: 30,
    TracingConfig: { Mode: 'Active' },
  });
});

test("recursive loop detection is left to Lambda's own default, which stops a loop", () => {
  expect(only(templateOf(), 'AWS::Lambda::Function')).not.toHaveProperty('RecursiveLoop');
});

test('no concurrency is reserved that nobody asked for', () => {
  expect(only(templateOf(), 'AWS::Lambda::Function').ReservedConcurrentExecutions).toBeUndefined();
});

test("the user's value wins", () => {
  const template = templateOf({
    architecture: lambda.Architecture.X86_64,
    memorySize: 1024,
    tracing: lambda.Tracing.PASS_THROUGH,
    recursiveLoop: lambda.RecursiveLoop.ALLOW,
    reservedConcurrentExecutions: 5,
  });
  expect(only(template, 'AWS::Lambda::Function')).toMatchObject({
    Architectures: ['x86_64'],
    MemorySize: 1024,
    TracingConfig: { Mode: 'PassThrough' },
    RecursiveLoop: 'Allow',
    ReservedConcurrentExecutions: 5,
  });
});

test('the environment is encrypted with the key that is given', () => {
  const s = stackOf();
  const key = new kms.Key(s, 'Key');
  orders(s, { environment: { TABLE: 'orders' }, environmentEncryption: key });
  expect(only(Template.fromStack(s), 'AWS::Lambda::Function').KmsKeyArn).toEqual(s.resolve(key.keyArn));
});

describe('cdk-nag', () => {
  const email = AlarmActions.email('ops@example.com');
  const ways: [string, (s: Stack) => Partial<HardenedFunctionProps>, string[]][] = [
    ['the default', () => ({}), []],
    [
      'a VPC',
      (s) => {
        const vpc = new ec2.Vpc(s, 'Vpc');
        vpc.addFlowLog('Flow');
        return { vpc };
      },
      [],
    ],
    [
      'an imported log group',
      (s) => ({ logGroup: logs.LogGroup.fromLogGroupName(s, 'Own', '/shop/orders') }),
      [
        'Shop/Orders/ServiceRole/Resource AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/shop/orders:*]',
      ],
    ],
    [
      'Lambda Insights',
      () => ({ insightsVersion: lambda.LambdaInsightsVersion.VERSION_1_0_498_0 }),
      [
        'Shop/Orders/ServiceRole/Resource AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/lambda-insights:*]',
      ],
    ],
    ['an own key for the environment', (s) => ({ environmentEncryption: new kms.Key(s, 'Key', { enableKeyRotation: true }) }), []],
  ];

  const ALWAYS = [
    'Shop/HardenedFunctionAlarms/ops@example.com Serverless-SNSRedrivePolicy',
    'Shop/Orders/Default Serverless-LambdaDLQ',
    'Shop/HardenedFunctionFailureQueue AwsSolutions-SQS3',
    'Shop/HardenedFunctionFailureQueue Serverless-SQSRedrivePolicy',
    'Shop/Orders/ServiceRole/Resource AwsSolutions-IAM5[Resource::*]',
    'Shop/Orders/ServiceRole/Resource Serverless-LambdaStarPermissions',
  ];
  /** Of CDK's own making, and not about the function. */
  const ours = (entries: string[]) => entries.filter((entry) => !/^Shop(\/Vpc\S*)? /.test(entry) || entry.startsWith('Shop/Orders'));

  test.each(ways)('with %s nothing is left, and every acknowledgement is listed here', (_, props, more) => {
    const app = new App();
    const s = stackOf(app);
    orders(s, { alarmActions: email, ...props(s) });
    expect(ours(findingsOf(app))).toEqual([]);
    expect(ours(acknowledgementsOf(app))).toEqual([...ALWAYS, ...more].sort());
  });

  test.each(ways)('with %s each acknowledgement is needed: without ours, the packs find exactly these', (_, props, more) => {
    const app = new App();
    Acknowledgements.of(app).disable();
    const s = stackOf(app);
    orders(s, { alarmActions: email, ...props(s) });
    expect(ours(acknowledgementsOf(app))).toEqual([]);
    const short = (finding: string) => finding.replace('/Resource ', ' ');
    expect(ours(findingsOf(app)).map(short)).toEqual([...ALWAYS, ...more].map(short).sort());
  });

  test.each<[string, (s: Stack) => Partial<HardenedFunctionProps>, string[]]>([
    ['a dead-letter queue', () => ({ deadLetterQueueEnabled: true }), ['Shop/Orders/DeadLetterQueue Serverless-SQSRedrivePolicy']],
    ['no capture', () => ({ failureCapture: FailureCapture.none('fire and forget') }), ['Shop/Orders/Default Serverless-LambdaDLQ']],
    [
      'no capture, but a retry',
      () => ({ failureCapture: FailureCapture.none('fire and forget'), retryAttempts: 1 }),
      ['Shop/Orders/Default Serverless-LambdaDLQ', 'Shop/Orders/Default/EventInvokeConfig Serverless-LambdaAsyncFailureDestination'],
    ],
    [
      'a queue with an own key',
      (s) => ({
        onFailure: new destinations.SqsDestination(
          new sqs.Queue(s, 'Target', {
            enforceSSL: true,
            encryptionMasterKey: new kms.Key(s, 'Key', { enableKeyRotation: true }),
            deadLetterQueue: { maxReceiveCount: 9, queue: new sqs.Queue(s, 'Last', { enforceSSL: true }) },
          }),
        ),
      }),
      ['Shop/Orders/Default Serverless-LambdaDLQ'],
    ],
    [
      'a bucket',
      (s) => {
        const bucket = new s3.Bucket(s, 'Target', {
          enforceSSL: true,
          serverAccessLogsPrefix: 'log/',
          blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
        });
        return { onFailure: new destinations.S3Destination(bucket) };
      },
      ['Shop/Orders/Default Serverless-LambdaDLQ', 'Shop/Orders/ServiceRole/Resource AwsSolutions-IAM5[Resource::<Target3191CF44.Arn>/*]'],
    ],
  ])('with %s as failure target nothing of ours is left either', (_, props, acknowledged) => {
    const app = new App();
    const s = stackOf(app);
    orders(s, { alarmActions: AlarmActions.none('notified elsewhere'), ...props(s) });
    expect(findingsOf(app).filter((finding) => finding.startsWith('Shop/Orders'))).toEqual([]);
    const mine = acknowledgementsOf(app).filter((entry) => entry.startsWith('Shop/Orders'));
    expect(mine).toEqual(
      [
        ...acknowledged,
        'Shop/Orders/ServiceRole/Resource AwsSolutions-IAM5[Resource::*]',
        'Shop/Orders/ServiceRole/Resource Serverless-LambdaStarPermissions',
      ].sort(),
    );
  });

  test.each(['before', 'after'])("a wildcard of the user's, granted %s, is still found", (when) => {
    const app = new App();
    const s = stackOf(app);
    const own = new iam.Role(s, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const open = () => own.addToPolicy(new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));
    if (when === 'before') open();
    orders(s, { role: own });
    if (when === 'after') open();
    expect(findingsOf(app)).toEqual([
      'Shop/Own/DefaultPolicy/Resource AwsSolutions-IAM5[Action::s3:*]',
      'Shop/Own/DefaultPolicy/Resource AwsSolutions-IAM5[Resource::*]',
    ]);
  });

  test('an old runtime is still found: it is the choice of the user', () => {
    const app = new App();
    orders(stackOf(app), { runtime: lambda.Runtime.NODEJS_20_X });
    expect(findingsOf(app)).toEqual(expect.arrayContaining([expect.stringContaining('AwsSolutions-L1')]));
  });

  test('every reason states something', () => {
    const app = new App();
    orders(stackOf(app), { alarmActions: email });
    const reasons = app.node
      .findAll()
      .flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:acknowledged-rules'))
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .filter(([rule]) => rule.startsWith('Annotation::'));
    for (const [, reason] of reasons) expect(reason.length).toBeGreaterThan(20);
  });
});

/** The validator that is built into the CDK, with warnings counted too: everything that it has to say. */
describeSince(VALIDATING)('CloudFormation would accept it', () => {
  function missingIn(props: (s: Stack) => Partial<HardenedFunctionProps>, breakIt: (fn: HardenedFunction) => void = () => {}): string[] {
    return validatorSays((s) => breakIt(orders(s, props(s))));
  }

  test.each<[string, (s: Stack) => Partial<HardenedFunctionProps>]>([
    ['the default', () => ({ alarmActions: AlarmActions.email('ops@example.com') })],
    [
      'a VPC, an own key and an own dead-letter queue',
      (s) => ({
        vpc: ec2.Vpc.fromVpcAttributes(s, 'Vpc', {
          vpcId: 'vpc-12345678',
          availabilityZones: ['eu-west-1a', 'eu-west-1b'],
          privateSubnetIds: ['subnet-12345678', 'subnet-87654321'],
        }),
        environment: { TABLE: 'orders' },
        environmentEncryption: new kms.Key(s, 'Key'),
        deadLetterQueueEnabled: true,
        reservedConcurrentExecutions: 5,
      }),
    ],
    [
      'destinations, tuned alarms and Lambda Insights',
      (s) => ({
        onSuccess: new destinations.EventBridgeDestination(),
        onFailure: new destinations.S3Destination(new s3.Bucket(s, 'Failed')),
        retryAttempts: 0,
        insightsVersion: lambda.LambdaInsightsVersion.VERSION_1_0_498_0,
        alarmActions: AlarmActions.topicNamed('ops'),
        alarms: { errors: AlarmTuning.rate({ percent: 5 }) },
      }),
    ],
  ])(
    '%s',
    (_, props) => {
      expect(missingIn(props)).toEqual([]);
    },
    60_000,
  );

  test('and the validator that says so finds what is wrong', () => {
    const missing = missingIn(
      () => ({}),
      (fn) => (fn.node.defaultChild as lambda.CfnFunction).addPropertyOverride('RecursiveLoop', 'Sometimes'),
    );
    expect(missing).toEqual([expect.stringContaining('RecursiveLoop')]);
  }, 60_000);
});

test('the switch that leaves our acknowledgements out comes before the first function, or is an error', () => {
  const s = stackOf();
  orders(s);
  expect(() => Acknowledgements.of(s).disable()).toThrow(
    /^Shop: 'Acknowledgements.disable' must be called before the first function below this scope is created, got it after Shop\/\S+; move the call up$/,
  );
  expect(() => Acknowledgements.of(s.node.root).disable()).toThrow(/must be called before/);
  const other = stackOf(s.node.root as App, 'Other');
  expect(() => Acknowledgements.of(other).disable()).not.toThrow();
  expect(Stack.of(orders(other))).toBe(other);
  expect(acknowledgementsOf(s.node.root as App).filter((entry) => entry.startsWith('Other/'))).toEqual([]);
  expect(CODE.runtime.name).toBe('nodejs24.x');
});
