import type { ApplicationModel } from '../../../template-model/application-model';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, join, ref, resource } from '../examples/parts';

const group = (properties: Record<string, unknown>) =>
  resource('AWS::Logs::LogGroup', { LogGroupName: join('/aws/lambda/', ref('Orders')), ...properties });

/** @internal */
export const LOG_RETENTION_UNSET: Rule = {
  id: 'LogRetentionUnset',
  severity: CheckSeverity.INFO,
  problem: 'The logs of a function have no retention period.',
  impact: 'CloudWatch Logs stores the log events forever, and the cost grows every month.',
  fix: "Set 'RetentionInDays' of the function's 'AWS::Logs::LogGroup' to 90; where the template has none, add one named /aws/lambda/ and the function's name.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  *find(model): Iterable<Violation> {
    const seen = new Set();
    for (const fn of model.functions.values()) {
      const { template } = fn.resource;
      if (seen.has(template) || !isKeptForever(fn, model)) continue;
      seen.add(template);
      const group = model.logGroupOf(fn);
      const got = group ? 'none' : 'no log group in the template';
      yield {
        resource: group ?? fn.resource,
        ...place(group),
        message: `'RetentionInDays' must be set for the logs of ${fn.name}, got ${got}`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn(), Logs: group({}) }, { Orders: fn() }],
    good: [
      { Orders: fn(), Logs: group({ RetentionInDays: 90 }) },
      { Orders: fn(), Logs: group({ RetentionInDays: ref('Days') }) },
      { Orders: fn({ LoggingConfig: { LogGroup: 'shop' } }) },
      { Orders: fn({ FunctionName: 'orders' }), Logs: group({ LogGroupName: '/aws/lambda/orders', RetentionInDays: 30 }) },
      {
        Orders: fn(),
        Retention: resource('Custom::LogRetention', { LogGroupName: join('/aws/lambda/', ref('Orders')), RetentionInDays: 30 }),
      },
      { Logs: resource('AWS::Logs::LogGroup', { LogGroupName: 'audit' }) },
    ],
  }),
};

const place = (group: Resource | undefined) => (group ? { property: 'RetentionInDays' } : {});

const CUSTOM = /^(Custom::|AWS::CloudFormation::(CustomResource|Stack|Macro)$)/;

/** In a log group without a retention period, or in the one that Lambda creates; what else the function is passed to may set one. */
function isKeptForever(fn: LambdaFunction, model: ApplicationModel): boolean {
  const group = model.logGroupOf(fn);
  if (group) return group.has('RetentionInDays') === false;
  if (model.resources.isOpen || model.logs.groupOf(fn) !== fn.resource || hasUnknownGroups(model)) return false;
  return !model.mentionsOf(fn.resource).some(({ by }) => by !== undefined && CUSTOM.test(by.type));
}

/** A log group whose name only a deployment knows may be that of any function. */
const hasUnknownGroups = ({ resources, logs }: ApplicationModel): boolean =>
  resources
    .ofType('AWS::Logs::LogGroup')
    .some((group) => group.has('LogGroupName') === true && group.text('LogGroupName') === undefined && !logs.defaultOwnerOf(group));
