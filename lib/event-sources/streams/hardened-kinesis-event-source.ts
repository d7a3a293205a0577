import { Names } from 'aws-cdk-lib';
import type * as kinesis from 'aws-cdk-lib/aws-kinesis';
import { checkConstruct } from '../../core/errors';
import { captureGrants, reducedTo } from '../../core/policies/captured-grants';
import { KINESIS } from '../../filters/engine/stream-source';
import type { BindingContext } from '../shared/binding-context';
import { type BoundSource, EventSourceBase } from '../shared/event-source-base';
import type { HardenedKinesisEventSourceProps } from './kinesis-options';
import { readingOf, retentionOf } from './kinesis-stream';
import { checkStreamArn } from './stream-arn';
import { mapStream } from './stream-mapping';

/**
 * A stream of Kinesis that a function reads: one bad record does not stop it, what failed after all retries is kept, and an alarm
 * fires.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 *
 * @example
 * declare const stream: kinesis.Stream;
 * declare const orders: HardenedFunction;
 * orders.addEventSource(new HardenedKinesisEventSource(stream, {
 *   startingPosition: lambda.StartingPosition.TRIM_HORIZON,
 *   filters: [KinesisFilter.data({ type: ['order'] })],
 *   onFailure: new sources.S3OnFailureDestination(new s3.Bucket(this, 'Failed', { enforceSSL: true })),
 * }));
 */
export class HardenedKinesisEventSource extends EventSourceBase {
  constructor(
    private readonly stream: kinesis.IStream,
    private readonly props: HardenedKinesisEventSourceProps,
  ) {
    super();
  }

  /** @internal */
  protected _bind(binding: BindingContext): BoundSource {
    const { target } = binding;
    const { stream, props } = this;
    checkConstruct(target, 'stream', stream, 'new kinesis.Stream(...)');
    checkStreamArn(target, 'kinesis', stream.streamArn);
    return mapStream(
      binding,
      {
        kind: 'Amazon Kinesis',
        id: `KinesisEventSource:${Names.nodeUniqueId(stream.node)}`,
        arn: stream.streamArn,
        displayName: stream.node.path,
        filterSource: KINESIS,
        retention: retentionOf(stream.streamArn),
        timestamps: true,
        incoming: (window) => stream.metricIncomingRecords(window),
        statements: () =>
          reducedTo(
            readingOf(),
            captureGrants(target, (standIn) => stream.grantRead(standIn)),
          ),
      },
      props,
    );
  }
}
