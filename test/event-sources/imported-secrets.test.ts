import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { AuthenticationMethod } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  HardenedActiveMqEventSource,
  HardenedDocumentDbEventSource,
  HardenedManagedKafkaEventSource,
  HardenedSelfManagedKafkaEventSource,
} from '../../lib';
import { OLDEST, orders, stackOf, warningsOf } from '../harness';
import { mistakesOf } from './reading';

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

describe('a secret that is made here with the default key', () => {
  const msk = (secret: secretsmanager.ISecret, more: object = {}) =>
    new HardenedManagedKafkaEventSource({
      clusterArn: `arn:aws:kafka:${HERE}:cluster/shop/abc-1`,
      topic: 'orders',
      secret,
      ...OLDEST,
      ...more,
    });
  const mistake = (
    source: (secret: secretsmanager.Secret) => lambda.IEventSource,
    change: (secret: secretsmanager.Secret) => void = () => {},
  ) => {
    const s = stackOf();
    const secret = new secretsmanager.Secret(s, 'Login', { secretName: 'AmazonMSK_login' });
    orders(s).addEventSource(source(secret));
    change(secret);
    return mistakesOf(s);
  };

  test('is refused for Amazon MSK, which reads it too', () => {
    expect(mistake(msk)).toContain(
      "'secret' (Shop/Login) must be encrypted with a customer managed key, which Amazon MSK always requires, got the default key; add 'encryptionKey: new kms.Key(this, \"SecretKey\")' to the secret",
    );
  });

  test('may get its key later', () => {
    const later = (secret: secretsmanager.Secret) => {
      (secret.node.defaultChild as secretsmanager.CfnSecret).kmsKeyId = new kms.Key(secret.stack, 'Key').keyArn;
    };
    expect(mistake(msk, later)).toBe('');
  });

  test.each<[string, (secret: secretsmanager.Secret) => lambda.IEventSource]>([
    ['holds a certificate for MSK', (secret) => msk(secret, { authenticationMethod: AuthenticationMethod.CLIENT_CERTIFICATE_TLS_AUTH })],
    ...SOURCES.slice(1),
  ])('is taken where it %s', (_, source) => {
    expect(mistake(source)).toBe('');
  });
});

test('the alias of a key in the place of a key leads to the key', () => {
  const s = stackOf();
  const alias = new kms.Key(s, 'Key').addAlias('logins');
  const secret = new secretsmanager.Secret(s, 'Login', { encryptionKey: alias });
  orders(s).addEventSource(SOURCES[3][1](secret));
  const policies = JSON.stringify(Template.fromStack(s).findResources('AWS::IAM::Policy'));
  expect(policies).toContain('"Resource":{"Fn::GetAtt":["Key');
  expect(policies).not.toContain(':alias/');
});
