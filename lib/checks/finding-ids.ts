import { type Id, qualifiedId } from '../core/ids';

/**
 * The ids under which a rule's finding at a resource may be acknowledged: for the rule, and for this one resource of it.
 *
 * @internal
 */
export const idsOf = (rule: Id, logicalId: string): [string, string] => [qualifiedId(rule), `${qualifiedId(rule)}[${logicalId}]`];
