import { KAFKA } from './engine/broker-source';
import { EventFilter } from './event-filter';

/**
 * Filters for Kafka, managed by AWS or by you. A record that matches no filter is skipped.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-filtering.html
 *
 * @example
 * KafkaFilter.value({ type: ['order'] });
 */
export class KafkaFilter {
  /**
   * Records whose value is JSON with these fields. For a value that is not JSON this filter is ignored: such records are
   * delivered.
   *
   * @param fields each with a list of values, a `FilterMatch`, or nested fields
   */
  public static value(fields: { [key: string]: unknown }): EventFilter {
    return EventFilter._ofFields('KafkaFilter.value', KAFKA, 'value', fields, '; for plain text use KafkaFilter.valueText');
  }

  /**
   * Records whose value is plain text that is one of these. For a value that is JSON this filter is ignored.
   *
   * @param values texts and `FilterMatch`es, at least one
   */
  public static valueText(...values: unknown[]): EventFilter {
    return EventFilter._of('KafkaFilter.valueText', KAFKA, { value: values });
  }

  /**
   * Records whose key is one of these.
   *
   * AWS's page for Kafka names filters on `value` only, and does not say whether a key is decoded from Base64 first: try it
   * on your topic. `matches` decodes it.
   *
   * @param values texts and `FilterMatch`es, at least one
   */
  public static key(...values: unknown[]): EventFilter {
    return EventFilter._of('KafkaFilter.key', KAFKA, { key: values });
  }

  /**
   * A whole pattern, for what lies beside key and value.
   *
   * @param pattern with `value`, `topic`, `partition`, `headers` and so on at its root
   */
  public static pattern(pattern: { [key: string]: unknown }): EventFilter {
    return EventFilter._of('KafkaFilter.pattern', KAFKA, pattern);
  }

  /**
   * A whole pattern as JSON text, as CDK's `FilterCriteria.filter` gives it.
   *
   * @param text at most 4096 characters
   */
  public static fromJson(text: string): EventFilter {
    return EventFilter._ofJson('KafkaFilter.fromJson', KAFKA, text);
  }

  private constructor() {}
}
