import { Duration, Names } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { StreamAlarmTunings } from '../../alarms/event-source-alarms';
import { checkConstruct, refuse } from '../../core/errors';
import { type ActionsInUse, captureGrants, reducedTo } from '../../core/policies/captured-grants';
import { DYNAMO } from '../../filters/engine/stream-source';
import type { HardenedStreamEventSourceOptions } from '../shared/batch-options';
import type { BindingContext } from '../shared/binding-context';
import { type BoundSource, EventSourceBase } from '../shared/event-source-base';
import { tableFindings, withoutStream } from './image-checks';
import { checkStreamArn } from './stream-arn';
import { mapStream } from './stream-mapping';

/** How a function reads the stream of a table: CDK's options with the same meaning, and a few more. */
export interface HardenedDynamoEventSourceProps extends HardenedStreamEventSourceOptions {
  /**
   * How the alarms of this source are tuned, given a severity, or disabled.
   *
   * @default - of the nearest scope and the profile; else each with its default
   */
  readonly alarms?: StreamAlarmTunings;
}

/**
 * What Lambda does with a stream of DynamoDB. CDK's grant lists the streams of all tables.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/iam-policy-example-lamda-process-dynamodb-streams.html
 */
const READING = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'];
const DECRYPTING: ActionsInUse = { 'kms:Decrypt': () => true };

/**
 * The stream of a DynamoDB table that a function reads: one bad record does not stop it, what failed after all retries is kept, and an
 * alarm fires.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 *
 * @example
 * declare const table: dynamodb.Table;
 * declare const orders: HardenedFunction;
 * orders.addEventSource(new HardenedDynamoEventSource(table, {
 *   startingPosition: lambda.StartingPosition.TRIM_HORIZON,
 *   filters: [DynamoFilter.newImage({ status: ['paid'] })],
 * }));
 */
export class HardenedDynamoEventSource extends EventSourceBase {
  constructor(
    private readonly table: dynamodb.ITable,
    private readonly props: HardenedDynamoEventSourceProps,
  ) {
    super();
  }

  /** @internal */
  protected _bind(binding: BindingContext): BoundSource {
    const { target } = binding;
    const { table, props } = this;
    checkConstruct(target, 'table', table, 'new dynamodb.Table(...)');
    const arn = table.tableStreamArn ?? refuse(target, withoutStream(table));
    checkStreamArn(target, 'dynamo', arn);
    const bound = mapStream(
      binding,
      {
        kind: 'DynamoDB Streams',
        id: `DynamoDBEventSource:${Names.nodeUniqueId(table.node)}`,
        arn,
        displayName: table.node.path,
        filterSource: DYNAMO,
        retention: Duration.hours(24),
        timestamps: false,
        statements: () => [
          new iam.PolicyStatement({ actions: READING, resources: [arn] }),
          ...reducedTo(
            DECRYPTING,
            captureGrants(target, (standIn) => table.grantStreamRead(standIn)),
          ),
        ],
      },
      props,
    );
    bound.mapping.node.addValidation({ validate: () => tableFindings(arn, bound.filters) });
    return bound;
  }
}
