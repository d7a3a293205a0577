import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, join, ref, resource } from '../examples/parts';

const group = (properties: Record<string, unknown>) =>
  resource('AWS::Logs::LogGroup', { LogGroupName: join('/aws/lambda/', ref('Orders')), ...properties });

/** @internal */
export const LOG_RETENTION_UNSET: Rule = {
  id: 'LogRetentionUnset',
  severity: CheckSeverity.INFO,
  problem: 'A log group of a function has no retention period.',
  impact: 'CloudWatch Logs stores its log events forever, and the cost grows every month.',
  fix: "Set 'RetentionInDays' of the 'AWS::Logs::LogGroup' to 90.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  *find(model): Iterable<Violation> {
    const seen = new Set();
    for (const fn of model.functions.values()) {
      const group = model.logGroupOf(fn);
      if (!group || group.has('RetentionInDays') !== false || seen.has(group.template)) continue;
      seen.add(group.template);
      yield {
        resource: group,
        property: 'RetentionInDays',
        message: `'RetentionInDays' must be set for the logs of ${fn.name}, got none`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn(), Logs: group({}) }],
    good: [
      { Orders: fn(), Logs: group({ RetentionInDays: 90 }) },
      { Orders: fn(), Logs: group({ RetentionInDays: ref('Days') }) },
      { Orders: fn() },
      { Logs: resource('AWS::Logs::LogGroup', { LogGroupName: 'audit' }) },
    ],
  }),
};
