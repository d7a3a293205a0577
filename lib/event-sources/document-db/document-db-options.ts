import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { DocumentDbAlarmTunings } from '../../alarms/event-source-alarms';
import type { HardenedEventSourceOptions } from '../shared/event-source-options';

/** What an event of a document that was updated carries. */
export enum DocumentDbFullDocument {
  /** What has changed. */
  DEFAULT = 'Default',
  /** What has changed, and the document as it is when the event is read. */
  UPDATE_LOOKUP = 'UpdateLookup',
}

/** How a function reads the change stream of a DocumentDB cluster. */
export interface HardenedDocumentDbEventSourceProps extends HardenedEventSourceOptions {
  /**
   * The ARN of the cluster, in the function's own account and region. Its change stream has to be on.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
   */
  readonly clusterArn: string;

  /**
   * The database: 1 to 63 characters without slash, dot, dollar, quotation mark or space.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
   */
  readonly databaseName: string;

  /**
   * The collection: 1 to 57 characters without dollar, begins with a letter, a digit or an underscore, and not with
   * `system.`.
   *
   * @default - all collections of the database
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
   */
  readonly collectionName?: string;

  /**
   * The secret with `username` and `password`.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
   */
  readonly secret: secretsmanager.ISecret;

  /**
   * What an event of an updated document carries. An event of more than 6 MB is lost.
   *
   * @default DocumentDbFullDocument.DEFAULT
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
   */
  readonly fullDocument?: DocumentDbFullDocument;

  /**
   * How many events the function gets at once at the most: 1 to 10000.
   *
   * @default 100
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
   */
  readonly batchSize?: number;

  /**
   * Where Lambda begins to read when it creates the mapping. `TRIM_HORIZON`: at the oldest event that the change stream keeps. `LATEST`:
   * at events that arrive from then on; those that arrive while the mapping is created are missed.
   *
   * It can't be changed later. Where the function reads the change stream already, set the position that its mapping has.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
   */
  readonly startingPosition: lambda.StartingPosition;

  /**
   * When reading begins, with `StartingPosition.AT_TIMESTAMP`: seconds since 1970, not in the future.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
   */
  readonly startingPositionTimestamp?: number;

  /**
   * How the alarms of this source are tuned, given a severity, or disabled.
   *
   * @default - of the nearest scope and the profile; else each with its default
   */
  readonly alarms?: DocumentDbAlarmTunings;
}
