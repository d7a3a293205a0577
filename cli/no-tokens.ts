/*
 * Stands for the CDK on the command line: a template has no tokens left.
 */
export const Token = { isUnresolved: (): boolean => false };
