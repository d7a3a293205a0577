import { QUEUE } from './engine/queue-source';
import { EventFilter } from './event-filter';

/**
 * Filters for SQS. A message that matches no filter is deleted from the queue; it never reaches the queue of a redrive
 * policy.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
 *
 * @example
 * SqsFilter.body({ type: ['order'], total: FilterMatch.numberAtLeast(100) });
 */
export class SqsFilter {
  /**
   * Messages whose body is JSON with these fields. A body that is not JSON is deleted.
   *
   * What SNS sends is wrapped, and the payload is text in it, unless the subscription has raw message delivery.
   *
   * @param fields each with a list of values, a `FilterMatch`, or nested fields
   */
  public static body(fields: { [key: string]: unknown }): EventFilter {
    return EventFilter._ofFields('SqsFilter.body', QUEUE, 'body', fields, '; for plain text use SqsFilter.bodyText');
  }

  /**
   * Messages whose body is plain text that is one of these. A body that is JSON is deleted.
   *
   * @param values texts and `FilterMatch`es, at least one
   */
  public static bodyText(...values: unknown[]): EventFilter {
    return EventFilter._of('SqsFilter.bodyText', QUEUE, { body: values });
  }

  /**
   * A whole pattern, for what lies beside the body.
   *
   * AWS's page for SQS names filters on `body` only; the general page allows the message's other keys too.
   *
   * @param pattern with `body`, `attributes`, `messageAttributes` and so on at its root
   */
  public static pattern(pattern: { [key: string]: unknown }): EventFilter {
    return EventFilter._of('SqsFilter.pattern', QUEUE, pattern);
  }

  /**
   * A whole pattern as JSON text, as CDK's `FilterCriteria.filter` gives it.
   *
   * @param text at most 4096 characters
   */
  public static fromJson(text: string): EventFilter {
    return EventFilter._ofJson('SqsFilter.fromJson', QUEUE, text);
  }

  private constructor() {}
}
