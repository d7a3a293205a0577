import { type Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { HardenedSelfManagedKafkaEventSource, type HardenedSelfManagedKafkaEventSourceProps } from '../../lib';
import { CODE, findingsOf, OLDEST, only, orders, warningsOf } from '../harness';
import { ACCOUNT, REGION, World } from '../iam';
import { alarmsIn, allow, appReading, encryptedSecretIn, network, notified, reading, SERVERS, secretIn, statementsIn } from './polled';

const MAPPING = 'AWS::Lambda::EventSourceMapping';
const PROVISIONED = { provisionedPollerConfig: { maximumPollers: 5 } };

const source = (s: Stack, props: Partial<HardenedSelfManagedKafkaEventSourceProps> = {}) =>
  new HardenedSelfManagedKafkaEventSource({
    ...OLDEST,
    ...OLDEST,
    bootstrapServers: SERVERS,
    topic: 'orders',
    secret: secretIn(s),
    ...props,
  });
const inVpc = (s: Stack) => {
  const vpc = new ec2.Vpc(s, 'Vpc', { natGateways: 1, availabilityZones: [`${REGION}a`, `${REGION}b`] });
  return {
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    securityGroup: new ec2.SecurityGroup(s, 'Pollers', { vpc }),
  };
};

const SECRET = { Ref: expect.stringMatching(/^Credentials/) };

describe('on the internet', () => {
  const template = reading((s) => source(s, PROVISIONED));
  const queue = Object.keys(template.findResources('AWS::SQS::Queue')).find((id) => id.includes('EventSource'));

  test('maps the topic', () => {
    expect(only(template, MAPPING)).toEqual({
      FunctionName: { Ref: expect.stringMatching(/^Orders/) },
      SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: SERVERS } },
      SourceAccessConfigurations: [{ Type: 'SASL_SCRAM_512_AUTH', URI: SECRET }],
      Topics: ['orders'],
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      MaximumRetryAttempts: 10,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ProvisionedPollerConfig: { MaximumPollers: 5 },
      MetricsConfig: { Metrics: ['ErrorCount'] },
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queue, 'Arn'] } } },
    });
  });

  test('lets Lambda read the secret, and deliver what failed', () => {
    expect(statementsIn(template)).toEqual([
      allow('secretsmanager:GetSecretValue', SECRET),
      allow('sqs:SendMessage', { 'Fn::GetAtt': [queue, 'Arn'] }),
    ]);
  });

  test('watches failed batches, the lag, and whether Lambda can read at all', () => {
    expect(alarmsIn(template)).toEqual([
      'ApproximateNumberOfMessagesVisible Maximum > 0',
      'DestinationDeliveryFailures Sum > 0',
      'OffsetLag Maximum > 10000',
      'PollingErrorCount Sum > 0',
    ]);
  });

  test('without provisioned mode there is no error handling', () => {
    const template = reading((s) => source(s, { consumerGroupId: 'shop' }));
    expect(only(template, MAPPING)).toEqual({
      FunctionName: { Ref: expect.stringMatching(/^Orders/) },
      SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: SERVERS } },
      SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'shop' },
      SourceAccessConfigurations: [{ Type: 'SASL_SCRAM_512_AUTH', URI: SECRET }],
      Topics: ['orders'],
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      MetricsConfig: { Metrics: ['ErrorCount'] },
    });
    expect(alarmsIn(template)).toEqual(['OffsetLag Maximum > 10000', 'PollingErrorCount Sum > 0']);
    expect(warningsOf(appReading((s) => source(s, { retryAttempts: 3 })).s)).toEqual([
      expect.stringContaining('[ack: HardenedLambda::ErrorHandlingWithoutProvisionedMode]'),
    ]);
  });

  test('a topic as failure target takes no permission of IAM: Kafka itself knows who may write', () => {
    const template = reading((s) => source(s, { ...PROVISIONED, onFailure: new sources.KafkaDlq('failed-orders') }));
    expect(only(template, MAPPING).DestinationConfig).toEqual({ OnFailure: { Destination: 'kafka://failed-orders' } });
    expect(statementsIn(template)).toEqual([allow('secretsmanager:GetSecretValue', SECRET)]);
  });

  test("has its schema registry's secret in its own policy", () => {
    const template = reading((s) =>
      source(s, {
        ...PROVISIONED,
        onFailure: new sources.KafkaDlq('failed-orders'),
        schemaRegistryConfig: new sources.ConfluentSchemaRegistry({
          schemaRegistryUri: 'https://schemas.example.com',
          secret: secretIn(s, 'Schemas'),
          authenticationType: lambda.KafkaSchemaRegistryAccessConfigType.BASIC_AUTH,
          eventRecordFormat: lambda.EventRecordFormat.JSON,
          schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.KEY }],
        }),
      }),
    );
    expect(only(template, MAPPING).SelfManagedKafkaEventSourceConfig.SchemaRegistryConfig).toMatchObject({
      SchemaRegistryURI: 'https://schemas.example.com',
      AccessConfigs: [{ Type: 'BASIC_AUTH', URI: { Ref: expect.stringMatching(/^Schemas/) } }],
    });
    expect(statementsIn(template)[1]).toEqual(
      allow(['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], { Ref: expect.stringMatching(/^Schemas/) }),
    );
  });
});

describe('in a VPC', () => {
  test('is in its subnets, and may make interfaces', () => {
    const template = reading((s) => source(s, { ...inVpc(s), rootCACertificate: secretIn(s, 'Authority') }));
    expect(only(template, MAPPING).SourceAccessConfigurations).toEqual([
      { Type: 'SASL_SCRAM_512_AUTH', URI: SECRET },
      { Type: 'SERVER_ROOT_CA_CERTIFICATE', URI: { Ref: expect.stringMatching(/^Authority/) } },
      { Type: 'VPC_SECURITY_GROUP', URI: { 'Fn::GetAtt': [expect.stringMatching(/^Pollers/), 'GroupId'] } },
      { Type: 'VPC_SUBNET', URI: { Ref: expect.stringMatching(/PrivateSubnet1/) } },
      { Type: 'VPC_SUBNET', URI: { Ref: expect.stringMatching(/PrivateSubnet2/) } },
    ]);
    expect(statementsIn(template)).toEqual([
      allow('secretsmanager:GetSecretValue', SECRET),
      allow('secretsmanager:GetSecretValue', { Ref: expect.stringMatching(/^Authority/) }),
      network(),
    ]);
  });

  test('takes no secret where brokers ask for none', () => {
    const template = reading((s) => source(s, { ...inVpc(s), secret: undefined }));
    expect(only(template, MAPPING).SourceAccessConfigurations.map(({ Type }: { Type: string }) => Type)).toEqual([
      'VPC_SECURITY_GROUP',
      'VPC_SUBNET',
      'VPC_SUBNET',
    ]);
    expect(statementsIn(template)).toEqual([network()]);
  });
});

describe('permissions', () => {
  const role = 'OrdersServiceRole';

  test('the secret and its key, and nothing beside', async () => {
    const { app } = appReading((s) => source(s, { secret: encryptedSecretIn(s) }));
    const world = new World(app);
    const [secret, key] = [world.arn('AWS::SecretsManager::Secret'), world.arn('AWS::KMS::Key')];
    const viaSecrets = { 'kms:ViaService': `secretsmanager.${REGION}.amazonaws.com` };
    expect(await world.may(role, 'secretsmanager:GetSecretValue', secret)).toBe(true);
    expect(await world.may(role, 'kms:Decrypt', key, viaSecrets)).toBe(true);
    expect(await world.may(role, 'kms:Decrypt', key)).toBe(false);
    expect(await world.may(role, 'kms:Encrypt', key, viaSecrets)).toBe(false);
    expect(await world.may(role, 'secretsmanager:DescribeSecret', secret)).toBe(false);
    expect(await world.may(role, 'ec2:CreateNetworkInterface', '*')).toBe(false);
  });

  test('in a VPC, what makes and deletes interfaces', async () => {
    const { app } = appReading((s) => source(s, inVpc(s)));
    const world = new World(app);
    const networkInterface = `arn:aws:ec2:${REGION}:${ACCOUNT}:network-interface/eni-1`;
    expect(await world.may(role, 'ec2:CreateNetworkInterface', networkInterface)).toBe(true);
    expect(await world.may(role, 'ec2:DeleteNetworkInterface', networkInterface)).toBe(true);
    expect(await world.may(role, 'ec2:DescribeSecurityGroups', '*')).toBe(true);
    expect(await world.may(role, 'ec2:AttachNetworkInterface', networkInterface)).toBe(false);
    expect(await world.may(role, 'ec2:RunInstances', '*')).toBe(false);
  });

  test('the key of an imported secret, which no grant of CDK reaches', () => {
    const keyArn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
    const template = reading((s) =>
      source(s, {
        secret: secretsmanager.Secret.fromSecretAttributes(s, 'Imported', {
          secretCompleteArn: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:kafka-AbCdEf`,
          encryptionKey: kms.Key.fromKeyArn(s, 'ImportedKey', keyArn),
        }),
      }),
    );
    expect(statementsIn(template)).toEqual([
      allow('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:kafka-AbCdEf`),
      {
        ...allow('kms:Decrypt', keyArn),
        Condition: { StringEquals: { 'kms:ViaService': `secretsmanager.${REGION}.amazonaws.com` } },
      },
    ]);
  });
});

test.each<[string, (s: Stack) => Partial<HardenedSelfManagedKafkaEventSourceProps>]>([
  ['on the internet', () => PROVISIONED],
  ['in a VPC', inVpc],
])('cdk-nag finds nothing in our parts: %s', (_, props) => {
  const { app } = appReading((s) => source(s, props(s)));
  expect(findingsOf(app).filter((finding) => finding.includes('Orders'))).toEqual([]);
});

describe("drop-in for CDK's class", () => {
  const idsOf = (make: (s: Stack) => lambda.IEventSource, plain: boolean) => {
    const s = notified();
    const fn = plain ? new lambda.Function(s, 'Orders', CODE) : orders(s);
    fn.addEventSource(make(s));
    return Object.keys(Template.fromStack(s).findResources(MAPPING));
  };
  const token = [Token.asString({ Ref: 'AWS::StackName' })];

  test.each([SERVERS, token])('the mapping keeps its logical id: %s', (...bootstrapServers) => {
    const cdk = idsOf(
      (s) =>
        new sources.SelfManagedKafkaEventSource({
          bootstrapServers,
          topic: 'orders',
          secret: secretIn(s),
          startingPosition: lambda.StartingPosition.LATEST,
        }),
      true,
    );
    expect(idsOf((s) => source(s, { bootstrapServers }), false)).toEqual(cdk);
    expect(idsOf((s) => source(s, { bootstrapServers }), true)).toEqual(cdk);
  });

  test('the stand-in that tells the id leaves nothing behind', () => {
    const template = reading((s) => source(s));
    template.resourceCountIs(MAPPING, 1);
    expect(Object.keys(template.findResources('AWS::IAM::Policy')).filter((id) => id.includes('DefaultPolicy'))).toEqual([]);
  });
});

test('servers that are known only once deployed', () => {
  const bootstrapServers = Token.asList({ 'Fn::Split': [',', { Ref: 'AWS::StackName' }] });
  const template = reading((s) => source(s, { bootstrapServers }));
  expect(only(template, MAPPING).SelfManagedEventSource.Endpoints.KafkaBootstrapServers).toEqual({
    'Fn::Split': [',', { Ref: 'AWS::StackName' }],
  });
});
