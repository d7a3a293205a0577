import { BROKER } from './engine/broker-source';
import { EventFilter } from './event-filter';

/**
 * Filters for Amazon MQ, ActiveMQ and RabbitMQ alike. A message that matches no filter is acknowledged and thereby lost.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq-filtering.html
 *
 * @example
 * MqFilter.data({ type: ['order'] });
 */
export class MqFilter {
  /**
   * Messages whose data is JSON with these fields. For data that is not JSON this filter is ignored: such messages are
   * delivered.
   *
   * @param fields each with a list of values, a `FilterMatch`, or nested fields
   */
  public static data(fields: { [key: string]: unknown }): EventFilter {
    return EventFilter._ofFields('MqFilter.data', BROKER, 'data', fields, '; for plain text use MqFilter.dataText');
  }

  /**
   * Messages whose data is plain text that is one of these. For data that is JSON this filter is ignored.
   *
   * @param values texts and `FilterMatch`es, at least one
   */
  public static dataText(...values: unknown[]): EventFilter {
    return EventFilter._of('MqFilter.dataText', BROKER, { data: values });
  }

  /**
   * A whole pattern, for what lies beside the data.
   *
   * AWS's page for Amazon MQ names filters on `data` only; the general page allows the message's other keys too.
   *
   * @param pattern with `data`, `messageType`, `properties` and so on at its root
   */
  public static pattern(pattern: { [key: string]: unknown }): EventFilter {
    return EventFilter._of('MqFilter.pattern', BROKER, pattern);
  }

  /**
   * A whole pattern as JSON text, as CDK's `FilterCriteria.filter` gives it.
   *
   * @param text at most 4096 characters
   */
  public static fromJson(text: string): EventFilter {
    return EventFilter._ofJson('MqFilter.fromJson', BROKER, text);
  }

  private constructor() {}
}
