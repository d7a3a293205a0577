import { type IResolveContext, Lazy, Stack, Token } from 'aws-cdk-lib';
import { DEEPEST_PATTERN, isDeeper } from './engine/depth';
import type { FilterSource } from './engine/filter-source';
import { below, type Finding, findingAt, isObject, refuseFindings, shown } from './engine/finding';
import { grammarFindings } from './engine/grammar';
import { readPattern, tooDeep } from './engine/pattern-text';
import { sourceFindings } from './engine/source-checks';
import { holdsUnresolved, withValues } from './engine/unresolved';
import { type Verdict, verdictOf } from './engine/verdict';
import { type OperatorReason, type WrittenPattern, writeMatches } from './filter-match';
import { withMarkedTokens } from './marked-tokens';

type Fields = Record<string, unknown>;

/** Both patterns in one. Lists are shared, so that what was meant is still known. */
function merged(one: Fields, other: Fields, path: string, findings: Finding[]): Fields {
  const all = new Map(Object.entries(one));
  for (const [key, value] of Object.entries(other)) {
    const known = all.get(key);
    if (!all.has(key)) all.set(key, value);
    else if (isObject(known) && isObject(value)) all.set(key, merged(known, value, below(path, key), findings));
    else findings.push(findingAt(below(path, key), 'be asked for by one of the two filters', 'it in both', 'leave it out of one'));
  }
  return Object.fromEntries(all);
}

/**
 * The same with its keys in order. Maps of Java have another order in each run, and would change the text of a filter, and
 * so the mapping, with every deployment.
 */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isObject(value) || Token.isUnresolved(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, inOrder(value[key])]));
}

/**
 * Which records of an event source reach the function. Made by `SqsFilter`, `KinesisFilter`, `DynamoFilter`, `KafkaFilter`
 * and `MqFilter`; what AWS would refuse or never match fails there.
 *
 * The filters of an event source are alternatives: a record that matches one of them is delivered. AWS takes 5 for
 * each event source, and up to 10 once the quota is raised.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 *
 * @example
 * const filter = SqsFilter.body({ type: ['order'] });
 * filter.matches({ body: '{"type":"order"}' }); // true
 * filter.explain({ body: '{"type":"refund"}' }); // what was expected, what was found, and that SQS deletes the message
 */
export class EventFilter {
  /**
   * @param builder as an error shows it
   * @param pattern may hold `FilterMatch`es
   * @internal
   */
  public static _of(builder: string, source: FilterSource, pattern: unknown, before: readonly Finding[] = []): EventFilter {
    refuseFindings(builder, before);
    if (isDeeper(pattern, DEEPEST_PATTERN)) refuseFindings(builder, [tooDeep]);
    return EventFilter.checked(builder, source, writeMatches(pattern));
  }

  /**
   * A filter on the fields below a key.
   *
   * @internal
   */
  public static _ofFields(builder: string, source: FilterSource, key: string, fields: unknown, fix = ''): EventFilter {
    if (!isObject(fields) && !Token.isUnresolved(fields)) {
      refuseFindings(builder, [findingAt(key, 'be an object', shown(fields), `name a field in it, as in { type: ["order"] }${fix}`)]);
    }
    return EventFilter._of(builder, source, { [key]: fields });
  }

  /** @internal */
  public static _ofJson(builder: string, source: FilterSource, text: string): EventFilter {
    const { pattern, findings } = readPattern(text, (value) => Token.isUnresolved(value));
    if (pattern === undefined && Token.isUnresolved(text))
      return new EventFilter(source, { pattern: {}, insisted: new Set(), reasons: [] }, text);
    refuseFindings(builder, findings);
    return EventFilter.checked(builder, source, { pattern: withMarkedTokens(pattern), insisted: new Set(), reasons: [] });
  }

  private static checked(builder: string, source: FilterSource, written: WrittenPattern): EventFilter {
    refuseFindings(builder, grammarFindings(written.pattern, written.insisted));
    refuseFindings(builder, sourceFindings(source, written.pattern as Fields, written.insisted));
    return new EventFilter(source, written);
  }

  /** @internal */
  public readonly _source: FilterSource;

  /**
   * The pattern; empty where its text is known only once deployed.
   *
   * @internal
   */
  public readonly _fields: Fields;

  /**
   * Why operators are used that Lambda does not document.
   *
   * @internal
   */
  public readonly _reasons: readonly OperatorReason[];

  private readonly insisted: ReadonlySet<unknown>;

  private constructor(
    source: FilterSource,
    { pattern, insisted, reasons }: WrittenPattern,
    private readonly laterText?: string,
  ) {
    this._source = source;
    this._fields = pattern as Fields;
    this._reasons = reasons;
    this.insisted = insisted;
  }

  /** The pattern as the JSON text that AWS takes, its keys in alphabetical order: at most 4096 characters. */
  public get pattern(): string {
    if (this.laterText !== undefined) return this.laterText;
    const fields = inOrder(withValues(this._fields));
    if (!holdsUnresolved(this._fields)) return JSON.stringify(fields);
    return Lazy.uncachedString({ produce: (context: IResolveContext) => Stack.of(context.scope).toJsonString(fields) });
  }

  /**
   * The filter in the form that CDK's own event sources take among their `filters`.
   *
   * Reasons given with `FilterMatch.undocumented` are not in it.
   */
  public get criteria(): { [key: string]: unknown } {
    return { pattern: this.pattern };
  }

  /**
   * A filter that matches only what both match.
   *
   * Fails where the other is for another kind of source, or asks for the same field.
   *
   * @param other a filter for the same kind of source
   */
  public alsoMatching(other: EventFilter): EventFilter {
    const builder = 'EventFilter.alsoMatching';
    const { displayName, builder: right } = this._source;
    if (other._source.displayName !== displayName) {
      refuseFindings(builder, [
        findingAt('other', `be a filter for ${displayName}`, `one for ${other._source.displayName}`, `make it with ${right}`),
      ]);
    }
    if (this.laterText !== undefined || other.laterText !== undefined) {
      refuseFindings(builder, [
        findingAt('', 'be known to be joined', 'a text that is known only once deployed', `write it with ${right}`),
      ]);
    }
    const findings: Finding[] = [];
    const pattern = merged(this._fields, other._fields, '', findings);
    refuseFindings(builder, findings);
    const insisted = new Set([...this.insisted, ...other.insisted]);
    return EventFilter.checked(builder, this._source, { pattern, insisted, reasons: [...this._reasons, ...other._reasons] });
  }

  /**
   * Whether Lambda would deliver a record, decided here as AWS's engine does; for tests of yours.
   *
   * Fails where the filter holds values that are known only once deployed.
   *
   * @param record as the function would receive it, one of the event's records; data in Base64 may be given as the object
   * that it says
   */
  // biome-ignore lint/suspicious/noExplicitAny: interfaces such as SQSRecord have no index of unknown
  public matches(record: { [key: string]: any }): boolean {
    return this.verdictOn('matches', record).matches;
  }

  /**
   * Says whether Lambda would deliver a record and why: for each field what was expected and what was found, and what
   * becomes of a record that is not delivered.
   *
   * Fails where the filter holds values that are known only once deployed.
   *
   * @param record as the function would receive it, one of the event's records
   */
  // biome-ignore lint/suspicious/noExplicitAny: interfaces such as SQSRecord have no index of unknown
  public explain(record: { [key: string]: any }): string {
    const { matches, reasons } = this.verdictOn('explain', record);
    const why = reasons.length > 0 ? `: ${reasons.join('; ')}` : '';
    return matches ? `delivered${why}` : `not delivered${why}. Unless another filter lets it through, ${this._source.unmatchedOutcome}.`;
  }

  private verdictOn(call: string, record: unknown): Verdict {
    const builder = `EventFilter.${call}`;
    if (!isObject(record)) {
      refuseFindings(builder, [findingAt('record', 'be an object', shown(record), 'pass one of the records of an event')]);
    }
    if (this.laterText !== undefined || holdsUnresolved(this._fields)) {
      const fix = 'test a filter without values of CloudFormation';
      refuseFindings(builder, [findingAt('', 'be known', 'one with values that are known only once deployed', fix)]);
    }
    return verdictOf(this._source, this._fields, record as Fields);
  }
}
