import { Token } from 'aws-cdk-lib';
import { isObject } from './engine/finding';
import { markedKey, withMarkedTokens } from './marked-tokens';

/**
 * What a filter asks of one field, beyond equality.
 *
 * Replaces a list of values, or is an entry of one: one entry of a list has to match.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 *
 * @example
 * SqsFilter.body({
 *   type: ['order', FilterMatch.prefix('order.')],
 *   total: FilterMatch.numberAtLeast(100),
 *   test: FilterMatch.missing(),
 * });
 */
export class FilterMatch {
  /**
   * One of these values: texts, numbers, true, false or null. What a bare list says too, and needed only for a field that
   * is called like an operator, such as `prefix`.
   *
   * Numbers are equal where their values are, up to 9007199254740991.
   *
   * @param values at least one
   */
  public static oneOf(...values: unknown[]): FilterMatch {
    return new FilterMatch(values);
  }

  /**
   * Text that begins so, upper and lower case told apart. Never a number.
   *
   * @param text the beginning
   */
  public static prefix(text: string): FilterMatch {
    return new FilterMatch([{ prefix: text }]);
  }

  /**
   * Text that ends so, upper and lower case told apart. Never a number.
   *
   * @param text the end
   */
  public static suffix(text: string): FilterMatch {
    return new FilterMatch([{ suffix: text }]);
  }

  /**
   * This text in any mixture of upper and lower case.
   *
   * @param text the whole text, without signs beyond U+FFFF, which AWS's engine never matches so
   */
  public static ignoringCase(text: string): FilterMatch {
    return new FilterMatch([{ 'equals-ignore-case': text }]);
  }

  /**
   * Any value but these. A field that is missing does not match; a list matches if one of its elements is another.
   *
   * @param values texts only or numbers only, at least one
   */
  public static anythingBut(...values: unknown[]): FilterMatch {
    return new FilterMatch([{ 'anything-but': values }]);
  }

  /**
   * A number of this value, however it is written: 300, 300.0 and 3e2 are the same.
   *
   * @param value up to 9007199254740991, so that it is exact
   */
  public static numberEqualTo(value: number): FilterMatch {
    return new FilterMatch([{ numeric: ['=', value] }]);
  }

  /**
   * A number above this one. Never text, so never a number of DynamoDB.
   *
   * @param bound up to 9007199254740991, with at most 15 digits; itself left out
   */
  public static numberAbove(bound: number): FilterMatch {
    return new FilterMatch([{ numeric: ['>', bound] }]);
  }

  /**
   * A number that is this one or above. Never text, so never a number of DynamoDB.
   *
   * @param bound up to 9007199254740991, with at most 15 digits
   */
  public static numberAtLeast(bound: number): FilterMatch {
    return new FilterMatch([{ numeric: ['>=', bound] }]);
  }

  /**
   * A number below this one. Never text, so never a number of DynamoDB.
   *
   * @param bound up to 9007199254740991, with at most 15 digits; itself left out
   */
  public static numberBelow(bound: number): FilterMatch {
    return new FilterMatch([{ numeric: ['<', bound] }]);
  }

  /**
   * A number that is this one or below. Never text, so never a number of DynamoDB.
   *
   * @param bound up to 9007199254740991, with at most 15 digits
   */
  public static numberAtMost(bound: number): FilterMatch {
    return new FilterMatch([{ numeric: ['<=', bound] }]);
  }

  /**
   * A number between two, both included. CDK's `FilterRule.between` leaves the lower one out.
   *
   * @param lowest from -9007199254740991
   * @param highest up to 9007199254740991, above the lowest
   */
  public static numberBetween(lowest: number, highest: number): FilterMatch {
    return new FilterMatch([{ numeric: ['>=', lowest, '<=', highest] }]);
  }

  /** Any value, null and the empty text included. An object or an empty list is no value: ask for a field in it. */
  public static present(): FilterMatch {
    return new FilterMatch([{ exists: true }]);
  }

  /** No value: the field is not there, or is an object or an empty list. */
  public static missing(): FilterMatch {
    return new FilterMatch([{ exists: false }]);
  }

  /**
   * An operator that EventBridge documents and Lambda does not, such as `wildcard` or `cidr`: AWS may refuse it when the
   * event source is deployed. It is not checked here.
   *
   * @param name the operator, as AWS spells it
   * @param value what the operator takes
   * @param reason why it is known to work; a reviewer reads it
   */
  public static undocumented(name: string, value: unknown, reason: string): FilterMatch {
    if (typeof reason !== 'string' || reason.trim() === '') {
      const got = JSON.stringify(reason);
      throw new Error(`'FilterMatch.undocumented' must have a reason, got ${got}; say where this operator was seen to work`);
    }
    if (typeof name !== 'string' || name === '' || value === undefined) {
      const got = JSON.stringify([name, value]);
      throw new Error(
        `'FilterMatch.undocumented' must have a name and a value, got ${got}; write them as AWS does, as in 'wildcard', 'a*'`,
      );
    }
    return new FilterMatch([{ [name]: value }], { operator: name, reason: reason.trim() });
  }

  /** @internal */
  public readonly _items: readonly unknown[];
  /** @internal */
  public readonly _insisted?: OperatorReason;

  private constructor(items: readonly unknown[], insisted?: OperatorReason) {
    this._items = items;
    this._insisted = insisted;
  }
}

/**
 * Why an operator is used that Lambda does not document.
 *
 * @internal
 */
export interface OperatorReason {
  readonly operator: string;
  readonly reason: string;
}

/**
 * A pattern with its `FilterMatch`es written out and its tokens marked, and the parts that are not checked.
 *
 * @internal
 */
export interface WrittenPattern {
  readonly pattern: unknown;
  readonly insisted: ReadonlySet<unknown>;
  readonly reasons: readonly OperatorReason[];
}

/** @internal */
export function writeMatches(value: unknown): WrittenPattern {
  const insisted = new Set<unknown>();
  const reasons: OperatorReason[] = [];
  const itemsOf = (match: FilterMatch): readonly unknown[] => {
    const items = match._items.map(withMarkedTokens);
    if (match._insisted) {
      reasons.push(match._insisted);
      for (const item of items) insisted.add(item);
    }
    return items;
  };
  const write = (part: unknown): unknown => {
    if (part instanceof FilterMatch) {
      const list = [...itemsOf(part)];
      insisted.add(list);
      return list;
    }
    if (Token.isUnresolved(part)) return withMarkedTokens(part);
    if (Array.isArray(part))
      return part.flatMap((item) =>
        item instanceof FilterMatch ? itemsOf(item) : [isObject(item) ? write(item) : withMarkedTokens(item)],
      );
    if (isObject(part)) return Object.fromEntries(Object.entries(part).map(([key, inner]) => [markedKey(key), write(inner)]));
    return part;
  };
  return { pattern: write(value), insisted, reasons };
}
