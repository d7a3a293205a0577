import { TargetKind } from '../../../template-model/failures/failure-target';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, queue, ref } from '../examples/parts';
import { deadLetters, invokeConfig, onFailure } from '../examples/triggers';

const DURABLE = { DurableConfig: { ExecutionTimeout: 300 } };

/** @internal */
export const DURABLE_DESTINATION: Rule = {
  id: 'DurableDestination',
  severity: CheckSeverity.ERROR,
  problem: 'A durable function has an asynchronous invocation destination, which Lambda does not support.',
  impact: 'No result and no failed event is sent to the destination.',
  fix: "Remove the destination, and set 'DeadLetterConfig' of the function for failed events.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html',
  *find(model) {
    for (const { kind, resource, property, invoked } of model.failureTargets) {
      if ((kind !== TargetKind.ON_FAILURE && kind !== TargetKind.ON_SUCCESS) || invoked.fn.resource.has('DurableConfig') !== true) continue;
      yield {
        resource,
        property,
        message: `'${property}' must not be set for a durable function, got a destination of ${invoked.fn.name}`,
        fn: invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(DURABLE), Failed: queue(), Config: invokeConfig('Orders', onFailure(arn('Failed'))) },
      {
        Orders: fn(DURABLE),
        Done: queue(),
        Config: invokeConfig('Orders', { DestinationConfig: { OnSuccess: { Destination: arn('Done') } } }),
      },
    ],
    good: [
      {
        Orders: fn({ ...DURABLE, ...deadLetters('Failed') }),
        Failed: queue(),
        Config: invokeConfig('Orders', { MaximumRetryAttempts: 0 }),
      },
      { Orders: fn(), Failed: queue(), Config: invokeConfig('Orders', onFailure(arn('Failed'))) },
      {
        Orders: fn({ DurableConfig: { 'Fn::If': ['IsDurable', { ExecutionTimeout: 300 }, ref('AWS::NoValue')] } }),
        Failed: queue(),
        Config: invokeConfig('Orders', onFailure(arn('Failed'))),
      },
    ],
  }),
};
