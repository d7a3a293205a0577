/**
 * @typedef {{ sku: string, quantity: number }} Line
 * @typedef {{ orderId: string, customerId: string, lines: Line[] }} Order
 */

const ID = /^[A-Za-z0-9-]{1,64}$/;

/** Says what is wrong with an order, without a word of its content: the message lands in logs and in the failure queue. */
class InvalidOrder extends Error {
  /** @param {string[]} faults */
  constructor(faults) {
    super(faults.join('; '));
    this.name = 'InvalidOrder';
  }
}

/**
 * The order that the event announces, and nothing else that the event may hold.
 *
 * @param {{ detail?: unknown }} event
 * @returns {Order}
 */
function orderFrom(event) {
  const { orderId, customerId, lines } = /** @type {Order} */ (event.detail ?? {});
  const faults = [...idFaults({ orderId, customerId }), ...lineFaults(lines)];
  if (faults.length > 0) throw new InvalidOrder(faults);
  return { orderId, customerId, lines: lines.map(({ sku, quantity }) => ({ sku, quantity })) };
}

/** @param {Record<string, unknown>} ids */
const idFaults = (ids) =>
  Object.entries(ids)
    .filter(([, id]) => typeof id !== 'string' || !ID.test(id))
    .map(([name]) => `${name} must be 1 to 64 letters, digits and hyphens`);

/** @param {unknown} lines */
function lineFaults(lines) {
  if (!Array.isArray(lines) || lines.length === 0) return ['lines must hold at least one line'];
  return lines.flatMap((line, index) => (isLine(line) ? [] : [`line ${index + 1} must have a sku and a whole quantity of at least 1`]));
}

/** @param {Partial<Line> | null} line */
const isLine = (line) => typeof line?.sku === 'string' && line.sku !== '' && Number.isInteger(line.quantity) && Number(line.quantity) >= 1;

module.exports = { orderFrom };
