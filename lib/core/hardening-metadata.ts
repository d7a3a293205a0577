/**
 * The key of a function's template metadata under which reviewers find that it is hardened: by which profile and who chose otherwise, where
 * this library made it; else what was applied to it, and what was left with which reason.
 *
 * @internal
 */
export const HARDENING = 'cdk-hardened-lambda:Hardening';

/** Under `Left`: nothing was applied, for this reason. @internal */
export const LEFT_AS_A_WHOLE = 'all';
