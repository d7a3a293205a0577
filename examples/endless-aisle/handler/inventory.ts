import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, KinesisStreamBatchResponse, KinesisStreamEvent, KinesisStreamRecord } from 'aws-lambda';
import { logger, metrics, observed } from './observability';
import { checkIds, parsed } from './order';
import { storeStock } from './products-store';

const processor = new BatchProcessor(EventType.KinesisDataStreams);

/** What a partner reports. */
export interface StockReport {
  readonly kind: 'stock';
  readonly sku: string;
  readonly stock: number;
  /** When it was counted: a report that is late, or sent again, changes nothing. */
  readonly at: string;
}

/** Stores the stock that partners report. Lambda continues at the first record that failed. */
export async function handler(event: KinesisStreamEvent, context: Context): Promise<KinesisStreamBatchResponse> {
  logger.addContext(context);
  return observed('store stock', () => processPartialResponse(event, storeOne, processor, { context }));
}

async function storeOne({ eventID, kinesis }: KinesisStreamRecord): Promise<void> {
  try {
    const { sku, stock, at } = reportFrom(kinesis.data);
    const isNews = await storeStock(sku, stock, at);
    metrics.addMetric(isNews ? 'StockStored' : 'StockIgnored', MetricUnit.Count, 1);
  } catch (error) {
    logger.error('stock not stored', { error: error as Error, eventId: eventID });
    throw error;
  }
}

/** With milliseconds, so that times can be compared as texts. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function reportFrom(data: string): StockReport {
  const { kind, sku, stock, at } = parsed(Buffer.from(data, 'base64').toString()) as StockReport;
  const faults = [
    ...(Number.isInteger(stock) && stock >= 0 ? [] : ['stock must be a whole number of at least 0']),
    ...(TIME.test(at) ? [] : ['at must be a time in UTC such as 2026-01-31T12:00:00.000Z']),
  ];
  checkIds({ sku }, faults);
  return { kind, sku, stock, at };
}
