import { Duration, Lazy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { deprecationOn } from '../../lib/function/runtime-lifecycle';
import { checkSettings, functionProps } from '../../lib/function/settings';
import { CODE, stackOf, warningsOf } from '../harness';

const LATE = Lazy.string({ produce: () => ' ' });
const check = (props: Record<string, unknown>, stack = stackOf()) => checkSettings(stack, { ...CODE, ...props } as lambda.FunctionProps);

describe('one sentence says what is wrong', () => {
  const HANDLER = "'handler' must be 1 to 128 characters without white space, got";
  const AS_IN = '; name file and function, as in index.handler';
  const NAME = "'functionName' must be 1 to 64 letters, digits, hyphens and underscores, got";
  const OR_NONE = '; change it, or leave it out for a generated one';

  test.each<[Record<string, unknown>, string]>([
    [{ handler: '' }, `${HANDLER} ""${AS_IN}`],
    [{ handler: 'a b' }, `${HANDLER} "a b"${AS_IN}`],
    [{ handler: ' a' }, `${HANDLER} " a"${AS_IN}`],
    [{ handler: 'a\n' }, `${HANDLER} "a\\n"${AS_IN}`],
    [{ handler: 1 }, `${HANDLER} 1${AS_IN}`],
    [{ handler: 'x'.repeat(129) }, `${HANDLER} "${'x'.repeat(129)}"${AS_IN}`],
    [{ description: 'x'.repeat(257) }, "'description' must have at most 256 characters, got 257; shorten it"],
    [{ functionName: '' }, `${NAME} ""${OR_NONE}`],
    [{ functionName: 'a.b' }, `${NAME} "a.b"${OR_NONE}`],
    [{ functionName: '.a' }, `${NAME} ".a"${OR_NONE}`],
    [{ functionName: 'a.' }, `${NAME} "a."${OR_NONE}`],
    [{ functionName: 'x'.repeat(65) }, `${NAME} "${'x'.repeat(65)}"${OR_NONE}`],
    [{ runtime: { name: 1 } }, `'runtime' must be a lambda.Runtime, got {"name":1}; pass for example lambda.Runtime.NODEJS_24_X`],
    [
      { reservedConcurrentExecutions: -1 },
      "'reservedConcurrentExecutions' must be a whole number of at least 0, got -1; leave it out to share the account's concurrency",
    ],
  ])('%j', (props, sentence) => {
    expect(() => check(props)).toThrow(new Error(`Shop: ${sentence}`));
  });

  test('of each setting, in one error', () => {
    const props = { handler: '', description: 'x'.repeat(257), functionName: '', environment: { A: '1', B: '2' }, memorySize: 1 };
    expect(() => check({ ...props, timeout: Duration.seconds(0) })).toThrow(
      /'memorySize'.*\n.*'timeout'.*\n.*'handler'.*\n.*'description'.*\n.*'functionName'.*\n.*got "A".*\n.*got "B"/,
    );
  });

  test.each<Record<string, unknown>>([
    { handler: 'x'.repeat(128), description: 'x'.repeat(256), functionName: 'x'.repeat(64) },
    { handler: 'a', description: '', functionName: 'a-_Z9' },
    { handler: LATE, description: LATE, functionName: LATE },
    { handler: lambda.Handler.FROM_IMAGE },
    { reservedConcurrentExecutions: 1 },
    { environment: {} },
  ])('but not of %j', (props) => {
    const stack = stackOf();
    expect(() => check(props, stack)).not.toThrow();
    expect(warningsOf(stack)).toEqual([]);
    expect(stack.node.validate()).toEqual([]);
  });
});

describe('warned of is', () => {
  const warned = (props: Record<string, unknown>): string[] => {
    const stack = stackOf();
    check(props, stack);
    return warningsOf(stack);
  };

  test('a function that is stopped', () => {
    expect(warned({ reservedConcurrentExecutions: 0 })).toEqual([
      "'reservedConcurrentExecutions' must be at least 1 for the function to run, got 0, which stops it; raise it, or acknowledge this " +
        'while it is stopped [ack: HardenedLambda::ReservedConcurrencyZero]',
    ]);
  });

  test('a runtime that is not patched', () => {
    expect(warned({ runtime: lambda.Runtime.NODEJS_18_X })).toEqual([
      "'runtime' must be one that AWS still patches, got nodejs18.x, deprecated since 2025-09-01 and closed to updates from 2027-03-03 on; " +
        'use a newer runtime [ack: HardenedLambda::DeprecatedRuntime]',
    ]);
  });
});

test('a runtime is deprecated from its day on', () => {
  const lifecycle = { deprecated: '2027-04-30', updateBlocked: '2027-07-01' };
  expect(deprecationOn(new Date('2027-04-29T23:59:59Z'), 'nodejs22.x')).toBeUndefined();
  expect(deprecationOn(new Date('2027-04-30T00:00:00Z'), 'nodejs22.x')).toEqual(lifecycle);
  expect(deprecationOn(new Date('2030-01-01T00:00:00Z'), 'nodejs22.x')).toEqual(lifecycle);
  expect(deprecationOn(new Date('2100-01-01T00:00:00Z'), 'cobol1.x')).toBeUndefined();
});

test('Lambda Insights with a role of yours is refused at synth; either alone is not', () => {
  const insightsVersion = lambda.LambdaInsightsVersion.VERSION_1_0_498_0;
  const reported = (isInsights: boolean, isRole: boolean): string[] => {
    const stack = stackOf();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    check({ ...(isInsights && { insightsVersion }), ...(isRole && { role }) }, stack);
    return stack.node.validate();
  };
  expect(reported(true, true)).toEqual([
    expect.stringMatching(
      /^'insightsVersion' together with your own 'role' is not supported yet, since CDK attaches an AWS managed policy to the role; leave 'role' out, or add the extension by 'layers' \(at /,
    ),
  ]);
  expect([reported(true, false), reported(false, true)]).toEqual([[], []]);
});

describe("the props of CDK's function", () => {
  const { ARM_64, X86_64 } = lambda.Architecture;
  const defaults = { architecture: ARM_64, memorySize: 256, timeout: Duration.seconds(30), recursiveLoop: lambda.RecursiveLoop.TERMINATE };

  test('are the defaults where the user sets nothing', () => {
    expect(functionProps(CODE, defaults, lambda.LoggingFormat.JSON)).toEqual({
      ...CODE,
      ...defaults,
      loggingFormat: lambda.LoggingFormat.JSON,
      filesystem: undefined,
      tracing: undefined,
    });
  });

  test("are the user's where there are some", () => {
    const own = { architecture: X86_64, memorySize: 128, timeout: Duration.seconds(1), recursiveLoop: lambda.RecursiveLoop.ALLOW };
    expect(functionProps({ ...CODE, ...own, description: '' }, defaults, undefined)).toMatchObject({ ...own, description: '' });
  });

  test('are without those that other parts read', () => {
    const elsewhere = [
      'onFailure',
      'onSuccess',
      'retryAttempts',
      'maxEventAge',
      'deadLetterQueue',
      'deadLetterTopic',
      'events',
      'logRetention',
    ];
    const props = { ...CODE, ...Object.fromEntries(elsewhere.map((name) => [name, undefined])) };
    expect(Object.keys(functionProps(props, defaults, undefined)).filter((name) => elsewhere.includes(name))).toEqual([]);
  });

  test('do not turn tracing on for OpenTelemetry', () => {
    const adotInstrumentation = { layerVersion: {}, execWrapper: lambda.AdotLambdaExecWrapper.REGULAR_HANDLER } as never;
    expect(functionProps({ ...CODE, adotInstrumentation }, defaults, undefined).tracing).toBe(lambda.Tracing.DISABLED);
  });
});
