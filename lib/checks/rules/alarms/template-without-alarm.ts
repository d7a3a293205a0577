import { hasAlarms, unwatchedFunctionsOf } from '../../../template-model/alarms/unwatched-functions';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { errorsAlarm } from '../examples/alarms';
import { arn, fn, ref, resource } from '../examples/parts';

const subscribed = () => ({
  Orders: fn(),
  Topic: resource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'lambda', Endpoint: arn('Orders') }] }),
});

/** @internal */
export const TEMPLATE_WITHOUT_ALARM: Rule = {
  id: 'TemplateWithoutAlarm',
  severity: CheckSeverity.WARNING,
  problem: 'A template has functions that process events that can be lost, and the application has no alarm at all.',
  impact: 'When a function fails, nobody is notified: users notice it first.',
  fix: "Add an 'AWS::CloudWatch::Alarm' on the metric 'Errors' of each function, and one on 'ApproximateNumberOfMessagesVisible' of each failure queue.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-functions-alarms.html',
  *find(model): Iterable<Violation> {
    if (hasAlarms(model)) return;
    const seen = new Set();
    for (const { fn, events } of unwatchedFunctionsOf(model)) {
      if (seen.has(fn.resource.template)) continue;
      seen.add(fn.resource.template);
      yield {
        resource: fn.resource,
        message: `the template must have an alarm, because ${fn.name} processes events from ${events}, got none`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [subscribed()],
    good: [
      { ...subscribed(), Alarm: errorsAlarm('Orders') },
      { ...subscribed(), Other: fn(), Alarm: errorsAlarm('Other') },
      { Orders: fn() },
      { ...subscribed(), Alarms: resource('AWS::CloudFormation::Stack', { Parameters: { FunctionName: ref('Orders') } }) },
    ],
  }),
};
