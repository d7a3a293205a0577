/** USD in us-east-1, on demand. https://aws.amazon.com/dynamodb/pricing/on-demand/ */
const PER_MILLION_WRITES = 0.625;
const PER_GB_MONTH = 0.25;
const RECOVERY_PER_GB_MONTH = 0.2;

/** Powertools writes a new event when its work begins and when it is done; a repeated one is a conditional write that fails. */
const WRITES = { new: 2, repeated: 1 };

const usd = (amount: number): string => amount.toFixed(2);

/** What a table of events costs. @internal */
export const priceInWords = (): string =>
  `idempotency: the table costs 0 USD in an idle month, ${usd(WRITES.new * PER_MILLION_WRITES)} USD per million new events and ` +
  `${usd(WRITES.repeated * PER_MILLION_WRITES)} USD per million repeated ones with results of up to 1 KB, and ` +
  `${usd(PER_GB_MONTH + RECOVERY_PER_GB_MONTH)} USD per GB and month stored (list prices of us-east-1). ` +
  'A key begins with the name of the function: a function that gets another name knows no earlier event';
