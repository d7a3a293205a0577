/**
 * The path by which the author of an application knows a construct: the CDK hides the ids `Resource` and `Default` of what it holds,
 * and in each of them its name is that of the scope.
 *
 * @internal
 */
export const authorsPath = (path: string): string => path.replace(/(?:\/(?:Resource|Default))+$/, '');
