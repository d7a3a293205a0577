import { Aws, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  AlarmTuning,
  DocumentDbFullDocument,
  HardenedDocumentDbEventSource,
  type HardenedDocumentDbEventSourceProps,
  HardeningProfile,
} from '../../lib';
import { CODE, findingsOf, OLDEST, only, orders, warningsOf } from '../harness';
import { ACCOUNT, REGION, World } from '../iam';
import { alarmsIn, allow, appReading, DOCUMENTS, encryptedSecretIn, network, notified, reading, secretIn, statementsIn } from './polled';

const MAPPING = 'AWS::Lambda::EventSourceMapping';
const SECRET = { Ref: expect.stringMatching(/^Credentials/) };
const beside = (kind: string, name: string) => `arn:aws:rds:${REGION}:${ACCOUNT}:${kind}:${name}`;

const source = (s: Stack, props: Partial<HardenedDocumentDbEventSourceProps> = {}) =>
  new HardenedDocumentDbEventSource({ ...OLDEST, ...OLDEST, clusterArn: DOCUMENTS, databaseName: 'shop', secret: secretIn(s), ...props });
const template = reading((s) => source(s));

test('maps the change stream, with nothing that DocumentDB has not', () => {
  expect(only(template, MAPPING)).toEqual({
    FunctionName: { Ref: expect.stringMatching(/^Orders/) },
    EventSourceArn: DOCUMENTS,
    DocumentDBEventSourceConfig: { DatabaseName: 'shop' },
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 100,
    SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI: SECRET }],
  });
});

test('allows Lambda to read, and no more', () => {
  expect(statementsIn(template)).toEqual([
    allow('rds:DescribeDBClusters', DOCUMENTS),
    allow('rds:DescribeDBClusterParameters', beside('cluster-pg', '*')),
    allow('rds:DescribeDBSubnetGroups', beside('subgrp', '*')),
    network(),
    allow('secretsmanager:GetSecretValue', SECRET),
  ]);
});

test('takes what the user says', () => {
  const template = reading((s) =>
    source(s, {
      collectionName: 'orders',
      fullDocument: DocumentDbFullDocument.UPDATE_LOOKUP,
      batchSize: 10,
      maxBatchingWindow: Duration.seconds(5),
      startingPosition: lambda.StartingPosition.AT_TIMESTAMP,
      startingPositionTimestamp: 1_700_000_000,
      enabled: false,
    }),
  );
  expect(only(template, MAPPING)).toEqual({
    FunctionName: { Ref: expect.stringMatching(/^Orders/) },
    EventSourceArn: DOCUMENTS,
    DocumentDBEventSourceConfig: { DatabaseName: 'shop', CollectionName: 'orders', FullDocument: 'UpdateLookup' },
    StartingPosition: 'AT_TIMESTAMP',
    StartingPositionTimestamp: 1_700_000_000,
    BatchSize: 10,
    MaximumBatchingWindowInSeconds: 5,
    Enabled: false,
    SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI: SECRET }],
  });
});

test('permissions, by a simulator of IAM', async () => {
  const world = new World(appReading((s) => source(s, { secret: encryptedSecretIn(s) })).app);
  const [secret, key] = [world.arn('AWS::SecretsManager::Secret'), world.arn('AWS::KMS::Key')];
  const role = 'OrdersServiceRole';
  const viaSecrets = { 'kms:ViaService': `secretsmanager.${REGION}.amazonaws.com` };
  expect(await world.may(role, 'rds:DescribeDBClusters', DOCUMENTS)).toBe(true);
  expect(await world.may(role, 'rds:DescribeDBClusterParameters', beside('cluster-pg', 'default'))).toBe(true);
  expect(await world.may(role, 'rds:DescribeDBSubnetGroups', beside('subgrp', 'default'))).toBe(true);
  expect(await world.may(role, 'secretsmanager:GetSecretValue', secret)).toBe(true);
  expect(await world.may(role, 'kms:Decrypt', key, viaSecrets)).toBe(true);
  expect(await world.may(role, 'ec2:DescribeVpcs', '*')).toBe(true);
  expect(await world.may(role, 'rds:DescribeDBClusters', DOCUMENTS.replace('shop', 'other'))).toBe(false);
  expect(await world.may(role, 'rds:ModifyDBCluster', DOCUMENTS)).toBe(false);
  expect(await world.may(role, 'kms:Decrypt', key)).toBe(false);
  expect(await world.may(role, 'secretsmanager:DescribeSecret', secret)).toBe(false);
});

test.each([DOCUMENTS, `arn:${Aws.PARTITION}:rds:${Aws.REGION}:${Aws.ACCOUNT_ID}:cluster:shop`])(
  'cdk-nag finds nothing in our parts: %s',
  (clusterArn) => {
    const { app } = appReading((s) => source(s, { clusterArn }));
    expect(findingsOf(app).filter((finding) => finding.includes('Orders'))).toEqual([]);
  },
);

describe('alarms', () => {
  test('on what comes late and what is lost', () => {
    expect(alarmsIn(template)).toEqual(['IteratorAge Maximum > 900000', 'OversizedRecordCount Sum > 0']);
  });

  test('one of each for all that the function reads', () => {
    const s = notified();
    const secret = secretIn(s);
    const fn = orders(s);
    fn.addEventSource(source(s, { secret, collectionName: 'orders' }));
    fn.addEventSource(source(s, { secret, collectionName: 'invoices' }));
    expect(alarmsIn(Template.fromStack(s))).toEqual(['IteratorAge Maximum > 900000', 'OversizedRecordCount Sum > 0']);
    Template.fromStack(s).resourceCountIs(MAPPING, 2);
  });

  test('none in development', () => {
    const s = notified();
    orders(s, { profile: HardeningProfile.development() }).addEventSource(source(s));
    expect(alarmsIn(Template.fromStack(s))).toEqual([]);
  });

  test('are tuned, or left out', () => {
    const alarms = { iteratorAge: AlarmTuning.threshold({ threshold: 7 }), oversizedRecords: AlarmTuning.none('documents are small') };
    const template = reading((s) => source(s, { alarms }));
    expect(alarmsIn(template)).toEqual(['IteratorAge Maximum > 7']);
    const [mapping] = Object.values(template.findResources(MAPPING));
    expect(mapping.Metadata['cdk-hardened-lambda:Waivers']).toEqual({ 'alarms.oversizedRecords': 'documents are small' });
  });
});

test('a plain function reads it too', () => {
  const s = notified();
  new lambda.Function(s, 'Orders', CODE).addEventSource(source(s));
  expect(only(Template.fromStack(s), MAPPING)).toEqual(only(template, MAPPING));
  expect(alarmsIn(Template.fromStack(s))).toEqual(alarmsIn(template));
  expect(warningsOf(s)).toEqual([]);
});
