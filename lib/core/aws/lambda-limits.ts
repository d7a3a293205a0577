/*
 * What Lambda takes of a function. It needs nothing of the CDK: the checks and the commands of ops/ read it too.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */

/** In MB. @internal */
export const MEMORY = { min: 128, max: 10_240 } as const;

/** In seconds. @internal */
export const TIMEOUT = { min: 1, max: 900 } as const;

/**
 * What Lambda takes where a function says nothing: MB, seconds, and what the name of the log group begins with that it makes.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-function.html
 *
 * @internal
 */
export const LAMBDA_DEFAULTS = { memorySize: 128, timeout: 3, logGroupPrefix: '/aws/lambda/' } as const;

/** The memory sizes in MB that are measured where none are named. @internal */
export const MEASURED_SIZES: readonly number[] = [128, 256, 512, 1024, 1536, 3008];
