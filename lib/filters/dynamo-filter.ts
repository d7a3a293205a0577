import { writeTypes } from './dynamo-attributes';
import { DEEPEST_PATTERN, isDeeper } from './engine/depth';
import { type Finding, findingAt, isObject, shown } from './engine/finding';
import { DYNAMO } from './engine/stream-source';
import { EventFilter } from './event-filter';

/**
 * Filters for DynamoDB streams. A record that matches no filter stays in the stream, and Lambda skips it.
 *
 * A stream carries each attribute below its type, and numbers as text. `newImage`, `oldImage` and `keys` write both: texts
 * become `S`, numbers `N`, true and false `BOOL`, null `NULL`, an object a map. For any other type name it yourself, as in
 * `{ tags: { SS: ['red'] } }`: an object whose keys are all types is taken as it is.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
 *
 * @example
 * DynamoFilter.eventName('INSERT', 'MODIFY').alsoMatching(DynamoFilter.newImage({ status: ['paid'] }));
 */
export class DynamoFilter {
  /**
   * Records of these changes.
   *
   * @param names `INSERT`, `MODIFY` or `REMOVE`, at least one
   */
  public static eventName(...names: string[]): EventFilter {
    return EventFilter._of('DynamoFilter.eventName', DYNAMO, { eventName: names });
  }

  /**
   * Items that look so after the change. The stream has to carry new images.
   *
   * Ranges of numbers cannot be asked for: DynamoDB sends numbers as text.
   *
   * @param attributes each with a list of values of one type, a `FilterMatch`, or nested attributes
   */
  public static newImage(attributes: { [key: string]: unknown }): EventFilter {
    return DynamoFilter.image('newImage', 'NewImage', attributes);
  }

  /**
   * Items that looked so before the change. The stream has to carry old images.
   *
   * @param attributes each with a list of values of one type, a `FilterMatch`, or nested attributes
   */
  public static oldImage(attributes: { [key: string]: unknown }): EventFilter {
    return DynamoFilter.image('oldImage', 'OldImage', attributes);
  }

  /**
   * Items with these keys.
   *
   * @param attributes the partition key, the sort key or both, each with a list of values of one type or a `FilterMatch`
   */
  public static keys(attributes: { [key: string]: unknown }): EventFilter {
    return DynamoFilter.image('keys', 'Keys', attributes);
  }

  /**
   * A whole pattern, types and all.
   *
   * @param pattern with `dynamodb`, `eventName` and so on at its root
   */
  public static pattern(pattern: { [key: string]: unknown }): EventFilter {
    return EventFilter._of('DynamoFilter.pattern', DYNAMO, pattern);
  }

  /**
   * A whole pattern as JSON text, as CDK's `FilterCriteria.filter` gives it.
   *
   * @param text at most 4096 characters
   */
  public static fromJson(text: string): EventFilter {
    return EventFilter._ofJson('DynamoFilter.fromJson', DYNAMO, text);
  }

  private static image(call: string, image: string, attributes: unknown): EventFilter {
    const builder = `DynamoFilter.${call}`;
    const path = `dynamodb.${image}`;
    const findings: Finding[] = [];
    const typed = isObject(attributes) && !isDeeper(attributes, DEEPEST_PATTERN) ? writeTypes(path, attributes, findings) : attributes;
    if (!isObject(typed))
      findings.push(findingAt(path, 'be an object', shown(typed), 'name an attribute in it, as in { status: ["paid"] }'));
    return EventFilter._of(builder, DYNAMO, { dynamodb: { [image]: typed } }, findings);
  }

  private constructor() {}
}
