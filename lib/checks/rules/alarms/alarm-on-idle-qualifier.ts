import type { Alarm } from '../../../template-model/alarm';
import type { ApplicationModel } from '../../../template-model/application-model';
import { type Invoked, LATEST, type LambdaFunction } from '../../../template-model/lambda-function';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm } from '../examples/alarms';
import { fn, join, ref, resource } from '../examples/parts';

/** They refer to a function or an alias without invoking it. */
const IDLE = /^AWS::(Lambda::(Alias|Version|Permission|EventInvokeConfig)|CloudWatch::.*|Logs::.*|IAM::.*|ApplicationAutoScaling::.*)$/;

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
      const used = invoked && usedInstead(invoked, model);
      if (!invoked || !used || isWatchedOtherwise(alarm, invoked.fn, model)) continue;
      yield {
        resource: alarm.resource,
        property: 'Dimensions',
        message: `'Dimensions' must have the invoked qualifier ${used} as 'Resource', got ${calledBy(invoked)}, which nothing in these templates invokes`,
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

const calledBy = ({ fn, qualifier }: Invoked): string => (qualifier === LATEST ? fn.name : `${fn.name}:${qualifier}`);

/** What is invoked, where that is not what was asked about, and nothing else may invoke that. */
function usedInstead(invoked: Invoked, model: ApplicationModel): string | undefined {
  const users = [...model.invocationsOf(invoked.fn), ...model.mappingsOf(invoked.fn)];
  const used = users.flatMap((user) => user.invoked ?? []);
  if (used.length === 0 || model.resources.isOpen || used.some(({ qualifier }) => qualifier === invoked.qualifier)) return undefined;
  const known = new Set<Resource>(users.map(({ resource }) => resource));
  const mayInvoke = (by: Resource | undefined): boolean => by === undefined || !(known.has(by) || IDLE.test(by.type));
  const named = namedBy(invoked, model);
  if (!named || model.mentionsOf(named).some(({ by }) => mayInvoke(by))) return undefined;
  return calledBy(used[0]);
}

const namedBy = ({ fn, qualifier }: Invoked, { resources, finder }: ApplicationModel): Resource | undefined =>
  qualifier === LATEST
    ? fn.resource
    : resources
        .ofType('AWS::Lambda::Alias')
        .find((alias) => alias.text('Name') === qualifier && finder.invokedBy(alias.get('FunctionName'))?.fn === fn);

/** Whether another alarm has the same metric for all of the function, or for another of its names. */
const isWatchedOtherwise = (alarm: Alarm, fn: LambdaFunction, model: ApplicationModel): boolean =>
  model.alarmsOn(fn.resource).some((other) => other !== alarm && other.watches('AWS/Lambda', [alarm.metric?.name ?? ''], fn.resource));
