import { Duration, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { HardenedFunction, HardenedFunctionDefaults, Hardening, HardeningProfile } from 'cdk-hardened-lambda';
import { CODE, stackOf, TOLD } from '../harness';
import { evidenceOf } from './made';

/** Who chose each setting of the one function of a stack, as the page says it. */
function chosenIn(build: (stack: Stack) => void): Record<string, string> {
  const stack = stackOf();
  build(stack);
  const { functions } = evidenceOf(Template.fromStack(stack).toJSON().Resources);
  return Object.fromEntries(functions[0].settings.map(({ name, from }) => [name, from]));
}

test('the function, a scope and the profile are told apart', () => {
  const chosen = chosenIn((stack) => {
    HardenedFunctionDefaults.of(stack).set({ timeout: Duration.seconds(20), logRetention: logs.RetentionDays.TWO_YEARS, memorySize: 1024 });
    new HardenedFunction(stack, 'Orders', { ...TOLD, memorySize: 512, architecture: lambda.Architecture.ARM_64, retryAttempts: 0 });
  });
  expect(chosen).toMatchObject({
    Architecture: 'the function',
    Memory: 'the function',
    Timeout: 'a scope',
    Tracing: 'the profile standard',
    'Log retention': 'a scope',
    'Asynchronous invocation': 'the function',
    'Reserved concurrency': "Lambda's default",
    Runtime: 'the function',
  });
});

test('a value that is that of the profile is still of who chose it', () => {
  const chosen = chosenIn((stack) => {
    HardenedFunctionDefaults.of(stack).set({ tracing: lambda.Tracing.ACTIVE });
    new HardenedFunction(stack, 'Orders', { ...TOLD, memorySize: 256 });
  });
  expect(chosen).toMatchObject({ Memory: 'the function', Tracing: 'a scope', Timeout: 'the profile standard' });
});

test('a derived profile is named', () => {
  const profile = HardeningProfile.standard().derive({ memorySize: 2048 });
  const chosen = chosenIn((stack) => new HardenedFunction(stack, 'Orders', { ...TOLD, profile, timeout: Duration.seconds(7) }));
  expect(chosen).toMatchObject({ Memory: 'the profile derived from standard', Timeout: 'the function' });
});

test('what the function asks for in its own log group is of the function', () => {
  const chosen = chosenIn((stack) => {
    const logGroup = new logs.LogGroup(stack, 'Logs', { retention: logs.RetentionDays.ONE_MONTH });
    new HardenedFunction(stack, 'Orders', { ...TOLD, logGroup });
  });
  expect(chosen).toMatchObject({ 'Log retention': 'the function' });
});

test('an override is shown as a change', () => {
  const chosen = chosenIn((stack) => {
    const { lambdaFunction } = new HardenedFunction(stack, 'Orders', TOLD);
    (lambdaFunction.node.defaultChild as lambda.CfnFunction).addPropertyOverride('MemorySize', 128);
  });
  expect(chosen).toMatchObject({ Memory: 'a change after the function was made' });
});

test('of a function that others made, what its hardening set is told apart from the rest', () => {
  const chosen = chosenIn((stack) => {
    new lambda.Function(stack, 'Orders', { ...CODE, timeout: Duration.seconds(9) });
    HardenedFunctionDefaults.of(stack).set({ alarmActions: TOLD.alarmActions });
    Hardening.of(stack).apply();
  });
  expect(chosen).toMatchObject({
    Memory: 'its hardening',
    Tracing: 'its hardening',
    Timeout: 'the template',
    'Log retention': 'its hardening',
  });
});

test('without a choice of scopes or the function, the template notes the profile alone', () => {
  const stack = stackOf();
  new HardenedFunction(stack, 'Orders', TOLD);
  Template.fromStack(stack).hasResource('AWS::Lambda::Function', {
    Metadata: { 'cdk-hardened-lambda:Hardening': { Profile: 'standard', ChosenBy: Match.absent() } },
  });
});
