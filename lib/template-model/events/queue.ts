import { QUEUE_DEFAULTS } from '../../service-limits/queue-times';
import type { LambdaFunction } from '../functions/lambda-function';
import type { Resource } from '../resource';
import type { Resources } from '../resources';
import type { Mapping } from './mapping';

/**
 * A queue of the templates, and where it moves what failed.
 *
 * @internal
 */
export class Queue {
  constructor(
    public readonly resource: Resource,
    /** What reads it for functions. */
    public readonly readers: readonly Mapping[],
    private readonly resources: Resources,
  ) {}

  /** How people call it: its name, else its logical id. */
  public get name(): string {
    return this.resource.text('QueueName') ?? this.resource.label;
  }

  public get isFifo(): boolean | undefined {
    return this.resource.flag('FifoQueue');
  }

  /** In seconds. */
  public get visibilityTimeout(): number | undefined {
    return this.resource.number('VisibilityTimeout', QUEUE_DEFAULTS.visibilityTimeout);
  }

  /** In seconds. */
  public get retention(): number | undefined {
    return this.resource.number('MessageRetentionPeriod', QUEUE_DEFAULTS.retention);
  }

  /** Whether it moves what failed; undefined where a condition decides. */
  public get hasRedrive(): boolean | undefined {
    return this.resource.has('RedrivePolicy');
  }

  public get maxReceiveCount(): number | undefined {
    return this.resource.number('RedrivePolicy.maxReceiveCount');
  }

  /** The queue to which it moves what failed, where it is one of the templates. */
  public get redrive(): Resource | undefined {
    const redrive = this.resources.behind(this.resource.get('RedrivePolicy.deadLetterTargetArn'));
    return redrive?.type === 'AWS::SQS::Queue' ? redrive : undefined;
  }

  /** The first function that reads it, for a report. */
  public get reader(): LambdaFunction | undefined {
    return this.readers.find(({ invoked }) => invoked)?.invoked?.fn;
  }
}
