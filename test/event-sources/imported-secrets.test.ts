import type { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  HardenedActiveMqEventSource,
  HardenedDocumentDbEventSource,
  HardenedManagedKafkaEventSource,
  HardenedSelfManagedKafkaEventSource,
} from '../../lib';
import { OLDEST, orders, stackOf, warningsOf } from '../harness';

const HERE = 'eu-west-1:111122223333';
const ARN = `arn:aws:secretsmanager:${HERE}:secret:AmazonMSK_login-AbCdEf`;
const provisionedPollerConfig = {};

const SOURCES: [string, (secret: secretsmanager.ISecret) => lambda.IEventSource][] = [
  [
    'MSK',
    (secret) =>
      new HardenedManagedKafkaEventSource({
        ...OLDEST,
        ...OLDEST,
        clusterArn: `arn:aws:kafka:${HERE}:cluster/shop/abc-1`,
        topic: 'orders',
        secret,
        provisionedPollerConfig,
      }),
  ],
  [
    'Kafka',
    (secret) =>
      new HardenedSelfManagedKafkaEventSource({
        ...OLDEST,
        ...OLDEST,
        bootstrapServers: ['a.example.com:9096'],
        topic: 'orders',
        secret,
        provisionedPollerConfig,
      }),
  ],
  ['MQ', (secret) => new HardenedActiveMqEventSource({ brokerArn: `arn:aws:mq:${HERE}:broker:shop:b-1`, queue: 'orders', secret })],
  [
    'DocumentDB',
    (secret) =>
      new HardenedDocumentDbEventSource({
        ...OLDEST,
        ...OLDEST,
        clusterArn: `arn:aws:rds:${HERE}:cluster:shop`,
        databaseName: 'shop',
        secret,
      }),
  ],
];

const warnings = (source: (secret: secretsmanager.ISecret) => lambda.IEventSource, secret: (s: Stack) => secretsmanager.ISecret) => {
  const s = stackOf();
  orders(s).addEventSource(source(secret(s)));
  return warningsOf(s).filter((warning) => warning.includes('HardenedLambda::ImportedSecretKey'));
};

describe.each(SOURCES)('%s', (_, source) => {
  test('warns of a secret that is imported without its key, with the statement', () => {
    const [warning, ...more] = warnings(source, (s) => secretsmanager.Secret.fromSecretCompleteArn(s, 'Login', ARN));
    expect(more).toEqual([]);
    expect(warning).toContain("'secret' (Shop/Login) is imported without 'encryptionKey'");
    expect(warning).toContain('"Action":"kms:Decrypt"');
    expect(warning).toContain('kms:ViaService');
  });

  test.each<[string, (s: Stack) => secretsmanager.ISecret]>([
    [
      'is imported with its key',
      (s) => secretsmanager.Secret.fromSecretAttributes(s, 'Login', { secretCompleteArn: ARN, encryptionKey: new kms.Key(s, 'Key') }),
    ],
    ['is made here', (s) => new secretsmanager.Secret(s, 'Login', { encryptionKey: new kms.Key(s, 'Key') })],
  ])('says nothing of a secret that %s', (_, secret) => {
    expect(warnings(source, secret)).toEqual([]);
  });
});
