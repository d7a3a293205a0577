import { shown } from '../../../template-model/display';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, queue, ref } from '../examples/parts';
import { alias, deadLetters, invokeConfig, onFailure, subscription } from '../examples/triggers';

/** @internal */
export const ASYNC_FAILURES_OF_OTHER_QUALIFIER: Rule = {
  id: 'AsyncFailuresOfOtherQualifier',
  severity: CheckSeverity.ERROR,
  problem: 'The on-failure destination of a function is configured for another qualifier than the one that is invoked.',
  impact: 'Lambda uses the configuration of the invoked qualifier, so it silently drops events that failed after all retries.',
  fix: "Set 'Qualifier' of the 'AWS::Lambda::EventInvokeConfig' to the qualifier that the trigger invokes.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  *find(model) {
    for (const fn of model.functions.values()) {
      const [config] = model.asyncFailures.keepingConfigsOf(fn);
      const lost = config && model.asyncInvocationsOf(fn).find(({ invoked }) => model.asyncFailures.areStored(invoked) === false);
      if (!lost) continue;
      yield {
        resource: config.resource,
        property: 'Qualifier',
        message:
          `'Qualifier' must be '${lost.invoked.qualifier}', which ${lost.by.called} (${lost.resource.label}) invokes, ` +
          `got '${config.invoked?.qualifier ?? shown(config.resource.get('Qualifier'))}' only`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: {
      Orders: fn(),
      Live: alias('Orders'),
      Config: invokeConfig('Orders', { Qualifier: 'live', ...onFailure(arn('Failed')) }),
      Failed: queue(),
      Subscription: subscription(ref('Live')),
    },
    bad: [
      {
        Orders: fn(),
        Live: alias('Orders'),
        Config: invokeConfig('Orders', onFailure(arn('Failed'))),
        Failed: queue(),
        Subscription: subscription(ref('Live')),
      },
      {
        Orders: fn(),
        Live: alias('Orders'),
        Config: invokeConfig('Orders', { Qualifier: 'live', ...onFailure(arn('Failed')) }),
        Failed: queue(),
        Subscription: subscription(arn('Orders')),
      },
    ],
    good: [
      {
        Orders: fn(),
        Live: alias('Orders'),
        Config: invokeConfig('Orders', {
          Qualifier: { 'Fn::Select': [7, { 'Fn::Split': [':', ref('Live')] }] },
          ...onFailure(arn('Failed')),
        }),
        Failed: queue(),
        Subscription: subscription(ref('Live')),
      },
      {
        Orders: fn(deadLetters('Failed')),
        Live: alias('Orders'),
        Config: invokeConfig('Orders', onFailure(arn('Failed'))),
        Failed: queue(),
        Subscription: subscription(ref('Live')),
      },
      {
        Orders: fn(),
        Config: invokeConfig('Orders', { Qualifier: ref('Alias'), ...onFailure(arn('Failed')) }),
        Failed: queue(),
        Subscription: subscription(arn('Orders')),
      },
    ],
  }),
};
