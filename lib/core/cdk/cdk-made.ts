/** Under which jsii marks a class with its full name. */
const RTTI = Symbol.for('jsii.rtti');

/**
 * The full name of a class of CDK's, as in `aws-cdk-lib.aws_lambda_destinations.SqsDestination`. Told by name, so that
 * no module is loaded to ask.
 *
 * @internal
 */
export function cdkNameOf(object: object): string | undefined {
  const marked = Object.getOwnPropertyDescriptor(object.constructor, RTTI)?.value as { readonly fqn: string } | undefined;
  return marked?.fqn.startsWith('aws-cdk-lib.') ? marked.fqn : undefined;
}

/**
 * The version of the CDK that a class of it is from.
 *
 * @internal
 */
export function cdkVersionOf(type: object): string | undefined {
  return (Object.getOwnPropertyDescriptor(type, RTTI)?.value as { readonly version: string } | undefined)?.version;
}
