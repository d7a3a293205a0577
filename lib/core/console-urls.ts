import { Token } from 'aws-cdk-lib';

/** The host of the AWS console in a region. @internal */
export function consoleHost(region: string): string {
  if (region.startsWith('cn-')) return 'console.amazonaws.cn';
  return region.startsWith('us-gov-') ? 'console.amazonaws-us-gov.com' : 'console.aws.amazon.com';
}

/** Where the console shows a log group: the name is encoded twice, with `$` in the place of `%`. @internal */
export function logGroupUrl(region: string, name: string): string {
  const group = Token.isUnresolved(name) ? name : encodeURIComponent(encodeURIComponent(name)).replace(/%/g, '$');
  return `https://${consoleHost(region)}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${group}`;
}
