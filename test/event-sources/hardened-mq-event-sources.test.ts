import { Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as mq from 'aws-cdk-lib/aws-amazonmq';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  AlarmTuning,
  HardenedActiveMqEventSource,
  type HardenedActiveMqEventSourceProps,
  HardenedRabbitMqEventSource,
  type HardenedRabbitMqEventSourceProps,
  MqFilter,
} from '../../lib';
import { CODE, findingsOf, only, orders, warningsOf } from '../harness';
import { REGION, World } from '../iam';
import { alarmsIn, allow, appReading, BROKER, encryptedSecretIn, network, notified, reading, secretIn, statementsIn } from './polled';

const MAPPING = 'AWS::Lambda::EventSourceMapping';
const SECRET = { Ref: expect.stringMatching(/^Credentials/) };

const active = (s: Stack, props: Partial<HardenedActiveMqEventSourceProps> = {}) =>
  new HardenedActiveMqEventSource({ brokerArn: BROKER, queue: 'orders', secret: secretIn(s), ...props });
const rabbit = (s: Stack, props: Partial<HardenedRabbitMqEventSourceProps> = {}) =>
  new HardenedRabbitMqEventSource({ brokerArn: BROKER, queue: 'orders', secret: secretIn(s), ...props });

const BASIC = {
  FunctionName: { Ref: expect.stringMatching(/^Orders/) },
  EventSourceArn: BROKER,
  Queues: ['orders'],
  BatchSize: 100,
  SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI: SECRET }],
};

describe.each([
  ['ActiveMQ', active],
  ['RabbitMQ', rabbit],
])('%s', (_, source) => {
  const template = reading((s) => source(s));

  test('maps the queue, with nothing that Amazon MQ has not', () => {
    expect(only(template, MAPPING)).toEqual(BASIC);
  });

  test('allows Lambda to read, and no more', () => {
    expect(statementsIn(template)).toEqual([allow('mq:DescribeBroker', BROKER), network(), allow('secretsmanager:GetSecretValue', SECRET)]);
  });

  test('has an alarm for messages that wait while nothing is read', () => {
    const { source: added } = appReading((s) => source(s));
    expect(Object.keys((added as HardenedActiveMqEventSource).alarms)).toEqual(['stoppedReader']);
  });

  test.each<[string, Partial<HardenedActiveMqEventSourceProps>, number]>([
    ['disabled', { enabled: false }, 0],
    ['of a queue with a name that no dimension takes', { queue: 'x'.repeat(256) }, 0],
    ['with the alarm left out', { alarms: { stoppedReader: AlarmTuning.none('the broker has an alarm') } }, 0],
    ['with filters', { filters: [MqFilter.data({ type: ['order'] })] }, 1],
  ])('%s', (__, props, alarms) => {
    expect(alarmsIn(reading((s) => source(s, props)))).toHaveLength(alarms);
  });

  test('takes what the user says', () => {
    const template = reading((s) =>
      source(s, {
        batchSize: 10,
        maxBatchingWindow: Duration.seconds(5),
        enabled: false,
        filters: [MqFilter.data({ type: ['order'] })],
        filterEncryption: new kms.Key(s, 'FilterKey'),
      }),
    );
    expect(only(template, MAPPING)).toEqual({
      ...BASIC,
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 5,
      Enabled: false,
      FilterCriteria: { Filters: [{ Pattern: '{"data":{"type":["order"]}}' }] },
      KmsKeyArn: { 'Fn::GetAtt': [expect.stringMatching(/^FilterKey/), 'Arn'] },
    });
  });

  test('permissions, by a simulator of IAM', async () => {
    const world = new World(appReading((s) => source(s, { secret: encryptedSecretIn(s) })).app);
    const [secret, key] = [world.arn('AWS::SecretsManager::Secret'), world.arn('AWS::KMS::Key')];
    const role = 'OrdersServiceRole';
    const viaSecrets = { 'kms:ViaService': `secretsmanager.${REGION}.amazonaws.com` };
    expect(await world.may(role, 'mq:DescribeBroker', BROKER)).toBe(true);
    expect(await world.may(role, 'secretsmanager:GetSecretValue', secret)).toBe(true);
    expect(await world.may(role, 'kms:Decrypt', key, viaSecrets)).toBe(true);
    expect(await world.may(role, 'ec2:DescribeSubnets', '*')).toBe(true);
    expect(await world.may(role, 'mq:DescribeBroker', BROKER.replace('shop', 'other'))).toBe(false);
    expect(await world.may(role, 'mq:RebootBroker', BROKER)).toBe(false);
    expect(await world.may(role, 'kms:Decrypt', key)).toBe(false);
    expect(await world.may(role, 'secretsmanager:PutSecretValue', secret)).toBe(false);
  });

  test('cdk-nag finds nothing in our parts', () => {
    const { app } = appReading((s) => source(s));
    expect(findingsOf(app).filter((finding) => finding.includes('Orders'))).toEqual([]);
  });

  test('a plain function reads it too', () => {
    const s = notified();
    new lambda.Function(s, 'Orders', CODE).addEventSource(source(s));
    const template = Template.fromStack(s);
    expect(only(template, MAPPING)).toEqual(BASIC);
    expect(statementsIn(template)[0]).toEqual(allow('mq:DescribeBroker', BROKER));
    expect(warningsOf(s)).toEqual([]);
  });

  test('several queues of one broker, each with its own id', () => {
    const s = notified();
    const secret = secretIn(s);
    const fn = orders(s);
    fn.addEventSource(source(s, { secret }));
    fn.addEventSource(source(s, { secret, queue: 'invoices' }));
    Template.fromStack(s).resourceCountIs(MAPPING, 2);
  });
});

test('RabbitMQ has virtual hosts', () => {
  const template = reading((s) => rabbit(s, { virtualHost: '/shop' }));
  expect(only(template, MAPPING).SourceAccessConfigurations).toEqual([
    { Type: 'BASIC_AUTH', URI: SECRET },
    { Type: 'VIRTUAL_HOST', URI: '/shop' },
  ]);
});

test('queues of one name in two virtual hosts', () => {
  const s = notified();
  const secret = secretIn(s);
  const fn = orders(s);
  fn.addEventSource(rabbit(s, { secret, virtualHost: '/shop' }));
  fn.addEventSource(rabbit(s, { secret, virtualHost: '/stock' }));
  Template.fromStack(s).resourceCountIs(MAPPING, 2);
});

test('a broker of the same app, whose ARN is a token', () => {
  const template = reading((s) => {
    const broker = new mq.CfnBroker(s, 'Broker', {
      brokerName: 'shop',
      deploymentMode: 'SINGLE_INSTANCE',
      engineType: 'ACTIVEMQ',
      hostInstanceType: 'mq.m5.large',
      publiclyAccessible: false,
      users: [],
    });
    return active(s, { brokerArn: broker.attrArn });
  });
  expect(statementsIn(template)[0]).toEqual(allow('mq:DescribeBroker', { 'Fn::GetAtt': ['Broker', 'Arn'] }));
  expect(Object.keys(template.findResources(MAPPING))[0]).toMatch(/^OrdersActiveMqEventSourceShopBroker/);
});
