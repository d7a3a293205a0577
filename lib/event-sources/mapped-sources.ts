import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { isQueue, isSame } from '../core/arns';
import { refuse } from '../core/errors';
import { concurrencyFindings } from '../relations/queue-concurrency';

/**
 * All that a function reads by mappings, whoever made them.
 *
 * @internal
 */
export class MappedSources {
  private readonly all: lambda.EventSourceMappingOptions[] = [];
  private readonly failureArns: string[] = [];
  private readonly watched = new Set<string>();

  constructor(private readonly fn: IConstruct) {}

  /** Lambda takes one mapping of a source to a function, or one of each topic. */
  public add(options: lambda.EventSourceMappingOptions): void {
    const { eventSourceArn, kafkaTopic } = options;
    const twice =
      eventSourceArn !== undefined &&
      this.all.some(
        (other) => other.eventSourceArn && isSame(this.fn, other.eventSourceArn, eventSourceArn) && other.kafkaTopic === kafkaTopic,
      );
    if (twice) {
      refuse(
        this.fn,
        `'addEventSource' must be called once for a source, got the same one twice, which Lambda refuses; put both filters into one source`,
      );
    }
    this.all.push(options);
  }

  /** Whether an alarm of a source looks at the metric, which the function has once for all of its sources. */
  public watches(metric: string): boolean {
    return this.watched.has(metric);
  }

  public watch(metric: string): void {
    this.watched.add(metric);
  }

  /** Where batches go that failed for good. */
  public addFailureTarget(arn: string): void {
    this.failureArns.push(arn);
  }

  /** What the concurrency of the queues does to a reserved concurrency. */
  public crowded(reserved: number | undefined, allMustSay: boolean): string[] {
    const queues = this.all.filter(({ eventSourceArn }) => eventSourceArn !== undefined && isQueue(eventSourceArn));
    return concurrencyFindings(
      reserved,
      queues.map(({ maxConcurrency }) => maxConcurrency),
      allMustSay,
    );
  }

  /** The first of the targets that the function reads, which then feeds it for ever. */
  public readsOneOf(targets: (string | undefined)[]): boolean {
    return targets.some((target) => target !== undefined && this.reads(target));
  }

  /** Batches that failed, and come back as messages. */
  public failuresComeBack(): string[] {
    if (!this.readsOneOf(this.failureArns)) return [];
    return [
      `'onFailure' must not be a queue that the function reads its events from, got such a queue, which brings each failure back; pass another target`,
    ];
  }

  private reads(arn: string): boolean {
    return this.all.some(({ eventSourceArn }) => eventSourceArn !== undefined && isSame(this.fn, eventSourceArn, arn));
  }
}
