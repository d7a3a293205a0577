import { App, Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { HardenedLambdaChecks, Idempotency, type IdempotencyTableOptions } from '../../lib';
import { only, orders, serviceStatements, stackOf, warningsOf } from '../harness';

const { AttributeType, Table, TableV2 } = dynamodb;
const ID = { name: 'id', type: AttributeType.STRING };
const PK = { name: 'pk', type: AttributeType.STRING };
const SK = { name: 'sk', type: AttributeType.STRING };

function reading(props: Partial<dynamodb.TableProps>, options: IdempotencyTableOptions = {}) {
  const stack = stackOf();
  const table = new Table(stack, 'Mine', { partitionKey: ID, timeToLiveAttribute: 'expiration', ...props });
  const fn = orders(stack, { idempotency: Idempotency.withTable(table, options) });
  const findings = fn.node.validate();
  return { stack, table, fn, findings, warnings: warningsOf(stack).filter((text) => text.includes('Idempotency')) };
}

test('the function gets its name, the time and the four actions, and nothing is made', () => {
  const { stack, table } = reading({}, { expiresAfter: Duration.days(2) });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::DynamoDB::Table', 1);
  const [id] = Object.keys(template.findResources('AWS::DynamoDB::Table'));
  expect(only(template, 'AWS::Lambda::Function').Environment.Variables).toEqual({
    IDEMPOTENCY_TABLE_NAME: { Ref: id },
    IDEMPOTENCY_EXPIRES_AFTER_SECONDS: '172800',
  });
  expect(serviceStatements(template)).toContainEqual({
    Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    Effect: 'Allow',
    Resource: stack.resolve(table.tableArn),
  });
});

test('a customer-managed key of the table may be used through DynamoDB, in the region of the table', () => {
  const stack = stackOf();
  const key = new kms.Key(stack, 'Key');
  const table = new Table(stack, 'Mine', { partitionKey: ID, timeToLiveAttribute: 'expiration', encryptionKey: key });
  orders(stack, { idempotency: Idempotency.withTable(table) });
  expect(serviceStatements(Template.fromStack(stack))).toContainEqual(
    expect.objectContaining({ Action: expect.arrayContaining(['kms:Decrypt']), Resource: stack.resolve(key.keyArn) }),
  );
});

test('an imported table is taken as it is', () => {
  const stack = stackOf();
  const table = Table.fromTableArn(stack, 'Mine', 'arn:aws:dynamodb:eu-west-1:111122223333:table/events');
  const fn = orders(stack, { idempotency: Idempotency.withTable(table, { keyAttribute: 'pk', expiryAttribute: 'ttl' }) });
  expect(fn.node.validate()).toEqual([]);
  expect(only(Template.fromStack(stack), 'AWS::Lambda::Function').Environment.Variables.IDEMPOTENCY_TABLE_NAME).toBe('events');
});

test.each([
  ['one of the function', () => (stack: any) => new Table(stack, 'Mine', { partitionKey: ID, timeToLiveAttribute: 'expiration' })],
  ['a global one', () => (stack: any) => new TableV2(stack, 'Mine', { partitionKey: ID, timeToLiveAttribute: 'expiration' })],
  ['one that is named', () => (stack: any) => Table.fromTableName(stack, 'Mine', 'events')],
])('%s is fine', (_, make) => {
  const stack = stackOf();
  const fn = orders(stack, { idempotency: Idempotency.withTable(make()(stack)) });
  expect(fn.node.validate()).toEqual([]);
  expect(warningsOf(stack)).toEqual([]);
});

describe('keys', () => {
  test.each<[string, Partial<dynamodb.TableProps>, IdempotencyTableOptions, RegExp]>([
    [
      'another key',
      { partitionKey: PK },
      {},
      /'Idempotency\.withTable: table' must have the partition key 'id', got 'pk' at Shop\/Mine\/Resource; pass 'keyAttribute: "pk"', and 'keyAttr' in the code, or use another table/,
    ],
    ['another key than is named', { partitionKey: ID }, { keyAttribute: 'pk' }, /must have the partition key 'pk', got 'id'/],
    [
      'a sort key that is not named',
      { sortKey: SK },
      {},
      /must have no sort key, got 'sk' at Shop\/Mine\/Resource; pass 'sortKeyAttribute: "sk"', and 'sortKeyAttr' in the code/,
    ],
    [
      'no sort key that is named',
      {},
      { sortKeyAttribute: 'sk' },
      /must have the sort key 'sk', got none at Shop\/Mine\/Resource; remove 'sortKeyAttribute'/,
    ],
    [
      'a number as a key',
      { partitionKey: { name: 'id', type: AttributeType.NUMBER } },
      {},
      /must have a partition key of type S, got 'id' of another type/,
    ],
    [
      'a binary sort key',
      { sortKey: { name: 'sk', type: AttributeType.BINARY } },
      { sortKeyAttribute: 'sk' },
      /must have a sort key of type S, got 'sk' of another type/,
    ],
  ])('%s', (_, props, options, sentence) => expect(reading(props, options).findings).toEqual([expect.stringMatching(sentence)]));

  test.each<[string, Partial<dynamodb.CfnTableProps>, RegExp]>([
    ['a key without a type', { keySchema: [{ attributeName: 'id', keyType: 'HASH' }] }, /must have a partition key of type S, got 'id'/],
    ['no keys', {}, /must have the partition key 'id', got none at Shop\/Mine; remove 'keyAttribute'/],
  ])('%s in a resource of CloudFormation', (_, props, sentence) => {
    const stack = stackOf();
    const resource = new dynamodb.CfnTable(stack, 'Mine', { keySchema: [], ...props });
    if (!props.keySchema) resource.addPropertyDeletionOverride('KeySchema');
    const table = Table.fromTableArn(stack, 'Imported', resource.attrArn);
    const fn = orders(stack, { idempotency: Idempotency.withTable(table) });
    expect(fn.node.validate()).toEqual([expect.stringMatching(sentence)]);
  });

  test('that are named as they are, are fine', () => {
    expect(reading({ partitionKey: PK, sortKey: SK }, { keyAttribute: 'pk', sortKeyAttribute: 'sk' }).findings).toEqual([]);
  });
});

describe('time to live', () => {
  test.each<[string, Partial<dynamodb.TableProps>, IdempotencyTableOptions, string]>([
    [
      'none',
      { timeToLiveAttribute: undefined },
      {},
      "by the attribute 'expiration', got no time to live at Shop/Mine/Resource, so that items are kept and paid for forever; set 'timeToLiveAttribute: \"expiration\"' of the table",
    ],
    [
      'that of work in progress',
      { timeToLiveAttribute: 'in_progress_expiration' },
      {},
      "by the attribute 'expiration', got 'in_progress_expiration'",
    ],
    ['another', { timeToLiveAttribute: 'ttl' }, {}, "by the attribute 'expiration', got 'ttl'"],
    ['another than is named', {}, { expiryAttribute: 'ttl' }, "by the attribute 'ttl', got 'expiration'"],
  ])('%s is warned of', (_, props, options, text) => {
    const { warnings, findings } = reading(props, options);
    expect(findings).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining(text)]);
  });

  test('one that is turned off is none', () => {
    const stack = stackOf();
    const table = new Table(stack, 'Mine', { partitionKey: ID });
    (table.node.defaultChild as dynamodb.CfnTable).timeToLiveSpecification = { attributeName: 'expiration', enabled: false };
    const fn = orders(stack, { idempotency: Idempotency.withTable(table) });
    fn.node.validate();
    expect(warningsOf(stack)).toEqual([expect.stringContaining('got no time to live')]);
  });

  test('what is named is not found by the checks either', () => {
    const stack = stackOf(new App());
    const table = new Table(stack, 'Mine', { partitionKey: ID, timeToLiveAttribute: 'ttl' });
    orders(stack, { idempotency: Idempotency.withTable(table, { expiryAttribute: 'ttl' }) });
    expect(warningsOf(stack)).toEqual([]);
    expect(HardenedLambdaChecks.findings(stack).map(({ ruleId }) => ruleId)).not.toContain('HardenedLambda::IdempotencyTableExpiry');
  });
});
