import type { BindingContext } from '../shared/binding-context';
import { type BoundSource, EventSourceBase } from '../shared/event-source-base';
import { mapQueue } from './mq-mapping';
import type { HardenedMqEventSourceOptions } from './mq-options';

/** How a function reads a queue of RabbitMQ. */
export interface HardenedRabbitMqEventSourceProps extends HardenedMqEventSourceOptions {
  /**
   * The virtual host of the queue: 1 to 200 letters, digits and any of `-/*:_+=.@`. It can't be changed later.
   *
   * @default - the broker's own, '/'
   */
  readonly virtualHost?: string;
}

/**
 * A queue of RabbitMQ, on Amazon MQ, that a function reads: with no more permissions than Lambda uses.
 *
 * Lambda has no retries, partial responses or failure targets for Amazon MQ: the broker redelivers a batch that failed, all
 * of it, and keeps what fails after all retries where the queue has a dead-letter exchange. The
 * alarm `stoppedReader` fires where messages wait and the function is not invoked; `errors` of the function fires where it fails. Calls from Amazon MQ are not
 * traced by X-Ray, and the function's timeout is at most 840 seconds.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
 *
 * @example
 * declare const credentials: secretsmanager.Secret;
 * declare const orders: HardenedFunction;
 * orders.addEventSource(new HardenedRabbitMqEventSource({
 *   brokerArn: 'arn:aws:mq:eu-west-1:111122223333:broker:shop:b-1234a5b6-78cd-901e-2fgh-3i45j6k178l9',
 *   queue: 'orders',
 *   virtualHost: '/shop',
 *   secret: credentials,
 * }));
 */
export class HardenedRabbitMqEventSource extends EventSourceBase {
  constructor(private readonly props: HardenedRabbitMqEventSourceProps) {
    super();
  }

  /** @internal */
  protected _bind(binding: BindingContext): BoundSource {
    return mapQueue(binding, 'RabbitMq', this.props, this.props?.virtualHost);
  }
}
