import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** @internal */
export interface AlarmText {
  /** The path of what is watched, and the name of the function. */
  readonly subject: string;
  /** Why it fired, and where to look first. */
  readonly message: string;
  readonly logGroupName: string;
  readonly runbookUrl?: string;
}

/**
 * For the person on call: which function, why the alarm fired, where to look.
 *
 * @internal
 */
export function describeAlarm(scope: IConstruct, { subject, message, logGroupName, runbookUrl }: AlarmText): string {
  return `${subject}: ${message} Logs: ${logsUrl(scope, logGroupName)}${runbookUrl ? ` Runbook: ${runbookUrl}` : ''}`;
}

function logsUrl(scope: IConstruct, name: string): string {
  const { region } = Stack.of(scope);
  const group = Token.isUnresolved(name) ? name : encodeURIComponent(encodeURIComponent(name)).replace(/%/g, '$');
  return `https://${consoleHost(region)}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${group}`;
}

function consoleHost(region: string): string {
  if (region.startsWith('cn-')) return 'console.amazonaws.cn';
  return region.startsWith('us-gov-') ? 'console.amazonaws-us-gov.com' : 'console.aws.amazon.com';
}
