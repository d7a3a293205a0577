import type { ApplicationModel } from '../../../template-model/application-model';
import { type Invocation, isScheduled } from '../../../template-model/events/invocation';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, join, queue, ref, resource } from '../examples/parts';
import { alias, deadLetters, invokeConfig, method, onFailure, rule, subscription } from '../examples/triggers';

const machine = (Parameters: unknown) =>
  resource('AWS::StepFunctions::StateMachine', {
    RoleArn: 'arn:aws:iam::111122223333:role/steps',
    Definition: {
      StartAt: 'Order',
      States: { Order: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters, End: true } },
    },
  });
/** The same as a text, as the CDK writes it. */
const machineOfText = (parameters: unknown) => {
  const definition = JSON.stringify((machine(parameters).Properties as { readonly Definition: unknown }).Definition);
  const [before, behind] = definition.split('<Orders>');
  return resource('AWS::StepFunctions::StateMachine', {
    RoleArn: 'arn:aws:iam::111122223333:role/steps',
    DefinitionString: join(before, arn('Orders'), behind),
  });
};

/** @internal */
export const ASYNC_FAILURES_LOST: Rule = {
  id: 'AsyncFailuresLost',
  severity: CheckSeverity.ERROR,
  problem: 'A function is invoked asynchronously, and has neither an on-failure destination nor a dead-letter queue.',
  impact: 'After two retries, or six hours of throttling, Lambda silently drops the event.',
  fix: "Set 'DestinationConfig.OnFailure' in an 'AWS::Lambda::EventInvokeConfig' for the invoked qualifier, or 'DeadLetterConfig' of the function.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  equivalents: ['AWS Config lambda-dlq-check', 'cdk-nag LambdaDLQ', 'cdk-nag LambdaAsyncFailureDestination', 'checkov CKV_AWS_116'],
  *find(model) {
    for (const fn of model.functions.values()) {
      const lost = model.asyncInvocationsOf(fn).find((invocation) => isLost(model, invocation));
      if (!lost || fn.hasLeftOut('failureCapture') || model.asyncFailures.keepingConfigsOf(fn).length > 0) continue;
      yield {
        resource: fn.resource,
        property: 'DeadLetterConfig',
        message: `'DeadLetterConfig' or an on-failure destination must be set for events of ${lost.by.called} (${lost.resource.label}), got neither`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: {
      Orders: fn(),
      Subscription: subscription(arn('Orders')),
      Config: invokeConfig('Orders', onFailure(arn('Failed'))),
      Failed: queue(),
    },
    bad: [
      { Orders: fn(), Subscription: subscription(arn('Orders')) },
      {
        Orders: fn(),
        Method: method(arn('Orders'), { RequestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" } }),
      },
      { Orders: fn(), Machine: machine({ FunctionName: arn('Orders'), InvocationType: 'Event' }) },
      { Orders: fn(), Machine: machineOfText({ FunctionName: '<Orders>', InvocationType: 'Event' }) },
      { Orders: fn(), Live: alias('Orders'), Rule: rule(ref('Live')), Config: invokeConfig('Orders', { MaximumRetryAttempts: 0 }) },
    ],
    good: [
      { Orders: fn(), Machine: machine({ FunctionName: arn('Orders') }) },
      { Orders: fn(), Machine: machine({ FunctionName: arn('Orders'), 'InvocationType.$': '$.type' }) },
      { Orders: fn(), Machine: machineOfText({ FunctionName: '<Orders>', InvocationType: 'RequestResponse' }) },
      { Orders: fn(deadLetters('Failed')), Failed: queue(), Machine: machine({ FunctionName: arn('Orders'), InvocationType: 'Event' }) },
      { Orders: fn(), Method: method(arn('Orders')) },
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
const isLost = (model: ApplicationModel, invocation: Invocation): boolean =>
  !isScheduled(invocation) && model.asyncFailures.areStored(invocation.invoked) === false;
