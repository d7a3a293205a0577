/** What is billed, and what one unit costs. @internal */
export interface Price {
  readonly label: string;
  readonly usd: number;
}

/** @internal */
export type PriceId =
  | 'alarmMetric'
  | 'alarmMetricHighResolution'
  | 'compositeAlarm'
  | 'dashboard'
  | 'key'
  | 'keyRequest'
  | 'lambdaRequest'
  | 'lambdaGbSecondX86'
  | 'lambdaGbSecondArm'
  | 'provisionedGbSecondX86'
  | 'provisionedGbSecondArm'
  | 'pollerHour'
  | 'shardHour'
  | 'logIngestedGb'
  | 'queueRequest'
  | 'topicPublish'
  | 'busEvent'
  | 'trace'
  | 'tableWrite';

/** List prices of a region, without any free tier. @internal */
export interface PriceList {
  readonly region: string;
  readonly month: string;
  readonly prices: Readonly<Record<PriceId, Price>>;
}

const MILLION = 1e6;

/** @internal */
export const PRICE_LIST: PriceList = {
  region: 'us-east-1',
  month: '2026-11',
  prices: {
    alarmMetric: { label: 'metric of an alarm, a month', usd: 0.1 },
    alarmMetricHighResolution: { label: 'metric of an alarm with a period below a minute, a month', usd: 0.3 },
    compositeAlarm: { label: 'composite alarm, a month', usd: 0.5 },
    dashboard: { label: 'dashboard, a month', usd: 3 },
    key: { label: 'customer-managed key, a month', usd: 1 },
    keyRequest: { label: 'million requests to a key', usd: 3 },
    lambdaRequest: { label: 'million invocations', usd: 0.2 },
    lambdaGbSecondX86: { label: 'million GB-seconds, x86_64', usd: 0.0000166667 * MILLION },
    lambdaGbSecondArm: { label: 'million GB-seconds, arm64', usd: 0.0000133334 * MILLION },
    provisionedGbSecondX86: { label: 'million GB-seconds of provisioned concurrency, x86_64', usd: 0.0000041667 * MILLION },
    provisionedGbSecondArm: { label: 'million GB-seconds of provisioned concurrency, arm64', usd: 0.0000033334 * MILLION },
    pollerHour: { label: 'hour of an event poller', usd: 0.185 },
    shardHour: { label: 'hour of a shard', usd: 0.015 },
    logIngestedGb: { label: 'GB of logs ingested', usd: 0.5 },
    queueRequest: { label: 'million requests to a queue', usd: 0.4 },
    topicPublish: { label: 'million messages to a topic', usd: 0.5 },
    busEvent: { label: 'million events on a custom event bus', usd: 1 },
    trace: { label: 'million traces recorded', usd: 5 },
    tableWrite: { label: 'million writes to a table, on demand', usd: 0.625 },
  },
};
