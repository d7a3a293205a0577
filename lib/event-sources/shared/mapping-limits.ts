/*
 * What Lambda takes of an event source mapping, whatever it reads.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */

/** Records or messages. @internal */
export const BATCH_SIZE = { min: 1, max: 10_000 } as const;

/** In seconds. @internal */
export const BATCHING_WINDOW = { min: 0, max: 300 } as const;

/** In seconds, of streams and Kafka. @internal */
export const RECORD_AGE = { min: 60, max: 604_800 } as const;

/** A consumer group, or what else a mapping names in the source. @internal */
export const NAME_IN_SOURCE = {
  pattern: /^[a-zA-Z0-9\-/*:_+=.@]{1,200}$/,
  rule: '1 to 200 letters, digits and any of -/*:_+=.@',
};
