import type { Rule } from './rule';
import { LOG_GROUP_UNUSED } from './rules/log-group-unused';
import { METRIC_FILTER_FORMAT } from './rules/metric-filter-format';
import { METRIC_FILTER_LEVEL } from './rules/metric-filter-level';

/** @internal */
export const LOG_RULES: readonly Rule[] = [LOG_GROUP_UNUSED, METRIC_FILTER_FORMAT, METRIC_FILTER_LEVEL];
