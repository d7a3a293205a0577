import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmTuning,
  EventSourceWaiver,
  HardenedFunctionDefaults,
  HardenedManagedKafkaEventSource,
  type HardenedManagedKafkaEventSourceProps,
  HardeningProfile,
  KafkaFilter,
} from '../../lib';
import { acknowledgementsOf, CODE, findingsOf, OLDEST, only, orders, warningsOf } from '../harness';
import { ACCOUNT, ENV, REGION, World } from '../iam';
import {
  alarmsIn,
  allow,
  appReading,
  CLUSTER,
  clusterIn,
  countsIn,
  encryptedSecretIn,
  network,
  notified,
  reading,
  secretIn,
  statementsIn,
} from './polled';

const MAPPING = 'AWS::Lambda::EventSourceMapping';
const PROVISIONED = { provisionedPollerConfig: { minimumPollers: 1, maximumPollers: 5 } };

const source = (props: Partial<HardenedManagedKafkaEventSourceProps> = {}) =>
  new HardenedManagedKafkaEventSource({ ...OLDEST, ...OLDEST, clusterArn: CLUSTER, topic: 'orders', ...props });
const mappingOf = (props: Partial<HardenedManagedKafkaEventSourceProps> = {}) =>
  only(
    reading(() => source(props)),
    MAPPING,
  );
const arn = (kind: string, name: string) => `arn:aws:kafka:${REGION}:${ACCOUNT}:${kind}/shop/abc-1/${name}`;

const READING_BY_ROLE = [
  allow('kafka:DescribeClusterV2', CLUSTER),
  network('kafka:GetBootstrapBrokers'),
  allow('kafka-cluster:Connect', CLUSTER),
  allow(['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'], arn('topic', 'orders')),
  allow(['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup'], arn('group', '*')),
];

describe('with provisioned mode', () => {
  const template = reading(() => source(PROVISIONED));
  const queue = Object.keys(template.findResources('AWS::SQS::Queue')).find((id) => id.includes('EventSource'));

  test('maps the topic with the error handling of a stream', () => {
    expect(only(template, MAPPING)).toEqual({
      FunctionName: { Ref: expect.stringMatching(/^Orders/) },
      EventSourceArn: CLUSTER,
      Topics: ['orders'],
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      MaximumRetryAttempts: 10,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 5 },
      MetricsConfig: { Metrics: ['ErrorCount'] },
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queue, 'Arn'] } } },
    });
  });

  test('allows Lambda to read, and to deliver what failed, and no more', () => {
    expect(statementsIn(template)).toEqual([...READING_BY_ROLE, allow('sqs:SendMessage', { 'Fn::GetAtt': [queue, 'Arn'] })]);
  });

  test('has its permissions in the role, which the function waits for, and the mapping with it', () => {
    expect(statementsIn(template).length).toBeGreaterThan(0);
    expect(Object.values(template.findResources(MAPPING))[0].DependsOn).toBeUndefined();
  });

  test('watches failed batches, the lag, and whether Lambda can read at all', () => {
    expect(alarmsIn(template)).toEqual([
      'ApproximateNumberOfMessagesVisible Maximum > 0',
      'DestinationDeliveryFailures Sum > 0',
      'OffsetLag Maximum > 10000',
      'PollingErrorCount Sum > 0',
    ]);
  });

  test('takes what the user says', () => {
    expect(
      mappingOf({
        ...PROVISIONED,
        provisionedPollerConfig: { pollerGroupName: 'shop' },
        batchSize: 10,
        maxBatchingWindow: Duration.seconds(5),
        startingPosition: lambda.StartingPosition.AT_TIMESTAMP,
        startingPositionTimestamp: 1_700_000_000,
        consumerGroupId: 'shop',
        retryAttempts: 3,
        bisectBatchOnError: false,
        reportBatchItemFailures: false,
        maxRecordAge: Duration.hours(1),
        metricsConfig: { metrics: [lambda.MetricType.KAFKA_METRICS, lambda.MetricType.ERROR_COUNT] },
        logLevel: lambda.EventSourceMappingLogLevel.WARN,
        enabled: false,
        filters: [KafkaFilter.value({ type: ['order'] })],
        waivers: [EventSourceWaiver.failureTarget('orders are sent again')],
      }),
    ).toEqual({
      FunctionName: { Ref: expect.stringMatching(/^Orders/) },
      EventSourceArn: CLUSTER,
      Topics: ['orders'],
      AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'shop' },
      StartingPosition: 'AT_TIMESTAMP',
      StartingPositionTimestamp: 1_700_000_000,
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 5,
      MaximumRetryAttempts: 3,
      MaximumRecordAgeInSeconds: 3600,
      BisectBatchOnFunctionError: false,
      ProvisionedPollerConfig: { PollerGroupName: 'shop' },
      MetricsConfig: { Metrics: ['KafkaMetrics', 'ErrorCount'] },
      LoggingConfig: { SystemLogLevel: 'WARN' },
      Enabled: false,
      FilterCriteria: { Filters: [{ Pattern: '{"value":{"type":["order"]}}' }] },
    });
  });

  test('delivers to another topic of the cluster', () => {
    const template = reading(() => source({ ...PROVISIONED, onFailure: new sources.KafkaDlq('failed-orders') }));
    expect(only(template, MAPPING).DestinationConfig).toEqual({ OnFailure: { Destination: 'kafka://failed-orders' } });
    expect(statementsIn(template)).toEqual([
      ...READING_BY_ROLE,
      allow(['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'], arn('topic', 'failed-orders')),
    ]);
    expect(alarmsIn(template)).toContain('OnFailureDestinationDeliveredEventCount Sum > 0');
  });

  test('delivers to a bucket, a queue', () => {
    const bucket = reading((s) => source({ ...PROVISIONED, onFailure: new sources.S3OnFailureDestination(new s3.Bucket(s, 'Failed')) }));
    expect(
      statementsIn(bucket)
        .slice(READING_BY_ROLE.length)
        .flatMap(({ Action }) => Action),
    ).toEqual(['s3:PutObject', 's3:ListBucket']);
    const queue = reading((s) => source({ ...PROVISIONED, onFailure: new sources.SqsDlq(new sqs.Queue(s, 'Failed')) }));
    expect(
      statementsIn(queue)
        .slice(READING_BY_ROLE.length)
        .flatMap(({ Action }) => Action),
    ).toEqual(['sqs:SendMessage']);
  });

  test("has its schema registry's permissions in its own policy, none among the user's", () => {
    const { app, s } = appReading((s) =>
      source({
        ...PROVISIONED,
        schemaRegistryConfig: new sources.GlueSchemaRegistry({
          schemaRegistry: new glue.CfnRegistry(s, 'Registry', { name: 'shop' }),
          eventRecordFormat: lambda.EventRecordFormat.JSON,
          schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
        }),
      }),
    );
    const template = Template.fromStack(s);
    expect(only(template, MAPPING).AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig).toEqual({
      SchemaRegistryURI: { 'Fn::GetAtt': ['Registry', 'Arn'] },
      EventRecordFormat: 'JSON',
      SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
    });
    expect(statementsIn(template).flatMap(({ Action }) => Action)).toEqual(
      expect.arrayContaining(['glue:GetRegistry', 'glue:GetSchemaVersion']),
    );
    expect(Object.keys(template.findResources('AWS::IAM::Policy')).filter((id) => id.includes('DefaultPolicy'))).toEqual([]);
    expect(findingsOf(app)).toEqual([]);
  });
});

describe('without provisioned mode', () => {
  const template = reading(() => source());

  test('maps the topic with no error handling, which AWS documents with provisioned mode only', () => {
    expect(only(template, MAPPING)).toEqual({
      FunctionName: { Ref: expect.stringMatching(/^Orders/) },
      EventSourceArn: CLUSTER,
      Topics: ['orders'],
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      MetricsConfig: { Metrics: ['ErrorCount'] },
    });
    expect(statementsIn(template)).toEqual(READING_BY_ROLE);
    expect(alarmsIn(template)).toEqual(['OffsetLag Maximum > 10000', 'PollingErrorCount Sum > 0']);
  });

  test('makes no queue', () => {
    expect(countsIn(template)).toMatchObject({ 'AWS::SQS::Queue': 1, [MAPPING]: 1 });
  });

  test('takes a failure target, and counts what goes there', () => {
    const template = reading((s) => source({ onFailure: new sources.SqsDlq(new sqs.Queue(s, 'Failed')) }));
    expect(only(template, MAPPING)).toMatchObject({
      DestinationConfig: { OnFailure: { Destination: expect.anything() } },
      MetricsConfig: { Metrics: ['EventCount', 'ErrorCount'] },
    });
    expect(alarmsIn(template)).toEqual([
      'DestinationDeliveryFailures Sum > 0',
      'OffsetLag Maximum > 10000',
      'OnFailureDestinationDeliveredEventCount Sum > 0',
      'PollingErrorCount Sum > 0',
    ]);
  });

  test.each<[string, Partial<HardenedManagedKafkaEventSourceProps>]>([
    ['retryAttempts', { retryAttempts: 3 }],
    ['retryAttempts', { retryAttempts: 0 }],
    ['bisectBatchOnError', { bisectBatchOnError: true }],
    ['reportBatchItemFailures', { reportBatchItemFailures: true }],
    ['maxRecordAge', { maxRecordAge: Duration.hours(1) }],
  ])('warns of %s, and takes it', (prop, props) => {
    const { s } = appReading(() => source(props));
    const [warning, ...others] = warningsOf(s);
    expect(others).toEqual([]);
    expect(warning).toContain(`'${prop}' must be combined with 'provisionedPollerConfig'`);
    expect(warning).toContain('[ack: HardenedLambda::ErrorHandlingWithoutProvisionedMode]');
    expect(Object.keys(only(Template.fromStack(s), MAPPING)).length).toBeGreaterThan(5);
  });

  test.each<[string, Partial<HardenedManagedKafkaEventSourceProps>]>([
    ['what Lambda does anyway', { retryAttempts: -1, bisectBatchOnError: false, reportBatchItemFailures: false }],
    ['provisioned mode', { ...PROVISIONED, retryAttempts: 3, bisectBatchOnError: true, maxRecordAge: Duration.hours(1) }],
  ])('does not warn of %s', (_, props) => {
    expect(warningsOf(appReading(() => source(props)).s)).toEqual([]);
  });

  test('the warning can be acknowledged', () => {
    const { app, s } = appReading(() => source({ retryAttempts: 3 }));
    Validations.of(s).acknowledge({ id: 'HardenedLambda::ErrorHandlingWithoutProvisionedMode', reason: 'tried on our topic' });
    app.synth();
    expect(warningsOf(s)).toEqual([]);
  });

  test('a batch that may be dropped is watched', () => {
    expect(alarmsIn(reading(() => source({ retryAttempts: 3 })))).toContain('DroppedEventCount Sum > 0');
  });
});

describe('permissions', () => {
  const role = 'OrdersServiceRole';

  test('by the role: this topic alone, any group', async () => {
    const world = new World(appReading(() => source()).app);
    expect(await world.may(role, 'kafka:DescribeClusterV2', CLUSTER)).toBe(true);
    expect(await world.may(role, 'kafka:GetBootstrapBrokers', '*')).toBe(true);
    expect(await world.may(role, 'kafka-cluster:Connect', CLUSTER)).toBe(true);
    expect(await world.may(role, 'kafka-cluster:ReadData', arn('topic', 'orders'))).toBe(true);
    expect(await world.may(role, 'kafka-cluster:AlterGroup', arn('group', 'any'))).toBe(true);
    expect(await world.may(role, 'ec2:DescribeVpcs', '*')).toBe(true);
    expect(await world.may(role, 'kafka-cluster:ReadData', arn('topic', 'invoices'))).toBe(false);
    expect(await world.may(role, 'kafka-cluster:WriteData', arn('topic', 'orders'))).toBe(false);
    expect(await world.may(role, 'kafka-cluster:AlterGroup', arn('group', 'any').replace('shop', 'other'))).toBe(false);
    expect(await world.may(role, 'kafka:DeleteCluster', CLUSTER)).toBe(false);
    expect(await world.may(role, 'ec2:AttachNetworkInterface', '*')).toBe(false);
  });

  test('of a cluster of the same app, whose ARN is a token', async () => {
    const { app } = appReading((s) => source({ clusterArn: clusterIn(s).attrArn, consumerGroupId: 'shop' }));
    const world = new World(app);
    const cluster = world.arn('AWS::MSK::Cluster');
    const topic = cluster.replace(':cluster/', ':topic/');
    const group = cluster.replace(':cluster/', ':group/');
    expect(await world.may(role, 'kafka-cluster:ReadData', `${topic}/orders`)).toBe(true);
    expect(await world.may(role, 'kafka-cluster:ReadData', `${topic}/invoices`)).toBe(false);
    expect(await world.may(role, 'kafka-cluster:AlterGroup', `${group}/shop`)).toBe(true);
    expect(await world.may(role, 'kafka-cluster:AlterGroup', `${group}/other`)).toBe(false);
  });

  test('by a secret: nothing of IAM in the cluster', async () => {
    const { app } = appReading((s) => source({ secret: encryptedSecretIn(s) }));
    const world = new World(app);
    const [secret, key] = [world.arn('AWS::SecretsManager::Secret'), world.arn('AWS::KMS::Key')];
    const viaSecrets = { 'kms:ViaService': `secretsmanager.${REGION}.amazonaws.com` };
    expect(await world.may(role, 'kafka:ListScramSecrets', CLUSTER)).toBe(true);
    expect(await world.may(role, 'secretsmanager:GetSecretValue', secret)).toBe(true);
    expect(await world.may(role, 'kms:Decrypt', key, viaSecrets)).toBe(true);
    expect(await world.may(role, 'kms:Decrypt', key)).toBe(false);
    expect(await world.may(role, 'secretsmanager:DescribeSecret', secret)).toBe(false);
    expect(await world.may(role, 'secretsmanager:PutSecretValue', secret)).toBe(false);
    expect(await world.may(role, 'kafka-cluster:Connect', CLUSTER)).toBe(false);
  });

  test('by a secret: Kafka itself knows who may write to the failure topic', () => {
    const template = reading((s) =>
      source({ ...PROVISIONED, secret: encryptedSecretIn(s), onFailure: new sources.KafkaDlq('failed-orders') }),
    );
    expect(JSON.stringify(statementsIn(template))).not.toContain('kafka-cluster:');
  });

  test('a role that is not known here: the warning lists what it must allow', () => {
    const s = notified();
    lambda.Function.fromFunctionArn(s, 'Orders', `arn:aws:lambda:${REGION}:${ACCOUNT}:function:orders`).addEventSource(source());
    Template.fromStack(s).resourceCountIs('AWS::IAM::Policy', 0);
    const [warning, ...others] = warningsOf(s);
    expect(others).toEqual([]);
    expect(warning).toContain('"kafka-cluster:ReadData"');
    expect(warning).toContain('[ack: HardenedLambda::ImportedRole]');
  });

  test('by a certificate: no SCRAM secrets are listed', () => {
    const authenticationMethod = sources.AuthenticationMethod.CLIENT_CERTIFICATE_TLS_AUTH;
    const template = reading((s) => source({ secret: secretIn(s), authenticationMethod }));
    expect(only(template, MAPPING).SourceAccessConfigurations).toEqual([{ Type: authenticationMethod, URI: { Ref: expect.any(String) } }]);
    expect(statementsIn(template)[0]).toEqual(allow('kafka:DescribeClusterV2', CLUSTER));
  });
});

describe('cdk-nag finds nothing in our parts', () => {
  test.each<[string, (s: Stack) => HardenedManagedKafkaEventSource]>([
    ['without provisioned mode', () => source()],
    ['with provisioned mode', () => source(PROVISIONED)],
    ['with a cluster whose ARN is a token', (s) => source({ ...PROVISIONED, clusterArn: clusterIn(s).attrArn })],
    ['with a consumer group', () => source({ consumerGroupId: 'shop' })],
  ])('%s', (_, make) => {
    const { app } = appReading(make);
    expect(findingsOf(app).filter((finding) => !finding.includes('MSK6'))).toEqual([]);
  });

  test('and an acknowledgement is there for what is there only', () => {
    const { app } = appReading(() => source({ consumerGroupId: 'shop' }));
    app.synth();
    const groups = acknowledgementsOf(app).filter((entry) => entry.includes('ServiceRole/') && entry.includes('IAM5['));
    expect([...new Set(groups)]).toEqual(['Shop/Orders/ServiceRole/Resource AwsSolutions-IAM5[Resource::*]']);
  });
});

describe("drop-in for CDK's class", () => {
  const mappingId = (make: (fn: lambda.IFunction) => lambda.IEventSource, plain: boolean) => {
    const s = notified();
    const fn = plain ? new lambda.Function(s, 'Orders', CODE) : orders(s);
    fn.addEventSource(make(fn));
    return Object.keys(Template.fromStack(s).findResources(MAPPING));
  };
  const cdk = () =>
    new sources.ManagedKafkaEventSource({ clusterArn: CLUSTER, topic: 'orders', startingPosition: lambda.StartingPosition.LATEST });

  test.each([true, false])('the mapping keeps its logical id (plain function: %s)', (plain) => {
    expect(mappingId(() => source(), plain)).toEqual(mappingId(cdk, true));
  });

  test('a plain function reads it too, and its source is watched', () => {
    const s = notified();
    new lambda.Function(s, 'Orders', CODE).addEventSource(source(PROVISIONED));
    const template = Template.fromStack(s);
    expect(statementsIn(template).slice(0, READING_BY_ROLE.length)).toEqual(READING_BY_ROLE);
    expect(alarmsIn(template)).toEqual([
      'ApproximateNumberOfMessagesVisible Maximum > 0',
      'DestinationDeliveryFailures Sum > 0',
      'OffsetLag Maximum > 10000',
      'PollingErrorCount Sum > 0',
    ]);
  });

  test('an alias reads it too, and has its own lag', () => {
    const s = notified();
    const alias = orders(s).addAlias('live');
    alias.addEventSource(source());
    const template = Template.fromStack(s);
    expect(JSON.stringify(only(template, MAPPING).FunctionName)).toContain(':live');
    const [lag] = Object.values(template.findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'OffsetLag' } }));
    expect(lag.Properties.Dimensions.map(({ Name }: { Name: string }) => Name)).toEqual(['FunctionName', 'Resource']);
  });

  test('the same topic of two clusters', () => {
    const s = notified();
    const fn = orders(s);
    fn.addEventSource(source());
    fn.addEventSource(source({ clusterArn: CLUSTER.replace('shop', 'shop-2') }));
    Template.fromStack(s).resourceCountIs(MAPPING, 2);
  });
});

describe('alarms', () => {
  test('the lag is measured in batches', () => {
    expect(alarmsIn(reading(() => source({ batchSize: 5 })))).toEqual(['OffsetLag Maximum > 500', 'PollingErrorCount Sum > 0']);
  });

  test('a function has one lag for all of its topics', () => {
    const s = notified();
    const fn = orders(s);
    const second = source({ topic: 'invoices' });
    fn.addEventSource(source());
    fn.addEventSource(second);
    expect(alarmsIn(Template.fromStack(s)).filter((alarm) => alarm.startsWith('OffsetLag'))).toEqual(['OffsetLag Maximum > 10000']);
    expect(second.alarms.offsetLag?.node.path).toBe('Shop/Orders/Alarms/OffsetLag');
  });

  test('are tuned, or left out', () => {
    expect(alarmsIn(reading(() => source({ alarms: { offsetLag: AlarmTuning.threshold({ threshold: 7 }) } })))).toEqual([
      'OffsetLag Maximum > 7',
      'PollingErrorCount Sum > 0',
    ]);
    const none = AlarmTuning.none('the topic is a test');
    const without = reading(() => source({ alarms: { offsetLag: none, pollingErrors: none } }));
    expect(alarmsIn(without)).toEqual([]);
    expect(only(without, MAPPING).MetricsConfig).toBeUndefined();
  });

  test('polling errors in three periods in a row, by the errors that the mapping counts', () => {
    const template = reading(() => source());
    const [mapping] = Object.keys(template.findResources(MAPPING));
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'PollingErrorCount',
      EvaluationPeriods: 3,
      Dimensions: [{ Name: 'EventSourceMappingUUID', Value: { Ref: mapping } }],
    });
    // What the user sets stays.
    const other = reading(() => source({ metricsConfig: { metrics: [lambda.MetricType.KAFKA_METRICS] } }));
    expect(alarmsIn(other)).toEqual(['OffsetLag Maximum > 10000']);
  });

  test('failed records by default where no batch is ever discarded', () => {
    const counts = (props: Partial<HardenedManagedKafkaEventSourceProps>) =>
      alarmsIn(reading(() => source({ reportBatchItemFailures: true, ...props }))).filter((alarm) => alarm.startsWith('FailedInvoke'));
    expect(counts({})).toEqual(['FailedInvokeEventCount Sum > 0']);
    expect(counts(PROVISIONED)).toEqual([]);
    expect(counts({ ...PROVISIONED, alarms: { failedRecords: AlarmTuning.threshold({ threshold: 5 }) } })).toEqual([
      'FailedInvokeEventCount Sum > 5',
    ]);
  });

  test('none in development', () => {
    const app = new App();
    const s = new Stack(app, 'Shop', ENV);
    HardenedFunctionDefaults.of(s).set({ profile: HardeningProfile.development() });
    orders(s).addEventSource(source(PROVISIONED));
    expect(alarmsIn(Template.fromStack(s))).toEqual([]);
    expect(only(Template.fromStack(s), MAPPING).MetricsConfig).toBeUndefined();
  });
});
