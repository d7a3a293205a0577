import type { Rule } from './rule';
import { FILTER_COUNT } from './rules/filter-count';
import { FILTER_IMAGE } from './rules/filter-image';
import { FILTER_INTRINSIC_AS_TEXT } from './rules/filter-intrinsic-as-text';
import { FILTER_KEY_ACCESS } from './rules/filter-key-access';
import { FILTER_PATTERN } from './rules/filter-pattern';
import { FILTER_QUOTA } from './rules/filter-quota';
import { FILTER_SNS_ENVELOPE } from './rules/filter-sns-envelope';
import { FILTER_UNSUPPORTED } from './rules/filter-unsupported';

/** Which records reach a function. @internal */
export const FILTER_RULES: readonly Rule[] = [
  FILTER_PATTERN,
  FILTER_INTRINSIC_AS_TEXT,
  FILTER_IMAGE,
  FILTER_SNS_ENVELOPE,
  FILTER_QUOTA,
  FILTER_COUNT,
  FILTER_UNSUPPORTED,
  FILTER_KEY_ACCESS,
];
