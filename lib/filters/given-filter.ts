import { Token } from 'aws-cdk-lib';
import type { FilterSource } from './engine/filter-source';
import { findingAt, isObject, refuseFindings, shown } from './engine/finding';
import { EventFilter } from './event-filter';
import { FilterMatch } from './filter-match';

const LEAD = 'filters';

/** `{ pattern: '{...}' }`. No record has a key of that name at its root, so it is never a pattern itself. */
function textOf(given: Record<string, unknown>): string | undefined {
  const { pattern, ...others } = given;
  if (Object.keys(others).length > 0) return undefined;
  return typeof pattern === 'string' || Token.isUnresolved(pattern) ? Token.asString(pattern) : undefined;
}

/**
 * An entry of an event source's `filters`: a filter, CDK's `FilterCriteria.filter(...)`, or a pattern.
 *
 * @internal
 */
export function givenFilter(source: FilterSource, given: unknown): EventFilter {
  const { called, builder } = source;
  if (given instanceof EventFilter) {
    if (given._source.called === called) return given;
    refuseFindings(LEAD, [findingAt('filter', `be for ${called}`, `one for ${given._source.called}`, `make it with ${builder}`)]);
  }
  if (!isObject(given)) {
    const got = given instanceof FilterMatch ? 'a FilterMatch' : shown(given);
    refuseFindings(LEAD, [
      findingAt('filter', 'be an EventFilter, a pattern, or FilterCriteria.filter(...)', got, `make it with ${builder}`),
    ]);
  }
  const text = textOf(given as Record<string, unknown>);
  return text === undefined ? EventFilter._of(LEAD, source, given) : EventFilter._ofJson(LEAD, source, text);
}
