import { makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, EventBridgeEvent } from 'aws-lambda';
import { knownEvents, oncePerAnswer } from './idempotency';
import { logger, metrics, observed } from './observability';
import { checkIds, InvalidMessage } from './order';
import { RANKS, type Status, storeStatus } from './orders-store';

/** What a partner says of an order. The source of its event is the name of the partner. */
export interface Answer {
  readonly answerId: string;
  readonly orderId: string;
  readonly status: Exclude<Status, 'PLACED'>;
}

/**
 * Stores what a partner answers. An answer that is sent twice is stored once, and one that is late moves no order back.
 *
 * Throws where the order is not known: after the last attempt Lambda sends the answer to the failure queue, with the error.
 */
export const handler = makeIdempotent(orderAnswered, { persistenceStore: knownEvents, config: oncePerAnswer });

async function orderAnswered({ source, detail }: EventBridgeEvent<'OrderAnswered', Answer>, context: Context): Promise<void> {
  logger.addContext(context);
  await observed('store answer', async () => {
    const { answerId, orderId, status } = detail ?? {};
    const isAnswer = Object.keys(RANKS).includes(status) && (status as Status) !== 'PLACED';
    checkIds({ source, answerId, orderId }, isAnswer ? [] : ['status must be ACCEPTED, SHIPPED or REFUSED']);
    const outcome = await storeStatus(orderId, source, status);
    if (outcome === 'unknown') throw new InvalidMessage(['orderId must be an order of this partner']);
    metrics.addMetric(outcome === 'stored' ? 'AnswersStored' : 'AnswersLate', MetricUnit.Count, 1);
    logger.info(outcome === 'stored' ? 'answer stored' : 'answer is late', { orderId, answerId, status });
  });
}
