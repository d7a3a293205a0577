export interface Line {
  readonly sku: string;
  readonly quantity: number;
}

export interface Order {
  readonly orderId: string;
  readonly customerId: string;
  readonly lines: Line[];
}

/** Names the rules that an order breaks, without its content: the message is stored in logs and in the failure queue. */
export class InvalidOrder extends Error {
  public override readonly name = 'InvalidOrder';

  constructor(faults: string[]) {
    super(faults.join('; '));
  }
}

const ID = /^[A-Za-z0-9-]{1,64}$/;

/** The order without any other field of the event. */
export function orderFrom(announced: unknown): Order {
  const { orderId, customerId, lines } = (announced ?? {}) as Order;
  const faults = [...idFaults({ orderId, customerId }), ...lineFaults(lines)];
  if (faults.length > 0) throw new InvalidOrder(faults);
  return { orderId, customerId, lines: lines.map(({ sku, quantity }) => ({ sku, quantity })) };
}

const idFaults = (ids: Record<string, unknown>): string[] =>
  Object.entries(ids)
    .filter(([, id]) => typeof id !== 'string' || !ID.test(id))
    .map(([name]) => `${name} must be 1 to 64 letters, digits and hyphens`);

function lineFaults(lines: unknown): string[] {
  if (!Array.isArray(lines) || lines.length === 0) return ['lines must hold at least one line'];
  return lines.flatMap((line, index) => (isLine(line) ? [] : [`line ${index + 1} must have a sku and a whole quantity of at least 1`]));
}

const isLine = (line: Partial<Line> | null): boolean =>
  typeof line?.sku === 'string' && line.sku !== '' && Number.isInteger(line.quantity) && Number(line.quantity) >= 1;
