import type { Duration } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { ALARM_OPTIONS, type FrontAlarmOptions } from '../front-options';
import type { FrontWaiver } from '../front-waiver';

/** What a distribution in front of a function URL takes. */
export interface FunctionUrlDistributionProps extends FrontAlarmOptions {
  /**
   * The URL, with IAM as its `authType`: `orders.addFunctionUrl()`. For responses that are streamed,
   * `orders.addFunctionUrl({ invokeMode: lambda.InvokeMode.RESPONSE_STREAM })`.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html
   */
  readonly functionUrl: lambda.FunctionUrl;

  /**
   * The ARN of a web ACL of AWS WAF with the scope CLOUDFRONT, which is in us-east-1.
   *
   * @default - none, which takes `FrontWaiver.webAcl(reason)`
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html
   */
  readonly webAclArn?: string;

  /**
   * The domain names of the distribution. Only with `certificate`.
   *
   * @default - the domain name that CloudFront gives
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html
   */
  readonly domainNames?: string[];

  /**
   * The certificate of the domain names, which is in us-east-1. With it viewers need TLS 1.2 or later.
   *
   * @default - that of CloudFront, which also takes TLS 1.0: it takes `FrontWaiver.minimumTls(reason)`
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
   */
  readonly certificate?: acm.ICertificate;

  /**
   * Which methods are sent to the function. A request with a body needs the header `x-amz-content-sha256` of its caller, with the
   * SHA-256 of the body in hexadecimal: Lambda takes no unsigned payload.
   *
   * @default AllowedMethods.ALLOW_ALL
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html
   */
  readonly allowedMethods?: cloudfront.AllowedMethods;

  /**
   * What is cached.
   *
   * @default CachePolicy.CACHING_DISABLED
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html
   */
  readonly cachePolicy?: cloudfront.ICachePolicy;

  /**
   * The headers that responses get.
   *
   * @default ResponseHeadersPolicy.SECURITY_HEADERS
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html
   */
  readonly responseHeadersPolicy?: cloudfront.IResponseHeadersPolicy;

  /**
   * The countries whose callers are allowed, or denied.
   *
   * @default - callers of every country
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html
   */
  readonly geoRestriction?: cloudfront.GeoRestriction;

  /**
   * How long CloudFront waits for the function, or for the next part of a response that is streamed: 1 to 180 seconds, and at least the
   * timeout of the function. More than the quota of the account, 120 seconds by default, fails at deployment.
   *
   * @default Duration.seconds(30)
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginResponseTimeout
   */
  readonly readTimeout?: Duration;

  /**
   * Where the access logs are written. CloudFront writes by ACL: the bucket needs `ObjectOwnership.BUCKET_OWNER_PREFERRED`.
   *
   * @default - a bucket of the distribution
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
   */
  readonly logBucket?: s3.IBucket;

  /**
   * How long the bucket of the distribution keeps the access logs. Can't be combined with `logBucket`.
   *
   * @default - of the nearest scope; else one year
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Protections that the distribution does without, each with its reason.
   *
   * @default - none
   */
  readonly waivers?: FrontWaiver[];
}

/** The names of the props. TypeScript holds the list to the interface. @internal */
export const DISTRIBUTION_PROPS: { readonly [prop in keyof Required<FunctionUrlDistributionProps>]: true } = {
  ...ALARM_OPTIONS,
  functionUrl: true,
  webAclArn: true,
  domainNames: true,
  certificate: true,
  allowedMethods: true,
  cachePolicy: true,
  responseHeadersPolicy: true,
  geoRestriction: true,
  readTimeout: true,
  logBucket: true,
  logRetention: true,
  waivers: true,
};
