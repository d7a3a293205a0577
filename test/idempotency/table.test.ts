import { App, Aspects, Duration, NestedStack, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { HardenedFunctionDefaults, HardeningProfile, Idempotency, PolicyKind, Release, Waiver } from '../../lib';
import { ALL_PACKS, acknowledgementsOf, findingsOf, only, orders, serviceStatements, stackOf, templateOf } from '../harness';

const TABLE = 'AWS::DynamoDB::Table';
const idempotency = Idempotency.table();

/** What is made for two functions that need not be made for them without. */
const made = (stack: Stack) => {
  const { Resources } = Template.fromStack(stack).toJSON();
  return Object.values<{ Type: string }>(Resources).map(({ Type }) => Type);
};

describe('the table of a stack', () => {
  test('has the key and the attributes of Powertools, is on demand, and lets its items expire', () => {
    expect(only(templateOf({ idempotency }), TABLE)).toEqual({
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expiration', Enabled: true },
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 1 },
    });
  });

  test('is kept: a stack whose first deployment failed could not delete what is protected', () => {
    templateOf({ idempotency }).hasResource(TABLE, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('is one for all functions of the stack and of its nested stacks, and nothing else is made for a function', () => {
    const plain = stackOf();
    for (const id of ['One', 'Two']) orders(plain, {}, id);
    const app = new App();
    const stack = stackOf(app);
    for (const id of ['One', 'Two']) orders(stack, { idempotency }, id);
    expect(made(stack).sort()).toEqual([...made(plain), TABLE].sort());
  });

  test('is that of the parent in a nested stack', () => {
    const stack = stackOf();
    orders(stack, { idempotency });
    const nested = new NestedStack(stack, 'Nested');
    const fn = orders(nested, { idempotency });
    expect(fn.idempotencyTable?.stack).toBe(stack);
    Template.fromStack(nested).resourceCountIs(TABLE, 0);
    Template.fromStack(stack).resourceCountIs(TABLE, 1);
    expect(only(Template.fromStack(nested), 'AWS::Lambda::Function').Environment.Variables.IDEMPOTENCY_TABLE_NAME).toEqual({
      Ref: expect.stringMatching(/HardenedFunctionIdempotencyTable/),
    });
  });

  test('has its id from us, so that it is the same in each deployment', () => {
    expect(Object.keys(templateOf({ idempotency }).findResources(TABLE))).toEqual([
      expect.stringMatching(/^HardenedFunctionIdempotencyTable[0-9A-F]{8}$/),
    ]);
  });

  test('is deleted with the stack of a developer, and no copy is paid for', () => {
    const template = templateOf({ idempotency, profile: HardeningProfile.development() });
    template.hasResource(TABLE, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    expect(only(template, TABLE)).toMatchObject({
      DeletionProtectionEnabled: false,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    });
  });

  test.each([
    ['first', ['development', 'standard']],
    ['second', ['standard', 'development']],
  ] as const)('is protected where one function wants it, the %s being a developer’s', (_, profiles) => {
    const stack = stackOf();
    for (const profile of profiles) orders(stack, { idempotency, profile: HardeningProfile[profile]() }, profile);
    const template = Template.fromStack(stack);
    template.hasResource(TABLE, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(only(template, TABLE)).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 1 },
    });
  });

  test('what was changed at it stays with a second function', () => {
    const stack = stackOf();
    const table = orders(stack, { idempotency }, 'One').idempotencyTable?.node.defaultChild as dynamodb.CfnTable;
    table.pointInTimeRecoverySpecification = { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 7 };
    orders(stack, { idempotency }, 'Two');
    expect(only(Template.fromStack(stack), TABLE).PointInTimeRecoverySpecification.RecoveryPeriodInDays).toBe(7);
  });

  test('tells once what it costs, idle and per million, and that a key begins with the name of the function', () => {
    const stack = stackOf();
    for (const id of ['One', 'Two']) orders(stack, { idempotency }, id);
    const infos = stack.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === 'aws:cdk:info')
      .map(({ data }) => String(data));
    expect(infos).toEqual([
      'idempotency: the table costs 0 USD in an idle month, 1.25 USD per million new events and 0.63 USD per million repeated ones with results of up to 1 KB, ' +
        'and 0.45 USD per GB and month stored (list prices of us-east-1). ' +
        'A key begins with the name of the function: a function that gets another name knows no earlier event',
    ]);
  });
});

describe('a release in steps', () => {
  const told = (release?: Release, idempotent = true) => {
    const fn = orders(stackOf(), { release, idempotency: idempotent ? idempotency : undefined });
    return fn.node.metadata.filter(({ type }) => type === 'aws:cdk:info').map(({ data }) => String(data));
  };
  const canary = Release.canary({ percent: 10, interval: Duration.minutes(10) });

  test('shares the keys between versions, which synthesis tells', () => {
    expect(told(canary)).toEqual([
      'idempotency: all versions share the keys, so that the version before returns results of the new one and the other way round; keep the format of results compatible',
    ]);
  });

  test('nothing is told otherwise', () => expect([...told(), ...told(Release.allAtOnce()), ...told(canary, false)]).toEqual([]));
});

describe('encryption', () => {
  test("is DynamoDB's own by default", () => {
    expect(only(templateOf({ idempotency }), TABLE).SSESpecification).toBeUndefined();
  });

  test('is by the customer-managed key of the stack under strict, which the role may use through DynamoDB', () => {
    const template = templateOf({
      idempotency,
      profile: HardeningProfile.strict().derive({ policyKind: PolicyKind.INLINE }),
      waivers: [Waiver.vpc('a test'), Waiver.reservedConcurrency('a test')],
    });
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
    const keyArn = { 'Fn::GetAtt': [key, 'Arn'] };
    expect(only(template, TABLE).SSESpecification).toEqual({ KMSMasterKeyId: keyArn, SSEEnabled: true, SSEType: 'KMS' });
    expect(serviceStatements(template)).toContainEqual({
      Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
      Condition: {
        StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } },
      },
      Effect: 'Allow',
      Resource: keyArn,
    });
  });

  test('a function with another key has another table', () => {
    const stack = stackOf();
    const encryptionKey = new kms.Key(stack, 'Key');
    const [one, two, three] = [{}, { encryptionKey }, { encryptionKey }].map(
      (props, index) => orders(stack, { idempotency, ...props }, `Orders${index}`).idempotencyTable,
    );
    expect(one).not.toBe(two);
    expect(two).toBe(three);
    expect(two?.node.id).toMatch(/^EncryptedHardenedFunctionIdempotencyTable-[0-9a-f]{8}$/);
  });

  test('with a key of a nested stack the table is there', () => {
    const stack = stackOf();
    const nested = new NestedStack(stack, 'Nested');
    const fn = orders(nested, { idempotency, encryptionKey: new kms.Key(nested, 'Key') });
    expect(fn.idempotencyTable?.stack).toBe(nested);
  });
});

test.each([
  [true, 4],
  [false, 0],
])(
  'that the table has no backup plan is acknowledged for the audit packs where the profile asks for it: %s',
  (acknowledgeAuditPacks, count) => {
    const app = new App();
    orders(stackOf(app), { idempotency, profile: HardeningProfile.standard().derive({ acknowledgeAuditPacks }) });
    expect(acknowledgementsOf(app).filter((entry) => /IdempotencyTable.*DynamoDBInBackupPlan$/.test(entry))).toHaveLength(count);
  },
);

describe('what the function gets', () => {
  test('the name of the table, and how long the code knows an event', () => {
    const template = templateOf({ idempotency, environment: { STAGE: 'prod' } });
    expect(only(template, 'AWS::Lambda::Function').Environment.Variables).toEqual({
      STAGE: 'prod',
      IDEMPOTENCY_TABLE_NAME: { Ref: expect.stringMatching(/^HardenedFunctionIdempotencyTable/) },
      IDEMPOTENCY_EXPIRES_AFTER_SECONDS: '86400',
    });
  });

  test('the time that is set', () => {
    const template = templateOf({ idempotency: Idempotency.table({ expiresAfter: Duration.days(7) }) });
    expect(only(template, 'AWS::Lambda::Function').Environment.Variables.IDEMPOTENCY_EXPIRES_AFTER_SECONDS).toBe('604800');
  });

  test('exactly four actions on the table, in its role: no policy beside it', () => {
    const template = templateOf({ idempotency });
    const ofTable = serviceStatements(template).filter(({ Action }) => [Action].flat().some((action) => action.startsWith('dynamodb:')));
    expect(ofTable).toEqual([
      {
        Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        Effect: 'Allow',
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^HardenedFunctionIdempotencyTable/), 'Arn'] },
      },
    ]);
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('a role of yours gets them beside it', () => {
    const stack = stackOf();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    orders(stack, { idempotency, role });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{ Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'], Effect: 'Allow' }],
      },
      Roles: [stack.resolve(role.roleName)],
    });
  });

  test('nothing without the option', () => {
    const stack = stackOf();
    const fn = orders(stack);
    expect(fn.idempotencyTable).toBeUndefined();
    Template.fromStack(stack).resourceCountIs(TABLE, 0);
    expect(only(Template.fromStack(stack), 'AWS::Lambda::Function').Environment).toBeUndefined();
  });
});

describe('who chooses', () => {
  const tables = (stack: Stack) => Object.keys(Template.fromStack(stack).findResources(TABLE)).length;

  test('a scope, for every function below it', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ idempotency });
    expect(orders(stack).idempotencyTable).toBeDefined();
  });

  test('a profile', () => {
    expect(orders(stackOf(), { profile: HardeningProfile.lean().derive({ idempotency }) }).idempotencyTable).toBeDefined();
  });

  test('the function itself, which leaves it out with a reason that is in the template', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ idempotency });
    expect(orders(stack, { idempotency: Idempotency.none('it only reads') }).idempotencyTable).toBeUndefined();
    expect(tables(stack)).toBe(0);
    Template.fromStack(stack).hasResource('AWS::Lambda::Function', {
      Metadata: { 'cdk-hardened-lambda:Waivers': { idempotency: 'it only reads' } },
    });
  });

  test('the nearest: a table of yours wins over that of the stack', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ idempotency });
    const table = new dynamodb.Table(stack, 'Mine', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      timeToLiveAttribute: 'expiration',
    });
    expect(orders(stack, { idempotency: Idempotency.withTable(table) }).idempotencyTable).toBe(table);
    expect(tables(stack)).toBe(1);
  });
});

test('at the edge, where there is no environment, the variables are left out', () => {
  const stack = stackOf();
  const fn = orders(stack, { idempotency });
  const resource = fn.lambdaFunction.node.defaultChild as lambda.CfnFunction;
  expect(stack.resolve(resource.environment)).toBeDefined();
  fn.lambdaFunction._checkEdgeCompatibility();
  expect(stack.resolve(resource.environment)).toBeUndefined();
});

describe('cdk-nag', () => {
  test('finds nothing about the table', () => {
    const app = new App();
    orders(stackOf(app), { idempotency });
    expect(findingsOf(app)).toEqual([]);
  });

  test.each(['development', 'strict'] as const)('nor under %s, in all packs that the profile passes', (name) => {
    const app = new App();
    const stack = stackOf(app);
    orders(stack, {
      idempotency,
      profile: HardeningProfile[name](),
      waivers: [Waiver.vpc('a test'), Waiver.reservedConcurrency('a test')],
    });
    const found = findingsOf(app, name === 'strict' ? ALL_PACKS : undefined);
    expect(found.filter((finding) => finding.includes('IdempotencyTable'))).toEqual([]);
  });
});

test('an aspect that destroys everything finds a table that it can change', () => {
  const app = new App();
  const stack = stackOf(app);
  const table = orders(stack, { idempotency }).idempotencyTable as dynamodb.Table;
  Aspects.of(stack).add({
    visit: (node) => {
      if (node === table.node.defaultChild) table.applyRemovalPolicy(RemovalPolicy.DESTROY);
    },
  });
  Template.fromStack(stack).hasResource(TABLE, { DeletionPolicy: 'Delete' });
});
