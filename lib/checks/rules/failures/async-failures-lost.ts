import { CheckLevel } from '../../check-level';
import { arn, fn, queue, ref, resource } from '../examples/parts';
import { alias, deadLetters, invokeConfig, onFailure, rule, subscription } from '../examples/triggers';
import { type Invocation, isScheduled } from '../../../template-model/invocation';
import type { Picture } from '../../../template-model/application-model';
import type { Examples, Rule } from '../../rule';

/** @internal */
export const ASYNC_FAILURES_LOST: Rule = {
  id: 'AsyncFailuresLost',
  level: CheckLevel.ERROR,
  wrong: 'A function is invoked asynchronously, and nothing keeps the events that fail for good.',
  consequence: 'After its third attempt, or after six hours of throttling, Lambda drops the event: what it was about never happens.',
  wayOut: "set an on-failure destination for what is invoked (an 'AWS::Lambda::EventInvokeConfig'), or 'DeadLetterConfig' on the function",
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  elsewhere: ['AWS Config lambda-dlq-check', 'cdk-nag LambdaDLQ', 'cdk-nag LambdaAsyncFailureDestination', 'checkov CKV_AWS_116'],
  *find(picture) {
    for (const fn of picture.functions.values()) {
      const lost = picture.asyncInvocationsOf(fn).find((invocation) => isLost(picture, invocation));
      if (!lost || fn.hasLeftOut('failureCapture') || picture.asyncFailures.keepingConfigsOf(fn).length > 0) continue;
      yield {
        resource: fn.resource,
        property: 'DeadLetterConfig',
        sentence: `'DeadLetterConfig' or an on-failure destination must be set where ${lost.by.called} invokes a function (${lost.resource.id}), got neither`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Subscription: subscription(arn('Orders')) },
      { Orders: fn(), Live: alias('Orders'), Rule: rule(ref('Live')), Config: invokeConfig('Orders', { MaximumRetryAttempts: 0 }) },
    ],
    good: [
      { Orders: fn(deadLetters('Failed')), Failed: queue(), Subscription: subscription(arn('Orders')) },
      { Orders: fn({ DeadLetterConfig: ref('Config') }), Subscription: subscription(arn('Orders')) },
      {
        Orders: fn(),
        Live: alias('Orders'),
        Config: invokeConfig('Orders', { Qualifier: 'live', ...onFailure(arn('Failed')) }),
        Failed: queue(),
        Subscription: subscription(ref('Live')),
      },
      { Orders: fn(), Config: invokeConfig('Orders', { Qualifier: ref('Alias'), ...onFailure(arn('Failed')) }), Rule: rule(arn('Orders')) },
      {
        Orders: fn(),
        Config: resource('AWS::Lambda::EventInvokeConfig', { FunctionName: ref('Name'), Qualifier: '$LATEST' }),
        Rule: rule(arn('Orders')),
      },
      { Orders: fn(), Rule: rule(arn('Orders'), {}, { State: 'DISABLED' }) },
      { Orders: fn(), Rule: rule(arn('Orders'), {}, { EventPattern: undefined, ScheduleExpression: 'rate(1 day)' }) },
      { Orders: fn(), Caller: fn() },
    ],
  }),
};

/** A run of a schedule that failed holds nothing that another would not do again: an alarm is enough, which another rule asks for. */
const isLost = (picture: Picture, invocation: Invocation): boolean =>
  !isScheduled(invocation) && picture.asyncFailures.areKept(invocation.invoked) === false;
