import { type Stack, Validations } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { HardenedLambdaChecks, HardenedSqsEventSource, Idempotency } from '../../lib';
import { CODE, orders, stackOf } from '../harness';

const ID = 'HardenedLambda::RetriesWithoutIdempotency';
const ENABLED = { enabledRules: [ID] };

/** A queue and an asynchronous event: both are delivered again. */
function reader(stack: Stack): lambda.Function {
  const fn = new lambda.Function(stack, 'Plain', CODE);
  fn.addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, 'Queue')));
  return fn;
}

const found = (stack: Stack, props = {}) => HardenedLambdaChecks.findings(stack, props).filter(({ ruleId }) => ruleId.startsWith(ID));

test('that nothing makes a function idempotent is information, where it is asked for', () => {
  const stack = stackOf();
  reader(stack);
  expect(found(stack, ENABLED)).toEqual([
    expect.objectContaining({
      severity: 'info',
      message: expect.stringMatching(
        /^the function Plain\w+ must be idempotent, since SQS \(PlainSqs\w+\) delivers an event again, got no variable such as 'IDEMPOTENCY_TABLE_NAME'$/,
      ),
    }),
  ]);
});

test('is never noise by default, nor with requireHardening', () => {
  const stack = stackOf();
  reader(stack);
  expect(found(stack)).toEqual([]);
  expect(found(stack, { requireHardening: true })).toEqual([]);
});

test('a function with a table, and one that needs none for a reason, are not found', () => {
  const stack = stackOf();
  orders(stack, { idempotency: Idempotency.table(), events: [HardenedSqsEventSource.withNewQueue()] }, 'One');
  orders(stack, { idempotency: Idempotency.none('it only reads'), events: [HardenedSqsEventSource.withNewQueue()] }, 'Two');
  expect(found(stack, ENABLED)).toEqual([]);
});

test('the finding can be acknowledged', () => {
  const stack = stackOf();
  Validations.of(reader(stack)).acknowledge({ id: ID, reason: 'it only reads' });
  expect(found(stack, ENABLED)).toEqual([]);
});

test.each([
  ['a text', ID, `'enabledRules' must list ids of rules, got "${ID}"; set it for example to ['${ID}']`],
  ['no rule', ['RetriesWithoutIdempotenc'], `'enabledRules' must name rules, got "RetriesWithoutIdempotenc"; did you mean '${ID}'`],
  ['nothing like a rule', [7], `'enabledRules' must name rules, got 7; docs/checks.md lists them`],
])('%s is refused', (_, enabledRules, sentence) => {
  expect(() => new HardenedLambdaChecks({ enabledRules: enabledRules as never })).toThrow(`HardenedLambdaChecks: ${sentence}`);
});

test('a disabled rule is not applied', () => {
  const stack = stackOf();
  reader(stack);
  expect(found(stack, { ...ENABLED, disabledRules: { [ID]: 'see ADR 12' } })).toEqual([]);
});
