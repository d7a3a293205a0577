import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, join, ref, resource } from '../examples/parts';

const of = (id: string) => ({ [id]: fn() });
const subscription = (writer: string, FilterPattern: string) =>
  resource('AWS::Logs::SubscriptionFilter', {
    LogGroupName: join('/aws/lambda/', ref(writer)),
    DestinationArn: arn('Orders'),
    FilterPattern,
  });

/** @internal */
export const LOG_SUBSCRIPTION_LOOP: Rule = {
  id: 'LogSubscriptionLoop',
  severity: CheckSeverity.ERROR,
  problem: 'A function is invoked for all log events of the log group that it writes to.',
  impact: 'Every invocation writes log events that invoke the function again, without limit and at your cost.',
  fix: "Remove the 'AWS::Logs::SubscriptionFilter', or set its 'LogGroupName' to the log group of another function.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html',
  *find(model): Iterable<Violation> {
    for (const filter of model.resources.ofType('AWS::Logs::SubscriptionFilter')) {
      const invoked = model.finder.invokedBy(filter.get('DestinationArn'));
      if (!invoked || filter.text('FilterPattern', '')?.trim() !== '') continue;
      if (!model.logs.writersTo(filter.get('LogGroupName'))?.includes(invoked.fn)) continue;
      const message = `'LogGroupName' must not be the log group of ${invoked.fn.name}, got a filter that sends all its log events to it`;
      yield { resource: filter, property: 'LogGroupName', message, fn: invoked.fn };
    }
  },
  examples: (): Examples => ({
    fixed: { ...of('Orders'), Shop: fn(), Filter: subscription('Shop', '') },
    bad: [{ ...of('Orders'), Filter: subscription('Orders', '') }],
    good: [
      { ...of('Orders'), Filter: subscription('Orders', '"ERROR_FOR_OPERATORS"') },
      { ...of('Orders'), Shop: fn(), Filter: subscription('Shop', '') },
      {
        ...of('Orders'),
        Filter: resource('AWS::Logs::SubscriptionFilter', { LogGroupName: ref('Name'), DestinationArn: arn('Orders'), FilterPattern: '' }),
      },
    ],
  }),
};
