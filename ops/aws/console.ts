import { consoleHost, logGroupInUrl } from '../../lib/core/aws/console-hosts';

const home = (region: string, service: string): string => `https://${region}.${consoleHost(region)}/${service}/home?region=${region}`;

/** Pages of the AWS console. */
export const consoleLinks = {
  fn: (region: string, name: string): string => `${home(region, 'lambda')}#/functions/${encodeURIComponent(name)}?tab=monitoring`,
  alarm: (region: string, name: string): string => `${home(region, 'cloudwatch')}#alarmsV2:alarm/${encodeURIComponent(name)}`,
  logs: (region: string, group: string): string => `${home(region, 'cloudwatch')}#logsV2:log-groups/log-group/${logGroupInUrl(group)}`,
  trace: (region: string, id: string): string => `${home(region, 'cloudwatch')}#xray:traces/${id}`,
};
