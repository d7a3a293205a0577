import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { checkOptions, type SourceKind, SUPPORTED_OPTIONS } from '../../lib/event-sources/supported-options';
import { stackOf } from '../harness';

const KINDS = Object.entries(SUPPORTED_OPTIONS) as [SourceKind, Record<string, true>][];
const ALL = [...new Set(KINDS.flatMap(([, options]) => Object.keys(options)))];
const check = (kind: SourceKind, props: object) => () => checkOptions(stackOf(), kind, props);

describe.each(KINDS)('%s', (kind, options) => {
  const others = ALL.filter((option) => !Object.hasOwn(options, option));

  test.each(Object.keys(options))('supports %s', (option) => {
    expect(check(kind, { [option]: 1 })).not.toThrow();
  });

  test.each(others)('refuses %s', (option) => {
    expect(check(kind, { [option]: 1 })).toThrow(`Shop: '${option}' is not supported for ${kind}; remove it`);
    expect(check(kind, { [option]: undefined })).not.toThrow();
  });
});

test.each<[SourceKind, string, string]>([
  ['Amazon SQS', 'maxConcurency', 'maxConcurrency'],
  ['Amazon SQS', 'filter', 'filters'],
  ['Amazon Kinesis', 'retryAttempt', 'retryAttempts'],
  ['Apache Kafka', 'consumergroupid', 'consumerGroupId'],
  ['Amazon DocumentDB', 'collectioName', 'collectionName'],
])('%s suggests the option that %s stands for', (kind, mistyped, meant) => {
  expect(check(kind, { [mistyped]: 1 })).toThrow(`Shop: '${mistyped}' is not an option for ${kind}; did you mean '${meant}'?`);
});

test('an option of a later CDK is ignored, as CDK would in JavaScript', () => {
  expect(check('Amazon SQS', { somethingNewOfTheCdk: 1 })).not.toThrow();
});

test('an option that only some sources of a kind have', () => {
  expect(() => checkOptions(stackOf(), 'Amazon MQ', { virtualHost: '/' }, ['virtualHost'])).not.toThrow();
  expect(() => checkOptions(stackOf(), 'Amazon MQ', { virtualHots: '/' }, ['virtualHost'])).toThrow("did you mean 'virtualHost'?");
});

test('the retries of a mapping keep their name in the CDK', () => {
  const options: (keyof lambda.EventSourceMappingOptions)[] = ['retryAttempts', 'maxRecordAge', 'bisectBatchOnError'];
  for (const option of options) expect(ALL).toContain(option);
});
