if (process.env.AWS_LAMBDA_FUNCTION_NAME) throw new RangeError('no table is known');

export const handler = async (): Promise<void> => {};
