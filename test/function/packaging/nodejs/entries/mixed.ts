// @ts-expect-error JavaScript without types
export * from './common';

export const own = 1;
