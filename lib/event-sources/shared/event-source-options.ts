import type { Duration } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { EventFilter } from '../../filters/event-filter';
import type { EventSourceWaiver } from './event-source-waiver';

/** What every event source takes that Lambda polls. */
export interface HardenedEventSourceOptions {
  /**
   * Whether Lambda reads the source.
   *
   * @default true
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
   */
  readonly enabled?: boolean;

  /**
   * How long Lambda gathers records before it invokes the function: whole seconds, at most 300.
   *
   * @default - no longer than it must
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
   */
  readonly maxBatchingWindow?: Duration;

  /**
   * The protections that this source leaves out, each with its reason.
   *
   * @default - none
   */
  readonly waivers?: EventSourceWaiver[];
}

/** What every event source takes that can filter. */
export interface HardenedFilteredEventSourceOptions extends HardenedEventSourceOptions {
  /**
   * Which records reach the function: those that match at least one filter. Each is made by the builder of the source, such
   * as `SqsFilter`.
   *
   * At most 5 together with `filterPatterns`, up to 10 once the account's quota is raised, which a warning says.
   *
   * @default - all records
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
   */
  readonly filters?: EventFilter[];

  /**
   * Filters as patterns: what `lambda.FilterCriteria.filter(...)` returns, or plain objects such as
   * `{ body: { type: ['order'] } }`. A pattern that AWS refuses, or that never matches, is an error.
   *
   * @default - none beside `filters`
   */
  // biome-ignore lint/suspicious/noExplicitAny: as CDK's FilterCriteria returns it
  readonly filterPatterns?: { [key: string]: any }[];

  /**
   * The customer-managed key that encrypts the filters. Its policy gets what Lambda needs, for this account's mappings.
   *
   * @default - a key of Lambda's own
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filter-criteria-encryption
   */
  readonly filterEncryption?: kms.IKey;
}
