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
      [
        'A variable or prop of type `lambda.Function`',
        'Change the type to `HardenedFunction`, which has `currentVersion`, `addAlias`, `addEnvironment`, `addLayers` and `timeout` as before. ' +
          '`lambda.IFunction` has none of these. Pass `orders.lambdaFunction` where a library requires `lambda.Function`.',
      ],
      [
        "`orders.node.findChild('Resource')`",
        "It fails with `No child with id: 'Resource'`. Use `orders.node.defaultChild`, which works before and after.",
      ],
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
      [
        'Snapshot tests of templates',
        'Update them once, after you compared `cdk diff` with this page. Logical ids of your resources stay, so other snapshots do not change.',
      ],
      [
        '`triggers.Trigger` and `TriggerFunction`',
        'A `Trigger` requires `lambda.Function`: pass `orders.lambdaFunction`. `TriggerFunction` is another class: keep it, or write a hardened function and a `Trigger`.',
      ],
    ],
  ),
  '## Event sources',
  "The CDK's own event sources work on a hardened function and do not change. To move one to the class of this library, for retries, failure capture and alarms:",
  table(
    ['Option', 'What to do'],
    [
      [
        '`startingPosition`',
        'Set the position that the mapping has. It cannot be changed: with another one CloudFormation creates a second mapping of the same stream and function, which Lambda refuses, and the deployment fails.',
      ],
      [
        '`reportBatchItemFailures`, on by default',
        'The handler must return `{ batchItemFailures: [...] }`, with an empty list if all succeeded. An exception retries the whole batch, as before. ' +
          'Lambda can take an answer of another form for a failure of the whole batch: set `reportBatchItemFailures: false` until the handler answers so.',
      ],
      [
        'the visibility timeout and redrive policy of a queue',
        'They stay yours. Synthesis fails where messages would be processed twice or lost, and the error contains the line to add.',
      ],
    ],
  ),
  '[Settings of each source](https://github.com/cdk-hardened-lambda/cdk-hardened-lambda/blob/main/docs/event-sources.md)',
  '## Stack limit, cost and e-mails',
  table(
    ['What', 'What to do'],
    [
      [
        'A stack of up to 500 resources',
        'A function gets the resources above, the stack some once. Near the limit use `HardeningProfile.lean()` with `FleetAlarms`, which has two resources for a function.',
      ],
      [
        'Cost',
        '[What resources cost in a month without traffic](https://github.com/cdk-hardened-lambda/cdk-hardened-lambda/blob/main/docs/resources-and-permissions.md). Traces and memory are billed as above.',
      ],
      [
        '`AlarmActions.email` on an app',
        'Each stack and region has a topic, and sends one e-mail to confirm. Until it is confirmed, nobody is notified. For one e-mail pass `AlarmActions.topic(topic)` or `AlarmActions.topicNamed(name)` of a topic that is confirmed already.',
      ],
      [
        'Functions at the edge (Lambda@Edge)',
        'CloudFront accepts neither tracing, environment variables, arm64 nor more than its limits: synthesis fails and names what to set. Leave such a function as it is, or set the values.',
      ],
    ],
  ),
  '## cdk-nag',
  "cdk-nag 3 reads the library's acknowledgements. For cdk-nag 2, call `Acknowledgements.of(app).alsoForCdkNag2()` before you create functions; it writes `cdk_nag` metadata into the resources that have a finding. Your own suppressions stay.",
  '## Going back',
  'Change the class back and deploy. Function and role are updated in place. What the library added is removed, except for the log group, and the failure queue with its policy: they are kept outside of the stack, with their logs and events. Delete them when you do not need them any more.',
  table(
    ['Log group before the migration', 'Going back'],
    [
      ['Lambda: `/aws/lambda/NAME`', 'Nothing to do: Lambda writes to it again.'],
      [
        'the feature flag `@aws-cdk/aws-lambda:useCdkManagedLogGroup`',
        'CloudFormation would create `/aws/lambda/NAME` again, which the migration kept outside of the stack: the deployment fails with `already exists`. ' +
          'To keep its logs, deploy with `cdk deploy --import-existing-resources`. Otherwise delete it first: `aws logs delete-log-group --log-group-name /aws/lambda/NAME`.',
      ],
      ['`logRetention`', 'The custom resource sets the retention of `/aws/lambda/NAME` again.'],
      ['you, as `logGroup`', 'Nothing to do.'],
    ],
  ),
  'A stream or topic keeps its `startingPosition` on the way back too.',
];
