import { shown } from '../../../template-model/display';
import { CheckSeverity } from '../../check-level';
import type { Examples, Rule } from '../../rule';
import { arn, fn, queue, ref } from '../examples/parts';
import { alias, deadLetters, invokeConfig, onFailure, subscription } from '../examples/triggers';

/** @internal */
export const ASYNC_FAILURES_OF_OTHER_QUALIFIER: Rule = {
  id: 'AsyncFailuresOfOtherQualifier',
  severity: CheckSeverity.ERROR,
  problem: 'The on-failure destination is set for another qualifier than the one that is invoked.',
  impact:
    'Lambda looks it up by the qualifier in the request: events that fail for good are dropped, though a destination stands in the template.',
  fix: 'give the configuration the qualifier that the trigger invokes, or the trigger the one that is configured',
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  *find(model) {
    for (const fn of model.functions.values()) {
      const [config] = model.asyncFailures.keepingConfigsOf(fn);
      const lost = config && model.asyncInvocationsOf(fn).find(({ invoked }) => model.asyncFailures.areKept(invoked) === false);
      if (!lost) continue;
      yield {
        resource: config.resource,
        property: 'Qualifier',
        message:
          `'Qualifier' must be '${lost.invoked.qualifier}', as ${lost.by.called} (${lost.resource.id}) invokes it, ` +
          `got '${config.invoked?.qualifier ?? shown(config.resource.get('Qualifier'))}' alone`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
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
