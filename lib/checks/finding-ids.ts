/** What stands before a rule's id. @internal */
export const PLUGIN = 'HardenedLambda';

/**
 * The ids under which a rule's finding at a resource may be acknowledged: for the rule, and for this one resource of it.
 *
 * @internal
 */
export const idsOf = (rule: string, logicalId: string): [string, string] => [`${PLUGIN}::${rule}`, `${PLUGIN}::${rule}[${logicalId}]`];
