export interface Order {
  readonly orderId: string;
  readonly storeId: string;
  readonly sku: string;
  readonly quantity: number;
  /** Who delivers it. */
  readonly partner: string;
  /** In cents, for all pieces, at the time of the order. */
  readonly total: number;
}

/** What a store asks for. */
export type OrderRequest = Pick<Order, 'orderId' | 'storeId' | 'sku' | 'quantity'>;

/** Names the rules that a message breaks, without its content: the text is stored in logs and in the failure queue. */
export class InvalidMessage extends Error {
  public override readonly name = 'InvalidMessage';

  constructor(faults: string[]) {
    super(faults.join('; '));
  }
}

const ID = /^[A-Za-z0-9-]{1,64}$/;

/** Fails unless each of the values is an id. */
export function checkIds(ids: Record<string, unknown>, others: string[] = []): void {
  const wrong = Object.entries(ids).filter(([, id]) => typeof id !== 'string' || !ID.test(id));
  const faults = [...wrong.map(([name]) => `${name} must be 1 to 64 letters, digits and hyphens`), ...others];
  if (faults.length > 0) throw new InvalidMessage(faults);
}

export function requestFrom(event: unknown): OrderRequest {
  const { orderId, storeId, sku, quantity } = (event ?? {}) as OrderRequest;
  const isCount = Number.isInteger(quantity) && quantity >= 1 && quantity <= 99;
  checkIds({ orderId, storeId, sku }, isCount ? [] : ['quantity must be a whole number from 1 to 99']);
  return { orderId, storeId, sku, quantity };
}

/** The message of the parser would quote the text. */
export function parsed(text: string): object {
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // It has the same fault as what is JSON and no object.
  }
  throw new InvalidMessage(['the message must be a JSON object']);
}
