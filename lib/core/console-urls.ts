import { Token } from 'aws-cdk-lib';
import { consoleHost, logGroupInUrl } from './aws/console-hosts';

/** Where the console shows a log group. @internal */
export const logGroupUrl = (region: string, name: string): string =>
  `https://${consoleHost(region)}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${Token.isUnresolved(name) ? name : logGroupInUrl(name)}`;
