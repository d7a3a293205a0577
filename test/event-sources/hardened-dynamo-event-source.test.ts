import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import {
  AlarmActions,
  AlarmTuning,
  DynamoFilter,
  type EventFilter,
  EventSourceWaiver,
  HardenedDynamoEventSource,
  type HardenedDynamoEventSourceProps,
  HardenedFunctionDefaults,
  HardeningProfile,
} from '../../lib';
import { CODE, OLDEST, only, orders, stackOf, warningsOf } from '../harness';
import { ENV, STREAM, World } from '../iam';
import {
  ALARM,
  addedBy,
  alarmsIn,
  appOf,
  countsOf,
  idOf,
  MAPPING,
  mistakesOf,
  NOTIFIED_BY_NOBODY,
  QUEUE,
  reading,
  sourceStatements,
  tableIn,
} from './reading';

const role = 'OrdersServiceRole';
const stack = (a = new App(), id = 'Shop'): Stack => stackOf(a, id, ENV);
const readingTable = (props: Partial<HardenedDynamoEventSourceProps> = {}, table: Partial<dynamodb.TableProps> = {}): Template =>
  reading((s) => new HardenedDynamoEventSource(tableIn(s, table), { ...OLDEST, ...OLDEST, ...props }));
const plainFunction = (s: Stack, props: Partial<lambda.FunctionProps> = {}) => new lambda.Function(s, 'Orders', { ...CODE, ...props });
const { NEW_AND_OLD_IMAGES, NEW_IMAGE, OLD_IMAGE, KEYS_ONLY } = dynamodb.StreamViewType;

describe('the stream of a table', () => {
  test('gets a mapping, a failure queue and four alarms', () => {
    const s = stackOf();
    const table = tableIn(s);
    const template = reading(() => new HardenedDynamoEventSource(table, OLDEST), s);
    const added = addedBy(template);
    expect(countsOf(added)).toEqual({
      [ALARM]: 4,
      'AWS::DynamoDB::Table': 1,
      [MAPPING]: 1,
      [QUEUE]: 1,
      'AWS::SQS::QueuePolicy': 1,
    });
    const [mapping] = Object.keys(added).filter((id) => added[id].Type === MAPPING);
    const below = (part: string) => idOf(added, `${mapping.slice(0, -8)}${part}`);
    const queue = below('FailureQueue');
    const { Metadata: _, ...rest } = added[mapping];
    expect(rest).toEqual({
      Type: MAPPING,
      Properties: {
        EventSourceArn: s.resolve(table.tableStreamArn),
        FunctionName: { Ref: expect.stringMatching(/^Orders[0-9A-F]{8}$/) },
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 100,
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 10,
        MaximumRecordAgeInSeconds: 82800,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queue, 'Arn'] } } },
      },
    });
    expect(sourceStatements(template)).toEqual([
      {
        Effect: 'Allow',
        Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
        Resource: s.resolve(table.tableStreamArn),
      },
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': [queue, 'Arn'] } },
    ]);
    expect(added[queue]).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1209600 },
    });
  });

  test("has a mapping under the logical id of CDK's event source", () => {
    const s = stackOf();
    const source = new sources.DynamoEventSource(tableIn(s), { startingPosition: lambda.StartingPosition.LATEST });
    plainFunction(s).addEventSource(source);
    expect(Object.keys(readingTable().findResources(MAPPING))).toEqual(Object.keys(Template.fromStack(s).findResources(MAPPING)));
  });

  test("takes all that CDK's event source takes", () => {
    const {
      EventSourceArn: _,
      FunctionName: __,
      DestinationConfig: ___,
      ...properties
    } = only(
      readingTable({
        startingPosition: lambda.StartingPosition.LATEST,
        batchSize: 7,
        maxBatchingWindow: Duration.seconds(8),
        bisectBatchOnError: false,
        retryAttempts: -1,
        maxRecordAge: Duration.hours(1),
        parallelizationFactor: 3,
        tumblingWindow: Duration.seconds(20),
        enabled: false,
        filters: [DynamoFilter.eventName('INSERT')],
      }),
      MAPPING,
    );
    expect(properties).toEqual({
      StartingPosition: 'LATEST',
      BatchSize: 7,
      MaximumBatchingWindowInSeconds: 8,
      BisectBatchOnFunctionError: false,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: 3600,
      ParallelizationFactor: 3,
      TumblingWindowInSeconds: 20,
      Enabled: false,
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
    });
  });

  test.each<[string, (s: Stack) => dynamodb.ITable]>([
    ['a table of the second kind', (s) => tableV2(s, { dynamoStream: NEW_IMAGE })],
    [
      'an imported table',
      (s) =>
        dynamodb.Table.fromTableAttributes(s, 'Table', {
          tableArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders',
          tableStreamArn: `arn:aws:dynamodb:eu-west-1:111122223333:table/orders${STREAM}`,
        }),
    ],
  ])('of %s is read', async (_, make) => {
    const s = stack();
    const table = make(s);
    const template = reading(
      () => new HardenedDynamoEventSource(table, { ...OLDEST, ...OLDEST, filters: [DynamoFilter.newImage({ status: ['paid'] })] }),
      s,
    );
    expect(only(template, MAPPING).EventSourceArn).toEqual(s.resolve(table.tableStreamArn));
    expect(mistakesOf(s)).toBe('');
    expect(warningsOf(s)).toEqual([]);
    const world = new World(appOf(s));
    const arn = table.tableStreamArn?.startsWith('arn:') ? table.tableStreamArn : `${world.arn('AWS::DynamoDB::GlobalTable')}${STREAM}`;
    expect(await world.may(role, 'dynamodb:GetRecords', arn)).toBe(true);
  });
});

const tableV2 = (s: Stack, props: Partial<dynamodb.TablePropsV2> = {}) =>
  new dynamodb.TableV2(s, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, ...props });

describe('the role', () => {
  test('may read the stream and deliver what failed, and nothing else', async () => {
    const s = stack();
    orders(s).addEventSource(new HardenedDynamoEventSource(tableIn(s), OLDEST));
    tableIn(s, {}, 'Other');
    const world = new World(appOf(s));
    const table = world.arn('AWS::DynamoDB::Table', 'Table');
    for (const action of ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream']) {
      expect([action, await world.may(role, action, `${table}${STREAM}`)]).toEqual([action, true]);
      expect(await world.may(role, action, `${world.arn('AWS::DynamoDB::Table', 'Other')}${STREAM}`)).toBe(false);
    }
    for (const action of ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan', 'dynamodb:DescribeTable'])
      expect([action, await world.may(role, action, table)]).toEqual([action, false]);
    const queue = world.arn(QUEUE, 'OrdersDynamoDBEventSource');
    expect(await world.may(role, 'sqs:SendMessage', queue)).toBe(true);
    expect(await world.may(role, 'sqs:ReceiveMessage', queue)).toBe(false);
  });

  test.each<[string, (s: Stack, key: kms.Key) => dynamodb.ITable]>([
    ['a table', (s, encryptionKey) => tableIn(s, { encryptionKey })],
    [
      'a table of the second kind',
      (s, key) => tableV2(s, { dynamoStream: NEW_IMAGE, encryption: dynamodb.TableEncryptionV2.customerManagedKey(key) }),
    ],
  ])('may decrypt by the key of %s, here and there', async (_, make) => {
    for (const elsewhere of [false, true]) {
      const a = new App();
      const here = stack(a, 'Here');
      const there = elsewhere ? stack(a, 'There') : here;
      const table = make(there, new kms.Key(there, 'TargetKey'));
      new kms.Key(there, 'OtherKey');
      orders(here).addEventSource(new HardenedDynamoEventSource(table, OLDEST));
      const world = new World(a);
      const may = (action: string, prefix: string) => world.may(role, action, world.arn('AWS::KMS::Key', prefix));
      expect(await may('kms:Decrypt', 'TargetKey')).toBe(true);
      expect(await may('kms:Encrypt', 'TargetKey')).toBe(false);
      expect(await may('kms:GenerateDataKey', 'TargetKey')).toBe(false);
      expect(await may('kms:Decrypt', 'OtherKey')).toBe(false);
    }
  });
});

describe('works on', () => {
  test.each<[string, (s: Stack, source: lambda.IEventSource) => void]>([
    ['a hardened function, in events', (s, source) => orders(s, { events: [source] })],
    ['an alias of a hardened function', (s, source) => orders(s).addAlias('live').addEventSource(source)],
    ['a plain function', (s, source) => plainFunction(s).addEventSource(source)],
    ['an alias of a plain function', (s, source) => plainFunction(s).addAlias('live').addEventSource(source)],
  ])('%s', (_, target) => {
    const s = stackOf();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    target(s, new HardenedDynamoEventSource(tableIn(s), OLDEST));
    expect(mistakesOf(s)).toBe('');
    const template = Template.fromStack(s);
    expect(Object.keys(alarmsIn(template))).toEqual(expect.arrayContaining(['IteratorAge', 'FailedBatches', 'ExpiringBatches']));
    const [{ DependsOn }] = Object.values(template.findResources(MAPPING)) as any[];
    const beside = Object.keys(template.findResources('AWS::IAM::Policy')).filter((id) => /EventSource.*Policy/.test(id));
    expect(DependsOn ?? []).toEqual(beside);
  });

  test('a plain function whose scopes say nothing of alarms: one error says what to say', () => {
    const s = stackOf();
    plainFunction(s).addEventSource(new HardenedDynamoEventSource(tableIn(s), OLDEST));
    expect(mistakesOf(s)).toContain("[Shop/Orders] 'alarmActions' must be set for the alarms of the function's event sources");
  });

  test('an imported function without a role, whose missing permissions are warned of', () => {
    const s = stack();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    const fn = lambda.Function.fromFunctionArn(s, 'Orders', 'arn:aws:lambda:eu-west-1:111122223333:function:orders');
    fn.addEventSource(new HardenedDynamoEventSource(tableIn(s, { encryptionKey: new kms.Key(s, 'Key') }), OLDEST));
    expect(mistakesOf(s)).toBe('');
    const [warning, ...more] = warningsOf(s);
    expect(more).toEqual([]);
    for (const part of ['dynamodb:GetRecords', 'kms:Decrypt', 'sqs:SendMessage']) expect(warning).toContain(part);
  });
});

describe('view types', () => {
  const newImage = DynamoFilter.newImage({ status: ['paid'] });
  const oldImage = DynamoFilter.oldImage({ status: ['paid'] });
  const either = DynamoFilter.pattern({
    $or: [{ eventName: ['INSERT'] }, { dynamodb: { OldImage: { status: { S: ['open'] } } } }],
  });
  const keys = DynamoFilter.pattern({ dynamodb: { Keys: { id: { S: ['1'] } } } });

  test.each<[dynamodb.StreamViewType, EventFilter]>([
    [NEW_AND_OLD_IMAGES, newImage],
    [NEW_AND_OLD_IMAGES, oldImage],
    [NEW_IMAGE, newImage],
    [OLD_IMAGE, oldImage],
    [OLD_IMAGE, either],
    [KEYS_ONLY, keys],
    [KEYS_ONLY, DynamoFilter.eventName('REMOVE')],
  ])('%s carries what the filter asks for', (stream, filter) => {
    expect(() => readingTable({ filters: [filter] }, { stream })).not.toThrow();
  });

  test.each<[dynamodb.StreamViewType, EventFilter, string]>([
    [NEW_IMAGE, oldImage, 'OldImage'],
    [NEW_IMAGE, either, 'OldImage'],
    [OLD_IMAGE, newImage, 'NewImage'],
    [KEYS_ONLY, newImage, 'NewImage'],
    [KEYS_ONLY, either, 'OldImage'],
  ])('%s does not carry it, which is found when the app is finished', (stream, filter, image) => {
    for (const make of [(s: Stack) => tableIn(s, { stream }), (s: Stack) => tableV2(s, { dynamoStream: stream })]) {
      const s = stackOf();
      orders(s).addEventSource(new HardenedDynamoEventSource(make(s), { ...OLDEST, ...OLDEST, filters: [filter] }));
      expect(mistakesOf(s)).toContain(
        `'filters' must ask for what the stream of Shop/Table carries (${stream}), got 'dynamodb.${image}', which its records never have; ` +
          'let the table have StreamViewType.NEW_AND_OLD_IMAGES',
      );
    }
  });
});

describe('a table without a stream', () => {
  const ADD = "add 'stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES' to the table, or 'dynamoStream' to a TableV2";
  const IMPORT =
    'import it by \'Table.fromTableAttributes(this, "Table", { tableArn, tableStreamArn })\', since its ARN or name does not tell its stream';

  test.each<[string, (s: Stack) => dynamodb.ITable, string]>([
    ['is refused', (s) => tableIn(s, { stream: undefined }), ADD],
    ['of the second kind is refused', (s) => tableV2(s), ADD],
    ['that is imported is refused', (s) => dynamodb.Table.fromTableName(s, 'Table', 'orders'), IMPORT],
  ])('%s', (_, make, fix) => {
    const s = stackOf();
    orders(s);
    const mistake = () => {
      (s.node.findChild('Orders') as lambda.Function).addEventSource(new HardenedDynamoEventSource(make(s), OLDEST));
      const found = mistakesOf(s);
      if (found) throw new Error(found);
    };
    expect(mistake).toThrow(`'table' must have a stream, got Shop/Table without one; ${fix}`);
  });
});

describe('alarms', () => {
  const shared = {
    Period: 300,
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    AlarmDescription: expect.anything(),
  };

  test('watch the iterator age, the failure queue and its oldest message', () => {
    const template = readingTable();
    const queue = [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [expect.stringMatching(/FailureQueue/), 'QueueName'] } }];
    const fn = [{ Name: 'FunctionName', Value: { Ref: expect.stringMatching(/^Orders[0-9A-F]{8}$/) } }];
    const inLambda = { ...shared, Namespace: 'AWS/Lambda' };
    const inSqs = { ...shared, Namespace: 'AWS/SQS', Statistic: 'Maximum', Dimensions: queue };
    expect(alarmsIn(template)).toEqual({
      IteratorAge: { ...inLambda, MetricName: 'IteratorAge', Statistic: 'Maximum', Dimensions: fn, Threshold: 900_000 },
      FailedBatches: { ...inSqs, MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 0 },
      // An hour is left for a record that was discarded for its age; half of it.
      ExpiringBatches: { ...inSqs, MetricName: 'ApproximateAgeOfOldestMessage', Threshold: 1800 },
      // The function only polls, so none of its alarms watches deliveries.
      UndeliveredBatches: { ...inLambda, MetricName: 'DestinationDeliveryFailures', Statistic: 'Sum', Dimensions: fn, Threshold: 0 },
    });
  });

  test('tell until when the records can be read', () => {
    const { FailedBatches, ExpiringBatches } = alarmsIn(readingTable());
    expect(JSON.stringify(FailedBatches.AlarmDescription)).toContain(
      "which can be read from the stream until 24 hours after 'approximateArrivalOfFirstRecord'",
    );
    expect(JSON.stringify(ExpiringBatches.AlarmDescription)).toContain('the stream keeps them for 24 hours');
  });

  test('of expiring records have lower thresholds the longer a batch is retried', () => {
    expect(alarmsIn(readingTable({ maxRecordAge: Duration.hours(20) })).ExpiringBatches.Threshold).toBe(7200);
  });

  test.each<[string, Partial<HardenedDynamoEventSourceProps>, string[] | undefined]>([
    ['not by default', {}, undefined],
    ['where the alarm on failed records is asked for', { alarms: { failedRecords: AlarmTuning.threshold({}) } }, ['EventCount']],
    ['not where that alarm is left out', { alarms: { failedRecords: AlarmTuning.none('a test') } }, undefined],
    [
      'where nothing is captured, for the dropped ones',
      { reportBatchItemFailures: false, waivers: [EventSourceWaiver.failureTarget('a test')] },
      ['EventCount'],
    ],
    [
      'not where nothing is captured and nobody wants to know',
      {
        reportBatchItemFailures: false,
        waivers: [EventSourceWaiver.failureTarget('a test')],
        alarms: { failedBatches: AlarmTuning.none('a test') },
      },
      undefined,
    ],
    ['as the user says', { reportBatchItemFailures: false, metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] } }, ['EventCount']],
  ])('count events %s', (_, props, metrics) => {
    expect(only(readingTable(props), MAPPING).MetricsConfig?.Metrics).toEqual(metrics);
  });

  test.each([false, true])('and metrics are left out by the development profile (plain: %s)', (plain) => {
    const s = stackOf();
    HardenedFunctionDefaults.of(s).set({ profile: HardeningProfile.development() });
    (plain ? plainFunction(s) : orders(s, { alarmActions: undefined })).addEventSource(new HardenedDynamoEventSource(tableIn(s), OLDEST));
    expect(mistakesOf(s)).toBe('');
    Template.fromStack(s).resourceCountIs(ALARM, 0);
    expect(only(Template.fromStack(s), MAPPING).MetricsConfig).toBeUndefined();
    expect(only(Template.fromStack(s), MAPPING).DestinationConfig).toBeDefined();
  });

  test('have one iterator age for a function, and one for each alias, as the metric is', () => {
    const s = stackOf();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    const fn = plainFunction(s);
    for (const id of ['One', 'Two']) fn.addEventSource(new HardenedDynamoEventSource(tableIn(s, {}, id), OLDEST));
    Template.fromStack(s).resourcePropertiesCountIs(ALARM, { MetricName: 'IteratorAge' }, 1);
    const two = stackOf();
    HardenedFunctionDefaults.of(two).set(NOTIFIED_BY_NOBODY);
    const behind = plainFunction(two);
    for (const id of ['One', 'Two'])
      behind.addAlias(id).addEventSource(new HardenedDynamoEventSource(tableIn(two, {}, `Table${id}`), OLDEST));
    Template.fromStack(two).resourcePropertiesCountIs(ALARM, { MetricName: 'IteratorAge' }, 2);
  });

  test('are critical where records are lost or soon will be', () => {
    const s = stackOf();
    const alarmActions = AlarmActions.bySeverity({
      critical: AlarmActions.topicNamed('critical'),
      warning: AlarmActions.topicNamed('warning'),
    });
    orders(s, { alarmActions }).addEventSource(new HardenedDynamoEventSource(tableIn(s), OLDEST));
    const notified = Object.entries(alarmsIn(Template.fromStack(s))).map(([kind, { AlarmActions: actions }]) => [
      kind,
      JSON.stringify(actions).match(/critical|warning/)?.[0],
    ]);
    expect(Object.fromEntries(notified)).toEqual({
      FailedBatches: 'critical',
      IteratorAge: 'warning',
      ExpiringBatches: 'critical',
      UndeliveredBatches: 'critical',
    });
  });
});
