import type { Rule } from '../../rule';
import { DESTINATION_LOOP } from './destination-loop';
import { FUNCTION_LOOP } from './function-loop';
import { LOG_SUBSCRIPTION_LOOP } from './log-subscription-loop';
import { POSSIBLE_LOOP } from './possible-loop';
import { POSSIBLE_LOOP_OF_FUNCTIONS } from './possible-loop-of-functions';
import { RECURSION_ALLOWED } from './recursion-allowed';

/** Recursive loops. @internal */
export const LOOP_RULES: readonly Rule[] = [
  FUNCTION_LOOP,
  DESTINATION_LOOP,
  POSSIBLE_LOOP,
  POSSIBLE_LOOP_OF_FUNCTIONS,
  RECURSION_ALLOWED,
  LOG_SUBSCRIPTION_LOOP,
];
