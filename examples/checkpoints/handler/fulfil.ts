import type { Context } from 'aws-lambda';
import { charge, reserve, ship } from './services';
import { stepsOf } from './steps';

export interface OrderPaid {
  readonly orderId: string;
  readonly quantity: number;
}

/**
 * Fulfils an order in three steps. For asynchronous invocation: an attempt that fails is repeated by Lambda after one and after
 * two minutes, and continues at the step that failed.
 */
export async function handler({ orderId, quantity }: OrderPaid, context: Context): Promise<void> {
  const step = stepsOf(orderId, context);
  const reservation = await step('reserve', () => reserve(orderId, quantity));
  const payment = await step('charge', () => charge(orderId, reservation));
  await step('ship', () => ship(orderId, payment));
}
