import { App, Duration, type Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmActions,
  AlarmSeverity,
  AlarmTuning,
  EventSourceWaiver,
  FilterMatch,
  type HardenedFilteredEventSourceOptions,
  HardenedFunctionDefaults,
  HardenedKinesisEventSource,
  HardenedSqsEventSource,
  type HardenedSqsEventSourceProps,
  type HardenedSqsNewQueueProps,
  HardeningProfile,
  SqsFilter,
} from '../../lib';
import { CODE, OLDEST, only, orders, stackOf, warningsOf } from '../harness';
import { ENV, World } from '../iam';
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
  POLICY,
  QUEUE,
  queueIn,
  reading,
  sourceStatements,
} from './reading';

const role = 'OrdersServiceRole';
const stack = (a = new App(), id = 'Shop'): Stack => stackOf(a, id, ENV);
const readingOwn = (props: HardenedSqsEventSourceProps = {}, queue: sqs.QueueProps = {}): Template =>
  reading((s) => new HardenedSqsEventSource(queueIn(s, 'Events', queue), props));
const readingNew = (props: HardenedSqsNewQueueProps = {}): Template => reading(() => HardenedSqsEventSource.withNewQueue(props));
const plainFunction = (s: Stack, props: Partial<lambda.FunctionProps> = {}) =>
  new lambda.Function(s, 'Orders', { ...CODE, timeout: Duration.seconds(30), ...props });

describe('a new queue', () => {
  test('makes exactly these resources', () => {
    expect(countsOf(addedBy(readingNew()))).toEqual({
      [ALARM]: 3,
      [MAPPING]: 1,
      [QUEUE]: 2,
      'AWS::SQS::QueuePolicy': 2,
    });
  });

  test('is encrypted, refuses plain HTTP, fits the function, and is kept, as is its redrive queue', () => {
    const added = addedBy(readingNew());
    const [queue, redrive] = [idOf(added, 'OrdersQueue'), idOf(added, 'OrdersQueueRedrive')];
    const kept = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
    expect(added[queue]).toEqual({
      Type: QUEUE,
      ...kept,
      Properties: {
        SqsManagedSseEnabled: true,
        VisibilityTimeout: 180,
        MessageRetentionPeriod: 345600,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [redrive, 'Arn'] }, maxReceiveCount: 5 },
      },
    });
    expect(added[redrive]).toMatchObject({ ...kept, Properties: { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1209600 } });
    for (const id of [queue, redrive]) {
      const { Queues, PolicyDocument } = added[idOf(added, `${id.slice(0, -8)}Policy`)].Properties;
      expect(Queues).toEqual([{ Ref: id }]);
      expect(PolicyDocument.Statement).toEqual([
        expect.objectContaining({ Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]);
    }
  });

  test('can be reached, with its redrive queue, once the source is added', () => {
    const source = HardenedSqsEventSource.withNewQueue();
    expect(() => source.queue).toThrow(
      "HardenedSqsEventSource: 'queue' must be read after the source is added to a function, got it before; call 'addEventSource' first",
    );
    expect(() => source.deadLetterQueue).toThrow("'deadLetterQueue' must be read after");
    orders(stackOf()).addEventSource(source);
    expect(source.queue.node.path).toBe('Shop/Orders/Queue');
    expect(source.deadLetterQueue?.node.path).toBe('Shop/Orders/QueueRedrive');
  });

  test('takes what the user says', () => {
    const added = addedBy(
      readingNew({
        queueId: 'Parcels',
        queueName: 'parcels',
        visibilityTimeout: Duration.minutes(10),
        retentionPeriod: Duration.days(1),
        maxReceiveCount: 9,
        maxBatchingWindow: Duration.seconds(20),
        batchSize: 100,
      }),
    );
    expect(added[idOf(added, 'OrdersParcels')].Properties).toEqual({
      SqsManagedSseEnabled: true,
      QueueName: 'parcels',
      VisibilityTimeout: 600,
      MessageRetentionPeriod: 86400,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [idOf(added, 'OrdersParcelsRedrive'), 'Arn'] }, maxReceiveCount: 9 },
    });
  });

  test.each([
    [70, 0, 420],
    [70, 5, 425],
    [900, 300, 5700],
  ])('for a function of %d s with a window of %d s is invisible for %d s', (timeout, window, visibility) => {
    const s = stackOf();
    const source = HardenedSqsEventSource.withNewQueue({ maxBatchingWindow: Duration.seconds(window) });
    orders(s, { timeout: Duration.seconds(timeout) }).addEventSource(source);
    const added = addedBy(Template.fromStack(s));
    expect(added[idOf(added, 'OrdersQueue')].Properties.VisibilityTimeout).toBe(visibility);
  });

  test.each<[string, HardenedSqsNewQueueProps]>([
    ['fifo', { fifo: true, contentBasedDeduplication: true }],
    ['a name that ends so', { queueName: 'orders.fifo' }],
  ])('is FIFO by %s, and so is its redrive queue', (_, props) => {
    const s = stackOf();
    const template = reading(() => HardenedSqsEventSource.withNewQueue(props), s);
    expect(Object.values(template.findResources(QUEUE, { Properties: { FifoQueue: true } }))).toHaveLength(2);
    expect(mistakesOf(s)).toBe('');
  });

  test('is encrypted by the key that is given, or by that of the function', () => {
    for (const where of ['source', 'function'] as const) {
      const s = stackOf();
      const encryptionKey = new kms.Key(s, 'Key');
      const fn = orders(s, where === 'function' ? { encryptionKey } : {});
      fn.addEventSource(HardenedSqsEventSource.withNewQueue(where === 'source' ? { encryptionKey } : {}));
      const added = addedBy(Template.fromStack(s));
      for (const id of ['OrdersQueue', 'OrdersQueueRedrive'])
        expect(added[idOf(added, id)].Properties.KmsMasterKeyId).toEqual(s.resolve(encryptionKey.keyArn));
    }
  });

  test('is destroyed with its stack under the development profile', () => {
    const s = stackOf();
    orders(s, { profile: HardeningProfile.development() }).addEventSource(HardenedSqsEventSource.withNewQueue());
    for (const { DeletionPolicy } of Object.values(Template.fromStack(s).findResources(QUEUE))) expect(DeletionPolicy).toBe('Delete');
  });

  test('can be made twice for a function, under two ids', () => {
    const s = stackOf();
    const fn = orders(s);
    fn.addEventSource(HardenedSqsEventSource.withNewQueue());
    expect(() => fn.addEventSource(HardenedSqsEventSource.withNewQueue())).toThrow(
      "Shop/Orders: 'queueId' must differ from the ids of what the function has already, got 'Queue' for the second time; pass another one",
    );
    fn.addEventSource(HardenedSqsEventSource.withNewQueue({ queueId: 'Parcels' }));
    Template.fromStack(s).resourceCountIs(MAPPING, 2);
  });

  test('is of one function: a second one would have another queue', () => {
    const s = stackOf();
    const source = HardenedSqsEventSource.withNewQueue();
    orders(s).addEventSource(source);
    const parcels = orders(s, {}, 'Parcels');
    expect(() => parcels.addEventSource(source)).toThrow(
      "Shop/Parcels: 'withNewQueue' must be added to one function, got a second one, which would get another queue; " +
        "call it for each, or pass its 'queue' to new HardenedSqsEventSource(...)",
    );
    parcels.addEventSource(new HardenedSqsEventSource(source.queue, { deadLetterQueue: undefined }));
    Template.fromStack(s).resourceCountIs(MAPPING, 2);
  });
});

describe('a queue of the user', () => {
  test('gets a mapping and three alarms, and the role what reading takes', () => {
    const s = stackOf();
    const queue = queueIn(s);
    const template = reading(() => new HardenedSqsEventSource(queue), s);
    const added = addedBy(template);
    expect(countsOf(added)).toEqual({ [ALARM]: 3, [MAPPING]: 1, [QUEUE]: 2 });
    const [mapping] = Object.keys(added).filter((id) => added[id].Type === MAPPING);
    const { Metadata: _, ...rest } = added[mapping];
    expect(rest).toEqual({
      Type: MAPPING,
      Properties: {
        EventSourceArn: s.resolve(queue.queueArn),
        FunctionName: { Ref: expect.stringMatching(/^Orders[0-9A-F]{8}$/) },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
    });
    expect(sourceStatements(template)).toEqual([
      {
        Effect: 'Allow',
        Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        Resource: s.resolve(queue.queueArn),
      },
    ]);
  });

  test("has a mapping under the logical id of CDK's event source", () => {
    const s = stackOf();
    plainFunction(s).addEventSource(new sources.SqsEventSource(queueIn(s)));
    expect(Object.keys(readingOwn().findResources(MAPPING))).toEqual(Object.keys(Template.fromStack(s).findResources(MAPPING)));
  });

  test("takes all that CDK's event source takes", () => {
    const {
      EventSourceArn: _,
      FunctionName: __,
      ...properties
    } = only(
      readingOwn(
        {
          batchSize: 200,
          maxBatchingWindow: Duration.seconds(60),
          maxConcurrency: 7,
          enabled: false,
          reportBatchItemFailures: false,
          metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] },
        },
        { visibilityTimeout: Duration.minutes(4) },
      ),
      MAPPING,
    );
    expect(properties).toEqual({
      BatchSize: 200,
      MaximumBatchingWindowInSeconds: 60,
      ScalingConfig: { MaximumConcurrency: 7 },
      Enabled: false,
      MetricsConfig: { Metrics: ['EventCount'] },
    });
  });

  test.each([
    [2, 2],
    [200, 10_000],
  ])('takes %d to %d pollers', (minimumPollers, maximumPollers) => {
    expect(only(readingOwn({ provisionedPollerConfig: { minimumPollers, maximumPollers } }), MAPPING).ProvisionedPollerConfig).toEqual({
      MinimumPollers: minimumPollers,
      MaximumPollers: maximumPollers,
    });
  });

  test('may be FIFO', () => {
    const template = readingOwn({ batchSize: 10 }, { fifo: true });
    expect(only(template, MAPPING).BatchSize).toBe(10);
  });

  test('tells its mapping, its alarms and its redrive queue', () => {
    const s = stackOf();
    const source = new HardenedSqsEventSource(queueIn(s));
    for (const member of ['alarms', 'eventSourceMappingId', 'eventSourceMappingArn'] as const)
      expect(() => source[member]).toThrow(`HardenedSqsEventSource: '${member}' must be read after the source is added to a function`);
    orders(s).addEventSource(source);
    expect(source.queue.node.path).toBe('Shop/Events');
    expect(source.deadLetterQueue?.node.path).toBe('Shop/FailedEvents');
    expect(Object.keys(source.alarms).sort()).toEqual(['expiringMessages', 'oldestMessage', 'redrivenMessages']);
    const mapping = { Ref: expect.stringMatching(/^OrdersSqsEventSource/) };
    expect(s.resolve(source.eventSourceMappingId)).toEqual(mapping);
    expect(s.resolve(source.eventSourceMappingArn)['Fn::Join'][1]).toContainEqual(mapping);
  });
});

describe('works on', () => {
  type Target = (s: Stack, source: lambda.IEventSource) => void;
  const TARGETS: [string, Target, RegExp][] = [
    ['a hardened function', (s, source) => orders(s).addEventSource(source), /"Ref":"Orders[0-9A-F]{8}"/],
    ['a hardened function, in events', (s, source) => orders(s, { events: [source] }), /"Ref":"Orders[0-9A-F]{8}"/],
    ['the function inside', (s, source) => orders(s).lambdaFunction.addEventSource(source), /"Ref":"Orders[0-9A-F]{8}"/],
    ['an alias of a hardened function', (s, source) => orders(s).addAlias('live').addEventSource(source), /"Ref":"OrdersAliaslive/],
    ['a plain function', (s, source) => plainFunction(s).addEventSource(source), /"Ref":"Orders[0-9A-F]{8}"/],
    ['a plain function, in events', (s, source) => plainFunction(s, { events: [source] }), /"Ref":"Orders[0-9A-F]{8}"/],
    ['an alias of a plain function', (s, source) => plainFunction(s).addAlias('live').addEventSource(source), /"Ref":"OrdersAliaslive/],
    ['a version', (s, source) => plainFunction(s).currentVersion.addEventSource(source), /"OrdersCurrentVersion/],
  ];

  test.each(TARGETS)('%s: permission before mapping, three alarms, no warning', async (_, target, invoked) => {
    const s = stack();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    target(s, new HardenedSqsEventSource(queueIn(s)));
    expect(mistakesOf(s)).toBe('');
    expect(warningsOf(s)).toEqual([]);
    const template = Template.fromStack(s);
    const [{ Properties, DependsOn }] = Object.values(template.findResources(MAPPING)) as any[];
    expect(JSON.stringify(Properties.FunctionName)).toMatch(invoked);
    // A role of the user's, or of CDK's function, gets a policy beside it, which the mapping waits for.
    const beside = Object.keys(template.findResources(POLICY)).filter((id) => /SqsEventSource.*Policy/.test(id));
    expect(DependsOn ?? []).toEqual(beside);
    expect(Object.keys(alarmsIn(template)).sort()).toEqual(['ExpiringMessages', 'OldestMessage', 'RedrivenMessages']);
    const world = new World(appOf(s));
    expect(await world.may(role, 'sqs:ReceiveMessage', world.arn(QUEUE, 'Events'))).toBe(true);
  });

  test('a plain function whose scopes say nothing of alarms: one error says what to say', () => {
    const s = stackOf();
    plainFunction(s).addEventSource(new HardenedSqsEventSource(queueIn(s)));
    expect(mistakesOf(s)).toContain(
      `[Shop/Orders] 'alarmActions' must be set for the alarms of the function's event sources, got nothing; ` +
        `call 'HardenedFunctionDefaults.of(this).set({ alarmActions: AlarmActions.email("name@example.com") })' before you create the function`,
    );
    expect(mistakesOf(s).match(/\[Shop/g)).toHaveLength(1);
  });

  test("a plain function, by its scope's choices", () => {
    const s = stackOf();
    HardenedFunctionDefaults.of(s).set({
      alarmActions: AlarmActions.topicNamed('ops'),
      runbookUrl: 'https://example.com/runbook',
      encryptionKey: new kms.Key(s, 'Key'),
    });
    plainFunction(s).addEventSource(HardenedSqsEventSource.withNewQueue());
    const template = Template.fromStack(s);
    for (const { KmsMasterKeyId } of Object.values(template.findResources(QUEUE)).map(({ Properties }) => Properties))
      expect(KmsMasterKeyId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] });
    for (const alarm of Object.values(alarmsIn(template))) {
      expect(JSON.stringify(alarm.AlarmActions)).toContain(':ops');
      expect(JSON.stringify(alarm.AlarmDescription)).toContain('Runbook: https://example.com/runbook');
    }
  });

  test('a function of another stack that is imported with its role', async () => {
    const s = stack();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    const own = new iam.Role(s, 'OrdersServiceRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
    lambda.Function.fromFunctionAttributes(s, 'Orders', { functionArn, role: own, sameEnvironment: true }).addEventSource(
      new HardenedSqsEventSource(queueIn(s)),
    );
    const template = Template.fromStack(s);
    expect(only(template, MAPPING).FunctionName).toBe('orders');
    expect(Object.keys(alarmsIn(template))).toHaveLength(3);
    const world = new World(appOf(s));
    expect(await world.may(role, 'sqs:DeleteMessage', world.arn(QUEUE, 'Events'))).toBe(true);
  });

  test('a function that is imported with an imported role, which is warned of once', () => {
    const s = stack();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    lambda.Function.fromFunctionAttributes(s, 'Orders', {
      functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
      role: iam.Role.fromRoleArn(s, 'Role', 'arn:aws:iam::111122223333:role/orders', { mutable: false }),
    }).addEventSource(new HardenedSqsEventSource(queueIn(s)));
    expect(mistakesOf(s)).toBe('');
    expect(warningsOf(s)).toEqual([
      expect.stringMatching(/^'role' is imported.*sqs:ReceiveMessage.*\[ack: HardenedLambda::ImportedRole\]$/),
    ]);
    Template.fromStack(s).resourceCountIs(POLICY, 0);
    expect(Object.values(Template.fromStack(s).findResources(MAPPING))[0].DependsOn).toBeUndefined();
  });

  test('a function that is imported without a role, whose missing permissions are warned of', () => {
    const s = stack();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    const fn = lambda.Function.fromFunctionArn(s, 'Orders', 'arn:aws:lambda:eu-west-1:111122223333:function:orders');
    fn.addEventSource(new HardenedSqsEventSource(queueIn(s)));
    expect(mistakesOf(s)).toBe('');
    const [warning, ...more] = warningsOf(s);
    expect(more).toEqual([]);
    expect(warning).toContain(
      "the function is imported without its 'role', so nothing can be granted to it here; make sure that its role has",
    );
    expect(warning).toContain('"Action":["sqs:ReceiveMessage","sqs:DeleteMessage","sqs:GetQueueAttributes"]');
    expect(warning).toContain('[ack: HardenedLambda::ImportedRole]');
  });

  test('a function that is imported, whose new queue has to be told its visibility timeout', () => {
    const s = stack();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    const fn = lambda.Function.fromFunctionArn(s, 'Orders', 'arn:aws:lambda:eu-west-1:111122223333:function:orders');
    expect(() => fn.addEventSource(HardenedSqsEventSource.withNewQueue())).toThrow(
      "Shop/Orders: 'visibilityTimeout' must be given where the function's timeout is not known here, got none; pass six times the timeout plus the batching window",
    );
    fn.addEventSource(HardenedSqsEventSource.withNewQueue({ visibilityTimeout: Duration.minutes(1) }));
    expect(mistakesOf(s)).toBe('');
  });
});

describe('the role', () => {
  const NO = ['sqs:SendMessage', 'sqs:ChangeMessageVisibility', 'sqs:PurgeQueue', 'sqs:GetQueueUrl', 'sqs:DeleteQueue'];

  test.each<[string, boolean]>([
    ['a queue of the user', false],
    ['a new queue', true],
  ])('may read %s, and do nothing else with it or with another', async (_, made) => {
    const s = stack();
    orders(s).addEventSource(made ? HardenedSqsEventSource.withNewQueue({ queueId: 'Events' }) : new HardenedSqsEventSource(queueIn(s)));
    new sqs.Queue(s, 'Other');
    const world = new World(appOf(s));
    const queue = world.arn(QUEUE, made ? idOf(Template.fromStack(s).toJSON().Resources, 'OrdersEvents') : 'Events');
    for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']) {
      expect([action, await world.may(role, action, queue)]).toEqual([action, true]);
      expect(await world.may(role, action, world.arn(QUEUE, 'Other'))).toBe(false);
    }
    for (const action of NO) expect([action, await world.may(role, action, queue)]).toEqual([action, false]);
  });

  test.each(['here', 'there'])('may decrypt by the key of a queue %s, and by no other', async (place) => {
    const a = new App();
    const here = stack(a, 'Here');
    const there = place === 'here' ? here : stack(a, 'There');
    const key = new kms.Key(there, 'TargetKey');
    new kms.Key(there, 'OtherKey');
    orders(here).addEventSource(new HardenedSqsEventSource(queueIn(there, 'Events', { encryptionMasterKey: key })));
    const world = new World(a);
    const may = (action: string, prefix: string) => world.may(role, action, world.arn('AWS::KMS::Key', prefix));
    expect(await may('kms:Decrypt', 'TargetKey')).toBe(true);
    expect(await may('kms:GenerateDataKey', 'TargetKey')).toBe(false);
    expect(await may('kms:Decrypt', 'OtherKey')).toBe(false);
    expect(await world.may(role, 'sqs:ReceiveMessage', world.arn(QUEUE, 'Events'))).toBe(true);
  });
});

describe('reserved concurrency', () => {
  /** The mistakes of a function that reads queues, by our source or CDK's, with their concurrency each. */
  const limits = (make: (s: Stack) => lambda.IFunction, ...given: [boolean, number | undefined][]): string => {
    const s = stackOf();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    const fn = make(s);
    given.forEach(([ours, maxConcurrency], index) => {
      const queue = queueIn(s, `Events${index}`);
      fn.addEventSource(
        ours ? new HardenedSqsEventSource(queue, { maxConcurrency }) : new sources.SqsEventSource(queue, { maxConcurrency }),
      );
    });
    return mistakesOf(s);
  };
  const reservedConcurrentExecutions = 10;
  const FUNCTIONS: [string, (s: Stack) => lambda.IFunction][] = [
    ['a hardened function', (s) => orders(s, { reservedConcurrentExecutions })],
    ['a plain function', (s) => plainFunction(s, { reservedConcurrentExecutions })],
    ['an alias of a hardened function', (s) => orders(s, { reservedConcurrentExecutions }).addAlias('live')],
    ['an alias of a plain function', (s) => plainFunction(s, { reservedConcurrentExecutions }).addAlias('live')],
  ];
  const SENTENCE =
    "[Shop/Orders] 'maxConcurrency' of all queue sources together must be at most 'reservedConcurrentExecutions' (10), got 11, " +
    'which sends healthy messages to the redrive queue; lower one, or raise the reservation';

  test.each(FUNCTIONS)('of %s is shared by all of its queues', (_, make) => {
    expect(limits(make, [true, 5], [true, 5])).toBe('');
    expect(limits(make, [true, 5], [true, 6])).toContain(SENTENCE);
  });

  test.each(FUNCTIONS)("of %s is shared with queues of CDK's own event source", (_, make) => {
    expect(limits(make, [true, 5], [false, 5])).toBe('');
    expect(limits(make, [true, 5], [false, 6])).toContain(SENTENCE);
    expect(limits(make, [false, 6], [true, 5])).toContain(SENTENCE);
  });

  test('asks each queue for its part under the strict profile only', () => {
    const strictly = (s: Stack) => {
      HardenedFunctionDefaults.of(s).set({ profile: HardeningProfile.strict() });
      return plainFunction(s, { reservedConcurrentExecutions });
    };
    expect(limits(strictly, [true, 5], [true, 5])).toBe('');
    expect(limits(strictly, [true, 5], [true, undefined])).toContain(
      "'maxConcurrency' must be set by every queue source of a function with 'reservedConcurrentExecutions' (10), got a source without",
    );
    expect(limits(FUNCTIONS[1][1], [true, 5], [true, undefined])).toBe('');
  });
});

describe('filters', () => {
  const patterns = (template: Template): string[] =>
    only(template, MAPPING).FilterCriteria.Filters.map(({ Pattern }: { readonly Pattern: string }) => Pattern);
  const ORDER = '{"body":{"type":["order"]}}';

  test.each<[string, HardenedFilteredEventSourceOptions]>([
    ['a builder', { filters: [SqsFilter.body({ type: ['order'] })] }],
    ['a pattern', { filterPatterns: [{ body: { type: ['order'] } }] }],
    ["CDK's form", { filterPatterns: [lambda.FilterCriteria.filter({ body: { type: lambda.FilterRule.isEqual('order') } })] }],
  ])('are written by %s', (_, options) => {
    expect(patterns(readingOwn(options))).toEqual([ORDER]);
    expect(patterns(readingNew(options))).toEqual([ORDER]);
  });

  test('may be several, in all three forms', () => {
    const filters = [SqsFilter.body({ type: ['order'] })];
    const filterPatterns = [
      { body: { type: ['return'] } },
      lambda.FilterCriteria.filter({ body: { total: lambda.FilterRule.between(1, 2) } }),
    ];
    expect(patterns(readingOwn({ filters, filterPatterns }))).toEqual([
      ORDER,
      '{"body":{"type":["return"]}}',
      '{"body":{"total":[{"numeric":[">",1,"<=",2]}]}}',
    ]);
  });

  const many = (count: number) => Array.from({ length: count }, (_, index) => SqsFilter.body({ type: [`type ${index}`] }));

  test.each([
    [5, []],
    [6, ['HardenedLambda::FilterQuota']],
    [10, ['HardenedLambda::FilterQuota']],
  ])('%d of them give the warnings %s', (count, expected) => {
    const s = stackOf();
    reading(() => new HardenedSqsEventSource(queueIn(s), { filters: many(count) }), s);
    expect(warningsOf(s).map((warning) => warning.match(/\[ack: (.*)\]/)?.[1])).toEqual(expected);
    for (const warning of warningsOf(s))
      expect(warning).toContain(`'filters' must have at most 5 filters unless the account's quota was raised, got ${count}; `);
  });

  test('whose number was allowed warn no more', () => {
    const s = stackOf();
    Validations.of(s).acknowledge({ id: 'HardenedLambda::FilterQuota', reason: 'the quota is 10, see ticket 12' });
    reading(() => new HardenedSqsEventSource(queueIn(s), { filters: many(6) }), s);
    appOf(s).synth();
    expect(warningsOf(s)).toEqual([]);
  });

  test('whose operator AWS does not document keep their reason in the template', () => {
    const filters = [SqsFilter.body({ type: FilterMatch.undocumented('wildcard', 'order-*', 'tried in our account, ticket 12') })];
    readingOwn({ filters }).hasResource(MAPPING, {
      Metadata: { 'cdk-hardened-lambda:Waivers': { 'filters.wildcard': 'tried in our account, ticket 12' } },
    });
  });

  test('encrypted by a key let Lambda decrypt for mappings of this account, by one statement', () => {
    const s = stack();
    const filterEncryption = new kms.Key(s, 'Key');
    const template = reading(() => new HardenedSqsEventSource(queueIn(s), { filters: many(1), filterEncryption }), s);
    expect(only(template, MAPPING).KmsKeyArn).toEqual(s.resolve(filterEncryption.keyArn));
    expect(only(template, 'AWS::KMS::Key').KeyPolicy.Statement).toEqual([
      expect.objectContaining({ Action: 'kms:*', Principal: { AWS: expect.anything() } }),
      {
        Sid: 'AllowLambdaFilters',
        Effect: 'Allow',
        Principal: { Service: 'lambda.eu-west-1.amazonaws.com' },
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: {
          ArnLike: {
            'aws:SourceArn': {
              'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':lambda:eu-west-1:111122223333:event-source-mapping:*']],
            },
          },
        },
      },
    ]);
  });

  test('encrypted by one key for two sources need one statement', () => {
    const s = stackOf();
    const filterEncryption = new kms.Key(s, 'Key');
    const fn = orders(s);
    for (const id of ['One', 'Two']) fn.addEventSource(new HardenedSqsEventSource(queueIn(s, id), { filters: many(1), filterEncryption }));
    expect(only(Template.fromStack(s), 'AWS::KMS::Key').KeyPolicy.Statement).toHaveLength(2);
  });

  test('encrypted by a key of another stack make no circle', () => {
    const a = new App();
    const there = stack(a, 'There');
    const filterEncryption = new kms.Key(there, 'Key');
    const here = stack(a, 'Here');
    orders(here).addEventSource(new HardenedSqsEventSource(queueIn(here), { filters: many(1), filterEncryption }));
    expect(mistakesOf(here)).toBe('');
    expect(JSON.stringify(only(Template.fromStack(there), 'AWS::KMS::Key').KeyPolicy)).toContain('AllowLambdaFilters');
  });

  test('encrypted by an imported key are warned of, with the statement that its policy needs', () => {
    const s = stack();
    const filterEncryption = kms.Key.fromKeyArn(s, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/x');
    reading(() => new HardenedSqsEventSource(queueIn(s), { filters: many(1), filterEncryption }), s);
    expect(warningsOf(s)).toEqual([
      expect.stringMatching(/^'filterEncryption' is imported, .*"Sid":"AllowLambdaFilters".*\[ack: HardenedLambda::ImportedFilterKey\]$/),
    ]);
  });
});

describe('waivers', () => {
  test.each<[string, EventSourceWaiver, sqs.QueueProps]>([
    [
      'visibilityTimeout',
      EventSourceWaiver.visibilityTimeout('a message is worked on by one slow step'),
      { visibilityTimeout: Duration.seconds(30) },
    ],
    ['redriveQueue', EventSourceWaiver.redriveQueue('measurements are worth nothing after a minute'), { deadLetterQueue: undefined }],
  ])('%s is left out, and the reason stays in the template', (protection, waiver, queue) => {
    const s = stackOf();
    orders(s).addEventSource(new HardenedSqsEventSource(queueIn(s, 'Events', queue), { waivers: [waiver] }));
    expect(mistakesOf(s)).toBe('');
    Template.fromStack(s).hasResource(MAPPING, {
      Metadata: { 'cdk-hardened-lambda:Waivers': { [protection]: waiver._reason } },
    });
  });

  test('maxReceiveCount is left out, and the reason stays in the template', () => {
    const s = stackOf();
    const waivers = [EventSourceWaiver.maxReceiveCount('a second delivery would pay twice')];
    orders(s).addEventSource(HardenedSqsEventSource.withNewQueue({ maxReceiveCount: 1, waivers }));
    expect(mistakesOf(s)).toBe('');
    Template.fromStack(s).hasResource(MAPPING, {
      Metadata: { 'cdk-hardened-lambda:Waivers': { maxReceiveCount: 'a second delivery would pay twice' } },
    });
  });

  test('two queues may share a redrive queue', () => {
    const s = stackOf();
    const queue = new sqs.Queue(s, 'Failed', { retentionPeriod: Duration.days(14) });
    const deadLetterQueue = { queue, maxReceiveCount: 5 };
    const fn = orders(s);
    for (const id of ['One', 'Two']) {
      const source = new sqs.Queue(s, id, { visibilityTimeout: Duration.minutes(3), deadLetterQueue });
      fn.addEventSource(
        new HardenedSqsEventSource(source, { waivers: [EventSourceWaiver.sharedFailureQueue('one reader knows both kinds')] }),
      );
    }
    expect(mistakesOf(s)).toBe('');
  });

  test.each([
    ['visibilityTimeout', EventSourceWaiver.visibilityTimeout],
    ['redriveQueue', EventSourceWaiver.redriveQueue],
    ['maxReceiveCount', EventSourceWaiver.maxReceiveCount],
    ['failureTarget', EventSourceWaiver.failureTarget],
    ['sharedFailureQueue', EventSourceWaiver.sharedFailureQueue],
  ])('%s needs a reason', (protection, waive) => {
    for (const reason of ['', ' \n']) {
      expect(() => readingOwn({ waivers: [waive(reason)] })).toThrow(
        `Shop/Orders: 'EventSourceWaiver.${protection}' must have a reason, got ${JSON.stringify(reason)}; write the reason in a few words`,
      );
    }
  });

  test('do not let Lambda take a visibility timeout below the function timeout', () => {
    expect(() =>
      readingOwn({ waivers: [EventSourceWaiver.visibilityTimeout('a test')] }, { visibilityTimeout: Duration.seconds(29) }),
    ).toThrow(/must be at least the function's timeout of 30 seconds, got 29, which Lambda refuses/);
  });
});

describe('warned of', () => {
  const warnings = (s: Stack, source: lambda.IEventSource, props: Partial<lambda.FunctionProps> = {}) => {
    orders(s, props).addEventSource(source);
    return warningsOf(s).map((warning) => warning.replace(/ \[ack: HardenedLambda::(\w+)\]/, ' $1'));
  };
  const deliveries = (s: Stack, maxReceiveCount: number) =>
    queueIn(s, 'Events', {
      deadLetterQueue: { queue: new sqs.Queue(s, 'Last', { retentionPeriod: Duration.days(14) }), maxReceiveCount },
    });

  test.each([2, 4])('%s deliveries, as AWS advises five', (count) => {
    const s = stack();
    expect(warnings(s, new HardenedSqsEventSource(deliveries(s, count)))).toEqual([
      `'maxReceiveCount' of Shop/Events must be at least 5 as AWS recommends, got ${count}, so that throttled invocations may send healthy messages to the redrive queue; ` +
        "set 'maxReceiveCount: 5', or acknowledge this RedriveReceiveCountLow",
    ]);
  });

  test('but not five, nor fewer with a reason', () => {
    const [five, two] = [stack(), stack()];
    expect(warnings(five, new HardenedSqsEventSource(deliveries(five, 5)))).toEqual([]);
    const waivers = [EventSourceWaiver.maxReceiveCount('a third delivery is too late')];
    expect(warnings(two, new HardenedSqsEventSource(deliveries(two, 2), { waivers }))).toEqual([]);
  });

  test.each([1, 4])('a reserved concurrency of %s, as Lambda begins with five pollers', (reservedConcurrentExecutions) => {
    const s = stack();
    expect(warnings(s, HardenedSqsEventSource.withNewQueue(), { reservedConcurrentExecutions })).toEqual([
      `'reservedConcurrentExecutions' must be at least 5 for a queue without 'maxConcurrency', got ${reservedConcurrentExecutions}, ` +
        'which may send healthy messages to the redrive queue; ' +
        "pass 'maxConcurrency' with the source, or raise the reservation ReservedWithoutMaxConcurrency",
    ]);
  });

  test.each([
    [5, undefined],
    [4, 4],
  ])('but not one of %s with a concurrency of %s', (reservedConcurrentExecutions, maxConcurrency) => {
    expect(warnings(stack(), HardenedSqsEventSource.withNewQueue({ maxConcurrency }), { reservedConcurrentExecutions })).toEqual([]);
  });
});

describe('a queue elsewhere', () => {
  const at = (s: Stack, arn: string, id = 'Far') => sqs.Queue.fromQueueArn(s, id, arn);
  const OTHER = 'arn:aws:sqs:eu-west-1:444455556666:events';

  test('in another account is read, and its alarms have to be made there, as is warned of', () => {
    const s = stack();
    const deadLetterQueue = at(s, 'arn:aws:sqs:eu-west-1:444455556666:failed', 'Failed');
    const template = reading(() => new HardenedSqsEventSource(at(s, OTHER), { deadLetterQueue }), s);
    expect(only(template, MAPPING).EventSourceArn).toBe(OTHER);
    expect(alarmsIn(template)).toEqual({});
    expect(warningsOf(s)).toContainEqual(
      'the queue is in account 444455556666, so no alarm here can watch it; create alarms there on its age and on the depth of its redrive queue, ' +
        'and add to its queue policy {"Effect":"Allow","Principal":{"AWS":"the ARN of the role of Shop/Orders"},' +
        '"Action":["sqs:ReceiveMessage","sqs:DeleteMessage","sqs:GetQueueAttributes"],"Resource":"arn:aws:sqs:eu-west-1:444455556666:events"} ' +
        '[ack: HardenedLambda::QueueOfAnotherAccount]',
    );
  });

  test('in another account has no alarm to tune', () => {
    const s = stack();
    const alarms = { oldestMessage: AlarmTuning.threshold({ threshold: 60 }) };
    expect(() => reading(() => new HardenedSqsEventSource(at(s, OTHER), { alarms }), s)).toThrow(
      "'alarms.oldestMessage' must have something to watch, got a tuning where there is no such metric or queue",
    );
  });

  test.each<[string, (s: Stack) => lambda.IEventSource]>([
    ['by its ARN', (s) => new HardenedSqsEventSource(at(s, 'arn:aws:sqs:us-east-1:111122223333:events'))],
    [
      'of a stack there',
      (s) => new HardenedSqsEventSource(queueIn(stackOf(appOf(s), 'There', { env: { ...ENV.env, region: 'us-east-1' } }))),
    ],
    [
      'that is a stream',
      (s) =>
        new HardenedKinesisEventSource(kinesis.Stream.fromStreamArn(s, 'Far', 'arn:aws:kinesis:us-east-1:111122223333:stream/x'), OLDEST),
    ],
  ])('in another region is refused: %s', (_, source) => {
    const s = stack();
    expect(() => reading(source, s)).toThrow(
      "Shop/Orders: 'addEventSource' must be given a source in the function's region (eu-west-1), got one in us-east-1, which Lambda refuses; make the function there",
    );
  });

  test('is not checked where the region or the account of the function is known only once deployed', () => {
    const s = stackOf();
    const template = reading(() => new HardenedSqsEventSource(at(s, OTHER)), s);
    expect(Object.keys(alarmsIn(template))).toEqual(['OldestMessage']);
  });
});

describe('an imported queue', () => {
  const imported = (s: Stack, name = 'events') => sqs.Queue.fromQueueArn(s, name, `arn:aws:sqs:eu-west-1:111122223333:${name}`);

  test('is read, watched, and warned of once', async () => {
    const s = stack();
    const template = reading(() => new HardenedSqsEventSource(imported(s), { maxBatchingWindow: Duration.seconds(20) }), s);
    expect(warningsOf(s)).toEqual([
      "the queue is imported, so its settings can't be read here; make sure that its visibility timeout is at least 200 seconds, " +
        "and that it has a redrive policy with 'maxReceiveCount' of at least 5 [ack: HardenedLambda::ImportedQueue]",
    ]);
    expect(Object.keys(alarmsIn(template))).toEqual(['OldestMessage']);
    expect(alarmsIn(template).OldestMessage).toMatchObject({ Threshold: 900, Dimensions: [{ Name: 'QueueName', Value: 'events' }] });
    const world = new World(appOf(s));
    expect(await world.may(role, 'sqs:ReceiveMessage', 'arn:aws:sqs:eu-west-1:111122223333:events')).toBe(true);
    expect(await world.may(role, 'sqs:ReceiveMessage', 'arn:aws:sqs:eu-west-1:111122223333:other')).toBe(false);
  });

  test('has the redrive queue watched that the source names', () => {
    const s = stack();
    const source = new HardenedSqsEventSource(imported(s), { deadLetterQueue: imported(s, 'failed') });
    expect(Object.keys(alarmsIn(reading(() => source, s)))).toEqual(['OldestMessage', 'RedrivenMessages', 'ExpiringMessages']);
    expect(source.deadLetterQueue?.queueName).toBe('failed');
  });

  test('is warned of in words where the timeout is not known either', () => {
    const s = stack();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    const fn = lambda.Function.fromFunctionArn(s, 'Orders', 'arn:aws:lambda:eu-west-1:111122223333:function:orders');
    fn.addEventSource(new HardenedSqsEventSource(imported(s)));
    expect(warningsOf(s)).toContainEqual(
      expect.stringContaining("its visibility timeout is at least six times the function's timeout plus the batching window, and that"),
    );
  });

  test('may be FIFO, by its name', () => {
    const s = stack();
    expect(() => reading(() => new HardenedSqsEventSource(imported(s, 'events.fifo'), { batchSize: 11 }), s)).toThrow(
      "'batchSize' must be a whole number between 1 and 10, got 11; a FIFO queue has no larger batches",
    );
  });
});

describe('alarms', () => {
  test('watch the age of the oldest message, the redrive queue and its oldest message', () => {
    const s = stackOf();
    const queue = queueIn(s);
    const alarms = alarmsIn(reading(() => new HardenedSqsEventSource(queue), s));
    const shared = {
      Namespace: 'AWS/SQS',
      Statistic: 'Maximum',
      Period: 300,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmDescription: expect.anything(),
    };
    const named = (name: string) => [{ Name: 'QueueName', Value: name }];
    const failed = s.resolve(queue.deadLetterQueue?.queue.queueName);
    expect(alarms).toEqual({
      OldestMessage: {
        ...shared,
        MetricName: 'ApproximateAgeOfOldestMessage',
        Dimensions: named(s.resolve(queue.queueName)),
        Threshold: 900,
      },
      RedrivenMessages: { ...shared, MetricName: 'ApproximateNumberOfMessagesVisible', Dimensions: named(failed), Threshold: 0 },
      // 14 days, but for the 4 that a message may have waited before; six tenths of it.
      ExpiringMessages: { ...shared, MetricName: 'ApproximateAgeOfOldestMessage', Dimensions: named(failed), Threshold: 518400 },
    });
  });

  test('say which function reads what, what it means and where to look', () => {
    const text = JSON.stringify(alarmsIn(readingOwn()).RedrivenMessages.AlarmDescription);
    expect(text).toContain('Shop/Orders (');
    expect(text).toContain('), reading Shop/Events: A message failed in every delivery and is stored in the queue ');
    expect(text).toContain('#logsV2:log-groups/log-group/');
  });

  test('of a plain function name its log group', () => {
    const s = stackOf();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    plainFunction(s).addEventSource(new HardenedSqsEventSource(queueIn(s)));
    const { AlarmDescription } = alarmsIn(Template.fromStack(s)).OldestMessage;
    expect(JSON.stringify(AlarmDescription)).toMatch(/log-group\/\/aws\/lambda\/",\{"Ref":"Orders/);
  });

  test.each([
    ['all deliveries of a message', { visibilityTimeout: Duration.minutes(10) }, 3000],
    ['at least 15 minutes', {}, 900],
  ])('of the oldest message wait for %s', (_, queue, threshold) => {
    expect(alarmsIn(readingOwn({}, queue)).OldestMessage.Threshold).toBe(threshold);
  });

  test.each<[string, sqs.QueueProps, number]>([
    ['a FIFO queue, whose redrive queue starts to count anew', { fifo: true }, 725760],
    ['a queue that keeps messages as long as its redrive queue', { retentionPeriod: Duration.days(14) }, 362880],
  ])('of the redrive queue go into ALARM in time for %s', (_, queue, threshold) => {
    expect(alarmsIn(readingOwn({}, queue)).ExpiringMessages.Threshold).toBe(threshold);
  });

  const strange = AlarmTuning.threshold({ threshold: 7, period: Duration.minutes(1), evaluationPeriods: 3, datapointsToAlarm: 2 });

  test.each<[string, (s: Stack) => Template]>([
    ['the source', (s) => reading(() => new HardenedSqsEventSource(queueIn(s), { alarms: { redrivenMessages: strange } }), s)],
    [
      'a scope',
      (s) => {
        HardenedFunctionDefaults.of(s).set({ sourceAlarms: { redrivenMessages: strange } });
        return reading(() => new HardenedSqsEventSource(queueIn(s)), s);
      },
    ],
    [
      'a scope of a plain function',
      (s) => {
        HardenedFunctionDefaults.of(s).set({ ...NOTIFIED_BY_NOBODY, sourceAlarms: { redrivenMessages: strange } });
        plainFunction(s).addEventSource(new HardenedSqsEventSource(queueIn(s)));
        return Template.fromStack(s);
      },
    ],
    [
      'the profile',
      (s) => {
        const profile = HardeningProfile.standard().derive({ sourceAlarms: { redrivenMessages: strange } });
        orders(s, { profile }).addEventSource(new HardenedSqsEventSource(queueIn(s)));
        return Template.fromStack(s);
      },
    ],
    [
      'the profile of a plain function',
      (s) => {
        const profile = HardeningProfile.standard().derive({ sourceAlarms: { redrivenMessages: strange } });
        HardenedFunctionDefaults.of(s).set({ ...NOTIFIED_BY_NOBODY, profile });
        plainFunction(s).addEventSource(new HardenedSqsEventSource(queueIn(s)));
        return Template.fromStack(s);
      },
    ],
    [
      'the source, which wins over its scope and its profile',
      (s) => {
        HardenedFunctionDefaults.of(s).set({
          profile: HardeningProfile.development(),
          sourceAlarms: { redrivenMessages: AlarmTuning.none('x') },
        });
        orders(s).addEventSource(new HardenedSqsEventSource(queueIn(s), { alarms: { redrivenMessages: strange } }));
        return Template.fromStack(s);
      },
    ],
  ])('are tuned by %s', (_, make) => {
    expect(alarmsIn(make(stackOf())).RedrivenMessages).toMatchObject({
      Threshold: 7,
      Period: 60,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
    });
  });

  test('are left out with a reason, which stays in the template', () => {
    const template = readingOwn({ alarms: { oldestMessage: AlarmTuning.none('a nightly batch waits for hours') } });
    expect(Object.keys(alarmsIn(template))).toEqual(['RedrivenMessages', 'ExpiringMessages']);
    template.hasResource(MAPPING, {
      Metadata: { 'cdk-hardened-lambda:Waivers': { 'alarms.oldestMessage': 'a nightly batch waits for hours' } },
    });
  });

  test.each([false, true])('and metrics are left out by the development profile, and nobody has to be notified (plain: %s)', (plain) => {
    const s = stackOf();
    HardenedFunctionDefaults.of(s).set({ profile: HardeningProfile.development() });
    (plain ? plainFunction(s) : orders(s, { alarmActions: undefined })).addEventSource(HardenedSqsEventSource.withNewQueue());
    expect(mistakesOf(s)).toBe('');
    Template.fromStack(s).resourceCountIs(ALARM, 0);
    expect(only(Template.fromStack(s), MAPPING).MetricsConfig).toBeUndefined();
  });

  test.each<[string, HardenedSqsEventSourceProps, string]>([
    [
      'a rate',
      { alarms: { redrivenMessages: AlarmTuning.rate({ percent: 5 }) } },
      "'alarms.redrivenMessages' must have a threshold, got a rate, which only 'errors' of a function and the errors of a front have; pass 'AlarmTuning.threshold(...)'",
    ],
    [
      'no reason',
      { alarms: { oldestMessage: AlarmTuning.none('') } },
      `'alarms.oldestMessage: AlarmTuning.none' must have a reason, got ""; `,
    ],
    [
      'a period of 20 s',
      { alarms: { oldestMessage: AlarmTuning.threshold({ period: Duration.seconds(20) }) } },
      "'alarms.oldestMessage.period' must be a multiple of a minute, got 20 seconds",
    ],
    [
      'a threshold below 0',
      { alarms: { expiringMessages: AlarmTuning.threshold({ threshold: -1 }) } },
      "'alarms.expiringMessages.threshold' must be a number of at least 0, got -1",
    ],
  ])('refuse %s', (_, props, message) => {
    expect(() => readingOwn(props)).toThrow(message);
  });

  test('refuse a rate of the profile too', () => {
    const s = stackOf();
    HardenedFunctionDefaults.of(s).set({ sourceAlarms: { oldestMessage: AlarmTuning.rate({ percent: 5 }) } });
    expect(() => reading(() => new HardenedSqsEventSource(queueIn(s)), s)).toThrow(
      /'(sourceA|a)larms.oldestMessage' must have a threshold/,
    );
  });

  test('refuse a tuning of what is not there, but not one of a scope', () => {
    const waivers = [EventSourceWaiver.redriveQueue('a test')];
    const redrivenMessages = AlarmTuning.threshold({ threshold: 1 });
    expect(() => readingOwn({ waivers, alarms: { redrivenMessages } }, { deadLetterQueue: undefined })).toThrow(
      "'alarms.redrivenMessages' must have something to watch, got a tuning where there is no such metric or queue; remove it",
    );
    const s = stackOf();
    HardenedFunctionDefaults.of(s).set({ sourceAlarms: { redrivenMessages } });
    reading(() => new HardenedSqsEventSource(queueIn(s, 'Events', { deadLetterQueue: undefined }), { waivers }), s);
  });

  test.each([true, false])('notify the topic of their severity (plain: %s)', (plain) => {
    const s = stackOf();
    const [critical, warning] = ['Critical', 'Warning'].map((id) => new sns.Topic(s, id));
    const alarmActions = AlarmActions.bySeverity({ critical: AlarmActions.topic(critical), warning: AlarmActions.topic(warning) });
    HardenedFunctionDefaults.of(s).set({ alarmActions });
    const fn = plain ? plainFunction(s) : orders(s, { alarmActions: undefined });
    const expiringMessages = AlarmTuning.threshold({ severity: AlarmSeverity.WARNING });
    fn.addEventSource(new HardenedSqsEventSource(queueIn(s), { alarms: { expiringMessages } }));
    const alarms = alarmsIn(Template.fromStack(s));
    const to = (kind: string) => alarms[kind].AlarmActions;
    expect(to('OldestMessage')).toEqual([s.resolve(warning.topicArn)]);
    expect(to('RedrivenMessages')).toEqual([s.resolve(critical.topicArn)]);
    expect(to('ExpiringMessages')).toEqual([s.resolve(warning.topicArn)]);
    for (const alarm of Object.values(alarms)) expect(alarm.OKActions).toEqual(alarm.AlarmActions);
  });
});
