import { App, CfnParameter, Duration, Fn, type Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  HardenedActiveMqEventSource,
  HardenedDocumentDbEventSource,
  HardenedKinesisEventSource,
  HardenedManagedKafkaEventSource,
  HardenedRabbitMqEventSource,
  HardenedSelfManagedKafkaEventSource,
  HardenedSqsEventSource,
} from '../../lib';
import { OLDEST, orders, stackOf, warningsOf } from '../harness';
import { appReading, BROKER, CLUSTER, DOCUMENTS, notified, reading, SERVERS, secretIn } from './polled';

/** What JavaScript may pass too. */
type Props = Record<string, unknown>;
type Row = [string, Props, string];

const msk = (_: Stack, props: Props) =>
  new HardenedManagedKafkaEventSource({ ...OLDEST, clusterArn: CLUSTER, topic: 'orders', ...props } as never);
const own = (s: Stack, props: Props) =>
  new HardenedSelfManagedKafkaEventSource({
    ...OLDEST,
    bootstrapServers: SERVERS,
    topic: 'orders',
    secret: secretIn(s),
    ...props,
  } as never);
const active = (s: Stack, props: Props) =>
  new HardenedActiveMqEventSource({ brokerArn: BROKER, queue: 'orders', secret: secretIn(s), ...props } as never);
const rabbit = (s: Stack, props: Props) =>
  new HardenedRabbitMqEventSource({ brokerArn: BROKER, queue: 'orders', secret: secretIn(s), ...props } as never);
const documents = (s: Stack, props: Props) =>
  new HardenedDocumentDbEventSource({ ...OLDEST, clusterArn: DOCUMENTS, databaseName: 'shop', secret: secretIn(s), ...props } as never);

type Source = (s: Stack, props: Props) => lambda.IEventSource;
const refused = (source: Source, props: Props, message: string) =>
  expect(() => appReading((s) => source(s, props))).toThrow(`Shop/Orders: ${message}`);

const POLLERS = { provisionedPollerConfig: {} };
const future = Math.floor(Date.now() / 1000) + 3600;
const schemas = new sources.GlueSchemaRegistry({
  schemaRegistryArn: 'arn:aws:glue:eu-west-1:111122223333:registry/shop',
  eventRecordFormat: lambda.EventRecordFormat.JSON,
  schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
});

const BATCHES: Row[] = [
  ['a batch of 0', { batchSize: 0 }, "'batchSize' must be a whole number between 1 and 10000, got 0"],
  ['a batch of 10001', { batchSize: 10_001 }, "'batchSize' must be a whole number between 1 and 10000, got 10001"],
  ['half a record', { batchSize: 0.5 }, "'batchSize' must be a whole number between 1 and 10000, got 0.5"],
  [
    'a window of 301 s',
    { maxBatchingWindow: Duration.seconds(301) },
    "'maxBatchingWindow' must be a whole number of seconds between 0 and 300, got 301",
  ],
  [
    'a window of half a second',
    { maxBatchingWindow: Duration.millis(500) },
    "'maxBatchingWindow' must be a whole number of seconds between 0 and 300, got 0.5",
  ],
];

const START: Row[] = [
  [
    'no position',
    { startingPosition: undefined },
    "'startingPosition' must be given, got undefined; pass lambda.StartingPosition.TRIM_HORIZON",
  ],
  [
    'no time to start at',
    { startingPosition: lambda.StartingPosition.AT_TIMESTAMP },
    "'startingPositionTimestamp' must be given with AT_TIMESTAMP, got none",
  ],
  [
    'a time alone',
    { startingPositionTimestamp: 1 },
    "'startingPositionTimestamp' must go with 'startingPosition: AT_TIMESTAMP', got it with TRIM_HORIZON",
  ],
  [
    'a time to come',
    { startingPosition: lambda.StartingPosition.AT_TIMESTAMP, startingPositionTimestamp: future },
    `'startingPositionTimestamp' must be seconds since 1970 that are over, got ${future}`,
  ],
];

const FILTERS: Row[] = [
  [
    'a filter of another source',
    { filterPatterns: [{ body: { type: ['order'] } }] },
    "filterPatterns: 'body' must be a key that records of ",
  ],
  ['no filter', { filters: [] }, "'filters' must have at least one entry, got an empty list"],
  ['encrypted filters without filters', { filterEncryption: {} }, "'filterEncryption' must go with 'filters', got it alone"],
];

const KAFKA: Row[] = [
  ...BATCHES,
  ...START,
  ...FILTERS,
  ['no topic', { topic: undefined }, "'topic' must be given, got undefined; pass for example 'orders'"],
  [
    'an empty topic',
    { topic: '' },
    `'topic' must be 2 to 249 letters, digits, dots, hyphens and underscores, the first of them no dot, got ""`,
  ],
  ['a topic with a space', { topic: 'my orders' }, `'topic' must be 2 to 249 letters, digits, dots, hyphens and underscores`],
  ['a topic that begins with a dot', { topic: '.orders' }, `'topic' must be 2 to 249 letters`],
  ['a topic of 250 characters', { topic: 'x'.repeat(250) }, `'topic' must be 2 to 249 letters`],
  ['an empty group', { consumerGroupId: '' }, `'consumerGroupId' must be 1 to 200 letters, digits and any of -/*:_+=.@, got ""`],
  ['a group with a space', { consumerGroupId: 'my group' }, `'consumerGroupId' must be 1 to 200 letters`],
  ['a group of 201 characters', { consumerGroupId: 'x'.repeat(201) }, `'consumerGroupId' must be 1 to 200 letters`],
  ['-2 retries', { ...POLLERS, retryAttempts: -2 }, "'retryAttempts' must be a whole number between -1 and 10000, got -2"],
  ['10001 retries', { ...POLLERS, retryAttempts: 10_001 }, "'retryAttempts' must be a whole number between -1 and 10000, got 10001"],
  [
    'an age of 59 s',
    { ...POLLERS, maxRecordAge: Duration.seconds(59) },
    "'maxRecordAge' must be a whole number of seconds between 60 and 604800, got 59",
  ],
  [
    'an age of 8 days',
    { ...POLLERS, maxRecordAge: Duration.days(8) },
    "'maxRecordAge' must be a whole number of seconds between 60 and 604800, got 691200",
  ],
  [
    '0 pollers',
    { provisionedPollerConfig: { minimumPollers: 0 } },
    "'provisionedPollerConfig.minimumPollers' must be a whole number between 1 and 200, got 0",
  ],
  [
    '201 pollers at the least',
    { provisionedPollerConfig: { minimumPollers: 201 } },
    "'provisionedPollerConfig.minimumPollers' must be a whole number between 1 and 200, got 201",
  ],
  [
    '2001 pollers',
    { provisionedPollerConfig: { maximumPollers: 2001 } },
    "'provisionedPollerConfig.maximumPollers' must be a whole number between 1 and 2000, got 2001",
  ],
  [
    'more pollers at the least than at the most',
    { provisionedPollerConfig: { minimumPollers: 5, maximumPollers: 4 } },
    "'provisionedPollerConfig.maximumPollers' must be a whole number between 5 and 2000, got 4",
  ],
  [
    'a group of pollers with a dot',
    { provisionedPollerConfig: { pollerGroupName: 'a.b' } },
    `'provisionedPollerConfig.pollerGroupName' must be at most 128 letters, digits, hyphens and underscores, got "a.b"`,
  ],
  [
    'a group of pollers of 129 characters',
    { provisionedPollerConfig: { pollerGroupName: 'x'.repeat(129) } },
    "'provisionedPollerConfig.pollerGroupName' must be at most 128 letters",
  ],
  ['an unknown log level', { logLevel: 'TRACE' }, "'logLevel' must be one of DEBUG, INFO, WARN, got TRACE"],
  ['no metrics', { metricsConfig: { metrics: [] } }, "'metricsConfig' must name a group of metrics, got none"],
  ['unknown metrics', { metricsConfig: { metrics: ['Other'] } }, "'metricsConfig' must name groups that the source has, got Other"],
  [
    'a schema registry without provisioned mode',
    { schemaRegistryConfig: schemas },
    "'schemaRegistryConfig' must go with 'provisionedPollerConfig', got it alone, which Lambda refuses",
  ],
  [
    'a failure topic without provisioned mode',
    { onFailure: new sources.KafkaDlq('failed') },
    "'onFailure' with a topic of Kafka must go with 'provisionedPollerConfig', got it alone, which Lambda refuses",
  ],
  [
    'the own topic as failure target',
    { ...POLLERS, onFailure: new sources.KafkaDlq('orders') },
    "'onFailure' must be another topic than the one that is read, got orders for both, which would feed it its own failures; pass another",
  ],
  [
    'a failure topic that begins with a dot',
    { ...POLLERS, onFailure: new sources.KafkaDlq('.failed') },
    `'onFailure' must be 2 to 249 letters`,
  ],
  ['an unknown method', { authenticationMethod: 'KERBEROS' }, "'authenticationMethod' must be one that "],
  ['a parallelization factor', { parallelizationFactor: 2 }, "'parallelizationFactor' is not supported for Apache Kafka"],
  ['a tumbling window', { tumblingWindow: Duration.minutes(1) }, "'tumblingWindow' is not supported for Apache Kafka"],
  ['a concurrency', { maxConcurrency: 5 }, "'maxConcurrency' is not supported for Apache Kafka"],
];

describe('Amazon MSK refuses, in one message', () => {
  const ARN = "'clusterArn' must be the ARN of a cluster of Amazon MSK, with its name and its id, got ";
  test.each<Row>([
    ...KAFKA.filter(([called]) => called !== 'an unknown method'),
    ['no cluster', { clusterArn: undefined }, "'clusterArn' must be given, got undefined; pass for example cluster.attrArn"],
    ['a queue', { clusterArn: 'arn:aws:sqs:eu-west-1:111122223333:orders' }, `${ARN}"arn:aws:sqs:eu-west-1:111122223333:orders"`],
    ['a cluster without id', { clusterArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/shop' }, ARN],
    ['a connection to another account', { clusterArn: CLUSTER.replace('cluster/', 'vpc-connection/444455556666/') }, ARN],
    [
      'a method without secret',
      { authenticationMethod: 'SASL_SCRAM_512_AUTH' },
      "'authenticationMethod' must go with 'secret', got it alone; pass the secret, or leave it out",
    ],
  ])('%s', (_, props, message) => refused(msk, props, message));

  test('a method that it has not', () => {
    const source: Source = (s) => msk(s, { secret: secretIn(s), authenticationMethod: 'BASIC_AUTH' });
    refused(
      source,
      {},
      "'authenticationMethod' must be one that Amazon MSK has, got BASIC_AUTH; pass SASL_SCRAM_512_AUTH or CLIENT_CERTIFICATE",
    );
  });
});

describe('self-managed Kafka refuses, in one message', () => {
  test.each<Row>([
    ...KAFKA,
    [
      'one server without a list',
      { bootstrapServers: 'kafka-1:9096' as never },
      '\'bootstrapServers\' must be a list, got "kafka-1:9096"; put it in a list',
    ],
    ['no servers', { bootstrapServers: undefined }, "'bootstrapServers' must be given, got undefined"],
    ['an empty list of servers', { bootstrapServers: [] }, "'bootstrapServers' must have 1 to 10 addresses, got 0"],
    [
      '11 servers',
      { bootstrapServers: Array.from({ length: 11 }, (_, i) => `k${i}:9092`) },
      "'bootstrapServers' must have 1 to 10 addresses, got 11",
    ],
    ['a server twice', { bootstrapServers: ['a:9092', 'a:9092'] }, "'bootstrapServers' must differ from each other, got one of 2 twice"],
    [
      'a server without port',
      { bootstrapServers: ['a:9092', 'b'] },
      "'bootstrapServers' must have the form host:port, each with at most 300 characters, got another form at index 1",
    ],
    ['a server with a protocol', { bootstrapServers: ['https://a:9092'] }, "'bootstrapServers' must have the form host:port"],
    ['a server of 301 characters', { bootstrapServers: [`${'x'.repeat(296)}:9092`] }, "'bootstrapServers' must have the form host:port"],
    [
      'brokers on the internet without secret',
      { secret: undefined },
      "'secret' must be given for brokers on the internet, got neither 'secret' nor 'vpc'",
    ],
    ['subnets without VPC', { vpcSubnets: {} }, "'vpcSubnets' must go with 'vpc', got it alone"],
    ['a security group without VPC', { securityGroup: {} }, "'securityGroup' must go with 'vpc', got it alone"],
    ['a VPC without subnets', { vpc: {} }, "'vpcSubnets' must be given with 'vpc', got none"],
    ['a VPC without security group', { vpc: {}, vpcSubnets: {} }, "'securityGroup' must be given with 'vpc', got none"],
    [
      'a method without secret',
      { vpc: {}, vpcSubnets: {}, securityGroup: {}, secret: undefined, authenticationMethod: 'BASIC_AUTH' },
      "'authenticationMethod' must go with 'secret', got it alone",
    ],
  ])('%s', (_, props, message) => refused(own, props, message));

  test('more subnets than a mapping takes', () => {
    const subnets = (s: Stack) => Array.from({ length: 21 }, (_, i) => ec2.Subnet.fromSubnetId(s, `Subnet${i}`, `subnet-${i}`));
    const source: Source = (s) => {
      const vpc = new ec2.Vpc(s, 'Vpc');
      return own(s, { vpc, vpcSubnets: { subnets: subnets(s) }, securityGroup: new ec2.SecurityGroup(s, 'Pollers', { vpc }) });
    };
    refused(source, {}, "'vpcSubnets' must have so few subnets that they are at most 22 with secrets and security group, got 23");
  });
});

const OF_OTHERS: [string, unknown][] = [
  ['startingPosition', lambda.StartingPosition.LATEST],
  ['startingPositionTimestamp', 1],
  ['retryAttempts', 3],
  ['maxRecordAge', Duration.hours(1)],
  ['bisectBatchOnError', true],
  ['reportBatchItemFailures', true],
  ['onFailure', new sources.KafkaDlq('failed')],
  ['parallelizationFactor', 2],
  ['tumblingWindow', Duration.minutes(1)],
  ['maxConcurrency', 5],
  ['provisionedPollerConfig', {}],
  ['metricsConfig', { metrics: [lambda.MetricType.EVENT_COUNT] }],
  ['logLevel', 'INFO'],
];

const MQ: Row[] = [
  ...BATCHES,
  ...FILTERS,
  ['no broker', { brokerArn: undefined }, "'brokerArn' must be given, got undefined"],
  ['a cluster', { brokerArn: CLUSTER }, "'brokerArn' must be the ARN of a broker of Amazon MQ, with its name and its id, got"],
  ['no queue', { queue: undefined }, "'queue' must be given, got undefined; pass for example 'orders'"],
  ['an empty queue', { queue: '' }, `'queue' must be 1 to 1000 characters, got ""`],
  ['a queue of 1001 characters', { queue: 'x'.repeat(1001) }, `'queue' must be 1 to 1000 characters, got "xxx`],
  ['no secret', { secret: undefined }, "'secret' must be given, got undefined"],
  ...OF_OTHERS.map(([name, value]): Row => [`'${name}' of other sources`, { [name]: value }, `'${name}' is not supported for Amazon MQ`]),
];

describe.each([
  ['ActiveMQ', active],
  ['RabbitMQ', rabbit],
])('%s refuses, in one message', (_, source) => {
  test.each<Row>(MQ)('%s', (_, props, message) => refused(source, props, message));
});

describe('virtual hosts', () => {
  test.each<Row>([
    [
      'an empty one',
      { virtualHost: '' },
      `'virtualHost' must be 1 to 200 letters, digits and any of -/*:_+=.@, got ""; leave it out for '/'`,
    ],
    ['one with a space', { virtualHost: 'my shop' }, "'virtualHost' must be 1 to 200 letters"],
    ['one of 201 characters', { virtualHost: 'x'.repeat(201) }, "'virtualHost' must be 1 to 200 letters"],
  ])('%s is refused', (_, props, message) => refused(rabbit, props, message));
});

describe('DocumentDB refuses, in one message', () => {
  const DATABASE = "'databaseName' must be 1 to 63 characters without slash, dot, dollar, quotation mark or space, got ";
  const COLLECTION =
    "'collectionName' must be 1 to 57 characters without dollar, begin with a letter, a digit or an underscore, and not with 'system.', got ";
  test.each<Row>([
    ...BATCHES,
    ...START,
    ['no cluster', { clusterArn: undefined }, "'clusterArn' must be given, got undefined"],
    ['a cluster of Kafka', { clusterArn: CLUSTER }, "'clusterArn' must be the ARN of a cluster of DocumentDB, got"],
    ['no database', { databaseName: undefined }, "'databaseName' must be given, got undefined; pass for example 'shop'"],
    ['an empty database', { databaseName: '' }, `${DATABASE}""`],
    ['a database with a dot', { databaseName: 'shop.orders' }, `${DATABASE}"shop.orders"`],
    ['a database of 64 characters', { databaseName: 'x'.repeat(64) }, DATABASE],
    ['an empty collection', { collectionName: '' }, `${COLLECTION}""`],
    ['a collection with a dollar', { collectionName: 'a$b' }, `${COLLECTION}"a$b"`],
    ['a collection of the system', { collectionName: 'system.users' }, `${COLLECTION}"system.users"`],
    ['a collection of 58 characters', { collectionName: 'x'.repeat(58) }, COLLECTION],
    ['no secret', { secret: undefined }, "'secret' must be given, got undefined"],
    ['another document', { fullDocument: 'Whole' }, "'fullDocument' must be Default or UpdateLookup, got Whole; pass one of FullDocument"],
    ['filters', { filters: [{ fullDocument: { type: ['order'] } }] }, "'filters' is not supported for Amazon DocumentDB"],
    ['a key for filters', { filterEncryption: {} }, "'filterEncryption' is not supported for Amazon DocumentDB"],
    ...OF_OTHERS.filter(([name]) => !name.startsWith('starting')).map(
      ([name, value]): Row => [`'${name}' of other sources`, { [name]: value }, `'${name}' is not supported for Amazon DocumentDB`],
    ),
  ])('%s', (_, props, message) => refused(documents, props, message));
});

test.each([
  HardenedManagedKafkaEventSource,
  HardenedSelfManagedKafkaEventSource,
  HardenedRabbitMqEventSource,
  HardenedActiveMqEventSource,
  HardenedDocumentDbEventSource,
])('%p without props', (Source) => {
  for (const props of [undefined, null, 7, []] as never[])
    expect(() => orders(stackOf()).addEventSource(new Source(props))).toThrow(
      /^Shop\/Orders: 'props' must have its options in an object, got /,
    );
});

test('a topic of Kafka is no failure target of a stream', () => {
  const source: Source = (s) =>
    new HardenedKinesisEventSource(new kinesis.Stream(s, 'Stream'), { ...OLDEST, ...OLDEST, onFailure: new sources.KafkaDlq('failed') });
  refused(
    source,
    {},
    "'onFailure' must be a queue, topic or bucket, got a topic of Kafka, which sources of Kafka alone take; pass SqsDlq, SnsDlq",
  );
});

describe('taken', () => {
  test.each<[string, Source, Props]>([
    ['a topic of 249 characters', msk, { topic: 'x'.repeat(249) }],
    ['a group of 200 characters', msk, { consumerGroupId: `${'x'.repeat(190)}-/*:_+=.@9` }],
    ['a batch of 10000', msk, { batchSize: 10_000, maxBatchingWindow: Duration.seconds(300) }],
    ['a batch of 1', own, { batchSize: 1, maxBatchingWindow: Duration.seconds(0) }],
    [
      '200 to 2000 pollers',
      own,
      { provisionedPollerConfig: { minimumPollers: 200, maximumPollers: 2000, pollerGroupName: 'x'.repeat(128) } },
    ],
    ['0 retries, an age of a minute', msk, { ...POLLERS, retryAttempts: 0, maxRecordAge: Duration.seconds(60) }],
    ['10000 retries, an age of a week', msk, { ...POLLERS, retryAttempts: 10_000, maxRecordAge: Duration.days(7) }],
    ['another topic as failure target', own, { ...POLLERS, onFailure: new sources.KafkaDlq('failed') }],
    ['10 servers', own, { bootstrapServers: Array.from({ length: 10 }, (_, i) => `k${i}:9092`) }],
    ['a queue of 1000 characters', rabbit, { queue: 'x'.repeat(1000), virtualHost: 'x'.repeat(200) }],
    ['long names', documents, { databaseName: 'x'.repeat(63), collectionName: `_${'x'.repeat(56)}` }],
    ['an explicit undefined', documents, { filters: undefined }],
  ])('%s', (_, source, props) => {
    const { app, s } = appReading((s) => source(s, props));
    expect(warningsOf(s)).toEqual([]);
    expect(() => app.synth()).not.toThrow();
  });

  test('unresolved tokens are not checked', () => {
    const texts = (s: Stack) => new CfnParameter(s, 'Text').valueAsString;
    const numbers = (s: Stack) => new CfnParameter(s, 'Number', { type: 'Number' }).valueAsNumber;
    const tokens: Source[] = [
      (s) => msk(s, { clusterArn: texts(s), topic: Fn.ref('Text'), consumerGroupId: Fn.ref('Text'), batchSize: numbers(s) }),
      (s) =>
        own(s, {
          topic: texts(s),
          batchSize: numbers(s),
          maxRecordAge: Duration.seconds(Token.asNumber(Fn.ref('Number'))),
          ...POLLERS,
          onFailure: new sources.KafkaDlq(Fn.ref('Text')),
        }),
      (s) => rabbit(s, { brokerArn: texts(s), queue: Fn.ref('Text'), virtualHost: Fn.ref('Text'), batchSize: numbers(s) }),
      (s) => documents(s, { clusterArn: texts(s), databaseName: Fn.ref('Text'), collectionName: Fn.ref('Text'), batchSize: numbers(s) }),
    ];
    for (const source of tokens) expect(() => reading((s) => source(s, {}))).not.toThrow();
  });
});

describe('one mapping of a source', () => {
  const TWICE = "'addEventSource' must be called once for a source, got the same one twice, which Lambda refuses";
  test.each<[string, Source, Props, Props]>([
    ['a topic of Amazon MSK', msk, {}, {}],
    ['a topic of a self-managed Kafka', own, {}, {}],
    ['a topic of a self-managed Kafka, servers in another order', own, {}, { bootstrapServers: [...SERVERS].reverse() }],
    ['a queue of ActiveMQ', active, {}, {}],
    ['a queue of RabbitMQ in a virtual host', rabbit, { virtualHost: '/shop' }, { virtualHost: '/shop' }],
    ['a collection', documents, { collectionName: 'orders' }, { collectionName: 'orders' }],
  ])('%s twice is refused', (_, source, first, second) => {
    const s = notified();
    const fn = orders(s);
    fn.addEventSource(source(s, first));
    expect(() => fn.addEventSource(source(s, second))).toThrow(`Shop/Orders: ${TWICE}`);
  });

  test.each<[string, Source, Props]>([
    ['another topic of Amazon MSK', msk, { topic: 'invoices' }],
    ['another topic of a self-managed Kafka', own, { topic: 'invoices' }],
    ['the topic of other servers', own, { bootstrapServers: ['other.example.com:9096'] }],
    ['another queue', active, { queue: 'invoices' }],
    ['another collection', documents, { collectionName: 'invoices' }],
  ])('%s is taken', (_, source, second) => {
    const s = notified();
    const fn = orders(s);
    fn.addEventSource(source(s, {}));
    expect(() => fn.addEventSource(source(s, second))).not.toThrow();
  });
});

describe('the timeout of the function', () => {
  const synth = (source: Source, seconds: number) => () =>
    appReading((s) => source(s, {}), { timeout: Duration.seconds(seconds) }).app.synth();

  test.each<[string, Source]>([
    ['Kafka', msk],
    ['Kafka', own],
    ['Amazon MQ', active],
    ['Amazon MQ', rabbit],
    ['DocumentDB', documents],
  ])('is at most 840 seconds for %s', (called, source) => {
    expect(synth(source, 840)).not.toThrow();
    expect(synth(source, 841)).toThrow(
      `'timeout' must be at most 840 seconds for a function that reads ${called}, got 841, which Lambda does not support there; pass 'timeout: Duration.minutes(14)', or less`,
    );
  });

  test('other sources have it all', () => {
    const source: Source = (s) => {
      const deadLetterQueue = { queue: new sqs.Queue(s, 'Redrive', { retentionPeriod: Duration.days(14) }), maxReceiveCount: 5 };
      return new HardenedSqsEventSource(new sqs.Queue(s, 'Queue', { visibilityTimeout: Duration.seconds(5400), deadLetterQueue }));
    };
    expect(synth(source, 900)).not.toThrow();
  });

  test('functions on managed instances have other limits', () => {
    const { app, s } = appReading((s) => msk(s, {}), { timeout: Duration.seconds(900) });
    const resource = s.node.findChild('Orders').node.defaultChild as lambda.CfnFunction;
    resource.capacityProviderConfig = {
      lambdaManagedInstancesCapacityProviderConfig: { capacityProviderArn: 'arn:aws:lambda:eu-west-1:111122223333:capacity-provider:shop' },
    };
    expect(() => app.synth()).not.toThrow();
    expect(app).toBeInstanceOf(App);
  });
});
