/** List prices of us-east-1 in USD, without any free tier, for a million of each or a GB. */
const UNITS = {
  lambdaRequests: { what: 'invocations', price: 0.2 },
  lambdaGbSeconds: { what: 'GB-s of arm64', price: 13.3334 },
  traces: { what: 'traces, of 5 % of the invocations', price: 5 },
  logGb: { what: 'GB of logs', price: 0.5e6 },
  tableReads: { what: 'read units of DynamoDB', price: 0.125 },
  tableWrites: { what: 'write units of DynamoDB', price: 0.625 },
  queueRequests: { what: 'requests of SQS', price: 0.4 },
  topicPublishes: { what: 'messages to SNS', price: 0.5 },
  busEvents: { what: 'custom events of EventBridge', price: 1 },
  streamRecords: { what: 'records of Kinesis', price: 0.014 },
  bucketReads: { what: 'reads of S3', price: 0.4 },
  bucketWrites: { what: 'writes of S3', price: 5 },
  httpApiRequests: { what: 'requests of the HTTP API', price: 1 },
  restApiRequests: { what: 'requests of the REST API', price: 3.5 },
  cloudFrontRequests: { what: 'HTTPS requests of CloudFront', price: 1 },
  cloudFrontGb: { what: 'GB from CloudFront', price: 0.085e6 },
  firewallRequests: { what: 'requests of AWS WAF', price: 0.6 },
} as const;

/** How many of each it takes for one; GB as parts of one. */
export type Usage = Readonly<Partial<Record<keyof typeof UNITS, number>>>;

export interface UsedItem {
  readonly what: string;
  /** For a million, in millions; GB as GB. */
  readonly amount: number;
  readonly usd: number;
}

/** What a million costs, the most expensive first. */
export function costOfMillion(usage: Usage): UsedItem[] {
  return Object.entries(usage)
    .map(([unit, count]) => {
      const { what, price } = UNITS[unit as keyof typeof UNITS];
      return { what, amount: /Gb$/.test(unit) ? count * 1e6 : count, usd: count * price };
    })
    .sort((one, other) => other.usd - one.usd);
}

/** What invocations take: of 50 ms with the memory of `standard()`, and 1,500 bytes of logs each, unless measured otherwise. */
export function invocations(count: number, { ms = 50, mb = 256, logBytes = 1500 } = {}): Usage {
  return {
    lambdaRequests: count,
    lambdaGbSeconds: (count * ms * mb) / 1_024_000,
    traces: count * 0.05,
    logGb: (count * logBytes) / 1e9,
  };
}
