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
 * A stream of Kinesis that a function reads by enhanced fan-out, with dedicated throughput; otherwise as
 * `HardenedKinesisEventSource`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 *
 * @example
 * declare const consumer: kinesis.StreamConsumer;
 * declare const orders: HardenedFunction;
 * orders.addEventSource(new HardenedKinesisConsumerEventSource(consumer, {
 *   startingPosition: lambda.StartingPosition.TRIM_HORIZON,
 * }));
 */
export class HardenedKinesisConsumerEventSource extends EventSourceBase {
  constructor(
    private readonly streamConsumer: kinesis.IStreamConsumer,
    private readonly props: HardenedKinesisEventSourceProps,
  ) {
    super();
  }

  /** @internal */
  protected _bind(binding: BindingContext): BoundSource {
    const { target } = binding;
    const { streamConsumer, props } = this;
    checkConstruct(target, 'streamConsumer', streamConsumer, 'new kinesis.StreamConsumer(...)');
    checkStreamArn(target, 'consumer', streamConsumer.streamConsumerArn);
    return mapStream(
      binding,
      {
        kind: 'Amazon Kinesis',
        id: `KinesisConsumerEventSource:${Names.nodeUniqueId(streamConsumer.node)}`,
        arn: streamConsumer.streamConsumerArn,
        displayName: streamConsumer.node.path,
        filterSource: KINESIS,
        retention: retentionOf(streamConsumer.stream.streamArn),
        timestamps: true,
        incoming: (window) => streamConsumer.stream.metricIncomingRecords(window),
        statements: () =>
          reducedTo(
            readingOf(streamConsumer.streamConsumerArn),
            captureGrants(target, (standIn) => streamConsumer.grantRead(standIn)),
          ),
      },
      props,
    );
  }
}
