import { App, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { accepted, only, orders, serviceStatements, stackOf, templateOf, warningsOf } from '../harness';
import { ACCOUNT, ENV, REGION, World } from '../iam';

const role = 'OrdersServiceRole';
const stack = (): Stack => stackOf(new App(), 'Shop', ENV);

test('only Lambda may assume the role', () => {
  const { AssumeRolePolicyDocument } = only(templateOf(), 'AWS::IAM::Role');
  expect(AssumeRolePolicyDocument.Statement).toEqual([
    { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
  ]);
});

test.each<[string, (stack: Stack) => object]>([
  ['nothing more', () => ({})],
  ['a VPC', (s) => ({ vpc: new ec2.Vpc(s, 'Vpc') })],
  ['Lambda Insights', () => ({ insightsVersion: lambda.LambdaInsightsVersion.VERSION_1_0_498_0 })],
  [
    'ADOT',
    () => ({
      adotInstrumentation: {
        layerVersion: lambda.AdotLayerVersion.fromJavaScriptSdkLayerVersion(lambda.AdotLambdaLayerJavaScriptSdkVersion.LATEST),
        execWrapper: lambda.AdotLambdaExecWrapper.REGULAR_HANDLER,
      },
    }),
  ],
])('no AWS managed policy is attached with %s', (_, props) => {
  const s = stack();
  const template = templateOf(props(s), s);
  expect(only(template, 'AWS::IAM::Role', 'OrdersServiceRole').ManagedPolicyArns).toBeUndefined();
  template.resourcePropertiesCountIs('AWS::IAM::Policy', { PolicyName: Match.stringLikeRegexp('DefaultPolicy') }, 0);
});

test('the role allows each call that the function needs, and denies similar ones', async () => {
  const s = stack();
  orders(s);
  new logs.LogGroup(s, 'OtherGroup');
  const world = new World(s.node.root as App);
  const own = world.arn('AWS::Logs::LogGroup', 'OrdersLogGroup').replace(/\*$/, 'log-stream:x');
  const other = world.arn('AWS::Logs::LogGroup', 'OtherGroup').replace(/\*$/, 'log-stream:x');

  expect(await world.may(role, 'logs:PutLogEvents', own)).toBe(true);
  expect(await world.may(role, 'logs:CreateLogStream', own)).toBe(true);
  expect(await world.may(role, 'logs:PutLogEvents', other)).toBe(false);
  expect(await world.may(role, 'logs:CreateLogGroup', own.replace(':log-stream:x', ''))).toBe(false);
  expect(await world.may(role, 'xray:PutTraceSegments', '*')).toBe(true);
  expect(await world.may(role, 'xray:PutTelemetryRecords', '*')).toBe(true);
  expect(await world.may(role, 'xray:GetTraceSummaries', '*')).toBe(false);
  expect(await world.may(role, 'ec2:DescribeSubnets', '*')).toBe(false);
});

test('without tracing the role may not write traces', () => {
  const template = templateOf({ tracing: lambda.Tracing.DISABLED });
  expect(only(template, 'AWS::Lambda::Function').TracingConfig).toBeUndefined();
  expect(JSON.stringify(template.toJSON())).not.toContain('xray:');
});

test('the environment key may be used to decrypt, and no other key', async () => {
  const s = stack();
  orders(s, { environment: { TABLE: 'orders' }, environmentEncryption: new kms.Key(s, 'EnvironmentKey') });
  new kms.Key(s, 'OtherKey');
  const world = new World(s.node.root as App);
  const key = world.arn('AWS::KMS::Key', 'EnvironmentKey');

  expect(await world.may(role, 'kms:Decrypt', key)).toBe(true);
  expect(await world.may(role, 'kms:Encrypt', key)).toBe(false);
  expect(await world.may(role, 'kms:Decrypt', world.arn('AWS::KMS::Key', 'OtherKey'))).toBe(false);
});

test('Lambda Insights may write to its own log group only', async () => {
  const s = stack();
  orders(s, { insightsVersion: lambda.LambdaInsightsVersion.VERSION_1_0_498_0 });
  const world = new World(s.node.root as App);
  const stream = (group: string) => `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${group}:log-stream:x`;

  expect(await world.may(role, 'logs:PutLogEvents', stream('/aws/lambda-insights'))).toBe(true);
  expect(await world.may(role, 'logs:PutLogEvents', stream('/aws/lambda-other'))).toBe(false);
  expect(only(Template.fromStack(s), 'AWS::Lambda::Function').Layers).toHaveLength(1);
});

test('Lambda Insights with your own role is not supported', () => {
  const s = stackOf();
  const own = new iam.Role(s, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  expect(() => accepted(orders(s, { role: own, insightsVersion: lambda.LambdaInsightsVersion.VERSION_1_0_498_0 }))).toThrow(
    /^Shop\/Orders: 'insightsVersion' together with your own 'role' is not supported yet/,
  );
});

test('a mounted file system may be mounted through its access point, and no other', async () => {
  const s = stack();
  const vpc = new ec2.Vpc(s, 'Vpc');
  const fileSystem = new efs.FileSystem(s, 'Files', { vpc });
  orders(s, { vpc, filesystem: lambda.FileSystem.fromEfsAccessPoint(fileSystem.addAccessPoint('Point'), '/mnt/files') });
  const policy = JSON.stringify(serviceStatements(Template.fromStack(s)));
  expect(policy).toContain('elasticfilesystem:ClientMount');
  expect(policy).toContain('elasticfilesystem:AccessPointArn');
  const open = serviceStatements(Template.fromStack(s)).filter((statement: { Resource: unknown }) => statement.Resource === '*');
  expect(JSON.stringify(open)).not.toContain('elasticfilesystem');
});

test('a permissions boundary holds for the role', () => {
  const s = stackOf();
  iam.PermissionsBoundary.of(s).apply(iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'));
  expect(JSON.stringify(only(templateOf({}, s), 'AWS::IAM::Role').PermissionsBoundary)).toContain('PowerUserAccess');
});

test('a grant that is made later reaches the role before the function is made', () => {
  const s = stackOf();
  const table = new dynamodb.Table(s, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  const fn = orders(s);
  table.grantReadWriteData(fn);
  const template = Template.fromStack(s);
  expect(JSON.stringify(only(template, 'AWS::IAM::Policy', 'OrdersServiceRoleDefaultPolicy'))).toContain('dynamodb:PutItem');
  const [resource] = Object.values(template.findResources('AWS::Lambda::Function'));
  expect(resource.DependsOn).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^OrdersServiceRole[0-9A-F]{8}$/),
      expect.stringMatching(/^OrdersServiceRoleDefaultPolicy/),
    ]),
  );
});

test("a role of the user's own gets every missing statement, and keeps its own", async () => {
  const s = stack();
  const own = new iam.Role(s, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  orders(s, { role: own });
  const world = new World(s.node.root as App);
  expect(await world.may('Own', 'logs:PutLogEvents', world.arn('AWS::Logs::LogGroup').replace(/\*$/, 'log-stream:x'))).toBe(true);
  expect(await world.may('Own', 'xray:PutTraceSegments', '*')).toBe(true);
  expect(await world.may('Own', 'sqs:SendMessage', world.arn('AWS::SQS::Queue'))).toBe(true);
  expect(warningsOf(s)).toEqual([]);
  Template.fromStack(s).resourceCountIs('AWS::IAM::Role', 1);
});

test.each([true, false])('an imported role (mutable: %s) gets one warning with the exact statements', (mutable) => {
  const s = stack();
  orders(s, { role: iam.Role.fromRoleArn(s, 'Imported', `arn:aws:iam::${ACCOUNT}:role/shop`, { mutable }) });
  (s.node.root as App).synth();
  const warnings = warningsOf(s);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('[ack: HardenedLambda::ImportedRole]');
  const statements = JSON.parse(warnings[0].slice(warnings[0].indexOf('[{'), warnings[0].lastIndexOf('}]') + 2));
  expect(statements).toEqual([
    expect.objectContaining({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }),
    expect.objectContaining({ Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' }),
    expect.objectContaining({ Action: 'sqs:SendMessage' }),
  ]);
  const policies = Object.keys(Template.fromStack(s).findResources('AWS::IAM::Policy'));
  expect(policies.filter((id) => id.startsWith('Orders'))).toHaveLength(mutable ? 2 : 0);
});

test('the warning of an imported role names where failed events go in the end', () => {
  const s = stack();
  const fn = orders(s, { role: iam.Role.fromRoleArn(s, 'Imported', `arn:aws:iam::${ACCOUNT}:role/shop`) });
  fn.configureAsyncInvoke({ onFailure: new SqsDestination(new sqs.Queue(s, 'Failed')) });
  (s.node.root as App).synth();
  expect(warningsOf(s)).toHaveLength(1);
  expect(warningsOf(s)[0]).toContain('"Failed');
  expect(warningsOf(s)[0]).not.toContain('FailureQueue');
});

test('a role that Lambda may not assume is refused', () => {
  const s = stackOf();
  const own = new iam.Role(s, 'Own', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  expect(() => orders(s, { role: own })).toThrow(/^Shop\/Orders: 'role' must trust lambda.amazonaws.com, got a role that does not; /);
});

test("a managed policy that the user attaches stays, AWS's for Lambda Insights does not", () => {
  const s = stack();
  const attached = iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonS3ReadOnlyAccess');
  orders(s, { insightsVersion: lambda.LambdaInsightsVersion.VERSION_1_0_498_0 }).role?.addManagedPolicy(attached);
  expect(only(Template.fromStack(s), 'AWS::IAM::Role', role).ManagedPolicyArns).toEqual([s.resolve(attached.managedPolicyArn)]);
});
