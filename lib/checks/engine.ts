/*
 * What judges templates. A file of its own in the package, which neither apps without checks nor the command line's other
 * commands load, and which needs nothing of the CDK: a template has no tokens left.
 */
export { findViolations, type RuleViolation } from './judge';
export { RULES } from './rules';
