export interface Order {
  readonly orderId: string;
  readonly lines: { readonly sku: string; readonly quantity: number }[];
}

/** Names what an order lacks, without its content: the message is stored in the history of the execution. */
export class InvalidOrder extends Error {
  public override readonly name = 'InvalidOrder';
}

/** The order without any other field of the event. */
export function orderFrom(announced: unknown): Order {
  const { orderId, lines } = (announced ?? {}) as Partial<Order>;
  if (typeof orderId !== 'string' || orderId === '') throw new InvalidOrder('orderId must be a text');
  const isLine = (line: Partial<Order['lines'][number]> | null) => typeof line?.sku === 'string' && Number(line.quantity) >= 1;
  if (!Array.isArray(lines) || lines.length === 0 || !lines.every(isLine)) {
    throw new InvalidOrder('lines must hold lines with a sku and a quantity of at least 1');
  }
  return { orderId, lines: lines.map(({ sku, quantity }) => ({ sku, quantity })) };
}
