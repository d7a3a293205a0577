import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { referencesIn } from '../../core/cdk/references';
import { warn } from '../../core/warnings';
import type { Usage } from './function-usage';

/**
 * Warns of a log group that was made for the function by its name, and of filters that read it by its name, while the function
 * writes to another one: what is set on it has no effect any more, and the filters find nothing.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 *
 * @internal
 */
export function warnOfUnusedGroups(shell: Construct, fn: lambda.CfnFunction, { logGroups }: Usage): void {
  const { logGroup } = (fn.loggingConfig ?? {}) as lambda.CfnFunction.LoggingConfigProperty;
  if (logGroup === undefined || logGroups.length === 0) return;
  const used = referencesIn(fn, logGroup);
  for (const group of logGroups) {
    const names = [logGroup, ...used.map((each) => (each as Partial<logs.CfnLogGroup>).logGroupName)];
    if (used.includes(group) || names.includes(group.logGroupName)) continue;
    const isGroup = group.cfnResourceType === 'AWS::Logs::LogGroup';
    warn(
      shell,
      'LogGroupUnused',
      `'logGroup' must be the log group that has the function's name, got another one beside ${group.node.path}, ` +
        `which ${isGroup ? 'gets' : 'reads'} no logs; ` +
        `set 'logGroupName: LogGroupName.ofLambda()', or use the 'logGroup' of the function ${isGroup ? 'in its place' : 'there'}`,
    );
  }
}
