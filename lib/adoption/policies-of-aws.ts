/** An ARN that is written as a whole: what depends on a condition is another policy in some deployments. */
const OF_AWS = /^(?:"|\{"Fn::(?:Join|Sub)":).*:iam::aws:policy\/(?:[^/"]+\/)*([^/"]+)"(?:\]\])?\}?$/;

/**
 * The name of a managed policy of AWS; undefined for one of an account, which may have the same name.
 *
 * @param arn as JSON, rendered
 * @internal
 */
export const policyOfAws = (arn: string): string | undefined => OF_AWS.exec(arn)?.[1];
