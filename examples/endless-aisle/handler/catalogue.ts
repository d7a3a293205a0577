import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { LRUCache } from 'lru-cache';
import { logger, metrics, observed } from './observability';
import { checkIds } from './order';
import type { Product } from './product';
import { productOf } from './products-store';

/**
 * What was looked up within the last minute, in each execution environment: outside of the handler, so that the next event finds it.
 * Lookups of one product at the same time ask the table once. A product that does not exist is not kept.
 */
export const recent = new LRUCache<string, Product>({ max: 1000, ttl: 60_000, fetchMethod: productOf });

export interface Lookup {
  readonly sku: string;
}

/** Answers with the product, or with null where no partner has it. The stock may be a minute old. */
export async function handler({ sku }: Lookup, context: Context): Promise<Product | null> {
  logger.addContext(context);
  return observed('look up product', async () => {
    checkIds({ sku });
    metrics.addMetric(recent.has(sku) ? 'ProductsFromCache' : 'ProductsFromTable', MetricUnit.Count, 1);
    const product = await recent.fetch(sku);
    if (!product) logger.info('product not found', { sku });
    return product ?? null;
  });
}
