const DOMAINS: readonly (readonly [prefix: string, domain: string])[] = [
  ['cn-', 'console.amazonaws.cn'],
  ['us-gov-', 'console.amazonaws-us-gov.com'],
];

const home = (region: string, service: string): string => {
  const [, domain] = DOMAINS.find(([prefix]) => region.startsWith(prefix)) ?? ['', 'console.aws.amazon.com'];
  return `https://${region}.${domain}/${service}/home?region=${region}`;
};

/** Pages of the AWS console. */
export const consoleLinks = {
  fn: (region: string, name: string): string => `${home(region, 'lambda')}#/functions/${encodeURIComponent(name)}?tab=monitoring`,
  alarm: (region: string, name: string): string => `${home(region, 'cloudwatch')}#alarmsV2:alarm/${encodeURIComponent(name)}`,
  logs: (region: string, group: string): string =>
    `${home(region, 'cloudwatch')}#logsV2:log-groups/log-group/${encodeURIComponent(encodeURIComponent(group)).replaceAll('%', '$')}`,
  trace: (region: string, id: string): string => `${home(region, 'cloudwatch')}#xray:traces/${id}`,
};
