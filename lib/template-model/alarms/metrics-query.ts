/** A query of Metrics Insights that looks at one metric of every function. @internal */
export interface FleetQuery {
  readonly name: string;
  readonly statistic: string;
}

const STATISTICS: Readonly<Record<string, string>> = { AVG: 'Average', COUNT: 'SampleCount', MAX: 'Maximum', MIN: 'Minimum', SUM: 'Sum' };

/**
 * One time series for each function, or one for all of them. A WHERE may leave functions out.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
const OF_ALL_FUNCTIONS =
  /^SELECT (AVG|COUNT|MAX|MIN|SUM) ?\( ?"?(\w+)"? ?\) FROM SCHEMA ?\( ?"AWS\/Lambda" ?, ?"?FunctionName"? ?\)( GROUP BY "?FunctionName"?)?( ORDER BY (AVG|COUNT|MAX|MIN|SUM) ?\( ?\)( (ASC|DESC))?)?$/i;

/** The query, where it surely watches every function of the account and region. @internal */
export function fleetQueryIn(expression: string): FleetQuery | undefined {
  const [, aggregate, name] = OF_ALL_FUNCTIONS.exec(expression.trim().replace(/\s+/g, ' ')) ?? [];
  return name === undefined ? undefined : { name, statistic: STATISTICS[aggregate.toUpperCase()] };
}
