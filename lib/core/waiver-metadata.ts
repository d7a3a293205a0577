/**
 * The key of a resource's template metadata under which reviewers find the waived protections, each with its reason.
 *
 * @internal
 */
export const WAIVERS = 'cdk-hardened-lambda:Waivers';
