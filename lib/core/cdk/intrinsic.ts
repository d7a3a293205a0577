/**
 * Whether it is written as an intrinsic function of CloudFormation.
 *
 * @internal
 */
export function isIntrinsic(value: unknown): boolean {
  const keys = Object.keys(Object(value));
  return typeof value === 'object' && keys.length === 1 && /^(Ref|Fn::\w+)$/.test(keys[0]);
}
