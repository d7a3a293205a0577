import type { Rule } from './rule';
import { FUNCTION_LOOP } from './rules/function-loop';
import { OUTCOME_COMES_BACK } from './rules/outcome-comes-back';
import { POSSIBLE_LOOP } from './rules/possible-loop';
import { POSSIBLE_LOOP_OF_FUNCTIONS } from './rules/possible-loop-of-functions';
import { RECURSION_ALLOWED } from './rules/recursion-allowed';

/** What comes back to a function. @internal */
export const LOOP_RULES: readonly Rule[] = [
  FUNCTION_LOOP,
  OUTCOME_COMES_BACK,
  POSSIBLE_LOOP,
  POSSIBLE_LOOP_OF_FUNCTIONS,
  RECURSION_ALLOWED,
];
