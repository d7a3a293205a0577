import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Architecture, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/**
 * Every default of this library for a function, with its reason.
 *
 * @internal
 */
export const DEFAULTS = {
  /**
   * Graviton: a fifth cheaper per GB-second than x86_64, and offered by every runtime that can still be created.
   * https://docs.aws.amazon.com/lambda/latest/dg/foundation-arch.html
   */
  architecture: Architecture.ARM_64,

  /**
   * In MB. Lambda's default of 128 fits only the simplest functions: an AWS SDK with a tracer nearly fills it, and CPU grows
   * with memory.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   */
  memorySize: 256,

  /**
   * With Lambda's default of 3 s, a cold start and one slow call time out. API Gateway waits 29 s by default, and a queue with default
   * visibility (30 s) still accepts the function as its consumer.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
   */
  timeout: Duration.seconds(30),

  /**
   * Lambda records one request a second and 5 % of the others, and X-Ray bills about 5 USD per million traces: about 77 USD a
   * month at a steady 100 requests a second.
   * https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
   */
  tracing: Tracing.ACTIVE,

  /** System records become JSON, so that filters on a failure's type match. */
  loggingFormat: LoggingFormat.JSON,

  /** CloudWatch Logs keeps logs forever if no retention is set; a year covers an audit. */
  logRetention: RetentionDays.ONE_YEAR,

  /** Logs and failed events are kept when their stack is deleted, but not those of a failed first deployment. */
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,

  /** SQS's maximum, counted from the moment the event failed. */
  failureRetention: Duration.days(14),

  /** Lambda's own default, made explicit: what ended is looked up for as long as its event is in the dead-letter queue. It is billed. */
  executionRetention: Duration.days(14),

  /** Four days, so a long weekend, are left to save the oldest failed event. */
  failureAgeAlarm: Duration.days(10),

  /** A consumer that is later than this has stopped, or is too slow; retries after a short outage have ended by then. */
  lateRecord: Duration.minutes(15),

  /**
   * As many deliveries as AWS recommends before a message is moved to the redrive queue, so that throttling alone does not move it.
   * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
   */
  maxReceiveCount: 5,

  /** SQS's default, made explicit: ten of the fourteen days of the redrive queue remain. */
  queueRetention: Duration.days(4),

  /** Lambda's own limit for Kafka batches with a failure target; streams have none. */
  batchRetries: 10,

  /**
   * How long an event is known that was worked on: longer than Lambda retries an asynchronous event (6 hours), and as long as
   * DynamoDB keeps the records of a stream. Powertools' default of one hour is shorter than both.
   * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
   */
  idempotencyExpiry: Duration.hours(24),

  /** In each period of a front: above it callers notice that they wait, and clients with a short timeout stop waiting. */
  slowResponse: Duration.seconds(5),

  /**
   * For each route of an API: a tenth of what an account has in a Region by default, so that one route does not throttle all APIs of the
   * Region.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
   */
  routeThrottle: { rateLimit: 1000, burstLimit: 500 },

  /** Long enough for one notification per burst, short enough to notify while it lasts. */
  alarmPeriod: Duration.minutes(5),

  /** For a bundle without `runtime`. A fixed version: `NODEJS_LATEST` would change with an update of the CDK. */
  get nodejsRuntime(): Runtime {
    return Runtime.NODEJS_24_X;
  },

  /**
   * How TypeScript is bundled: little to read at a cold start, and stack traces that name the source.
   *
   * https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html
   */
  bundling: {
    /** Two fifths of the size. */
    minify: true,

    /** Otherwise logs, metrics and traces show minified names of classes and functions. */
    keepNames: true,

    sourceMap: true,

    /** Lines and names are enough for a stack trace; the source text is not deployed. */
    sourcesContent: false,

    /** The tested version runs; the one in the runtime changes without a deployment. docs/decisions/007. */
    bundleAwsSDK: true,

    /** ES modules first: their unused code is removed. The AWS SDK loads in two thirds of the time. */
    mainFields: ['module', 'main'],
  },
} as const;
