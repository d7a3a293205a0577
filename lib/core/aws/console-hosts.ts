/*
 * The AWS console of each partition, for links of alarms and dashboards and of the operations command. Without the CDK.
 */

/** The host of the AWS console in a region. @internal */
export function consoleHost(region: string): string {
  if (region.startsWith('cn-')) return 'console.amazonaws.cn';
  return region.startsWith('us-gov-') ? 'console.amazonaws-us-gov.com' : 'console.aws.amazon.com';
}

/** The name of a log group in an address of the console: encoded twice, with `$` in the place of `%`. @internal */
export const logGroupInUrl = (name: string): string => encodeURIComponent(encodeURIComponent(name)).replace(/%/g, '$');
