import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  Acknowledgements,
  AlarmActions,
  FailureCapture,
  type HardenedFunctionProps,
  HardeningProfile,
  HardeningRequirement,
  Waiver,
} from '../../lib';
import { ALL_PACKS, accepted, acknowledgementsOf, findingsOf, only, orders, stackOf, warningsOf } from '../harness';
import { ACCOUNT, ENV, REGION, World } from '../iam';

const waivers = [Waiver.vpc('calls public AWS endpoints only'), Waiver.reservedConcurrency('shares the pool of the account')];
const strict = (stack: Stack, props: Partial<HardenedFunctionProps> = {}, id = 'Orders') =>
  orders(stack, { profile: HardeningProfile.strict(), waivers, alarmActions: AlarmActions.email('ops@example.com'), ...props }, id);
const stackInAccount = (): Stack => stackOf(new App(), 'Shop', ENV);

describe("cdk-nag's six packs", () => {
  const ALWAYS = [
    'Shop/HardenedFunctionEncryptedAlarms/ops@example.com Serverless-SNSRedrivePolicy',
    'Shop/Orders/DeadLetterQueue Serverless-SQSRedrivePolicy',
    'Shop/Orders/ServicePolicy AwsSolutions-IAM5[Resource::*]',
  ];
  const onFunction = (...rules: string[]) => rules.map((rule) => `Shop/Orders/Default ${rule}`);
  const ways: [string, (s: Stack) => Partial<HardenedFunctionProps>, string[]][] = [
    ['VPC and reserved concurrency', (s) => ({ vpc: vpc(s), reservedConcurrentExecutions: 5, waivers: [] }), []],
    [
      'both waived',
      () => ({}),
      onFunction(
        'HIPAA.Security-LambdaConcurrency',
        'HIPAA.Security-LambdaInsideVPC',
        'NIST.800.53.R4-LambdaInsideVPC',
        'NIST.800.53.R5-LambdaConcurrency',
        'NIST.800.53.R5-LambdaInsideVPC',
        'PCI.DSS.321-LambdaInsideVPC',
      ),
    ],
    [
      'asynchronous settings',
      (s) => ({ vpc: vpc(s), reservedConcurrentExecutions: 5, waivers: [], retryAttempts: 1 }),
      ['Shop/Orders/Default/EventInvokeConfig Serverless-LambdaAsyncFailureDestination'],
    ],
    [
      'an own key',
      (s) => ({
        vpc: vpc(s),
        reservedConcurrentExecutions: 5,
        waivers: [],
        encryptionKey: new kms.Key(s, 'Own', { enableKeyRotation: true }),
      }),
      [],
    ],
  ];

  /** A VPC of somebody else's, whose own findings are not ours. */
  const vpc = (s: Stack) =>
    ec2.Vpc.fromVpcAttributes(s, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], privateSubnetIds: ['subnet-1', 'subnet-2'] });
  const ours = (entries: string[]) => entries.filter((entry) => !/CloudFormation-Validate/.test(entry));
  const plainly = (finding: string) => finding.replace('/Resource ', ' ').replace('ServicePolicy/Policy ', 'ServicePolicy ');

  test.each(ways)('find nothing with %s, and every acknowledgement is listed here', (_, props, more) => {
    const app = new App();
    const s = stackOf(app);
    strict(s, props(s));
    expect(findingsOf(app, ALL_PACKS)).toEqual([]);
    expect(ours(acknowledgementsOf(app))).toEqual([...ALWAYS, ...more].sort());
  });

  test.each(ways)('need each acknowledgement with %s: without ours, they find exactly these', (_, props, more) => {
    const app = new App();
    Acknowledgements.of(app).disable();
    const s = stackOf(app);
    strict(s, props(s));
    expect(findingsOf(app, ALL_PACKS).map(plainly)).toEqual([...ALWAYS, ...more].sort());
  });

  test('find nothing where a destination is chosen instead of dead letters', () => {
    const app = new App();
    const s = stackOf(app);
    strict(s, { failureCapture: FailureCapture.dedicatedQueue() });
    expect(findingsOf(app, ALL_PACKS)).toEqual([]);
  });

  test.each([true, false])('find nothing where grants are made later (one policy a call: %s)', (flag) => {
    const app = new App({ context: { '@aws-cdk/aws-lambda:createNewPoliciesWithAddToRolePolicy': flag } });
    const s = stackOf(app);
    const resources = [`arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`];
    strict(s).addToRolePolicy(new iam.PolicyStatement({ actions: ['dynamodb:PutItem'], resources }));
    expect(findingsOf(app, ALL_PACKS)).toEqual([]);
    Template.fromStack(s).resourceCountIs('AWS::IAM::Policy', 0);
  });
});

describe('one customer-managed key per stack', () => {
  test('encrypts logs, failed events, alarms and environment of every function, and rotates', () => {
    const s = stackOf();
    strict(s, { environment: { TABLE: 'orders' } });
    strict(s, {}, 'Invoices');
    const template = Template.fromStack(s);
    template.resourceCountIs('AWS::KMS::Key', 1);
    const key = { 'Fn::GetAtt': [Object.keys(template.findResources('AWS::KMS::Key'))[0], 'Arn'] };
    expect(only(template, 'AWS::KMS::Key').EnableKeyRotation).toBe(true);
    expect(only(template, 'AWS::Logs::LogGroup', 'Orders').KmsKeyId).toEqual(key);
    expect(only(template, 'AWS::SQS::Queue', 'Orders').KmsMasterKeyId).toEqual(key);
    expect(only(template, 'AWS::SNS::Topic').KmsMasterKeyId).toEqual(key);
    expect(only(template, 'AWS::Lambda::Function', 'Orders').KmsKeyArn).toEqual(key);
  });

  test('lets CloudWatch Logs use it for the log groups of this account and region only', () => {
    const s = stackInAccount();
    strict(s);
    strict(s, {}, 'Invoices');
    const statements = only(Template.fromStack(s), 'AWS::KMS::Key').KeyPolicy.Statement;
    expect(statements.filter((statement: any) => statement.Principal.Service === `logs.${REGION}.amazonaws.com`)).toEqual([
      expect.objectContaining({
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': {
              'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:logs:${REGION}:${ACCOUNT}:log-group:*`]],
            },
          },
        },
      }),
    ]);
  });

  test('lets nobody hand its use on, but through a service of AWS', async () => {
    const s = stackInAccount();
    const fn = strict(s);
    fn.addToRolePolicy(new iam.PolicyStatement({ actions: ['kms:CreateGrant'], resources: ['*'] }));
    const world = new World(s.node.root as App);
    const mayGrant = (context: Record<string, string>) =>
      world.may('OrdersServiceRole', 'kms:CreateGrant', world.arn('AWS::KMS::Key'), context);
    expect(await mayGrant({})).toBe(false);
    expect(await mayGrant({ 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' })).toBe(false);
    expect(await mayGrant({ 'kms:GrantIsForAWSResource': 'true', 'aws:PrincipalIsAWSService': 'false' })).toBe(true);
  });

  test('lets CloudWatch use it for alarms, and the role use it to deliver and to read the environment', async () => {
    const s = stackInAccount();
    strict(s);
    expect(JSON.stringify(only(Template.fromStack(s), 'AWS::KMS::Key').KeyPolicy)).toContain('cloudwatch.amazonaws.com');
    const world = new World(s.node.root as App);
    const key = world.arn('AWS::KMS::Key');
    for (const action of ['kms:Decrypt', 'kms:GenerateDataKey']) expect(await world.may('OrdersServiceRole', action, key)).toBe(true);
    expect(await world.may('OrdersServiceRole', 'kms:Encrypt', key, { 'kms:ViaService': `logs.${REGION}.amazonaws.com` })).toBe(true);
    expect(await world.may('OrdersServiceRole', 'kms:Encrypt', key, { 'kms:ViaService': `sqs.${REGION}.amazonaws.com` })).toBe(false);
    expect(await world.may('OrdersServiceRole', 'sqs:SendMessage', world.arn('AWS::SQS::Queue', 'OrdersDeadLetterQueue'))).toBe(true);
  });

  test("gives way to the user's key, also under the standard profile", () => {
    const s = stackOf();
    const own = new kms.Key(s, 'Own');
    orders(s, { encryptionKey: own, alarmActions: AlarmActions.email('ops@example.com') });
    const template = Template.fromStack(s);
    template.resourceCountIs('AWS::KMS::Key', 1);
    for (const [type, prop] of [
      ['AWS::Logs::LogGroup', 'KmsKeyId'],
      ['AWS::SQS::Queue', 'KmsMasterKeyId'],
      ['AWS::SNS::Topic', 'KmsMasterKeyId'],
      ['AWS::Lambda::Function', 'KmsKeyArn'],
    ]) {
      expect(only(template, type)[prop]).toEqual(s.resolve(own.keyArn));
    }
  });

  test('is warned of where it is imported, with the statements that it needs', () => {
    const s = stackOf();
    strict(s, { encryptionKey: kms.Key.fromKeyArn(s, 'Own', `arn:aws:kms:${REGION}:${ACCOUNT}:key/x`) });
    expect(warningsOf(s).map((warning) => warning.match(/\[ack: (.*)\]/)?.[1])).toEqual([
      'HardenedLambda::ImportedKey',
      'HardenedLambda::ImportedAlarmTopicKey',
    ]);
  });
});

describe('customer-managed policies', () => {
  test('hold what Lambda needs, and what is granted later, before the function is made', () => {
    const s = stackOf();
    const fn = strict(s);
    const table = new dynamodb.Table(s, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    table.grantReadData(fn);
    const template = Template.fromStack(s);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    const policies = Object.keys(template.findResources('AWS::IAM::ManagedPolicy'));
    const [resource] = Object.values(template.findResources('AWS::Lambda::Function'));
    expect(policies).toHaveLength(3);
    expect(resource.DependsOn).toEqual(expect.arrayContaining(policies));
  });

  test('are split before they outgrow 6,144 characters, and function and mappings wait for every piece', () => {
    const s = stackOf();
    const fn = strict(s);
    for (let n = 0; n < 40; n++) {
      fn.addToRolePolicy(
        new iam.PolicyStatement({
          actions: ['dynamodb:PutItem', 'dynamodb:GetItem'],
          resources: [`arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${'x'.repeat(200)}${n}`],
        }),
      );
    }
    fn.addEventSource(new sources.SqsEventSource(new sqs.Queue(s, 'Events', { visibilityTimeout: Duration.minutes(3) })));
    const template = Template.fromStack(s);
    const pieces = Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).filter(([id]) =>
      id.startsWith('OrdersServiceRoleGrants'),
    );
    expect(pieces.length).toBeGreaterThan(1);
    for (const [, { Properties }] of pieces) expect(JSON.stringify(Properties.PolicyDocument).length).toBeLessThanOrEqual(6144);
    const [resource] = Object.values(template.findResources('AWS::Lambda::Function'));
    expect(resource.DependsOn).toEqual(expect.arrayContaining(pieces.map(([id]) => id)));
    const [mapping] = Object.values(template.findResources('AWS::Lambda::EventSourceMapping'));
    expect(mapping.Properties.FunctionName).toEqual({ Ref: Object.keys(template.findResources('AWS::Lambda::Function'))[0] });
  });

  test('count a value that is known at deployment as a long ARN', () => {
    const s = stackOf();
    const fn = strict(s);
    for (let n = 0; n < 30; n++) new sqs.Queue(s, `Queue${n}`).grantSendMessages(fn);
    const pieces = Object.keys(Template.fromStack(s).findResources('AWS::IAM::ManagedPolicy')).filter((id) =>
      id.startsWith('OrdersServiceRoleGrants'),
    );
    expect(pieces.length).toBeGreaterThanOrEqual(2);
  });

  test('are warned of where a role takes no more', () => {
    const s = stackOf();
    const fn = strict(s);
    for (let n = 0; n < 400; n++) new sqs.Queue(s, `Queue${n}`).grantSendMessages(fn);
    expect(warningsOf(s)).toEqual([expect.stringContaining('[ack: HardenedLambda::ManagedPolicyQuota]')]);
  });

  test("hold what a policy of the user's says, also later", () => {
    const s = stackOf();
    const statement = (action: string) =>
      new iam.PolicyStatement({ actions: [action], resources: ['arn:aws:sns:eu-west-1:111122223333:x'] });
    const own = new iam.Policy(s, 'Own', { statements: [statement('sns:Publish')] });
    strict(s).role?.attachInlinePolicy(own);
    own.addStatements(statement('sns:Subscribe'));
    const template = Template.fromStack(s);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    const policy = JSON.stringify(only(template, 'AWS::IAM::ManagedPolicy', 'OrdersServiceRoleManaged').PolicyDocument);
    expect(policy).toContain('sns:Publish');
    expect(policy).toContain('sns:Subscribe');
  });

  test('may be used as the role was granted, and no more', async () => {
    const s = stackInAccount();
    const fn = strict(s);
    new sqs.Queue(s, 'Target').grantSendMessages(fn);
    new sqs.Queue(s, 'Other');
    const world = new World(s.node.root as App);
    expect(await world.may('OrdersServiceRole', 'sqs:SendMessage', world.arn('AWS::SQS::Queue', 'Target'))).toBe(true);
    expect(await world.may('OrdersServiceRole', 'sqs:SendMessage', world.arn('AWS::SQS::Queue', 'Other'))).toBe(false);
    expect(await world.may('OrdersServiceRole', 'xray:PutTraceSegments', '*')).toBe(true);
  });

  test("are attached to a role of the user's too", () => {
    const s = stackOf();
    strict(s, { role: new iam.Role(s, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }) });
    Template.fromStack(s).hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: [{ Ref: Match.stringLikeRegexp('^Own') }] });
    Template.fromStack(s).resourceCountIs('AWS::IAM::Policy', 0);
  });
});

describe('failed events', () => {
  test('are kept once, in an own dead-letter queue', () => {
    const s = stackOf();
    const fn = strict(s);
    const template = Template.fromStack(s);
    template.resourceCountIs('AWS::SQS::Queue', 1);
    template.resourceCountIs('AWS::Lambda::EventInvokeConfig', 0);
    expect(fn.failureQueue?.node.path).toBe('Shop/Orders/DeadLetterQueue');
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'DeadLetterErrors' });
  });

  test('are not replaced by a destination that is added later', () => {
    const s = stackOf();
    const onFailure = new destinations.SqsDestination(new sqs.Queue(s, 'Target'));
    expect(() => strict(s).configureAsyncInvoke({ onFailure })).toThrow(
      /'onFailure' must be set in the props, .* after a dead-letter target/,
    );
  });
});

describe('what is asked', () => {
  test.each<[string, Partial<HardenedFunctionProps>, string]>([
    [
      'no VPC',
      { waivers: [waivers[1]] },
      "Shop/Orders: 'vpc' must be given under the strict profile, got none; pass it, or 'waivers: [Waiver.vpc(reason)]'",
    ],
    [
      'no reserved concurrency',
      { waivers: [waivers[0]] },
      "Shop/Orders: 'reservedConcurrentExecutions' must be given under the strict profile, got none; pass it, or 'waivers: [Waiver.reservedConcurrency(reason)]'",
    ],
    ['no reason', { waivers: [Waiver.vpc(''), waivers[1]] }, `Shop/Orders: 'Waiver.vpc' must have a reason, got ""; `],
    [
      'a blank reason',
      { waivers: [waivers[0], Waiver.reservedConcurrency(' ')] },
      `Shop/Orders: 'Waiver.reservedConcurrency' must have a reason`,
    ],
  ])('refuses %s', (_, props, message) => {
    expect(() => accepted(strict(stackOf(), props))).toThrow(message);
  });

  test('takes a reason, which stays in the template', () => {
    const s = stackOf();
    strict(s);
    Template.fromStack(s).hasResource('AWS::Lambda::Function', {
      Metadata: {
        'cdk-hardened-lambda:Waivers': {
          vpc: 'calls public AWS endpoints only',
          reservedConcurrentExecutions: 'shares the pool of the account',
        },
      },
    });
  });

  test('a waiver of what is met says nothing', () => {
    const s = stackOf();
    strict(s, { reservedConcurrentExecutions: 5 });
    expect(JSON.stringify(Template.fromStack(s).toJSON())).not.toContain('shares the pool');
  });

  test.each<[string, HardeningProfile]>([
    ['derived from strict', HardeningProfile.strict().derive({ memorySize: 512 })],
    ['derived from strict', HardeningProfile.strict().derive({ memorySize: 512 }).derive({ memorySize: 1024 })],
    ['derived from development', HardeningProfile.development().derive({ requirements: [HardeningRequirement.VPC] })],
  ])('the %s profile is called so', (name, profile) => {
    expect(() => accepted(strict(stackOf(), { profile, waivers: undefined }))).toThrow(
      `'vpc' must be given under the ${name} profile, got none`,
    );
  });

  test('a derived profile may ask for less', () => {
    const s = stackOf();
    strict(s, { profile: HardeningProfile.strict().derive({ requirements: [HardeningRequirement.ALARM_ACTIONS] }), waivers: undefined });
    expect(() => Template.fromStack(s)).not.toThrow();
  });
});

describe('reserved concurrency against queue sources', () => {
  const withSources = (reserved: number | undefined, ...concurrencies: (number | undefined)[]) => {
    const s = stackOf();
    const fn = strict(s, { reservedConcurrentExecutions: reserved });
    concurrencies.forEach((maxConcurrency, index) => {
      fn.addEventSource(
        new sources.SqsEventSource(new sqs.Queue(s, `Events${index}`, { visibilityTimeout: Duration.minutes(3) }), { maxConcurrency }),
      );
    });
    return () => Template.fromStack(s);
  };

  test.each([
    [10, 5, 5],
    [2, 2],
    [undefined, 100],
    [undefined, undefined],
  ])('%s takes %s', (reserved, ...concurrencies) => {
    expect(withSources(reserved, ...concurrencies)).not.toThrow();
  });

  test('less than all sources together is refused', () => {
    expect(withSources(9, 5, 5)).toThrow(
      /\[Shop\/Orders\] 'maxConcurrency' of all queue sources together must be at most 'reservedConcurrentExecutions' \(9\), got 10, which sends healthy messages to the redrive queue; /,
    );
  });

  test('a source that says none is refused', () => {
    expect(withSources(9, 5, undefined)).toThrow(
      /'maxConcurrency' must be set by every queue source of a function with 'reservedConcurrentExecutions' \(9\), got a source without/,
    );
  });

  test('a stream says none, and is fine', () => {
    const s = stackOf();
    const table = new dynamodb.Table(s, 'Table', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      stream: dynamodb.StreamViewType.NEW_IMAGE,
    });
    strict(s, { reservedConcurrentExecutions: 5 }).addEventSource(
      new sources.DynamoEventSource(table, { startingPosition: 'LATEST' as never }),
    );
    expect(() => Template.fromStack(s)).not.toThrow();
  });
});
