import type { ApplicationModel } from '../application-model';
import type { LambdaFunction } from '../functions/lambda-function';
import { isFields } from '../resource';

/** What watches functions from outside the account shows in their layers, handlers or variables. */
const WATCHED_ELSEWHERE =
  /datadog|\bDD_|new_?relic|dynatrace|\bDT_|lumigo|sentry|honeycomb|splunk|elastic_?apm|instana|thundra|epsagon|coralogix|grafana|rollbar|bugsnag|baselime/i;
/** They may create alarms that these templates do not contain. */
const MAKES_ALARMS = /^(AWS::CloudFormation::(Stack|CustomResource)|Custom::(?!S3BucketNotifications).*)$/;

/** Whether the application has an alarm of any kind. @internal */
export const hasAlarms = ({ resources }: ApplicationModel): boolean =>
  resources.ofType('AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm').length > 0;

/** Functions that process events that can be lost and that surely no alarm watches, with where the events come from. @internal */
export function* unwatchedFunctionsOf(model: ApplicationModel): Iterable<{ readonly fn: LambdaFunction; readonly events: string }> {
  for (const fn of model.functions.values()) {
    const events = eventsOf(fn, model);
    if (events !== undefined && model.watch.isOn(fn) === false && !isWatchedElsewhere(fn, model)) yield { fn, events };
  }
}

/** From where the function gets events that Lambda, or the source, discards in the end. */
function eventsOf(fn: LambdaFunction, model: ApplicationModel): string | undefined {
  const asynchronous = model.invocationsOf(fn).find(({ by }) => by.isAsync);
  const mapping = model.mappingsOf(fn).find(({ mayRead }) => mayRead);
  return asynchronous?.by.called ?? mapping?.source?.label ?? mapping?.resource.label;
}

function isWatchedElsewhere({ resource }: LambdaFunction, model: ApplicationModel): boolean {
  const { Layers, Handler } = resource.written;
  const variables = resource.get('Environment.Variables');
  const traces = JSON.stringify([Layers, Handler, isFields(variables) ? Object.keys(variables) : []]);
  return (
    WATCHED_ELSEWHERE.test(traces) ||
    model.mentionsOf(resource).some(({ by }) => by !== undefined && MAKES_ALARMS.test(by.type)) ||
    model.resources
      .ofType('AWS::Logs::SubscriptionFilter')
      .some((filter) => model.logs.writersTo(filter.get('LogGroupName'))?.some((writer) => writer.resource === resource) ?? true)
  );
}
