import type { Rule } from '../../rule';
import { LOG_CLASS_WITHOUT_FILTERS } from './log-class-without-filters';
import { LOG_GROUP_KEY_ACCESS } from './log-group-key-access';
import { LOG_GROUP_UNUSED } from './log-group-unused';
import { LOG_RETENTION_UNSET } from './log-retention-unset';
import { METRIC_FILTER_FORMAT } from './metric-filter-format';
import { METRIC_FILTER_LEVEL } from './metric-filter-level';

/** @internal */
export const LOG_RULES: readonly Rule[] = [
  LOG_GROUP_UNUSED,
  METRIC_FILTER_FORMAT,
  METRIC_FILTER_LEVEL,
  LOG_GROUP_KEY_ACCESS,
  LOG_CLASS_WITHOUT_FILTERS,
  LOG_RETENTION_UNSET,
];
