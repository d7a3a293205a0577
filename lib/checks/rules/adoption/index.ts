import type { Rule } from '../../rule';
import { FUNCTION_NOT_HARDENED } from './function-not-hardened';

/** Applied only where they are asked for. @internal */
export const ADOPTION_RULES: readonly Rule[] = [FUNCTION_NOT_HARDENED];
