/** Two exports, and nothing that has to be installed. */
export const handler = async (): Promise<string> => describe(new TypedError('a name that minifying would lose'));
export const other = async (): Promise<number> => 1;

class TypedError extends Error {}

const describe = (error: Error): string => `${error.constructor.name}: ${error.message}`;
