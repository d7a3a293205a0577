/**
 * The rows of a dashboard, in the order in which the person on call asks. Pass them as `rows` to show some of them.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export enum DashboardRow {
  /** What is wrong now: the states of all alarms, and links to runbook, logs, traces and failure queues. */
  STATE = 'state',
  /** Are events received: invocations, throttles, age of asynchronous events, of messages and of stream records. */
  TRAFFIC = 'traffic',
  /** Does it work: errors, error rate, and duration against the timeout. */
  RESULTS = 'results',
  /** Is there room: concurrent executions against the reserved concurrency, memory where Lambda Insights is on. */
  CAPACITY = 'capacity',
  /** Where is what failed: failure queues, redrive queues, and events that could not be delivered. */
  FAILURES = 'failures',
  /** Which version: invocations and errors by version of a function that is invoked by an alias. */
  RELEASES = 'releases',
  /** What the logs contain: the last errors. CloudWatch bills the scanned logs whenever the dashboard is refreshed. */
  LOGS = 'logs',
  /** What it costs: an estimate of requests and duration by list prices of us-east-1. */
  COST = 'cost',
}
