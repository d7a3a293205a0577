import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Architecture, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/**
 * Every value that this library chooses for a function, and why.
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
   * In MB. Lambda's own 128 is for the simplest functions: an AWS SDK with a tracer comes close to it, and CPU grows
   * with memory.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   */
  memorySize: 256,

  /**
   * Lambda's own 3 s ends a cold start with one slow call. API Gateway waits 29 s, and a queue with default
   * visibility (30 s) still accepts the function as its consumer.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
   */
  timeout: Duration.seconds(30),

  /** https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html */
  tracing: Tracing.ACTIVE,

  /** System records become JSON, so that filters on a failure's type match. */
  loggingFormat: LoggingFormat.JSON,

  /** CloudWatch Logs keeps for ever unless told otherwise; a year covers an audit. */
  logRetention: RetentionDays.ONE_YEAR,

  /** Logs and failed events outlive their stack; what a failed first deployment made does not. */
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,

  /** SQS's maximum, counted from the moment the event failed. */
  failureRetention: Duration.days(14),

  /** Four days, so a long weekend, are left to save the oldest failed event. */
  failureAgeAlarm: Duration.days(10),

  /** A consumer that is later than this has stopped, or does not keep up; retries after a short outage are over by then. */
  lateRecord: Duration.minutes(15),

  /**
   * As many deliveries as AWS advises before a message is given up, so that a throttle does not cost one.
   * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
   */
  maxReceiveCount: 5,

  /** SQS's own, said aloud: the redrive queue has the other ten of its fourteen days for itself. */
  queueRetention: Duration.days(4),

  /** Lambda's own cap where batches of Kafka with a failure target are tried without end; streams have none. */
  batchRetries: 10,

  /** Long enough to gather a burst into one call, short enough to be told while it lasts. */
  alarmPeriod: Duration.minutes(5),

  /** Of a bundle that says none. A runtime by its name: `NODEJS_LATEST` would change with an update of the CDK. */
  get nodejsRuntime(): Runtime {
    return Runtime.NODEJS_24_X;
  },

  /**
   * How TypeScript is bundled: the least that a cold start has to read, and stack traces that still say where.
   *
   * https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html
   */
  bundling: {
    /** Two fifths of the size. */
    minify: true,

    /** Minified names of classes and functions would end in logs, metrics and traces. */
    keepNames: true,

    sourceMap: true,

    /** Lines and names are enough for a trace: the sources themselves need not be deployed. */
    sourcesContent: false,

    /** The version that was tested runs; the one in the runtime changes without a deployment. docs/decisions/007. */
    bundleAwsSDK: true,

    /** ES modules first: what is not used of them is left out. The AWS SDK loads in two thirds of the time. */
    mainFields: ['module', 'main'],
  },
} as const;
