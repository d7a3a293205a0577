import { App, Lazy, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type HardenedFunctionProps, Powertools, type PowertoolsOptions } from '../../lib';
import { findingsOf, only, orders, stackOf } from '../harness';

const { Runtime, ApplicationLogLevel, LoggingFormat, Architecture } = lambda;
const PYTHON = { runtime: Runtime.PYTHON_3_13, handler: 'app.handler' };
const NAMED = { serviceName: 'orders' };

function functionOf(props: Partial<HardenedFunctionProps>, stackProps?: StackProps): Record<string, any> {
  const stack = stackOf(new App(), 'Shop', stackProps);
  orders(stack, props);
  return only(Template.fromStack(stack), 'AWS::Lambda::Function');
}

const environmentOf = (options: PowertoolsOptions, props: Partial<HardenedFunctionProps> = {}) =>
  functionOf({ ...props, powertools: Powertools.asDependency(options) }).Environment.Variables;

describe('the environment', () => {
  test('sets the service, and nothing that was not passed', () => {
    expect(environmentOf(NAMED)).toEqual({ POWERTOOLS_SERVICE_NAME: 'orders' });
  });

  test('names the namespace of the metrics, beside what the user says', () => {
    expect(environmentOf({ ...NAMED, metricsNamespace: 'Shop' }, { environment: { TABLE_NAME: 'orders' } })).toEqual({
      POWERTOOLS_SERVICE_NAME: 'orders',
      POWERTOOLS_METRICS_NAMESPACE: 'Shop',
      TABLE_NAME: 'orders',
    });
  });

  test.each(['S', 'My shop', 'x'.repeat(255)])('takes a namespace that is %s', (metricsNamespace) => {
    expect(environmentOf({ ...NAMED, metricsNamespace }).POWERTOOLS_METRICS_NAMESPACE).toBe(metricsNamespace);
  });

  test('is not there unless asked for', () => {
    expect(functionOf({}).Environment).toBeUndefined();
  });
});

describe('the log level', () => {
  test('is one for Lambda and Powertools', () => {
    const fn = functionOf({ powertools: Powertools.asDependency({ ...NAMED, logLevel: ApplicationLogLevel.DEBUG }) });
    expect(fn.LoggingConfig).toMatchObject({ LogFormat: 'JSON', ApplicationLogLevel: 'DEBUG' });
    expect(fn.Environment.Variables.POWERTOOLS_LOG_LEVEL).toBe('DEBUG');
  });

  test.each<[string, Partial<HardenedFunctionProps>]>([
    ['applicationLogLevelV2', { applicationLogLevelV2: ApplicationLogLevel.WARN }],
    [
      'both',
      {
        applicationLogLevelV2: ApplicationLogLevel.WARN,
        powertools: Powertools.asDependency({ ...NAMED, logLevel: ApplicationLogLevel.WARN }),
      },
    ],
  ])('can be set by %s', (_, props) => {
    const fn = functionOf({ powertools: Powertools.asDependency(NAMED), ...props });
    expect(fn.LoggingConfig.ApplicationLogLevel).toBe('WARN');
    expect(fn.Environment.Variables.POWERTOOLS_LOG_LEVEL).toBe('WARN');
  });

  test("is Powertools' alone where Lambda takes none: in text", () => {
    const fn = functionOf({
      loggingFormat: LoggingFormat.TEXT,
      powertools: Powertools.asDependency({ ...NAMED, logLevel: ApplicationLogLevel.ERROR }),
    });
    expect(fn.LoggingConfig).not.toHaveProperty('ApplicationLogLevel');
    expect(fn.Environment.Variables.POWERTOOLS_LOG_LEVEL).toBe('ERROR');
  });

  test.each([
    ['Node.js', {}, ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'CRITICAL']],
    ['Python', PYTHON, ['DEBUG', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL']],
  ])('has the names that Powertools knows in %s', (_, props, names) => {
    const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as lambda.ApplicationLogLevel[];
    expect(levels.map((logLevel) => environmentOf({ ...NAMED, logLevel }, props).POWERTOOLS_LOG_LEVEL)).toEqual(names);
  });
});

describe('the layer', () => {
  const arnOf = (props: Partial<HardenedFunctionProps>, region?: string) =>
    functionOf({ powertools: Powertools.fromLayer(50, NAMED), ...props }, region ? { env: { account: '111122223333', region } } : {})
      .Layers;

  test.each([
    ['eu-west-1', {}, 'arn:aws:lambda:eu-west-1:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:50'],
    ['eu-west-1', { architecture: Architecture.X86_64 }, 'arn:aws:lambda:eu-west-1:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:50'],
    ['eu-west-1', PYTHON, 'arn:aws:lambda:eu-west-1:017000801446:layer:AWSLambdaPowertoolsPythonV3-python313-arm64:50'],
    [
      'eu-west-1',
      { ...PYTHON, architecture: Architecture.X86_64 },
      'arn:aws:lambda:eu-west-1:017000801446:layer:AWSLambdaPowertoolsPythonV3-python313-x86_64:50',
    ],
    ['us-gov-west-1', {}, 'arn:aws-us-gov:lambda:us-gov-west-1:165093116878:layer:AWSLambdaPowertoolsTypeScriptV2:50'],
    ['us-gov-east-1', PYTHON, 'arn:aws-us-gov:lambda:us-gov-east-1:165087284144:layer:AWSLambdaPowertoolsPythonV3-python313-arm64:50'],
    ['cn-north-1', {}, 'arn:aws-cn:lambda:cn-north-1:498634801083:layer:AWSLambdaPowertoolsTypeScriptV2:50'],
  ])('in %s with %j', (region, props, arn) => {
    expect(arnOf(props, region)).toEqual([arn]);
  });

  test('is not there where Powertools is a dependency, nor without it', () => {
    expect(arnOf({ powertools: Powertools.asDependency(NAMED) })).toBeUndefined();
    expect(arnOf({ powertools: undefined })).toBeUndefined();
  });

  test('of a stack without a region is the one of partition aws', () => {
    expect(arnOf({})).toEqual([
      { 'Fn::Join': ['', ['arn:aws:lambda:', { Ref: 'AWS::Region' }, ':094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:50']] },
    ]);
  });

  test('leaves nothing to find for cdk-nag', () => {
    const app = new App();
    orders(stackOf(app), { powertools: Powertools.fromLayer(50, { ...NAMED, metricsNamespace: 'Shop' }) });
    expect(findingsOf(app)).toEqual([]);
  });
});

describe('refused, in one message', () => {
  const dependency = (options: object) => ({ powertools: Powertools.asDependency(options as PowertoolsOptions) });
  const layer = (version: number, props: Partial<HardenedFunctionProps> = {}) => ({
    ...props,
    powertools: Powertools.fromLayer(version, NAMED),
  });

  test.each<[string, Partial<HardenedFunctionProps>, string]>([
    ['no service', dependency({}), "'powertools: serviceName' must be given, got undefined; pass for example 'orders'"],
    [
      'an unknown option',
      dependency({ serviceName: 'orders', logLevl: 'DEBUG' } as never),
      "'powertools' must have options that exist, got 'logLevl'; did you mean 'logLevel'",
    ],
    ['an empty service', dependency({ serviceName: ' ' }), `'powertools: serviceName' must not be empty, got " "; name the service`],
    [
      "AWS's namespace",
      dependency({ ...NAMED, metricsNamespace: 'AWS/Lambda' }),
      `'powertools: metricsNamespace' must be 1 to 255 characters without a colon or AWS/ at the start, got "AWS/Lambda"; name your application, as in 'Shop'`,
    ],
    [
      'an empty namespace',
      dependency({ ...NAMED, metricsNamespace: '' }),
      `'powertools: metricsNamespace' must be 1 to 255 characters without a colon or AWS/ at the start, got "";`,
    ],
    [
      'a namespace of 256 characters',
      dependency({ ...NAMED, metricsNamespace: 'x'.repeat(256) }),
      "'powertools: metricsNamespace' must be",
    ],
    [
      'two log levels',
      { applicationLogLevelV2: ApplicationLogLevel.INFO, ...dependency({ ...NAMED, logLevel: ApplicationLogLevel.DEBUG }) },
      "'powertools: logLevel' must be the level of Lambda, which wins over it, got DEBUG beside 'applicationLogLevelV2' INFO; remove one of them",
    ],
    [
      'another log level in the environment',
      { environment: { LOG_LEVEL: 'ERROR' }, ...dependency({ ...NAMED, logLevel: ApplicationLogLevel.DEBUG }) },
      `'environment: LOG_LEVEL' must agree with 'powertools', got "ERROR" beside "DEBUG"; set 'logLevel' of 'powertools' instead`,
    ],
    ...['LOG_LEVEL', 'POWERTOOLS_LOG_LEVEL'].map((name): [string, Partial<HardenedFunctionProps>, string] => [
      `a level in ${name} only, which does not change Lambda's level`,
      { environment: { [name]: 'DEBUG' }, ...dependency(NAMED) },
      `'environment: ${name}' must agree with 'powertools', got "DEBUG" beside "INFO"; set 'logLevel' of 'powertools' instead`,
    ]),
    [
      'a level that is none',
      dependency({ ...NAMED, logLevel: 'LOUD' }),
      `'powertools: logLevel' must be one of INFO, DEBUG, WARN, TRACE, ERROR, FATAL, got "LOUD"; pass for example lambda.ApplicationLogLevel.INFO`,
    ],
    ['a service that is a number', dependency({ serviceName: 5 }), "'powertools: serviceName' must not be empty, got 5;"],
    [
      'a namespace of spaces',
      dependency({ ...NAMED, metricsNamespace: ' ' }),
      `'powertools: metricsNamespace' must be 1 to 255 characters`,
    ],
    ['a namespace that is a number', dependency({ ...NAMED, metricsNamespace: 5 }), "'powertools: metricsNamespace' must be"],
    [
      'the layer beside five others',
      layer(50, { layers: [1, 2, 3, 4, 5].map(() => ({ layerVersionArn: 'arn' })) as never }),
      "'layers' must be at most 4 beside the one of Powertools, got 5; remove one, or use Powertools.asDependency",
    ],
    [
      'another service in the environment',
      { environment: { POWERTOOLS_SERVICE_NAME: 'shop' }, ...dependency(NAMED) },
      `'environment: POWERTOOLS_SERVICE_NAME' must agree with 'powertools', got "shop" beside "orders"; remove it`,
    ],
    [
      'Java',
      { runtime: Runtime.JAVA_21, handler: 'shop.Orders', ...dependency(NAMED) },
      "'powertools' must be used with Node.js, Python or an image, got java21;",
    ],
    ['version 0', layer(0), "'Powertools.fromLayer: layerVersion' must be a whole number of at least 1, got 0"],
    [
      'version latest',
      layer('latest' as never),
      '\'Powertools.fromLayer: layerVersion\' must be a whole number of at least 1, got "latest"',
    ],
    [
      'no version',
      { powertools: Powertools.fromLayer(undefined as never, NAMED) },
      "'Powertools.fromLayer: layerVersion' must be given, got undefined; pass for example the version that you have tested",
    ],
    ['no options', { powertools: Powertools.asDependency(undefined as never) }, "'powertools: serviceName' must be given, got undefined"],
  ])('%s', (_, props, message) => {
    expect(() => orders(stackOf(), props)).toThrow(`Shop/Orders: ${message}`);
  });

  test.each(['cn-northwest-1', 'us-iso-east-1', 'eusc-de-east-1'])('the layer in %s, of which nothing is known', (region) => {
    const stack = stackOf(new App(), 'Shop', { env: { account: '111122223333', region } });
    expect(() => orders(stack, layer(50))).toThrow(
      `Shop/Orders: 'powertools' must use a layer in a region in which AWS publishes it, got ${region}; use Powertools.asDependency`,
    );
  });

  test('another log level that is added later', () => {
    const fn = orders(stackOf(), dependency({ ...NAMED, logLevel: ApplicationLogLevel.WARN }));
    expect(() => fn.addEnvironment('POWERTOOLS_LOG_LEVEL', 'DEBUG')).toThrow(
      `Shop/Orders: 'environment: POWERTOOLS_LOG_LEVEL' must agree with 'powertools', got "DEBUG" beside "WARN";`,
    );
    expect(() => fn.addEnvironment('POWERTOOLS_LOG_LEVEL', 'WARN').addEnvironment('POWERTOOLS_DEV', 'true')).not.toThrow();
  });

  const later = (value: string) => Lazy.string({ produce: () => value });
  test.each<[string, Partial<HardenedFunctionProps>]>([
    ['the names', dependency({ serviceName: later(''), metricsNamespace: later('AWS/') })],
    ['the level', dependency({ ...NAMED, logLevel: later('LOUD') })],
    ['a variable beside', { environment: { LOG_LEVEL: later('ERROR') }, ...dependency(NAMED) }],
    ['a variable beside a name', { environment: { POWERTOOLS_SERVICE_NAME: 'shop' }, ...dependency({ serviceName: later('orders') }) }],
  ])('%s that is an unresolved token is not checked', (_, props) => {
    expect(() => orders(stackOf(), props)).not.toThrow();
  });

  test.each<[string, Partial<HardenedFunctionProps>]>([
    ['that says the same', { environment: { LOG_LEVEL: 'WARN' }, ...dependency({ ...NAMED, logLevel: ApplicationLogLevel.WARN }) }],
    ['that says what Lambda does by itself', { environment: { LOG_LEVEL: 'INFO' }, ...dependency(NAMED) }],
    [
      'in text, which Lambda does not filter',
      { environment: { LOG_LEVEL: 'DEBUG' }, loggingFormat: LoggingFormat.TEXT, ...dependency(NAMED) },
    ],
  ])('a level in the environment %s is not refused', (_, props) => {
    expect(() => orders(stackOf(), props)).not.toThrow();
  });
});
