/**
 * The longest timeout, in seconds, of a function that reads Kafka, Amazon MQ or DocumentDB, unless it runs on managed
 * instances.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-msk-configure.html
 *
 * @internal
 */
export const LONGEST_POLLED_TIMEOUT = 840;
