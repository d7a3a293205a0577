/*
 * What the user can fix. The reports of the checks are shared with their command line, and so is how they refuse.
 */
export { Refusal, refuse } from '../cli/refusal';
