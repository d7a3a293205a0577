import type { Rule } from '../../rule';
import { FILTER_COUNT } from './filter-count';
import { FILTER_IMAGE } from './filter-image';
import { FILTER_INTRINSIC_AS_TEXT } from './filter-intrinsic-as-text';
import { FILTER_KEY_ACCESS } from './filter-key-access';
import { FILTER_PATTERN } from './filter-pattern';
import { FILTER_QUOTA } from './filter-quota';
import { FILTER_SNS_ENVELOPE } from './filter-sns-envelope';
import { FILTER_UNSUPPORTED } from './filter-unsupported';

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
