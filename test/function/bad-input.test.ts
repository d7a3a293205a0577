import { App, CfnParameter, Duration, Lazy, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AlarmActions, FailureCapture, HardenedFunction, type HardenedFunctionProps } from '../../lib';
import { isCdkBefore } from '../cdk';
import { CODE, only, orders, stackOf, templateOf, warningsOf } from '../harness';

type Row = [string, Partial<HardenedFunctionProps>, string];

/** Settings of the function; alarms, failures, logs and network have such a table beside their own tests. */
describe('refused, in one sentence with the prop, the rule, what was got and the fix', () => {
  test.each<Row>([
    ['3 retries', { retryAttempts: 3 }, "'retryAttempts' must be a whole number between 0 and 2, got 3"],
    ['-1 retries', { retryAttempts: -1 }, "'retryAttempts' must be a whole number between 0 and 2, got -1"],
    ['1.5 retries', { retryAttempts: 1.5 }, "'retryAttempts' must be a whole number between 0 and 2, got 1.5"],
    [
      'an age of 59 s',
      { maxEventAge: Duration.seconds(59) },
      "'maxEventAge' must be a whole number of seconds between 60 and 21600, got 59",
    ],
    [
      'an age of 6 h 1 s',
      { maxEventAge: Duration.seconds(21601) },
      "'maxEventAge' must be a whole number of seconds between 60 and 21600, got 21601",
    ],
    ['a timeout of 0', { timeout: Duration.seconds(0) }, "'timeout' must be a whole number of seconds between 1 and 900, got 0"],
    ['a timeout of 901 s', { timeout: Duration.seconds(901) }, "'timeout' must be a whole number of seconds between 1 and 900, got 901"],
    [
      'a timeout of half a second',
      { timeout: Duration.millis(500) },
      "'timeout' must be a whole number of seconds between 1 and 900, got 0.5",
    ],
    ['127 MB', { memorySize: 127 }, "'memorySize' must be a whole number of MB between 128 and 10240, got 127"],
    ['10241 MB', { memorySize: 10241 }, "'memorySize' must be a whole number of MB between 128 and 10240, got 10241"],
    ['128.5 MB', { memorySize: 128.5 }, "'memorySize' must be a whole number of MB between 128 and 10240, got 128.5"],
    ['NaN MB', { memorySize: Number.NaN }, "'memorySize' must be a whole number of MB between 128 and 10240, got NaN"],
    [
      'a negative reserved concurrency',
      { reservedConcurrentExecutions: -1 },
      "'reservedConcurrentExecutions' must be a whole number of at least 0, got -1; leave it out",
    ],
    [
      'half a reserved concurrency',
      { reservedConcurrentExecutions: 0.5 },
      "'reservedConcurrentExecutions' must be a whole number of at least 0, got 0.5",
    ],
    [
      'an empty handler',
      { handler: '' },
      `'handler' must be 1 to 128 characters without white space, got ""; name file and function, as in index.handler`,
    ],
    [
      'a handler with a space',
      { handler: 'index. handler' },
      `'handler' must be 1 to 128 characters without white space, got "index. handler"`,
    ],
    ['a handler of 129 characters', { handler: 'x'.repeat(129) }, "'handler' must be 1 to 128 characters"],
    [
      'a description of 257 characters',
      { description: 'x'.repeat(257) },
      "'description' must have at most 256 characters, got 257; shorten it",
    ],
    ['an empty function name', { functionName: '' }, `'functionName' must be 1 to 64 letters, digits, hyphens and underscores, got ""`],
    [
      'a function name with a dot',
      { functionName: 'shop.orders' },
      `'functionName' must be 1 to 64 letters, digits, hyphens and underscores, got "shop.orders"; `,
    ],
    ['a function name of 65 characters', { functionName: 'x'.repeat(65) }, "'functionName' must be 1 to 64 letters"],
    [
      'a reserved environment name',
      { environment: { AWS_REGION: 'eu-west-1' } },
      "'environment' must not use reserved names, got AWS_REGION, which is reserved; choose another name",
    ],
    [
      'an environment name of one letter',
      { environment: { A: '1' } },
      `'environment' must have names of a letter and at least one more letter, digit or underscore, got "A"; rename it`,
    ],
    ['an environment name with a hyphen', { environment: { 'TABLE-NAME': '1' } }, `got "TABLE-NAME"; rename it`],
    ['an environment name that starts with a digit', { environment: { '1TABLE': '1' } }, `got "1TABLE"; rename it`],
  ])('%s', (_, props, message) => {
    const refused = () => orders(stackOf(), props);
    expect(refused).toThrow(message);
    expect(refused).toThrow(/^Shop\/Orders: '/);
  });

  /** What TypeScript would not compile, JavaScript may say. */
  test.each<[string, Record<string, unknown> | undefined, string]>([
    ['no props', undefined, "'runtime' must be given, got undefined; pass for example lambda.Runtime.NODEJS_24_X"],
    ['no runtime', { ...CODE, runtime: undefined }, "'runtime' must be given, got undefined"],
    [
      'a runtime that is a text',
      { ...CODE, runtime: 'nodejs24.x' },
      `'runtime' must be a lambda.Runtime, got "nodejs24.x"; pass for example lambda.Runtime.NODEJS_24_X`,
    ],
    ['no handler', { ...CODE, handler: null }, "'handler' must be given, got undefined; pass for example 'index.handler'"],
    ['no code', { ...CODE, code: undefined }, "'code' must be given, got undefined; pass for example lambda.Code.fromAsset('dist')"],
    ['no topic', { ...CODE, alarmActions: AlarmActions.topic(undefined as never) }, "'AlarmActions.topic' must be given, got undefined"],
    [
      'one severity only',
      { ...CODE, alarmActions: AlarmActions.bySeverity({ critical: AlarmActions.none('test') } as never) },
      "'AlarmActions.bySeverity: warning' must be given, got undefined",
    ],
    [
      'no destination',
      { ...CODE, failureCapture: FailureCapture.destination(undefined as never) },
      "'FailureCapture.destination' must be given",
    ],
    [
      'no dead-letter queue',
      { ...CODE, failureCapture: FailureCapture.deadLetterQueue(undefined as never) },
      "'FailureCapture.deadLetterQueue' must be given",
    ],
    [
      'no dead-letter topic',
      { ...CODE, failureCapture: FailureCapture.deadLetterTopic(undefined as never) },
      "'FailureCapture.deadLetterTopic' must be given",
    ],
  ])('%s', (_, props, message) => {
    expect(() => new HardenedFunction(stackOf(), 'Orders', props as never)).toThrow(`Shop/Orders: ${message}`);
  });

  test('an environment variable that is added later', () => {
    expect(() => orders(stackOf()).addEnvironment('AWS_LAMBDA_FUNCTION_NAME', 'x')).toThrow(
      /got AWS_LAMBDA_FUNCTION_NAME, which is reserved/,
    );
  });

  test('an event age that configureAsyncInvoke is told', () => {
    expect(() => orders(stackOf()).configureAsyncInvoke({ maxEventAge: Duration.seconds(59) })).toThrow(/'maxEventAge' must be .*, got 59/);
  });
});

describe('taken', () => {
  test.each<Row>([
    ['no retry', { retryAttempts: 0 }, ''],
    ['a timeout of 1 s', { timeout: Duration.seconds(1) }, ''],
    ['a timeout of 15 minutes', { timeout: Duration.minutes(15) }, ''],
    ['a timeout in whole milliseconds', { timeout: Duration.millis(2000) }, ''],
    ['128 MB', { memorySize: 128 }, ''],
    ['10240 MB', { memorySize: 10240 }, ''],
    ['a handler of 128 characters', { handler: 'x'.repeat(128) }, ''],
    ['a description of 256 characters', { description: 'x'.repeat(256) }, ''],
    ['an empty description', { description: '' }, ''],
    ['a function name of 64 characters', { functionName: `${'x'.repeat(60)}-_09` }, ''],
    ['a short environment name', { environment: { AB: '' } }, ''],
  ])('%s', (_, props) => {
    const s = stackOf();
    orders(s, props);
    expect(warningsOf(s)).toEqual([]);
    expect(() => (s.node.root as App).synth()).not.toThrow();
  });
});

describe('the size of the environment', () => {
  /** Lambda measures {"BIG":"..."}: ten bytes beside the value. */
  const synth = (bytes: number, more: Record<string, string> = {}, character = 'x') => {
    const app = new App();
    orders(stackOf(app), { environment: { BIG: character.repeat(bytes), ...more } });
    return () => app.synth();
  };

  test('4096 bytes as JSON are taken', () => expect(synth(4096 - 10)).not.toThrow());

  test('4097 are refused when the app is synthesized', () => {
    expect(synth(4096 - 9)).toThrow(/\[Shop\/Orders\] 'environment' must take at most 4096 bytes as JSON, got 4097; keep long values/);
  });

  test('bytes count, not characters', () => expect(synth(2048, {}, 'ä')).toThrow(/got 4106/));

  test('what is added later counts', () => {
    const app = new App();
    orders(stackOf(app), { environment: { BIG: 'x'.repeat(4000) } }).addEnvironment('MORE', 'x'.repeat(100));
    expect(() => app.synth()).toThrow(/'environment' must take at most 4096 bytes/);
  });

  test('an unknown value counts as nothing', () => {
    expect(synth(4000, { UNKNOWN: Lazy.string({ produce: () => Token.asString({ Ref: 'AWS::StackId' }) }) })).not.toThrow();
  });
});

describe('warned of', () => {
  const warned = (props: Partial<HardenedFunctionProps>) => {
    const s = stackOf();
    orders(s, props);
    return warningsOf(s);
  };

  test.each<[string, string, string]>([
    ['an AWS access key id', `AKIA${'ABCDEFGHIJKLMNOP'}`, 'an AWS access key id'],
    ['a GitHub token', `ghp_${'a1'.repeat(18)}`, 'a GitHub token'],
    ['a GitLab token', `glpat-${'a1'.repeat(10)}`, 'a GitLab token'],
    ['a Slack token', `xoxb-${'1'.repeat(12)}`, 'a Slack token'],
    ['a Stripe key', `sk_live_${'a1'.repeat(10)}`, 'a Stripe key'],
    ['a SendGrid key', `SG.${'a1'.repeat(10)}.${'b2'.repeat(10)}`, 'a SendGrid key'],
    ['an npm token', `npm_${'a1'.repeat(18)}`, 'an npm token'],
    ['a Google API key', `AIza${'a'.repeat(35)}`, 'a Google API key'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMII', 'a private key'],
    ['a JSON web token', `eyJ${'a'.repeat(10)}.eyJ${'b'.repeat(10)}.c`, 'a JSON web token'],
    ['a password in a URL', 'postgres://shop:geheim@db.example.com/orders', 'a password in a URL'],
  ])('%s in the environment, named and never printed', (_, value, kind) => {
    const [warning, ...more] = warned({ environment: { CREDENTIAL: value } });
    expect(more).toEqual([]);
    expect(warning).toContain(`'environment.CREDENTIAL' must not hold a secret, got a literal that looks like ${kind}, `);
    expect(warning).toContain('[ack: HardenedLambda::SecretInEnvironment]');
    expect(warning).not.toContain(value);
  });

  test.each(['arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf', 'https://example.com/a:b@c', 'skiing', 'AKIA'])(
    'but not %s, which is no secret',
    (value) => {
      expect(warned({ environment: { VALUE: value } })).toEqual([]);
    },
  );

  test('a secret that is added later', () => {
    const s = stackOf();
    orders(s).addEnvironment('CREDENTIAL', `AKIA${'ABCDEFGHIJKLMNOP'}`);
    expect(warningsOf(s)).toHaveLength(1);
  });

  test.each<[lambda.Runtime, string]>([
    [lambda.Runtime.NODEJS_18_X, 'got nodejs18.x, deprecated since 2025-09-01 and closed to updates from 2027-03-03 on'],
    [lambda.Runtime.PYTHON_3_9, 'got python3.9, deprecated since 2025-12-15'],
    [lambda.Runtime.PROVIDED_AL2, 'got provided.al2, deprecated since 2026-07-31'],
  ])('a deprecated runtime: %s', (runtime, got) => {
    const s = stackOf();
    orders(s, {
      runtime,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromBucketV2(s3.Bucket.fromBucketName(s, 'Code', 'code'), 'orders.zip', { objectVersion: '1' }),
    });
    const [warning] = warningsOf(s);
    expect(warning).toContain(`'runtime' must be one that AWS still patches, ${got}`);
    expect(warning).toContain('[ack: HardenedLambda::DeprecatedRuntime]');
  });

  test('a reserved concurrency of 0, which stops the function', () => {
    expect(warned({ reservedConcurrentExecutions: 0 })).toEqual([
      expect.stringContaining('[ack: HardenedLambda::ReservedConcurrencyZero]'),
    ]);
    expect(only(templateOf({ reservedConcurrentExecutions: 0 }), 'AWS::Lambda::Function').ReservedConcurrentExecutions).toBe(0);
  });

  test.each(['AWS_LAMBDA_MAX_CONCURRENCY', 'AWS_LAMBDA_METADATA_API', 'AWS_LAMBDA_METADATA_TOKEN'])(
    'the newly reserved name %s',
    (name) => {
      expect(warned({ environment: { [name]: '1' } })).toEqual([
        `'environment' must not use reserved names, got ${name}, which AWS reserved recently; choose another name [ack: HardenedLambda::NewReservedEnvironmentName]`,
      ]);
    },
  );
});

test.each([
  ['name', { [Lazy.string({ produce: () => '1' })]: 'orders' }],
  ['value', { ORDERS: Lazy.any({ produce: () => 'orders' }) as never }],
])('a variable whose %s is known later is not checked', (_, environment) => {
  expect(() => orders(stackOf(), { environment })).not.toThrow();
});

test('unresolved tokens are not checked, and a parameter crashes nothing', () => {
  const s = stackOf();
  const number = new CfnParameter(s, 'Number', { type: 'Number' }).valueAsNumber;
  const text = new CfnParameter(s, 'Text').valueAsString;
  orders(s, {
    memorySize: number,
    reservedConcurrentExecutions: number,
    timeout: Duration.seconds(number),
    // Versions of the CDK before 2.269 may refuse them.
    ...(isCdkBefore('2.269.0') ? {} : { retryAttempts: number, maxEventAge: Duration.seconds(number) }),
    handler: text,
    description: text,
    functionName: text,
    runbookUrl: text,
    environment: { VALUE: text },
    alarmActions: AlarmActions.email(text),
  });
  const template = (s.node.root as App).synth().getStackByName('Shop').template;
  const fn: any = Object.values(template.Resources).find((resource: any) => resource.Type === 'AWS::Lambda::Function');
  expect(fn.Properties).toMatchObject({ MemorySize: { Ref: 'Number' }, Timeout: { Ref: 'Number' }, Handler: { Ref: 'Text' } });
  expect(warningsOf(s)).toEqual([]);
});

test('an explicit undefined erases no default', () => {
  const keys = [
    'architecture',
    'memorySize',
    'timeout',
    'tracing',
    'recursiveLoop',
    'loggingFormat',
    'logGroup',
    'role',
    'retryAttempts',
    'maxEventAge',
    'failureCapture',
    'alarms',
    'okActions',
    'runbookUrl',
    'networkInterfaceCalls',
    'onFailure',
    'onSuccess',
    'deadLetterQueue',
    'deadLetterQueueEnabled',
    'deadLetterTopic',
    'vpc',
    'environment',
    'events',
    'reservedConcurrentExecutions',
    'logRetention',
    'filesystem',
  ];
  const undefinedProps = Object.fromEntries(keys.map((key) => [key, undefined])) as Partial<HardenedFunctionProps>;
  expect(templateOf(undefinedProps).toJSON()).toEqual(templateOf().toJSON());
  expect(templateOf({ alarms: { errors: undefined } }).toJSON()).toEqual(templateOf().toJSON());
});

test("the workload 'asynchronous function, 1 retry, 1 hour, alarms to an e-mail address' takes at most 11 lines", () => {
  const lines = `
    new HardenedFunction(stack, 'Orders', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      retryAttempts: 1,
      maxEventAge: Duration.hours(1),
      alarmActions: AlarmActions.email('ops@example.com'),
    });`.trim();
  expect(lines.split('\n').length).toBeLessThanOrEqual(11);
  const app = new App();
  const stack = stackOf(app);
  new Function('HardenedFunction', 'stack', 'lambda', 'Duration', 'AlarmActions', lines)(
    HardenedFunction,
    stack,
    lambda,
    Duration,
    AlarmActions,
  );
  expect(() => app.synth()).not.toThrow();
  expect(CODE.handler).toBe('index.handler');
});

test('all that is wrong with one function is in one error, a line for each', () => {
  const props = {
    memorySize: 64,
    timeout: Duration.seconds(0),
    retryAttempts: 3,
    description: 'x'.repeat(257),
    environment: { AWS_REGION: 'x' },
  };
  expect(() => orders(stackOf(), props)).toThrow(
    new Error(
      [
        "Shop/Orders: 'memorySize' must be a whole number of MB between 128 and 10240, got 64",
        "Shop/Orders: 'timeout' must be a whole number of seconds between 1 and 900, got 0",
        "Shop/Orders: 'description' must have at most 256 characters, got 257; shorten it",
        "Shop/Orders: 'environment' must not use reserved names, got AWS_REGION, which is reserved; choose another name",
        "Shop/Orders: 'retryAttempts' must be a whole number between 0 and 2, got 3",
      ].join('\n'),
    ),
  );
});
