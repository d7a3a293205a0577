import { Names } from 'aws-cdk-lib';
import type * as kinesis from 'aws-cdk-lib/aws-kinesis';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { captureGrants, reducedTo } from '../../core/captured-grants';
import { checkConstruct } from '../../core/errors';
import { KINESIS } from '../../filters/engine/stream-source';
import { type Bound, EventSourceBase } from '../shared/event-source-base';
import type { HardenedKinesisEventSourceProps } from './kinesis-options';
import { readingOf, retentionOf } from './kinesis-stream';
import { mapStream } from './stream-mapping';

/**
 * A stream of Kinesis that a function reads by enhanced fan-out, with throughput of its own; else as
 * `HardenedKinesisEventSource`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 *
 * @example
 * declare const consumer: kinesis.StreamConsumer;
 * declare const orders: HardenedFunction;
 * orders.addEventSource(new HardenedKinesisConsumerEventSource(consumer));
 */
export class HardenedKinesisConsumerEventSource extends EventSourceBase {
  constructor(
    private readonly streamConsumer: kinesis.IStreamConsumer,
    private readonly props: HardenedKinesisEventSourceProps = {},
  ) {
    super();
  }

  /** @internal */
  protected _map(target: lambda.IFunction): Bound {
    const { streamConsumer, props } = this;
    checkConstruct(target, 'streamConsumer', streamConsumer, 'new kinesis.StreamConsumer(...)');
    return mapStream(
      target,
      {
        id: `KinesisConsumerEventSource:${Names.nodeUniqueId(streamConsumer.node)}`,
        arn: streamConsumer.streamConsumerArn,
        called: streamConsumer.node.path,
        filterSource: KINESIS,
        retention: retentionOf(streamConsumer.stream.streamArn),
        timestamps: true,
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
