import { KINESIS } from './engine/stream-source';
import { EventFilter } from './event-filter';

/**
 * Filters for Kinesis. A record that matches no filter stays in the stream, and Lambda skips it.
 *
 * Records that were aggregated by the Kinesis Producer Library are filtered only for consumers with enhanced fan-out.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html
 *
 * @example
 * KinesisFilter.data({ sensor: [FilterMatch.prefix('hall-')] });
 */
export class KinesisFilter {
  /**
   * Records whose data is JSON with these fields. A record whose data is not JSON is passed over.
   *
   * @param fields each with a list of values, a `FilterMatch`, or nested fields
   */
  public static data(fields: { [key: string]: unknown }): EventFilter {
    return EventFilter._ofFields('KinesisFilter.data', KINESIS, 'data', fields);
  }

  /**
   * A whole pattern, for what lies beside the data.
   *
   * AWS's page for Kinesis names filters on `data` only; the general page allows the record's other keys too.
   *
   * @param pattern with `data`, `partitionKey` and so on at its root, not below `kinesis`
   */
  public static pattern(pattern: { [key: string]: unknown }): EventFilter {
    return EventFilter._of('KinesisFilter.pattern', KINESIS, pattern);
  }

  /**
   * A whole pattern as JSON text, as CDK's `FilterCriteria.filter` gives it.
   *
   * @param text at most 4096 characters
   */
  public static fromJson(text: string): EventFilter {
    return EventFilter._ofJson('KinesisFilter.fromJson', KINESIS, text);
  }

  private constructor() {}
}
