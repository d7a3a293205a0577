import { Duration, Lazy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { HardenedFunctionDefaults, type HardenedFunctionProps, HardeningProfile, Idempotency } from '../../lib';
import { accepted, orders, stackOf, warningsOf } from '../harness';

const made = (props: Partial<HardenedFunctionProps>) => accepted(orders(stackOf(), props));
const expiring = (expiresAfter: unknown) => made({ idempotency: Idempotency.table({ expiresAfter: expiresAfter as Duration }) });
const with_ = (
  options: object,
  table: unknown = new dynamodb.Table(stackOf(), 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } }),
) => made({ idempotency: Idempotency.withTable(table as dynamodb.ITable, options) });

describe('one sentence each', () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      'a text',
      () => made({ idempotency: 'table' as never }),
      /'idempotency' must be an Idempotency, got "table"; pass for example Idempotency\.table\(\)/,
    ],
    ['true', () => made({ idempotency: true as never }), /'idempotency' must be an Idempotency, got true/],
    ['an object', () => made({ idempotency: {} as never }), /'idempotency' must be an Idempotency, got an object/],
    [
      'a table',
      () =>
        made({
          idempotency: new dynamodb.Table(stackOf(), 'T', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } }) as never,
        }),
      /'idempotency' must be an Idempotency, got an object/,
    ],
    ['a number of seconds', () => expiring(60), /'idempotency\.expiresAfter' must be a Duration, got 60/],
    ['NaN', () => expiring(Number.NaN), /'idempotency\.expiresAfter' must be a Duration, got NaN/],
    ['null', () => expiring(null), /'idempotency\.expiresAfter' must be a Duration, got null/],
    ['no time', () => expiring(Duration.seconds(0)), /'idempotency\.expiresAfter' must be a whole number of seconds of at least 1, got 0/],
    ['half a second', () => expiring(Duration.millis(1500)), /must be a whole number of seconds of at least 1, got 1\.5/],
    ['NaN seconds', () => expiring({ toSeconds: () => 0, isUnresolved: () => false, toMilliseconds: () => Number.NaN }), /got NaN/],
    [
      'as long as the timeout',
      () => expiring(Duration.seconds(30)),
      /'idempotency\.expiresAfter' must be more than the timeout of the function \(30 seconds\), got 30 seconds, after which a second invocation works on an event/,
    ],
    [
      'a misspelled option',
      () => made({ idempotency: Idempotency.table({ expireAfter: 1 } as never) }),
      /'Idempotency\.table' must have options that exist, got 'expireAfter'; did you mean 'expiresAfter'/,
    ],
    [
      'an option of another',
      () => made({ idempotency: Idempotency.table({ keyAttribute: 'pk' } as never) }),
      /'Idempotency\.table' must have options that exist, got 'keyAttribute'/,
    ],
    ['no reason', () => made({ idempotency: Idempotency.none('') }), /'Idempotency\.none' must have a reason, got ""/],
    ['blanks as a reason', () => made({ idempotency: Idempotency.none('  ') }), /must have a reason/],
    ['undefined as a reason', () => made({ idempotency: Idempotency.none(undefined as never) }), /must have a reason, got undefined/],
    [
      'null as a table',
      () => with_({}, null),
      /'Idempotency\.withTable: table' must be given, got null; pass for example new dynamodb\.Table/,
    ],
    ['a name', () => with_({}, 'events'), /'Idempotency\.withTable: table' must be a construct, got "events"/],
    [
      'a queue',
      () => with_({}, new sqs.Queue(stackOf(), 'Queue')),
      /'Idempotency\.withTable: table' must be a table of DynamoDB, got Shop\/Queue/,
    ],
    [
      'an empty key',
      () => with_({ keyAttribute: '' }),
      /'Idempotency\.withTable: keyAttribute' must be the name of an attribute of 1 to 255 characters, got ""/,
    ],
    ['a long key', () => with_({ sortKeyAttribute: 'k'.repeat(256) }), /'Idempotency\.withTable: sortKeyAttribute' must be the name/],
    [
      'a number as an attribute',
      () => with_({ expiryAttribute: 0 }),
      /'Idempotency\.withTable: expiryAttribute' must be the name of an attribute of 1 to 255 characters, got 0/,
    ],
    [
      'an unknown attribute',
      () => with_({ ttlAttribute: 'ttl' }),
      /'Idempotency\.withTable' must have options that exist, got 'ttlAttribute'/,
    ],
    [
      'a table by its variable',
      () => made({ idempotency: Idempotency.table(), environment: { IDEMPOTENCY_TABLE_NAME: 'mine' } }),
      /'environment: IDEMPOTENCY_TABLE_NAME' must not be set beside 'idempotency', which sets it, got "mine"; remove it, or pass your table by Idempotency\.withTable\(table\)/,
    ],
    [
      'another time by its variable',
      () => made({ idempotency: Idempotency.table(), environment: { IDEMPOTENCY_EXPIRES_AFTER_SECONDS: '60' } }),
      /'environment: IDEMPOTENCY_EXPIRES_AFTER_SECONDS' must not be set beside/,
    ],
    [
      'a value that only the deployment knows',
      () => made({ idempotency: Idempotency.table(), environment: { IDEMPOTENCY_TABLE_NAME: Lazy.string({ produce: () => 'mine' }) } }),
      /got a value; remove it/,
    ],
    [
      'its variable later',
      () => made({ idempotency: Idempotency.table() }).addEnvironment('IDEMPOTENCY_TABLE_NAME', 'mine'),
      /'environment: IDEMPOTENCY_TABLE_NAME' must not be set beside 'idempotency'/,
    ],
    [
      'a scope',
      () => {
        const stack = stackOf();
        HardenedFunctionDefaults.of(stack).set({ idempotency: 'table' as never });
        orders(stack);
      },
      /'idempotency' must be an Idempotency, got "table"/,
    ],
    [
      'a misspelled prop of a scope',
      () => HardenedFunctionDefaults.of(stackOf()).set({ idempotent: Idempotency.table() } as never),
      /did you mean 'idempotency'/,
    ],
  ])('%s', (_, make, sentence) => expect(make).toThrow(sentence));
});

describe('is taken', () => {
  test.each<[string, Partial<HardenedFunctionProps>]>([
    ['the shortest time beyond the timeout', { idempotency: Idempotency.table({ expiresAfter: Duration.seconds(31) }) }],
    ['a year', { idempotency: Idempotency.table({ expiresAfter: Duration.days(365) }) }],
    ['the variables without the option', { environment: { IDEMPOTENCY_TABLE_NAME: 'mine', IDEMPOTENCY_EXPIRES_AFTER_SECONDS: '60' } }],
    ['the same time', { idempotency: Idempotency.table(), environment: { IDEMPOTENCY_EXPIRES_AFTER_SECONDS: '86400' } }],
    ['no table with its variables', { idempotency: Idempotency.none('by hand'), environment: { IDEMPOTENCY_TABLE_NAME: 'mine' } }],
    ['another variable', { idempotency: Idempotency.table(), environment: { TABLE_NAME: 'mine' } }],
    [
      'a timeout that only the deployment knows',
      { idempotency: Idempotency.table(), timeout: Duration.seconds(Lazy.number({ produce: () => 30 })) },
    ],
  ])('%s', (_, props) => expect(made(props).node.validate()).toEqual([]));

  test('a time that only the deployment knows', () => {
    const stack = stackOf();
    const expiresAfter = Duration.seconds(Lazy.number({ produce: () => 7 }));
    const fn = orders(stack, { idempotency: Idempotency.table({ expiresAfter }) });
    const { environment } = fn.lambdaFunction.node.defaultChild as any;
    expect(stack.resolve(environment).variables.IDEMPOTENCY_EXPIRES_AFTER_SECONDS).toBe('7');
    expect(fn.node.validate()).toEqual([]);
  });

  test('later variables of other names', () => {
    const fn = made({ idempotency: Idempotency.table() });
    expect(() => fn.addEnvironment('STAGE', 'prod')).not.toThrow();
  });
});

describe('POWERTOOLS_IDEMPOTENCY_DISABLED', () => {
  const warned = (value: string, props: Partial<HardenedFunctionProps> = {}) => {
    const stack = stackOf();
    const fn = orders(stack, { environment: { POWERTOOLS_IDEMPOTENCY_DISABLED: value }, ...props });
    fn.node.validate();
    return warningsOf(stack).filter((text) => text.includes('IdempotencyDisabled'));
  };

  test.each(['1', 'y', 'yes', 't', 'true', 'on', 'TRUE', 'Yes'])('%s is warned of', (value) => {
    expect(warned(value)).toEqual([
      expect.stringContaining(
        `'environment' must not turn off the idempotency of Powertools outside of tests, got POWERTOOLS_IDEMPOTENCY_DISABLED=${value}, with which an event`,
      ),
    ]);
  });

  test.each(['0', 'no', 'false', 'off', '', 'enabled'])("'%s' is not", (value) => expect(warned(value)).toEqual([]));

  test('nor is it in the stack of a developer', () => expect(warned('true', { profile: HardeningProfile.development() })).toEqual([]));

  test('it is found where it was added later', () => {
    const stack = stackOf();
    const fn = orders(stack).addEnvironment('POWERTOOLS_IDEMPOTENCY_DISABLED', 'true');
    fn.node.validate();
    expect(warningsOf(stack).filter((text) => text.includes('IdempotencyDisabled'))).toHaveLength(1);
  });
});
