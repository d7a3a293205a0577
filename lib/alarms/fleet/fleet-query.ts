/** The functions with a value of a tag. @internal */
export interface TagFilter {
  readonly key: string;
  readonly value: string;
}

/**
 * A query of CloudWatch Metrics Insights that has one time series for each function. CloudWatch requires both GROUP BY and
 * ORDER BY for an alarm on several series; the order makes it evaluate the functions with the highest counts where there are
 * more than 500.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/multi-time-series-alarm.html
 *
 * @internal
 */
export function fleetQuery(metric: string, tag?: TagFilter): string {
  const where = tag === undefined ? '' : ` WHERE tag.${identifier(tag.key)} = '${tag.value}'`;
  return `SELECT SUM(${metric}) FROM SCHEMA("AWS/Lambda", FunctionName)${where} GROUP BY FunctionName ORDER BY SUM() DESC`;
}

/** What has other characters than letters, digits and underscores is quoted. */
const identifier = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : `"${key}"`);
