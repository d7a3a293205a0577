/*
 * How long fronts wait for a function.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */

/** In milliseconds, where an integration sets nothing. @internal */
export const API_WAITS = { rest: 29_000, http: 30_000 } as const;

/** In seconds, where an origin sets nothing. @internal */
export const CLOUDFRONT_WAITS = 30;

/** In milliseconds: what nobody would notice. */
const TOLERANCE = 1_000;

/** Whether a function may run longer than an integration of API Gateway waits: the caller has its error, and the invocation goes on. @internal */
export const outlasts = (timeoutSeconds: number, waitMillis: number): boolean => timeoutSeconds * 1000 > waitMillis + TOLERANCE;
