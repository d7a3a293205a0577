import { MEMORY } from './lambda-limits';

/*
 * What Lambda@Edge supports.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-lambda-at-edge
 */

/** What has to be allowed to assume the role. @internal */
export const EDGE_SERVICE = 'edgelambda.amazonaws.com';

/** CloudFront replicates functions of one region only; in China it replicates none. @internal */
export const EDGE_HOME = 'us-east-1';

/** Seconds and MB, by where the function runs. @internal */
export const EDGE_LIMITS = { viewer: { timeout: 5, memory: 128 }, origin: { timeout: 30, memory: MEMORY.max } } as const;

/** Of what is deployed beside the code, in MB. @internal */
export const EDGE_STORAGE = 512;

/** Whether it is for viewer events, by the type of an event as CloudFront writes it. @internal */
export const isForViewers = (eventType: string): boolean => eventType.startsWith('viewer-');

/** Whether functions of the runtime run there. @internal */
export const runsAtEdge = (runtime: string): boolean => /^(nodejs|python)/.test(runtime);
