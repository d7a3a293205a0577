import type { Alarm } from '../../../template-model/alarms/alarm';
import type { ApplicationModel } from '../../../template-model/application-model';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import { calledBy, usedInsteadOf } from '../../../template-model/functions/qualifier-use';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm } from '../examples/alarms';
import { fn, join, ref, resource } from '../examples/parts';

const live = resource('AWS::Lambda::Alias', { FunctionName: ref('Orders'), Name: 'live', FunctionVersion: '3' });
const subscribed = (Endpoint: unknown) => resource('AWS::SNS::Subscription', { Protocol: 'lambda', TopicArn: ref('Topic'), Endpoint });
const errors = (Resource: unknown) => alarm('AWS/Lambda', 'Errors', { FunctionName: ref('Orders'), Resource });
const orders = { Orders: fn(), Live: live, Topic: resource('AWS::SNS::Topic'), Subscription: subscribed(ref('Live')) };

/** @internal */
export const ALARM_ON_IDLE_QUALIFIER: Rule = {
  id: 'AlarmOnIdleQualifier',
  severity: CheckSeverity.WARNING,
  problem: 'An alarm watches the unqualified function or an alias, but callers invoke another qualifier.',
  impact:
    "A metric with the dimension 'Resource' counts only invocations of that qualifier, so every invocation can fail without an alarm.",
  fix: "Set the dimension 'Resource' to the alias that is invoked, or remove it to watch all qualifiers of the function.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html',
  *find(model): Iterable<Violation> {
    for (const alarm of model.alarms) {
      const { metric } = alarm;
      const value = metric?.dimensions.find(([name]) => name === 'Resource')?.[1];
      const invoked = metric?.namespace === 'AWS/Lambda' ? model.finder.invokedBy(value) : undefined;
      const used = invoked && usedInsteadOf(invoked, model);
      if (!invoked || !used || isWatchedOtherwise(alarm, invoked.fn, model)) continue;
      yield {
        resource: alarm.resource,
        property: 'Dimensions',
        message: `'Dimensions' must have the invoked qualifier ${calledBy(used)} as 'Resource', got ${calledBy(invoked)}, which nothing in these templates invokes`,
        fn: invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { ...orders, Alarm: errors(ref('Orders')) },
      { ...orders, Alarm: errors(join(ref('Orders'), ':blue')), Blue: { ...live, Properties: { ...live.Properties, Name: 'blue' } } },
    ],
    good: [
      { ...orders, Alarm: errors(join(ref('Orders'), ':live')) },
      { ...orders, Alarm: alarm('AWS/Lambda', 'Errors', { FunctionName: ref('Orders') }) },
      { ...orders, Alarm: errors(ref('Orders')), All: alarm('AWS/Lambda', 'Errors', { FunctionName: ref('Orders') }) },
      { ...orders, Alarm: errors(ref('Orders')), Other: subscribed({ 'Fn::GetAtt': ['Orders', 'Arn'] }) },
      { ...orders, Alarm: errors(ref('Orders')), Url: resource('AWS::Lambda::Url', { TargetFunctionArn: ref('Orders') }) },
      { ...orders, Alarm: errors(ref('Name')) },
    ],
  }),
};

/** Whether another alarm has the same metric for all of the function, or for another of its names. */
const isWatchedOtherwise = (alarm: Alarm, fn: LambdaFunction, model: ApplicationModel): boolean =>
  model.alarmsOn(fn.resource).some((other) => other !== alarm && other.watches('AWS/Lambda', [alarm.metric?.name ?? ''], fn.resource));
