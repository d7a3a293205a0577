import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { InvalidOrder, type Order, orderFrom } from './order';
import { record, requestShipment } from './shop';

interface OrderPlaced {
  readonly detail: unknown;
}

/** What no retry repairs fails at once; everything else is tried five times, within half a minute. */
const retryStrategy = (error: Error, attempt: number) => ({
  shouldRetry: !(error instanceof InvalidOrder) && attempt < 5,
  delay: { seconds: 2 ** attempt },
});

/**
 * Fulfils an order. Code outside of steps runs again after each wait, so it only decides what is next; everything that acts or
 * reads is in a step.
 */
export const handler = withDurableExecution(async (event: OrderPlaced, context: DurableContext) => {
  const order = await context.step('validate', async () => orderFrom(event.detail), { retryStrategy });
  const deed = (name: Parameters<typeof record>[1], details?: Record<string, unknown>) =>
    context.step(name, () => record(order, name, details), { retryStrategy });

  const prepared = await context.parallel('prepare', [
    { name: 'stock', func: (branch) => branch.step('reserve', () => record(order, 'stock reserved'), { retryStrategy }) },
    { name: 'payment', func: (branch) => branch.step('charge', () => record(order, 'payment charged'), { retryStrategy }) },
  ]);
  prepared.throwIfError();

  // The customer may change their mind. Nothing runs, and nothing is paid for, until then.
  await context.wait('cooling off', { hours: 3 });

  try {
    const trackingNumber = await shipment(context, order);
    await deed('shipped', { trackingNumber });
    return { orderId: order.orderId, trackingNumber };
  } catch (error) {
    await deed('payment refunded');
    await deed('stock released');
    throw error;
  }
});

/** Waits for the carrier: for two days at the most. */
const shipment = (context: DurableContext, order: Order): Promise<string> =>
  context.waitForCallback('shipment', (callbackId) => requestShipment(order, callbackId), { timeout: { days: 2 }, retryStrategy });
