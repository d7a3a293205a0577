import { CfnResource, Lazy } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { checkVariable, environmentSize, variablesOf, warnOfDisabledIdempotency } from '../../lib/function/environment';
import { CODE, stackOf, warningsOf } from '../harness';

const LATE = Lazy.string({ produce: () => 'AWS_REGION' });

/** The warnings of a variable that is taken. */
function warned(name: string, value: unknown): string[] {
  const stack = stackOf();
  checkVariable(stack, name, value as string);
  return warningsOf(stack);
}

describe('a variable', () => {
  test.each(['_HANDLER', 'AWS_REGION', 'LAMBDA_RUNTIME_DIR'])('by the reserved name %s is refused', (name) => {
    expect(() => warned(name, 'x')).toThrow(
      `Shop: 'environment' must not use reserved names, got ${name}, which is reserved; choose another name`,
    );
  });

  test.each(['', 'A', '1A', '_A', 'A-B', 'A B', 'AB!', '!AB', 'Ä1'])('by the name %j is refused', (name) => {
    expect(() => warned(name, 'x')).toThrow(
      `Shop: 'environment' must have names of a letter and at least one more letter, digit or underscore, got ${JSON.stringify(name)}; rename it`,
    );
  });

  test.each(['AB', 'a1', 'A_', 'Zz9_'])('by the name %s is taken', (name) => {
    expect(warned(name, 'x')).toEqual([]);
    expect(warned(name, '')).toEqual([]);
  });

  test.each<[unknown, string]>([
    [1, '1'],
    [true, 'true'],
    [undefined, 'undefined'],
    [null, 'null'],
  ])('that is %j is refused', (value, got) => {
    expect(() => warned('STAGE', value)).toThrow(
      `Shop: 'environment.STAGE' must be a text, got ${got}; Lambda takes nothing else, so convert it, for example by String(...)`,
    );
  });

  test('by a newly reserved name is warned of, and read further', () => {
    const sentence =
      "'environment' must not use reserved names, got AWS_LAMBDA_MAX_CONCURRENCY, which AWS reserved recently; choose another name " +
      '[ack: HardenedLambda::NewReservedEnvironmentName]';
    expect(warned('AWS_LAMBDA_MAX_CONCURRENCY', '1')).toEqual([sentence]);
    expect(() => warned('AWS_LAMBDA_MAX_CONCURRENCY', 1)).toThrow('must be a text');
  });

  test('with a secret is warned of', () => {
    expect(warned('CREDENTIAL', `AKIA${'ABCDEFGHIJKLMNOP'}`)).toEqual([
      "'environment.CREDENTIAL' must not hold a secret, got a literal that looks like an AWS access key id, which everyone with access " +
        "to the template can read; keep it in Secrets Manager, pass its ARN and grant the function 'grantRead' " +
        '[ack: HardenedLambda::SecretInEnvironment]',
    ]);
  });

  test('that is known later is not checked', () => {
    expect(warned(LATE, 1)).toEqual([]);
    expect(warned('STAGE', LATE)).toEqual([]);
    expect(warned('STAGE', Lazy.any({ produce: () => 1 }))).toEqual([]);
    expect(() => warned('AWS_REGION', LATE)).toThrow('which is reserved');
  });
});

describe('all variables', () => {
  test('are those of the resource, resolved', () => {
    const stack = stackOf();
    const fn = new lambda.Function(stack, 'Orders', { ...CODE, environment: { STAGE: LATE } });
    const resource = fn.node.defaultChild as lambda.CfnFunction;
    expect(variablesOf(resource)).toEqual({ STAGE: 'AWS_REGION' });
    fn.addEnvironment('MORE', new CfnResource(stack, 'Other', { type: 'A::B::C' }).ref);
    expect(variablesOf(resource)).toEqual({ STAGE: 'AWS_REGION', MORE: { Ref: 'Other' } });
    expect(variablesOf(new lambda.Function(stack, 'None', CODE).node.defaultChild as lambda.CfnFunction)).toEqual({});
    const odd = new lambda.CfnFunction(stack, 'Odd', { code: {}, role: 'role', environment: {} });
    expect(variablesOf(odd)).toEqual({});
  });

  test('take a bounded number of bytes', () => {
    expect(environmentSize({ BIG: 'x'.repeat(4086) })).toEqual([]);
    expect(environmentSize({ BIG: 'x'.repeat(4087) })).toEqual([
      "'environment' must take at most 4096 bytes as JSON, got 4097; keep long values in Parameter Store or S3 and pass their names",
    ]);
    expect(environmentSize({ BIG: 'x'.repeat(4000), UNKNOWN: { 'Fn::Join': ['', ['y'.repeat(5000)]] } })).toEqual([]);
    expect(environmentSize({ BIG: 'x'.repeat(4073), UNKNOWN: { Ref: 'Other' } })).toEqual([]);
    expect(environmentSize({ BIG: 'x'.repeat(4074), UNKNOWN: { Ref: 'Other' } })).toHaveLength(1);
    expect(environmentSize({})).toEqual([]);
  });

  test('are warned of where one turns idempotency off', () => {
    const stack = stackOf();
    warnOfDisabledIdempotency(stack, { POWERTOOLS_IDEMPOTENCY_DISABLED: 'false', STAGE: 'true' });
    expect(warningsOf(stack)).toEqual([]);
    warnOfDisabledIdempotency(stack, { POWERTOOLS_IDEMPOTENCY_DISABLED: 'true' });
    expect(warningsOf(stack)).toEqual([
      expect.stringMatching(
        /^'environment' must not turn off the idempotency of Powertools outside of tests, got POWERTOOLS_IDEMPOTENCY_DISABLED.*, with which an event that is delivered twice has its effect twice; remove it \[ack: HardenedLambda::IdempotencyDisabled\]$/,
      ),
    ]);
  });
});
