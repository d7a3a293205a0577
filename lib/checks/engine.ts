/*
 * Checks templates. A separate file in the package, which neither apps without checks nor other commands of the command
 * line load, and which needs nothing of the CDK: a template has no tokens left.
 */
export { findViolations, type RuleViolation } from './find-violations';
export { describeHardened, type HardenedFunctions, hardenedFunctionsIn, isFunction } from './hardened-functions';
export { ALL_RULES, HARDENING_RULES, OPT_IN_RULES, RULES, subjectOf } from './rules';
