import { Duration, Names } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { EXPIRING_MESSAGES } from '../../alarms/kinds/expiring-messages';
import { OLDEST_MESSAGE } from '../../alarms/kinds/oldest-message';
import { REDRIVEN_MESSAGES } from '../../alarms/kinds/redriven-messages';
import { acknowledge } from '../../core/acknowledgements';
import { checkConstruct, refuse } from '../../core/errors';
import { secondsOf } from '../../core/input/ranges';
import { checkText, type Texts } from '../../core/input/texts';
import { QUEUE } from '../../filters/engine/queue-source';
import type { EventFilter } from '../../filters/event-filter';
import type { BindingContext } from '../shared/binding-context';
import { type BoundSource, EventSourceBase } from '../shared/event-source-base';
import { mapSource } from '../shared/mapping';
import { alarmsOf } from '../shared/source-alarms';
import { checkEncryption, resolveFilters } from '../shared/source-filters';
import { resolveWaivers } from '../shared/waived-protections';
import { checkReaders } from './filtered-readers';
import { isFifo, makeQueues } from './new-queue';
import { type CheckedQueue, queueFindings } from './queue-checks';
import type { HardenedSqsEventSourceProps, HardenedSqsNewQueueProps } from './queue-options';
import { claimRedriveQueue, readingStatements, redriveQueueOf, watchedQueue } from './queue-parts';
import { checkQueueSettings } from './queue-settings';
import { warnOfQueue } from './queue-warnings';
import { watchEnvelope } from './sns-envelope';

/**
 * A queue that a function reads: only failed messages are delivered again, end in a redrive queue, and an alarm fires.
 *
 * The queue's visibility timeout and its redrive queue are checked, for any hardened or plain function.
 *
 * Lambda polls an empty queue too: about 650,000 requests a month for each standard queue, or 0.26 USD after the free tier.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 *
 * @example
 * declare const orders: HardenedFunction;
 * orders.addEventSource(HardenedSqsEventSource.withNewQueue({
 *   filters: [SqsFilter.body({ type: ['order'] })],
 * }));
 */
export class HardenedSqsEventSource extends EventSourceBase {
  /**
   * A source with a new queue, made below the function: encrypted, TLS-only, with a redrive queue of 14 days, a
   * visibility timeout that fits the function, kept when the stack is deleted.
   */
  public static withNewQueue(props: HardenedSqsNewQueueProps = {}): HardenedSqsEventSource {
    const source = new HardenedSqsEventSource(undefined as never, props);
    source.queues = undefined;
    source.make = (binding) => makeQueues(binding, props, props.maxBatchingWindow ?? Duration.seconds(0));
    return source;
  }

  private queues?: Queues;
  private make?: (binding: BindingContext) => Queues;

  constructor(
    queue: sqs.IQueue,
    private readonly props: HardenedSqsEventSourceProps = {},
  ) {
    super();
    this.queues = { queue };
  }

  /** The queue. Of `withNewQueue` it is there once the source is added to a function; before, this is an error. */
  public get queue(): sqs.IQueue {
    return this._afterBinding(this.queues, 'queue').queue;
  }

  /** The redrive queue, where it is known. Of `withNewQueue` it is there once the source is added to a function. */
  public get deadLetterQueue(): sqs.IQueue | undefined {
    return this._afterBinding(this.queues, 'deadLetterQueue').deadLetterQueue;
  }

  /** @internal */
  protected _bind(binding: BindingContext): BoundSource {
    const { target } = binding;
    const waived = resolveWaivers(target, this.props.waivers);
    const filters = resolveFilters(target, QUEUE, this.props);
    checkEncryption(target, this.props);
    const { queue, deadLetterQueue } = this.prepare(binding);
    claimRedriveQueue(target, queue, deadLetterQueue, waived);
    if (deadLetterQueue) binding.settings.sources.addRedrive({ source: queue, queue: deadLetterQueue });

    const { batchSize, maxBatchingWindow, maxConcurrency, enabled, metricsConfig, provisionedPollerConfig, filterEncryption } = this.props;
    const { mapping, resource } = mapSource(binding, {
      id: `SqsEventSource:${Names.nodeUniqueId(queue.node)}`,
      options: {
        eventSourceArn: queue.queueArn,
        batchSize,
        maxBatchingWindow,
        maxConcurrency,
        enabled,
        metricsConfig,
        reportBatchItemFailures: this.props.reportBatchItemFailures ?? true,
      },
      statements: () => readingStatements(target, queue),
      filters,
      filterEncryption,
      waived,
    });
    // CDK's mapping takes 2000 pollers at the most, SQS 10000.
    resource.provisionedPollerConfig = provisionedPollerConfig;
    acknowledge(mapping, { 'Serverless-LambdaEventSourceMappingDestination': NO_FAILURE_TARGET });

    const alarms = alarmsOf(binding, mapping, this.props.alarms, queue.node.path).make(
      [OLDEST_MESSAGE, REDRIVEN_MESSAGES, EXPIRING_MESSAGES],
      watchedQueue(target, mapping, queue, deadLetterQueue),
    );
    const checked: CheckedQueue = {
      target,
      queueArn: queue.queueArn,
      fn: binding.resource,
      batchingWindow: secondsOf(maxBatchingWindow),
      maxConcurrency,
      waived,
    };
    checkReaders(target, { mapping, queueArn: queue.queueArn, isFiltered: filters.length > 0, isEnabled: enabled !== false });
    this.watch(mapping, checked, filters);
    return { mapping, alarms: alarms.ofSource, filters };
  }

  private prepare(binding: BindingContext): Queues {
    const { target } = binding;
    const queue = this.queues?.queue;
    if (this.make && queue) refuse(target, SECOND_FUNCTION);
    if (!this.make) {
      checkConstruct(target, 'queue', queue as sqs.IQueue, 'new sqs.Queue(...)');
      checkText(target, 'queue', queue?.queueArn, QUEUE_ARN);
    }
    checkQueueSettings(target, queue?.fifo ?? isFifo(this.props as HardenedSqsNewQueueProps), this.props);
    this.queues = this.make?.(binding) ?? {
      queue: queue as sqs.IQueue,
      deadLetterQueue: redriveQueueOf(target, queue as sqs.IQueue, this.props.deadLetterQueue),
    };
    return this.queues;
  }

  /** What a later line may still fix is looked at when the app is finished. */
  private watch(mapping: lambda.EventSourceMapping, checked: CheckedQueue, filters: EventFilter[]): void {
    mapping.node.addValidation({ validate: () => queueFindings(checked) });
    watchEnvelope(mapping, checked.queueArn, filters);
    warnOfQueue(mapping, checked);
  }
}

interface Queues {
  readonly queue: sqs.IQueue;
  readonly deadLetterQueue?: sqs.IQueue;
}

const QUEUE_ARN: Texts = {
  pattern: /^arn:[^:]+:sqs:[^:]*:[^:]*:[^:*]+$/,
  rule: 'a queue with the ARN of one queue of SQS',
  fix: "write for example 'arn:aws:sqs:eu-west-1:111122223333:orders'",
};

const SECOND_FUNCTION =
  "'withNewQueue' must be added to one function, got a second one, which would get another queue; call it for each, or pass its 'queue' to new HardenedSqsEventSource(...)";

const NO_FAILURE_TARGET =
  'SQS takes no failure target: the redrive policy of the queue moves what failed after all retries to the redrive queue.';
