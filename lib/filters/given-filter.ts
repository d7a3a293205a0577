import { Token } from 'aws-cdk-lib';
import type { FilterSource } from './engine/filter-source';
import { findingAt, isObject, refuseFindings, shown } from './engine/finding';
import { EventFilter } from './event-filter';
import { FilterMatch } from './filter-match';

const LEAD = 'filterPatterns';

/** `{ pattern: '{...}' }`. No record has a key of that name at its root, so it is never a pattern itself. */
function textOf(given: Record<string, unknown>): string | undefined {
  const { pattern, ...others } = given;
  if (Object.keys(others).length > 0) return undefined;
  return typeof pattern === 'string' || Token.isUnresolved(pattern) ? Token.asString(pattern) : undefined;
}

/**
 * An entry of an event source's `filters`: an `EventFilter` for such a source.
 *
 * @internal
 */
export function checkedFilter(source: FilterSource, given: unknown): EventFilter {
  const { displayName, builder } = source;
  if (given instanceof EventFilter) {
    if (given._source.displayName === displayName) return given;
    const got = `one for ${given._source.displayName}`;
    refuseFindings('filters', [findingAt('filter', `be for ${displayName}`, got, `make it with ${builder}`)]);
  }
  const fix = isObject(given) ? `pass it as 'filterPatterns', or make it with ${builder}` : `make it with ${builder}`;
  return refuseFindings('filters', [findingAt('filter', 'be an EventFilter', describe(given), fix)]) as never;
}

/**
 * An entry of an event source's `filterPatterns`: what CDK's `FilterCriteria.filter(...)` returns, or a pattern.
 *
 * @internal
 */
export function filterOfPattern(source: FilterSource, given: unknown): EventFilter {
  if (!isObject(given)) {
    const fix = given instanceof EventFilter ? "pass it as 'filters'" : `write for example { ${source.dataKey}: { type: ["order"] } }`;
    refuseFindings(LEAD, [findingAt('pattern', 'be a pattern or FilterCriteria.filter(...)', describe(given), fix)]);
  }
  const text = textOf(given as Record<string, unknown>);
  return text === undefined ? EventFilter._of(LEAD, source, given) : EventFilter._ofJson(LEAD, source, text);
}

function describe(given: unknown): string {
  if (given instanceof EventFilter) return 'an EventFilter';
  if (given instanceof FilterMatch) return 'a FilterMatch';
  return shown(given);
}
