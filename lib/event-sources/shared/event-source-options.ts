import type { Duration } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { EventSourceWaiver } from './event-source-waiver';

/** What every event source takes that Lambda polls. */
export interface EventSourceOptions {
  /**
   * Whether Lambda reads the source.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * How long Lambda gathers records before it invokes the function: whole seconds, at most 300.
   *
   * @default - no longer than it must
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
export interface FilteredEventSourceOptions extends EventSourceOptions {
  /**
   * Which records reach the function: those that any of the filters lets through.
   *
   * Each is made by the builder for the source, or is a pattern, or what `lambda.FilterCriteria.filter(...)` gives. At
   * most 5, up to 10 once the quota is raised, which is warned of. A pattern that AWS refuses, or that never matches, is
   * an error.
   *
   * @default - all records
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
   */
  // biome-ignore lint/suspicious/noExplicitAny: a filter or a pattern, and jsii's examples know no unions
  readonly filters?: any[];

  /**
   * The customer-managed key that encrypts the filters. Its policy gets what Lambda needs, for this account's mappings.
   *
   * @default - a key of Lambda's own
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filter-criteria-encryption
   */
  readonly filterEncryption?: kms.IKey;
}
