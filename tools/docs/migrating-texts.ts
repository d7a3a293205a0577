import { fenced, linkTo, table } from './markdown';

const EXAMPLE = [
  " import * as lambda from 'aws-cdk-lib/aws-lambda';",
  "+import { AlarmActions, HardenedFunction } from 'cdk-hardened-lambda';",
  '',
  "-new lambda.Function(this, 'Orders', {",
  "+new HardenedFunction(this, 'Orders', {",
  '   runtime: lambda.Runtime.NODEJS_24_X,',
  "   handler: 'index.handler',",
  "   code: lambda.Code.fromAsset('dist'),",
  "+  alarmActions: AlarmActions.email('ops@example.com'),",
  ' });',
].join('\n');

/** What docs/migrating.md has beside its tables. */
export const introduction = [
  'Change the class of an existing function and add `alarmActions`. The function, its role and all resources that refer to them keep their ' +
    'logical ids; nothing is replaced.',
  fenced('diff', EXAMPLE),
  'Your tables, buckets, queues and topics do not change. Run `cdk diff` and compare it with this page. ' +
    `${linkTo('test/migration', 'test/migration')} compares whole applications before and after.`,
];

export const beforehand = [
  'To change nothing that runs, set `HardenedFunctionDefaults.of(app).set({ profile: HardeningProfile.standard().keeping() })`: functions keep the ' +
    'architecture, memory, timeout, tracing, log format, log group and bundle that they have as functions of the CDK, and get alarms, failure capture and a ' +
    'least-privilege role. Then take the new settings one by one, as in `keeping({ tracing: false })`. ' +
    `${linkTo('docs/profiles.md', 'What is kept')}`,
  'For many functions at once, set `architecture`, `loggingFormat`, `timeout`, `memorySize` and `tracing` on a scope: ' +
    '`HardenedFunctionDefaults.of(app).set({ architecture: lambda.Architecture.X86_64 })`.',
  '### Code',
  '`NodejsFunction` becomes `HardenedNodejsFunction`, `DockerImageFunction` becomes `HardenedDockerImageFunction`. A bundle changes: it is ' +
    'minified, has a source map, and contains the AWS SDK, which must be installed in your project. To keep the bundle as it was, set ' +
    '`bundling: { bundleAwsSDK: false, minify: false, sourceMap: false }`. An image is built for arm64.',
  '### Role',
  "The AWS managed policies `AWSLambdaBasicExecutionRole` and, in a VPC, `AWSLambdaVPCAccessExecutionRole` are detached from the function's " +
    "role. An inline policy of the role allows what Lambda needs instead. Statements for tracing and dead-letter queues move there from the role's default " +
    'policy; a default policy without other statements is removed. A `role` that you pass keeps everything that you attached.',
  'In a VPC the code of the function can no longer create or delete network interfaces. If it needs to, set ' +
    '`networkInterfaceCalls: NetworkInterfaceCalls.allowed(reason)`.',
  '### Logs',
  'The function writes to a new log group with a generated name. What happens to the old log group:',
  table(
    ['Created by', 'After the migration'],
    [
      ['Lambda: `/aws/lambda/NAME`', 'It stays with its logs, forever unless you delete it.'],
      [
        'the feature flag `@aws-cdk/aws-lambda:useCdkManagedLogGroup`, which `cdk init` sets',
        'The logical id stays, the name changes: CloudFormation creates a new log group and keeps the old one outside the stack. It is **deleted** if you set `RemovalPolicy.DESTROY` on it.',
      ],
      [
        '`logRetention`',
        'The custom resource is removed; the log group stays. With `logRemovalPolicy: RemovalPolicy.DESTROY` the custom resource **deletes** the log group when it is removed: deploy once without it, then migrate.',
      ],
      ['you, as `logGroup`', 'Nothing changes.'],
    ],
  ),
  "To continue in the old log group, set `logGroup: logs.LogGroup.fromLogGroupName(this, 'OldLogs', '/aws/lambda/NAME')`. " +
    'Dashboards and metric filters that name the old log group must refer to `orders.logGroup`.',
];

export const deployment = [
  'The queue policy and the topic policy exist only with the queue or topic that they belong to. A function with your own ' +
    '`onFailure` or dead-letter queue gets no failure queue.',
  '## Order of the deployment',
  'CloudFormation creates the new log group, then updates the role, then the function. Between the last two steps the running code can not ' +
    'write to its old log group: **its log lines are lost.** The time was not measured; IAM takes some seconds to propagate a change. Invocations and ' +
    'your grants continue to work. Permissions for traces, failed events and, in a VPC, network interfaces are added in the same update of the role.',
  'To lose no log lines, migrate in two deployments. Keep the managed policy (in a VPC both) in the first, and remove this line in the second:',
  fenced(
    'ts',
    [
      "import * as iam from 'aws-cdk-lib/aws-iam';",
      "import { HardenedFunction } from 'cdk-hardened-lambda';",
      '',
      'declare const orders: HardenedFunction;',
      '',
      "orders.role?.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole'));",
    ].join('\n'),
  ),
];

export const afterwards = [
  '## Code to check',
  table(
    ['Code', 'What to do'],
    [
      [
        '`LambdaIntegration` and `LambdaRestApi` of API Gateway, with an explicit `functionName`',
        'They require the class `lambda.Function` to deploy the API again after the name changes. Pass `orders.lambdaFunction`. Otherwise the migration deploys the API once, and later changes of the name do not.',
      ],
      ['A variable or prop of type `lambda.Function`', 'Change the type to `lambda.IFunction`, or pass `orders.lambdaFunction`.'],
      ["`orders.node.findChild('Resource')`", 'Use `orders.node.defaultChild`, which works before and after.'],
      [
        'Your own constructs below the function with the id `Alarms`, `FailureQueue`, `LogGroup`, `ServicePolicy` or another of the library',
        'Synthesis fails, because the id is taken. Create them beside the function.',
      ],
      [
        'Your own alarms on errors and throttles',
        "They stay, so two alarms go into ALARM. Remove yours, or leave out the library's: `alarms: { errors: AlarmTuning.none(reason) }`.",
      ],
      [
        'A queue with a visibility timeout below 30 seconds as event source',
        'Set a `timeout` that is not longer; AWS recommends a sixth of the visibility timeout.',
      ],
      ['`currentVersion` and aliases', 'A new version is published, and the alias moves to it, because the configuration changed.'],
      ['`deadLetterQueueEnabled`', 'The queue stays. It is encrypted, denies calls without TLS, and is kept when the stack is deleted.'],
      ['`logRetentionRole`, `logRetentionRetryOptions`', 'Remove them: there is no custom resource any more.'],
    ],
  ),
];
